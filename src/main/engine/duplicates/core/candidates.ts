/**
 * Which records are worth comparing with a new one: those that share enough sampled fingerprints, and those of one
 * block. A fingerprint held by more than {@link FREQUENT} records (template text) is not looked at, so that the work
 * a record stays the same however large the library grows.
 */
import type { BlockKey } from './blocks.ts';
import { BLOCK_CAP } from './blocks.ts';
import type { Postings, Sketches } from './index.ts';
import type { Sketch } from './sketch.ts';
import { countUpTo } from './sketch.ts';

/** A fingerprint of more records than this is template text. */
export const FREQUENT = 48;
const LEAST_HITS = 2;
const LEAST_SHARE = 0.15;
/** Candidates compared for one record: by text, and in addition by block alone. */
const MOST_BY_TEXT = 8;
const MOST_BY_BLOCK = 8;

/** A record to compare with. */
export interface Candidate {
  readonly record: number;
  /** Estimated share of the smaller text found in the other, 0..1. */
  readonly estimate: number;
}

/** The candidates of a sketch with its block keys among indexed records, best first; the record itself never. */
export function candidates(
  record: number, own: Sketch, blocks: readonly BlockKey[], postings: Postings, sketches: Sketches,
): Candidate[] {
  const hits = new Map<number, number>();
  const usable: number[] = [];
  for (const print of own.prints) {
    const df = postings.df(print);
    if (df > FREQUENT) continue;
    usable.push(print);
    if (df === 0) continue;
    const found = postings.get(print);
    if (found === undefined) continue;
    for (let at = 0; at < found.length; at++) {
      const other = found[at] ?? 0;
      hits.set(other, (hits.get(other) ?? 0) + 1);
    }
  }
  const looked = Uint32Array.from(usable);
  const byText: Candidate[] = [];
  for (const [other, count] of hits) {
    if (other === record) continue;
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
  return [...byText, ...byBlock(record, blocks, postings, new Set(byText.map((found) => found.record)), hits)];
}

function byBlock(
  record: number, blocks: readonly BlockKey[], postings: Postings, known: ReadonlySet<number>,
  hits: ReadonlyMap<number, number>,
): Candidate[] {
  const votes = new Map<number, number>();
  for (const { block, key } of blocks) {
    const df = postings.df(key);
    if (df === 0 || df > BLOCK_CAP[block]) continue;
    // Of a text met a thousand times the latest few copies are enough: the groups join them all.
    const found = postings.get(key, block === 'text' ? MOST_BY_BLOCK : undefined);
    if (found === undefined) continue;
    for (let at = 0; at < found.length; at++) {
      const other = found[at] ?? 0;
      if (other !== record && !known.has(other)) votes.set(other, (votes.get(other) ?? 0) +
        (block === 'text' || block === 'link' ? 4 : 1));
    }
  }
  return [...votes]
    .sort((a, b) => b[1] - a[1] || (hits.get(b[0]) ?? 0) - (hits.get(a[0]) ?? 0) || a[0] - b[0])
    .slice(0, MOST_BY_BLOCK)
    .map(([other]) => ({ record: other, estimate: 0 }));
}
