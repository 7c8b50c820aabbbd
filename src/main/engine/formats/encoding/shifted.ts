import type { Decoded } from './decoded.ts';
import { commonCharacters } from './common-characters.ts';
import { gb18030Codes } from './double-byte-tables.ts';
import { gbLikelihood } from './likelihood.ts';

/** A passage that reads as Chinese only when every character is taken one byte later: a byte before it was lost. */
export interface Shifted {
  /** Bytes in the file. */
  readonly offset: number;
  readonly length: number;
}

const NONE = 0;
const COMMON = 1;
const FREQUENT = 2;
const RARE = 3;

let kinds: Uint8Array | undefined;

/** What a character is in Chinese text: common, of the first level of GB 2312, or met by chance. */
function kindTable(): Uint8Array {
  if (kinds !== undefined) return kinds;
  const table = new Uint8Array(0x10000);
  const codes = gb18030Codes();
  for (let unit = 0x80; unit < 0x10000; unit++) {
    const code = codes[unit] ?? 0;
    const [lead, trail] = [code >> 8, code & 0xff];
    table[unit] = code === 0 ? RARE : trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3) ? FREQUENT : RARE;
  }
  for (const char of commonCharacters) table[char.charCodeAt(0)] = COMMON;
  kinds = table;
  return table;
}

/** Characters looked at together, and how many of them have to be rare to look closer. */
const WINDOW = 10;
const SUSPECT = 5;
/** Points a character of running text has on the average, and one met by chance (see likelihood.ts). */
const TEXT = 5;
const CHANCE = 3.4;
/** Passages told for one text. */
const TOLD = 5;

/**
 * Passages of a GB text in which a byte was lost, so that what follows up to the next ASCII character reads as other
 * characters, all of them valid. Rare characters in a row make a passage suspect, and it is told when the same bytes
 * taken one later are ordinary text: rare words alone are never told.
 */
export function shiftedPassages(bytes: Uint8Array, decoded: Decoded): readonly Shifted[] {
  const { text } = decoded;
  const table = kindTable();
  const found: Shifted[] = [];
  // Places of the last rare characters: nearly all of the work is to pass over the others.
  const places = new Int32Array(SUSPECT).fill(-WINDOW);
  let rare = 0;
  let start = 0;
  let passed = 0;
  for (let at = 0; at < text.length; at++) {
    const kind = table[text.charCodeAt(at)] ?? NONE;
    if (kind === NONE) {
      // A new line or a letter stands on a byte of its own: behind it characters are whole again.
      start = at + 1;
      continue;
    }
    if (kind !== RARE) continue;
    places[rare % SUSPECT] = at;
    rare++;
    const first = places[rare % SUSPECT] ?? 0;
    if (first < start || at - first >= WINDOW || at < passed) continue;
    const end = endOfRun(text, at, table);
    const passage = closer(bytes, decoded, Math.max(start, first - WINDOW), end);
    if (passage !== null && found.push(passage) === TOLD) break;
    passed = end;
  }
  return found;
}

function endOfRun(text: string, from: number, table: Uint8Array): number {
  let at = from;
  while (at < text.length && (table[text.charCodeAt(at)] ?? NONE) !== NONE) at++;
  return at;
}

/** The bytes from one character to another, read as they are and one byte later. */
function closer(bytes: Uint8Array, decoded: Decoded, from: number, to: number): Shifted | null {
  const { base } = decoded;
  const end = decoded.byteOffset(to);
  // Where the byte was lost is not known to the character: the first place from which the shifted reading holds.
  for (let at = from; at < Math.min(to, from + 2 * WINDOW); at++) {
    const start = decoded.byteOffset(at);
    if (end - start < 2 * WINDOW) return null;
    const as = mean(bytes.subarray(start - base, end - base));
    const later = mean(bytes.subarray(start - base + 1, end - base));
    if (later >= TEXT && as <= CHANCE) return { offset: start, length: end - start };
  }
  return null;
}

function mean(bytes: Uint8Array): number {
  const { points, characters } = gbLikelihood(bytes);
  return characters === 0 ? 0 : points / characters;
}
