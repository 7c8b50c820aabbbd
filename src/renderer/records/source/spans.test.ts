import { describe, expect, it } from 'vitest';
import { byteLength, byteOffsets, rangeOf } from './spans.ts';

const TEXT = '〖BT/标题〗朱镕基 𠀀 abc〖-BT/标题〗';

describe('bytes of the file and places in its text', () => {
  it('counts GB18030 bytes: one for ASCII, two for what GBK holds, four for the rest', () => {
    expect(['a', '中', '镕', '·', '𠀀', 'é'].map((point) => byteLength(point, 'GB18030'))).toEqual([1, 2, 2, 2, 4, 2]);
    expect(byteLength('ñ', 'gbk')).toBe(4);
  });

  it('counts the same bytes as the encoder for UTF-8 and UTF-16', () => {
    expect(byteOffsets(TEXT, 'utf-8', 0).at(-1)).toBe(new TextEncoder().encode(TEXT).length);
    expect(byteOffsets(TEXT, 'utf-16le', 0).at(-1)).toBe(TEXT.length * 2);
  });

  it('finds the text of a span of bytes, from where the record begins in its file', () => {
    const offsets = byteOffsets(TEXT, 'gb18030', 1000);
    const start = 1000 + 2 + 3 + 4 + 2;
    const span = { start, end: start + 6 };
    const range = rangeOf(TEXT, offsets, span, '朱镕基');
    expect(range && TEXT.slice(range.start, range.end)).toBe('朱镕基');
  });

  it('looks near by when undecodable bytes made the count drift', () => {
    const drifted = `\ufffd\ufffd\ufffd${TEXT}`;
    const offsets = byteOffsets(drifted, 'gb18030', 0);
    const range = rangeOf(drifted, offsets, { start: 14, end: 20 }, '朱镕基');
    expect(range && drifted.slice(range.start, range.end)).toBe('朱镕基');
    expect(rangeOf(drifted, offsets, { start: 14, end: 20 }, '不在这里')).toBeNull();
  });
});
