import { isLookalike } from './lookalikes.ts';

/** Shorter keys have too many neighbours that are somebody else. */
const SHORTEST = 4;
/** From this length on two characters may differ. */
const TWO = 9;
/** Longer keys are compared by one difference only: the pairs of places to leave out grow with the square. */
const LONGEST_TWO = 20;
const LONGEST = 60;

/** Differences within which two keys of these lengths may be one name. */
export function reach(length: number): 0 | 1 | 2 {
  if (length < SHORTEST || length > LONGEST) return 0;
  return length >= TWO && length <= LONGEST_TWO ? 2 : 1;
}

/** FNV-1a over the units of a text with up to two places left out, 32 bits. */
function hash(text: string, one: number, two: number): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) if (at !== one && at !== two) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value ^ value >>> 15) >>> 0;
}

/** Buckets, so that no single sort takes long. */
export const BUCKETS = 64;
/** An id takes 21 bits beside the 32 of the hash; a number holds 53. */
const IDS = 2 ** 21;

/**
 * The deletion index: two keys are within k edits only if they have a text in common that is left when up to k
 * characters of each are taken out (Garbe's SymSpell). Candidates come as pairs, perhaps several times.
 */
export class DeletionIndex {
  readonly #buckets: number[][] = Array.from({ length: BUCKETS }, () => []);

  add(id: number, key: string): void {
    if (id >= IDS) return;
    const most = reach(key.length);
    // A key of eight characters may be two edits from one of nine, so it is filed as deeply as the longer one.
    const depth = most === 1 && key.length >= TWO - 2 && key.length <= LONGEST_TWO ? 2 : most;
    if (depth === 0 && key.length !== SHORTEST - 1) return;
    this.#file(id, hash(key, -1, -1));
    for (let one = 0; one < key.length; one++) {
      if (one > 0 && key[one] === key[one - 1]) continue;
      if (depth >= 1) this.#file(id, hash(key, one, -1));
      if (depth === 2) for (let two = one + 1; two < key.length; two++) this.#file(id, hash(key, one, two));
    }
  }

  /** The pairs of one bucket after another. */
  * pairs(): Generator<readonly (readonly [number, number])[]> {
    for (const bucket of this.#buckets) {
      const sorted = Float64Array.from(bucket).sort();
      bucket.length = 0;
      const pairs: (readonly [number, number])[] = [];
      for (let from = 0; from < sorted.length;) {
        const shared = Math.floor((sorted[from] ?? 0) / IDS);
        let to = from + 1;
        while (to < sorted.length && Math.floor((sorted[to] ?? 0) / IDS) === shared) to++;
        // What very many have in common tells nobody apart.
        if (to - from <= MANY) for (let a = from; a < to; a++) for (let b = a + 1; b < to; b++) pairs.push([(sorted[a] ?? 0) % IDS, (sorted[b] ?? 0) % IDS]);
        from = to;
      }
      yield pairs;
    }
  }

  #file(id: number, value: number): void {
    this.#buckets[value % BUCKETS]?.push(value * IDS + id);
  }
}

const MANY = 60;
const FIGURES = /[0-9〇一二三四五六七八九十百千万]+/gu;

/**
 * Edits between two keys when they may be one name, else null. Not one name are keys with other figures (第一版, 第二版), and
 * short ones in which a character stands for one that neither looks nor sounds like it (本报社论, 本报评论).
 */
export function editsBetween(one: string, two: string, soundAlike: (a: string, b: string) => boolean): 1 | 2 | null {
  const most = Math.max(reach(one.length), reach(two.length));
  if (most === 0 || Math.abs(one.length - two.length) > most) return null;
  if ((one.match(FIGURES) ?? []).join(' ') !== (two.match(FIGURES) ?? []).join(' ')) return null;
  const [a, b] = differing(one, two);
  if (a.length <= 1 && b.length <= 1) {
    if (a.length === b.length && Math.max(one.length, two.length) < 6 && !isLookalike(a, b) && !soundAlike(a, b)) return null;
    return 1;
  }
  return most === 2 && levenshtein(a, b, 2) <= 2 ? 2 : null;
}

/** What is left of two texts without their common beginning and end. */
export function differing(one: string, two: string): readonly [string, string] {
  const shorter = Math.min(one.length, two.length);
  let from = 0;
  while (from < shorter && one[from] === two[from]) from++;
  let back = 0;
  while (back < shorter - from && one[one.length - 1 - back] === two[two.length - 1 - back]) back++;
  return [one.slice(from, one.length - back), two.slice(from, two.length - back)];
}

/** Edit distance, as far as it is below `most` + 1. */
export function levenshtein(one: string, two: string, most: number): number {
  if (Math.abs(one.length - two.length) > most) return most + 1;
  let row = Array.from({ length: two.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= two.length; j++) {
      const cost = one[i - 1] === two[j - 1] ? 0 : 1;
      const value = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      next.push(value);
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    row = next;
  }
  return row[two.length] ?? most + 1;
}

