import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../encoding.ts';
import { tagged } from '../tagged/reader.ts';
import { bytesOf } from '../tagged/arbitrary.ts';
import { plainText } from '../text/reader.ts';
import { shiftedPassages } from './shifted.ts';

const TEXT = '    记者从市农业局获悉，今年全市春耕生产全面展开，各乡镇抓紧农时，组织农机下田作业，播种面积比去年增加，群众生产热情很高，干部到田间了解情况。\r\n'
  + '    下一段是完整的，没有丢失任何内容，读起来和平常一样。\r\n';

/** The text with the byte at a place taken out. */
function without(at: number): Buffer {
  const bytes = Buffer.from(bytesOf(TEXT, 'gb18030'));
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
}
const passagesIn = (bytes: Uint8Array) => shiftedPassages(bytes, decode(bytes, 'gb18030'));

describe('a lost byte', () => {
  it('is found wherever it was, up to the end of its line', () => {
    const line = TEXT.indexOf('\r\n') - 4;
    fc.assert(fc.property(fc.integer({ min: 4, max: 2 * line - 60 }), (at) => {
      const found = passagesIn(without(at));
      expect(found).toHaveLength(1);
      const [{ offset, length } = { offset: 0, length: 0 }] = found;
      expect(Math.abs(offset - at)).toBeLessThan(24);
      expect(offset + length).toBeLessThanOrEqual(4 + 2 * line + 1);
    }));
  });

  it('is not seen in whole text, nor in rows of rare characters', () => {
    expect(passagesIn(bytesOf(TEXT, 'gb18030'))).toEqual([]);
    const rare = '鸢、鹩、鸲、鹎、鹪、鹨、鹧鸪、鸫、鹟、鹀、鸬鹚、鹈鹕、鹮、鹳、鹬、鸻、鸮、鸢飞戾天，髑髅饕餮魑魅魍魉，彳亍踟蹰蹀躞。';
    expect(passagesIn(bytesOf(rare, 'gb18030'))).toEqual([]);
    expect(passagesIn(bytesOf('農機下田，全市春耕全面展開，各鄉鎮抓緊農時。', 'gb18030'))).toEqual([]);
  });

  it('sends a plain text and a tagged record to review, with its place', () => {
    const said = plainText.read({ bytes: without(40), path: 'a.txt', encoding: null, maxProblems: 20 });
    expect(said.records[0]?.problems.map(({ code }) => code)).toContain('byte-lost');
    const bytes = Buffer.concat([bytesOf('〖BT/标题〗春耕〖-BT/标题〗\r\n〖ZW/正文〗\r\n', 'gb18030'), without(40), bytesOf('〖-ZW/正文〗\r\n', 'gb18030')]);
    const [record] = tagged.read({ bytes, path: 'a.txt', encoding: null, maxProblems: 20 }).records;
    expect(record?.problems.map(({ code }) => code)).toContain('byte-lost');
    expect(record?.problems.find(({ code }) => code === 'byte-lost')?.offset).toBeGreaterThan(40);
  });
});
