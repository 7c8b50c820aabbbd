import type { ByteSpan } from '../../../contract/records.ts';

/** Places in a text, in UTF-16 units, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

let pairs: ReadonlySet<string> | undefined;

/** The characters that GB18030 writes with two bytes; all others outside ASCII take four. */
function twoByteCharacters(): ReadonlySet<string> {
  if (pairs !== undefined) return pairs;
  const bytes: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) bytes.push(lead, trail);
  }
  pairs = new Set(new TextDecoder('gb18030').decode(new Uint8Array(bytes)));
  return pairs;
}

/** How many bytes a code point takes in an encoding. */
export function byteLength(point: string, encoding: string): number {
  const name = encoding.toLowerCase();
  const code = point.codePointAt(0) ?? 0;
  if (name.startsWith('utf-16') || name.startsWith('utf16')) return point.length * 2;
  if (code < 0x80) return 1;
  if (name.startsWith('gb')) return twoByteCharacters().has(point) ? 2 : 4;
  if (name.startsWith('big5')) return 2;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** For every UTF-16 unit of the text, and for its end, the byte of the file it begins at. `start` is the text's first byte. */
export function byteOffsets(text: string, encoding: string, start: number): Float64Array {
  const offsets = new Float64Array(text.length + 1);
  let at = 0;
  let byte = start;
  for (const point of text) {
    offsets.fill(byte, at, at + point.length);
    at += point.length;
    byte += byteLength(point, encoding);
  }
  offsets[text.length] = byte;
  return offsets;
}

/**
 * Where a span of bytes stands in the decoded text. Characters that could not be decoded make the count of bytes drift, so
 * the place is checked against what is known to stand there, and looked for near by when it does not.
 */
export function rangeOf(text: string, offsets: Float64Array, span: ByteSpan, known: string | null): Range | null {
  const start = firstAt(offsets, span.start);
  const end = firstAt(offsets, span.end);
  if (known === null || text.slice(start, end) === known) return end > start ? { start, end } : null;
  if (known === '') return null;
  const before = text.lastIndexOf(known, start);
  const after = text.indexOf(known, start);
  const place = after === -1 || (before !== -1 && start - before < after - start) ? before : after;
  return place === -1 ? null : { start: place, end: place + known.length };
}

function firstAt(offsets: Float64Array, byte: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] ?? 0) < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}
