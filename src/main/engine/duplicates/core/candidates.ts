/**
 * Which records are worth comparing with a new one: those that share enough sampled fingerprints, and those of one
 * block. A fingerprint held by more than {@link FREQUENT} earlier records (template text) is not looked at, so that the
 * work a record stays the same however large the library grows.
 */
import type { BlockKey } from './blocks.ts';
import { BLOCK_CAP } from './blocks.ts';
import type { Postings, Sketches } from './index.ts';
import type { Sketch } from './sketch.ts';
import { countUpTo } from './sketch.ts';

/** A fingerprint of more earlier records than this is template text. */
export const FREQUENT = 48;
const LEAST_HITS = 2;
const LEAST_SHARE = 0.15;
/** Candidates compared for one record: by text, and in addition by block alone. */
const MOST_BY_TEXT = 5;
const MOST_BY_BLOCK = 8;

/** A record to compare with. */
export interface Candidate {
  readonly record: number;
  /** Estimated share of the smaller text found in the other, 0..1. */
  readonly estimate: number;
}

/** The candidates of a sketch with its block keys among the records of lower ids, best first. */
export function candidates(
  record: number, own: Sketch, blocks: readonly BlockKey[], postings: Postings, sketches: Sketches,
): Candidate[] {
  tally.clear();
  let size = 0;
  if (usable.length < own.prints.length) usable = new Uint32Array(own.prints.length);
  for (const print of own.prints) {
    const found = postings.before(print, record, FREQUENT + 1);
    if (found.length > FREQUENT) continue;
    usable[size++] = print;
    for (let at = 0; at < found.length; at++) tally.note(found[at] ?? 0);
  }
  const looked = usable.subarray(0, size);
  const byText: Candidate[] = [];
  for (let at = 0; at < tally.size; at++) {
    const other = tally.records[at] ?? 0;
    const count = tally.hits[at] ?? 0;
    // Nearly all records met share one chance fingerprint with a text that has many.
    if (count < LEAST_HITS && size > ONE_IS_CHANCE) continue;
    const theirs = sketches.sketch(other);
    if (theirs === undefined) continue;
    const limit = Math.min(own.bound, theirs.bound);
    const comparable = Math.min(countUpTo(looked, limit), countUpTo(theirs.prints, limit));
    const estimate = comparable === 0 ? 0 : Math.min(1, count / comparable);
    if (count >= Math.min(LEAST_HITS, comparable) && estimate >= LEAST_SHARE) byText.push({ record: other, estimate });
  }
  // Ties go to the earlier record: the answer must not depend on the order of postings.
  byText.sort((a, b) => b.estimate - a.estimate || a.record - b.record);
  byText.length = Math.min(byText.length, MOST_BY_TEXT);
  return [...byText, ...byBlock(record, blocks, postings, byText)];
}

/** With more usable fingerprints than this, a single one in common is not looked into. */
const ONE_IS_CHANCE = 12;

function byBlock(record: number, blocks: readonly BlockKey[], postings: Postings, known: readonly Candidate[]): Candidate[] {
  const votes = new Map<number, number>();
  for (const { block, key } of blocks) {
    const cap = BLOCK_CAP[block];
    // Of a text met a thousand times the latest few copies are enough: the groups join them all.
    const found = postings.before(key, record, cap === Infinity ? MOST_BY_BLOCK : cap + 1);
    if (found.length > cap) continue;
    for (let at = 0; at < found.length; at++) {
      const other = found[at] ?? 0;
      if (known.some((one) => one.record === other)) continue;
      votes.set(other, (votes.get(other) ?? 0) + (block === 'text' || block === 'link' ? 4 : 1));
    }
  }
  return [...votes]
    .sort((a, b) => b[1] - a[1] || tally.count(b[0]) - tally.count(a[0]) || a[0] - b[0])
    .slice(0, MOST_BY_BLOCK)
    .map(([other]) => ({ record: other, estimate: 0 }));
}

let usable = new Uint32Array(64);

/** Counts hits by record: an open-addressed table that is cleared by a stamp, many times cheaper than a Map a record. */
class Tally {
  readonly records = new Uint32Array(8192);
  readonly hits = new Uint16Array(8192);
  size = 0;
  readonly #stamps = new Uint32Array(16_384);
  readonly #places = new Uint16Array(16_384);
  #stamp = 0;

  clear(): void {
    this.size = 0;
    this.#stamp++;
  }

  /** Subtle: 48 fingerprints of at most 48 records each are 2,304 at most, far below what the table holds. */
  note(record: number): void {
    const slot = this.#slot(record);
    if (this.#stamps[slot] === this.#stamp) {
      const place = this.#places[slot] ?? 0;
      this.hits[place] = (this.hits[place] ?? 0) + 1;
      return;
    }
    this.#stamps[slot] = this.#stamp;
    this.#places[slot] = this.size;
    this.records[this.size] = record;
    this.hits[this.size++] = 1;
  }

  count(record: number): number {
    const slot = this.#slot(record);
    return this.#stamps[slot] === this.#stamp ? this.hits[this.#places[slot] ?? 0] ?? 0 : 0;
  }

  #slot(record: number): number {
    let slot = (Math.imul(record, 0x9e37_79b1) >>> 15) & 16_383;
    while (this.#stamps[slot] === this.#stamp && this.records[this.#places[slot] ?? 0] !== record) slot = (slot + 1) & 16_383;
    return slot;
  }
}

const tally = new Tally();
