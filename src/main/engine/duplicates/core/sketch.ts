/**
 * Sketches: a small sample of a text's 6-grams that two copies of the text choose alike. A gram is kept when its hash
 * is below a fixed bound ("modulo sampling": Broder 1997; Schleimer, Wilkerson and Aiken, *Winnowing*, 2003; the
 * scaled MinHash of sourmash), so that the sample of a part is contained in the sample of the whole: containment can
 * be estimated, which classic MinHash signatures cannot do.
 */
import { mix32 } from './normalise.ts';

/** Characters a gram. */
export const GRAM = 6;
/** Fingerprints are 31-bit: the upper half of the 32-bit range belongs to block keys (`blocks.ts`). */
export const FINGERPRINT_RANGE = 0x8000_0000;
/** One gram in 24 is kept. */
const BOUND = Math.floor(FINGERPRINT_RANGE / 24);
const AT_LEAST = 16;
const AT_MOST = 48;
const MULTIPLIER = 0x2c1b_3c6d;
const OUTGOING = [...Array(GRAM - 1)].reduce<number>((power) => Math.imul(power, MULTIPLIER), 1);

/** The sampled fingerprints of one text. */
export interface Sketch {
  /** Ascending, distinct, below 2^31. */
  readonly prints: Uint32Array;
  /** Every gram of the text whose hash is at most this is in `prints`. */
  readonly bound: number;
}

let hashes = new Uint32Array(16_384);
const EMPTY: Sketch = { prints: new Uint32Array(0), bound: FINGERPRINT_RANGE };

/** Samples folded text. A text shorter than one gram has an empty sketch. */
export function sketch(codes: Uint16Array): Sketch {
  const grams = codes.length - GRAM + 1;
  if (grams < 1) return EMPTY;
  if (grams > hashes.length) hashes = new Uint32Array(grams * 2);
  let kept = collect(codes, grams, BOUND);
  let bound = BOUND;
  if (kept < AT_LEAST) {
    kept = collect(codes, grams, FINGERPRINT_RANGE);
    bound = FINGERPRINT_RANGE;
  }
  const sorted = hashes.slice(0, kept).sort();
  let size = 0;
  const most = bound === BOUND ? AT_MOST : AT_LEAST;
  for (let at = 0; at < kept && size < most; at++) {
    const print = sorted[at] ?? 0;
    if (size === 0 || sorted[size - 1] !== print) sorted[size++] = print;
  }
  const prints = sorted.slice(0, size);
  // Subtle: a sample that was cut speaks only for hashes up to its last; one that was not, for all up to the bound.
  return { prints, bound: size === most ? (prints[size - 1] ?? bound) : bound };
}

function collect(codes: Uint16Array, grams: number, bound: number): number {
  let rolling = 0;
  for (let at = 0; at < GRAM - 1; at++) rolling = (Math.imul(rolling, MULTIPLIER) + (codes[at] ?? 0)) | 0;
  let kept = 0;
  for (let at = 0; at < grams; at++) {
    rolling = (Math.imul(rolling, MULTIPLIER) + (codes[at + GRAM - 1] ?? 0)) | 0;
    const hash = mix32(rolling) >>> 1;
    if (hash < bound) hashes[kept++] = hash;
    rolling = (rolling - Math.imul(codes[at] ?? 0, OUTGOING)) | 0;
  }
  return kept;
}

/** How many fingerprints of a sketch are at most `limit`. */
export function countUpTo(prints: Uint32Array, limit: number): number {
  let low = 0;
  let high = prints.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((prints[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
