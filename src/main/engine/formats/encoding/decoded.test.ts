import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENCODINGS, decode, encode } from '../encoding.ts';
import type { EncodingName } from '../encoding.ts';

const CHARS = ['中', '国', 'a', '\n', '【', '\u{20000}', '・', 'é', '\ue000'];

const inEncoding = (char: string, encoding: EncodingName): number[] => {
  const encoded = encode(char, encoding);
  return 'bytes' in encoded ? [...encoded.bytes] : [];
};

const mixed = (encoding: EncodingName): fc.Arbitrary<Uint8Array> =>
  fc
    .array(
      fc.oneof(
        { arbitrary: fc.constantFrom(...CHARS).map((char) => inEncoding(char, encoding)), weight: 8 },
        fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 2 }),
      ),
      { maxLength: 80 },
    )
    .map((parts) => Uint8Array.from(parts.flat()));

/** Where each character starts, by decoding what lies before it. */
const isStart = (text: string, at: number): boolean => !(at > 0 && /[\udc00-\udfff]/u.test(text.charAt(at)));

describe('byte offsets', () => {
  it.each(ENCODINGS)(
    'lead to the bytes that decode to the rest of the text, asked for in any order: %s',
    (encoding) => {
      fc.assert(
        fc.property(mixed(encoding), fc.array(fc.nat(), { maxLength: 20 }), (bytes, places) => {
          const decoded = decode(bytes, encoding);
          for (const place of places) {
            const at = place % (decoded.text.length + 1);
            if (!isStart(decoded.text, at)) continue;
            const offset = decoded.byteOffset(at);
            expect(decode(bytes.subarray(offset), encoding).text).toBe(decoded.text.slice(at));
          }
          expect(decoded.byteOffset(0)).toBe(0);
          expect(decoded.byteOffset(decoded.text.length)).toBe(bytes.length);
          for (const { offset, length } of decoded.damage) expect(offset + length).toBeLessThanOrEqual(bytes.length);
        }),
        { numRuns: 150 },
      );
    },
  );

  it.each(['gb18030', 'utf-8', 'utf-16le'] as const)(
    'are right and quick in a long text, jumping about: %s',
    (encoding) => {
      const piece = '标题〖BT〗a・\u{20000}中文 text\r\n';
      const encoded = encode(piece.repeat(40_000), encoding);
      const width = inEncoding(piece, encoding).length;
      if (!('bytes' in encoded)) throw new Error('cannot encode');
      const decoded = decode(encoded.bytes, encoding);
      const started = performance.now();
      for (let turn = 0; turn < 4000; turn++) {
        const at = (turn * 7919) % 40_000;
        expect(decoded.byteOffset(at * piece.length)).toBe(at * width);
      }
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );

  it('count skipped bytes and the base', () => {
    const decoded = decode(Buffer.from('\ufeff中a', 'utf8'), 'utf-8', 3, 1000);
    expect(decoded.text).toBe('中a');
    expect([0, 1, 2].map((at) => decoded.byteOffset(at))).toEqual([1003, 1006, 1007]);
  });
});

describe('decoding Unicode', () => {
  it('marks broken UTF-8 as the platform does, with the offsets', () => {
    fc.assert(fc.property(mixed('utf-8'), (bytes) => {
      const { text, damage } = decode(bytes, 'utf-8');
      expect(text).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
      expect(damage.every(({ offset, length }) => length > 0 && length < 4 && offset >= 0)).toBe(true);
    }), { numRuns: 300 });
    expect(decode(Buffer.from('e4b8ade4b8', 'hex'), 'utf-8').damage).toEqual([{ offset: 3, length: 2, cut: true }]);
  });

  it('marks half surrogate pairs and a lonely last byte of UTF-16', () => {
    const decoded = decode(Buffer.from('2d4e00d841002d', 'hex'), 'utf-16le');
    expect(decoded.text).toBe('中\ufffdA\ufffd');
    expect(decoded.damage).toEqual([{ offset: 2, length: 2, cut: false }, { offset: 6, length: 1, cut: true }]);
    expect(decode(Buffer.from('4e2d00410042', 'hex'), 'utf-16be').text).toBe('中AB');
  });
});
