/**
 * What differs between two texts: a greedy monotone alignment from shared 4-grams, and the gaps between its matches
 * sorted by what causes them: a misread character, a changed number, another word, a paragraph more or less.
 */
import type { GramTable } from './overlap.ts';
import { gramAt } from './overlap.ts';

/** Counts over the gaps of one alignment; lengths in characters of folded text. */
export interface Alignment {
  readonly matched: number;
  /** Longest stretch without any difference. */
  readonly longest: number;
  /** Runs of digits that agree / that differ. */
  readonly numbersKept: number;
  readonly numbersChanged: number;
  /** Differences of one character or two, as misreading makes them. */
  readonly characters: number;
  /** More than one character replaced: another name, another word. */
  readonly words: number;
  /** Replacements that occur more than once with the same two sides (one name for another throughout). */
  readonly repeated: number;
  /** Characters in gaps of 20 or more, on the side of the loaded text and of the other. */
  readonly ownBlocks: number;
  readonly otherBlocks: number;
}

const GRAM = 4;
const BLOCK = 20;
/** A jump this far ahead must be borne out by a longer match. */
const FAR = 64;
const FAR_MATCH = 14;
const MOST_CHAIN = 64;

/** Aligns the loaded text of `table` with another. Time is linear in both for real text. */
export function align(table: GramTable, other: Uint16Array): Alignment {
  const own = table.codes;
  const gaps = new Gaps(own, other);
  let ownEnd = 0;
  let otherEnd = 0;
  let matched = 0;
  let longest = 0;
  let kept = 0;
  const last = other.length - GRAM;
  for (let at = 0; at <= last;) {
    const start = anchor(table, other, at, ownEnd, otherEnd);
    if (start < 0) {
      at++;
      continue;
    }
    let ownAt = start;
    let otherAt = at;
    while (ownAt > ownEnd && otherAt > otherEnd && own[ownAt - 1] === other[otherAt - 1]) {
      ownAt--;
      otherAt--;
    }
    gaps.note(ownEnd, ownAt, otherEnd, otherAt);
    let length = 0;
    let digits = false;
    for (;;) {
      const code = own[ownAt + length];
      if (code === undefined || code !== other[otherAt + length]) break;
      const digit = code >= 48 && code <= 57;
      if (digit && !digits) kept++;
      digits = digit;
      length++;
    }
    matched += length;
    if (length > longest) longest = length;
    ownEnd = ownAt + length;
    otherEnd = otherAt + length;
    at = otherEnd;
  }
  gaps.note(ownEnd, own.length, otherEnd, other.length);
  return {
    matched, longest, numbersKept: Math.max(0, kept - gaps.numbers), numbersChanged: gaps.numbers,
    characters: gaps.characters, words: gaps.words, repeated: gaps.repeated(),
    ownBlocks: gaps.ownBlocks, otherBlocks: gaps.otherBlocks,
  };
}

/** Position in the loaded text at which the gram at `at` goes on with the alignment; −1 = none. */
function anchor(table: GramTable, other: Uint16Array, at: number, ownEnd: number, otherEnd: number): number {
  const own = table.codes;
  let found = table.find(gramAt(other, at));
  for (let step = 0; found >= 0 && found < ownEnd && step < MOST_CHAIN; step++) found = table.next[found] ?? -1;
  if (found < ownEnd) return -1;
  const jump = found - ownEnd;
  const needed = jump > FAR && jump > 3 * (at - otherEnd) + FAR / 2 ? FAR_MATCH : GRAM;
  for (let length = 0; length < needed; length++) {
    const code = own[found + length];
    if (code === undefined || code !== other[at + length]) return -1;
  }
  return found;
}

class Gaps {
  numbers = 0;
  characters = 0;
  words = 0;
  ownBlocks = 0;
  otherBlocks = 0;
  readonly #own: Uint16Array;
  readonly #other: Uint16Array;
  readonly #replaced = new Map<number, number>();
  readonly #row = new Uint8Array(BLOCK + 1);

  constructor(own: Uint16Array, other: Uint16Array) {
    this.#own = own;
    this.#other = other;
  }

  note(ownFrom: number, ownTo: number, otherFrom: number, otherTo: number): void {
    const ours = ownTo - ownFrom;
    const theirs = otherTo - otherFrom;
    if (ours === 0 && theirs === 0) return;
    if (ours >= BLOCK || theirs >= BLOCK) {
      this.ownBlocks += ours;
      this.otherBlocks += theirs;
      return;
    }
    const ownDigits = digits(this.#own, ownFrom, ownTo);
    const otherDigits = digits(this.#other, otherFrom, otherTo);
    const pure = ownDigits.count === ours && otherDigits.count === theirs;
    const mixed = ownDigits.count > 0 && otherDigits.count > 0 && ownDigits.hash !== otherDigits.hash;
    if (pure || mixed) {
      this.numbers++;
      return;
    }
    if (ours > 0 && theirs > 0) {
      const key = span(this.#own, ownFrom, ownTo) * 31 + span(this.#other, otherFrom, otherTo);
      this.#replaced.set(key, (this.#replaced.get(key) ?? 0) + 1);
    }
    const slips = ours > 0 && theirs > 0 && ours + theirs > 2 ? this.#slips(ownFrom, ownTo, otherFrom, otherTo) : 0;
    if (slips > 0) this.characters += slips;
    else if (ours + theirs <= 2) this.characters++;
    else if (ours > 0 && theirs > 0) this.words++;
  }

  /** Edits by which the sides of a gap differ when about half of it agrees: neighbouring slips. 0 = other words. */
  #slips(ownFrom: number, ownTo: number, otherFrom: number, otherTo: number): number {
    const row = this.#row;
    const size = otherTo - otherFrom;
    for (let column = 0; column <= size; column++) row[column] = column;
    for (let own = ownFrom; own < ownTo; own++) {
      let diagonal = row[0] ?? 0;
      row[0] = own - ownFrom + 1;
      for (let column = 1; column <= size; column++) {
        const above = row[column] ?? 0;
        const change = this.#own[own] === this.#other[otherFrom + column - 1] ? 0 : 1;
        row[column] = Math.min(diagonal + change, above + 1, (row[column - 1] ?? 0) + 1);
        diagonal = above;
      }
    }
    const edits = row[size] ?? 0;
    return edits * 2 <= Math.max(ownTo - ownFrom, size) + 1 ? edits : 0;
  }

  repeated(): number {
    let total = 0;
    for (const count of this.#replaced.values()) total += count - 1;
    return total;
  }
}

function digits(codes: Uint16Array, from: number, to: number): { count: number; hash: number } {
  let count = 0;
  let hash = 0;
  for (let at = from; at < to; at++) {
    const code = codes[at] ?? 0;
    if (code < 48 || code > 57) continue;
    count++;
    hash = (hash * 11 + code) | 0;
  }
  return { count, hash };
}

function span(codes: Uint16Array, from: number, to: number): number {
  let hash = to - from;
  for (let at = from; at < to; at++) hash = (Math.imul(hash, 0x0100_0193) ^ (codes[at] ?? 0)) >>> 0;
  return hash;
}
