import { big5Codes, gb18030Codes, gb18030QuadNumbers, gb2312Codes, gbkCodes } from './double-byte-tables.ts';

/** A character the target encoding lacks, with its index in the text. */
export interface Unmappable {
  readonly char: string;
  readonly index: number;
}

/** Either the bytes of the whole text, or all the characters that stand in the way. Nothing is ever replaced. */
export type Encoded = { readonly bytes: Uint8Array } | { readonly unmappable: readonly Unmappable[] };

export type DoubleByteName = 'gb18030' | 'gbk' | 'gb2312' | 'big5';

const codesOf = (name: DoubleByteName): Uint16Array => {
  if (name === 'gb18030') return gb18030Codes();
  if (name === 'gbk') return gbkCodes();
  return name === 'gb2312' ? gb2312Codes() : big5Codes();
};

/**
 * Subtle: the byte 80 that code page 936 reads as the euro sign is never written; GBK proper and GB 2312 have no euro.
 */
export function encodeDoubleByte(text: string, name: DoubleByteName): Encoded {
  const codes = codesOf(name);
  const out = new Uint8Array(text.length * (name === 'gb18030' ? 4 : 2));
  const unmappable: Unmappable[] = [];
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      out[length++] = unit;
      continue;
    }
    const code = codes[unit] ?? 0;
    if (code !== 0) {
      out[length++] = code >> 8;
      out[length++] = code & 0xff;
      continue;
    }
    const point = text.codePointAt(at) ?? unit;
    const number = name === 'gb18030' ? quadNumber(point) : -1;
    if (number >= 0) length = writeQuad(out, length, number);
    else unmappable.push({ char: String.fromCodePoint(point), index: at });
    if (point > 0xffff) at++;
  }
  return unmappable.length > 0 ? { unmappable } : { bytes: out.slice(0, length) };
}

/** The linear number of a character's four-byte code, -1 when it has none. */
function quadNumber(point: number): number {
  return point > 0xffff ? 189_000 + point - 0x10000 : (gb18030QuadNumbers()[point] ?? 0) - 1;
}

function writeQuad(out: Uint8Array, at: number, number: number): number {
  out[at] = 0x81 + Math.floor(number / 12_600);
  out[at + 1] = 0x30 + Math.floor(number / 1260) % 10;
  out[at + 2] = 0x81 + Math.floor(number / 10) % 126;
  out[at + 3] = 0x30 + number % 10;
  return at + 4;
}

/** Only half a surrogate pair cannot be written. */
export function encodeUnicode(text: string, name: 'utf-8' | 'utf-16le' | 'utf-16be'): Encoded {
  if (!text.isWellFormed()) return { unmappable: loneSurrogates(text) };
  if (name === 'utf-8') return { bytes: Buffer.from(text, 'utf8') };
  const bytes = Buffer.from(text, 'utf16le');
  return { bytes: name === 'utf-16be' ? bytes.swap16() : bytes };
}

function loneSurrogates(text: string): Unmappable[] {
  const sound = text.toWellFormed();
  const found: Unmappable[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) !== sound.charCodeAt(at)) found.push({ char: text.charAt(at), index: at });
  }
  return found;
}
