import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../encoding.ts';
import { gb18030Pairs, gb18030Quads } from './double-byte-tables.ts';

const gb = (...bytes: number[]): string => decode(Uint8Array.from(bytes), 'gb18030').text;

/** Codes in which the decoders of different platforms disagree; here they are pinned. */
const PINNED = new Set([
  0xa6d9, 0xa6da, 0xa6db, 0xa6dc, 0xa6dd, 0xa6de, 0xa6df, 0xa6ec, 0xa6ed, 0xa6f3, 0xfe59, 0xfe61, 0xfe66, 0xfe67,
  0xfe6d, 0xfe7e, 0xfe90, 0xfea0,
]);

describe('the GB18030 tables', () => {
  it('have every two-byte code the platform has, with the same character', () => {
    const platform = new TextDecoder('gb18030');
    const pairs = gb18030Pairs();
    let codes = 0;
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        if (trail === 0x7f) continue;
        codes++;
        const code = (lead << 8) | trail;
        if (!PINNED.has(code))
          expect(String.fromCharCode(pairs[code] ?? 0)).toBe(platform.decode(Uint8Array.of(lead, trail)));
      }
    }
    expect(codes).toBe(23_940);
    expect(pairs.reduce((count, unit) => count + (unit === 0 ? 0 : 1), 0)).toBe(23_940);
  });

  it('give the pinned codes their characters of 2022, and the user-defined zones to the private use area', () => {
    expect(gb(0xa6, 0xd9, 0xfe, 0x59, 0xfe, 0xa0)).toBe('\ufe10\u9fb4\u9fbb');
    expect(gb(0xaa, 0xa1, 0xf8, 0xa1, 0xa1, 0x40)).toBe('\ue000\ue234\ue4c6');
  });

  it('count out all 39,420 four-byte codes of the basic plane as the platform has them', () => {
    const platform = new TextDecoder('gb18030', { ignoreBOM: true });
    const bytes = new Uint8Array(39_420 * 4);
    for (let number = 0; number < 39_420; number++) {
      bytes.set(
        [
          0x81 + Math.floor(number / 12_600),
          0x30 + (Math.floor(number / 1260) % 10),
          0x81 + (Math.floor(number / 10) % 126),
          0x30 + (number % 10),
        ],
        number * 4,
      );
    }
    expect(platform.decode(bytes)).toBe(
      String.fromCharCode(...gb18030Quads().subarray(0, 20_000)) +
        String.fromCharCode(...gb18030Quads().subarray(20_000)),
    );
    expect(decode(bytes, 'gb18030').text).toBe(platform.decode(bytes));
  });
});

describe('decoding GB18030', () => {
  it('is what the platform makes of the same bytes, whatever they are', () => {
    const platform = new TextDecoder('gb18030', { ignoreBOM: true });
    const byte = fc.oneof(
      fc.integer({ min: 0x81, max: 0xfe }),
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.constantFrom(0x30, 0x39, 0xa1),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 60 }), (bytes) => {
        const ours = decode(Uint8Array.from(bytes), 'gb18030').text;
        fc.pre(!/[\ufe10-\ufe19\u9fb4-\u9fbb\u3016]/u.test(ours));
        expect(ours).toBe(platform.decode(Uint8Array.from(bytes)));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps A1A1 and A3A0 readable although both are the ideographic space', () => {
    expect(gb(0xa1, 0xa1, 0xa3, 0xa0)).toBe('\u3000\u3000');
  });

  it('reads the byte 80 as the euro sign of code page 936, one byte wide', () => {
    const decoded = decode(Uint8Array.of(0x41, 0x80, 0x42), 'gb18030');
    expect(decoded.text).toBe('A€B');
    expect([0, 1, 2, 3].map((at) => decoded.byteOffset(at))).toEqual([0, 1, 2, 3]);
    expect(decoded.damage).toEqual([]);
  });

  it('reads four-byte characters of all planes', () => {
    expect(gb(0x81, 0x39, 0xa7, 0x39)).toBe('・');
    expect(gb(0x95, 0x32, 0x82, 0x36)).toBe('\u{20000}');
    expect(gb(0xe3, 0x32, 0x9a, 0x35)).toBe('\u{10ffff}');
    expect(gb(0x84, 0x31, 0xa4, 0x37)).toBe('\ufffd');
    expect(decode(Uint8Array.of(0x84, 0x31, 0xa4, 0x37), 'gb18030').damage).toEqual([]);
  });

  it('marks every byte that is no character, and goes on behind it', () => {
    const decoded = decode(Uint8Array.of(0xff, 0xd6, 0xd0, 0xce, 0x0d, 0x0a, 0x81, 0x30, 0x41), 'gb18030');
    expect(decoded.text).toBe('\ufffd中\ufffd\r\n\ufffd0A');
    expect(decoded.damage).toEqual([
      { offset: 0, length: 1, cut: false }, { offset: 3, length: 1, cut: false }, { offset: 6, length: 1, cut: false },
    ]);
  });

  it.each([[[0xd6, 0xd0, 0xce], 1], [[0xd6, 0xd0, 0x81, 0x39], 2], [[0xd6, 0xd0, 0x81, 0x39, 0xa7], 3]])(
    'tells when a file is cut off in mid-character: %j', (bytes, length) => {
      const decoded = decode(Uint8Array.from(bytes), 'gb18030');
      expect(decoded.text).toBe('中\ufffd');
      expect(decoded.damage).toEqual([{ offset: 2, length, cut: true }]);
      expect(decoded.byteOffset(decoded.text.length)).toBe(bytes.length);
    });

  it.each(['〖BT/标题〗', '〖-BT/标题〗'])('saves the tag %s from a stray byte before it', (tag) => {
    const sound = Buffer.from(tag.startsWith('〖-') ? 'a1bc2d42542fb1eacce2a1bd' : 'a1bc42542fb1eacce2a1bd', 'hex');
    expect(decode(sound, 'gb18030').text).toBe(tag);
    const decoded = decode(Uint8Array.from([0xd6, 0xd0, 0xb9, ...sound, 0x41]), 'gb18030');
    expect(decoded.text).toBe(`中\ufffd${tag}A`);
    expect(decoded.damage).toEqual([{ offset: 2, length: 1, cut: false }]);
    expect(decoded.byteOffset(2)).toBe(3);
    expect(decoded.byteOffset(3)).toBe(5);
  });

  it('leaves characters alone that only look as if a tag were hidden in them', () => {
    expect(gb(0xb0, 0xa1, 0xbc, 0x5a, 0x41)).toBe(
      new TextDecoder('gb18030').decode(Uint8Array.of(0xb0, 0xa1, 0xbc, 0x5a, 0x41)),
    );
  });

  it('lists user-defined characters', () => {
    const decoded = decode(Uint8Array.of(0x41, 0xaa, 0xa1, 0xd6, 0xd0), 'gb18030');
    expect(decoded.privateUse).toEqual([1]);
    expect(decoded.byteOffset(2)).toBe(3);
  });
});

describe('decoding Big5', () => {
  it('reads the core on which all decoders agree', () => {
    expect(decode(Buffer.from('a4a4b0eaa548a9b9a169a16a', 'hex'), 'big5').text).toBe('中國以往【】');
  });

  it('takes codes outside of it for damage rather than guess an extension', () => {
    const decoded = decode(Buffer.from('a4a4874041', 'hex'), 'big5');
    expect(decoded.text).toBe('中\ufffd@A');
    expect(decoded.damage).toEqual([{ offset: 2, length: 1, cut: false }]);
  });
});
