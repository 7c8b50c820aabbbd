import { describe, expect, it } from 'vitest';
import { bytesOf } from '../tagged/arbitrary.ts';
import { proveEncoding } from './proof.ts';
import { encodingProver } from './prover.ts';
import type { LongProof } from './prover.ts';

const record = (n: number): string => [
  `〖ZQ/总期〗${n}〖-ZQ/总期〗`, `〖BT/标题〗第${n}条消息说的是生产〖-BT/标题〗`, '〖ZW/正文〗',
  ...Array.from({ length: 30 }, () => '    今年以来，我国经济保持平稳较快发展，农业生产形势良好。'), '〖-ZW/正文〗', '',
].join('\r\n');
const FILE = Array.from({ length: 900 }, (_, n) => record(n)).join('');

function prove(bytes: Uint8Array, piece: number): LongProof {
  const prover = encodingProver();
  for (let at = 0; at < bytes.length; at += piece) prover.push(bytes.subarray(at, at + piece));
  return prover.end();
}

describe('the encoding of a file that passes by in pieces', () => {
  it.each([
    ['gb18030', FILE], ['utf-8', FILE], ['utf-16le', FILE], ['utf-16be', FILE], ['big5', '今年以來，我國經濟保持平穩發展，農業生產形勢良好，人民生活水平不斷提高。\r\n'.repeat(3000)],
    ['utf-8', `\ufeff${FILE}`], ['utf-16le', `\ufeff${FILE}`], ['utf-8', 'plain ASCII, nothing else\n'.repeat(100_000)],
    ['gb18030', `${'plain ASCII first\r\n'.repeat(20_000)}${FILE}`],
  ] as const)('is that of the whole: %s', (encoding, text) => {
    const bytes = bytesOf(text, encoding);
    const whole = proveEncoding(bytes);
    for (const piece of [65_537, 1 << 20]) {
      const proof = prove(bytes, piece);
      expect({ encoding: proof.encoding, bom: proof.bom, contradicted: proof.contradicted }).toEqual({ encoding: whole.encoding, bom: whole.bom, contradicted: null });
      expect(proof.confidence).toBeCloseTo(whole.confidence, 1);
    }
  });

  it('is UTF-8 by the whole, not by a sample: one stray byte at the end is damage, not another encoding', () => {
    const bytes = Buffer.concat([bytesOf(FILE, 'utf-8'), Buffer.from([0xff, 0x0a])]);
    expect(prove(bytes, 100_000)).toMatchObject({ encoding: 'utf-8', contradicted: null });
  });

  it('is told to be two where a file was put together from parts', () => {
    const first = bytesOf(FILE, 'gb18030');
    const proof = prove(Buffer.concat([first, first, bytesOf(FILE, 'utf-8'), bytesOf(FILE, 'utf-8')]), 1 << 19);
    expect(proof.encoding).toBe('gb18030');
    expect(proof.contradicted?.encoding).toBe('utf-8');
    expect(proof.contradicted?.offset).toBeGreaterThanOrEqual(2 * first.length);
    expect(proof.confidence).toBeLessThan(0.9);
  });
});
