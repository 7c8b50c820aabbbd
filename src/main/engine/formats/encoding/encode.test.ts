import { describe, expect, it } from 'vitest';
import { ENCODINGS, decode, encode } from '../encoding.ts';
import type { EncodingName } from '../encoding.ts';

const bytesOf = (text: string, encoding: EncodingName): string => {
  const encoded = encode(text, encoding);
  return 'bytes' in encoded
    ? Buffer.from(encoded.bytes).toString('hex')
    : `lacks ${encoded.unmappable.map(({ char, index }) => `${char}@${index}`).join(' ')}`;
};

/** Encodes each character of the basic plane alone, and counts those that come back; the others must be refused. */
function roundTrip(encoding: EncodingName): { readonly back: number; readonly refused: readonly number[] } {
  const refused: number[] = [];
  let back = 0;
  for (let unit = 0; unit < 0x10000; unit++) {
    const char = String.fromCharCode(unit);
    const encoded = encode(char, encoding);
    if ('unmappable' in encoded) {
      if (encoded.unmappable[0]?.char !== char)
        throw new Error(`${encoding}: U+${unit.toString(16)} is refused without being named`);
      refused.push(unit);
    } else {
      const decoded = decode(encoded.bytes, encoding);
      if (decoded.text !== char || decoded.damage.length > 0)
        throw new Error(`${encoding}: U+${unit.toString(16)} came back as ${decoded.text}`);
      back++;
    }
  }
  return { back, refused };
}

describe('encoding', () => {
  it.each(ENCODINGS)('gives every character of the basic plane back or refuses it: %s', (encoding) => {
    const { back, refused } = roundTrip(encoding);
    expect(back + refused.length).toBe(0x10000);
    // ASCII and the two-byte characters of each; what GB18030 lacks is surrogates and the codes that moved elsewhere.
    const expected = {
      gb18030: 0x10000 - 2048 - 19,
      gbk: 128 + 21_791,
      gb2312: 128 + 7445,
      'utf-8': 0x10000 - 2048,
      'utf-16le': 0x10000 - 2048,
      'utf-16be': 0x10000 - 2048,
      big5: 128 + 13_502 - 10,
    };
    expect(back).toBe(expected[encoding]);
  });

  it('writes other planes in the encodings that have them', () => {
    expect(bytesOf('\u{20000}a\u{10ffff}', 'gb18030')).toBe('9532823661e3329a35');
    expect(bytesOf('\u{20000}', 'utf-8')).toBe('f0a08080');
    expect(bytesOf('\u{20000}', 'utf-16be')).toBe('d840dc00');
    expect(bytesOf('a\u{20000}b', 'gbk')).toBe('lacks \u{20000}@1');
  });

  it('refuses in gbk what other GBK decoders would not read: euro, private use, the additions of GB18030', () => {
    expect(bytesOf('€', 'gb18030')).toBe('a2e3');
    expect(bytesOf('€\ue000ǹ⿰䶮・', 'gbk')).toBe('lacks €@0 \ue000@1 ǹ@2 ⿰@3 䶮@4 ・@5');
    expect(bytesOf('镕〇·—', 'gbk')).toBe('e946a996a1a4a1aa');
  });

  it('refuses in gb2312 what lies outside of GB 2312-80', () => {
    expect(bytesOf('中a—', 'gb2312')).toBe('d6d061a1aa');
    expect(bytesOf('镕國ⅰ', 'gb2312')).toBe('lacks 镕@0 國@1 ⅰ@2');
  });

  it('writes the two Han that stand twice in Big5 with their code among the Han', () => {
    expect(bytesOf('十卅', 'big5')).toBe('a451a4ca');
    expect(bytesOf('〖国', 'big5')).toBe('lacks 〖@0 国@1');
  });

  it('lists every character that is lacking, never a question mark in its place', () => {
    expect(bytesOf('é中文ò', 'gb2312')).toBe('a8a6d6d0cec4a8b0');
    expect(bytesOf('ð中文ø', 'gbk')).toBe('lacks ð@0 ø@3');
    expect(bytesOf('ð中文ø', 'big5')).toBe('lacks ð@0 ø@3');
  });

  it.each(ENCODINGS)('refuses half a surrogate pair: %s', (encoding) => {
    expect(encode('a\ud800b', encoding)).toEqual({ unmappable: [{ char: '\ud800', index: 1 }] });
  });
});
