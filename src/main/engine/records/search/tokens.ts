/*
 * Tokens of the search index. Every unit of the folded text is one token, letters, digits and signs like the Han
 * characters, so that a phrase of tokens is a substring of the folded text and the other way about: nothing found has to
 * be looked at again, and there are few enough different tokens (some eight thousand) for the index to fill quickly.
 *
 * FTS5's `ascii` tokeniser parts tokens at ASCII signs and blanks and takes every byte from 80 up as part of one, so
 * ASCII signs travel as private use characters.
 */

/** Added to an ASCII sign, a blank and a line break to make it a token. */
const SIGNS = 0xee00;
const BLANK = 32;

const isPlain = (code: number): boolean => (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);

let scratch = new Uint16Array(32_768);
const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });

/** Tokens of a folded text, parted by blanks. Surrogate pairs stay together. */
export function tokens(folded: string): string {
  const length = folded.length;
  if (length === 0) return '';
  if (scratch.length < length * 2) scratch = new Uint16Array(length * 3);
  let size = 0;
  for (let at = 0; at < length; at++) {
    const code = folded.charCodeAt(at);
    scratch[size++] = code >= 0x80 || isPlain(code) ? code : SIGNS + code;
    const inPair = code >= 0xd800 && code <= 0xdbff && at + 1 < length;
    if (!inPair) scratch[size++] = BLANK;
  }
  return decoder.decode(scratch.subarray(0, size));
}

/** An FTS5 string for a folded text: the phrase of its tokens. */
export function phrase(folded: string): string {
  return `"${tokens(folded).trimEnd()}"`;
}
