import type { Steps } from '../slices.ts';

/** Items put in order at one go, and comparisons between two steps. */
const RUN = 2048;
const BETWEEN = 8192;

export type Compare = (a: number, b: number) => number;

/** Items in the order of `compare`, equals as they stood: a merge sort, because a million texts cannot be compared at one go. */
export function* sortedBy(items: Uint32Array, compare: Compare): Steps<Uint32Array> {
  const size = items.length;
  let from = items.slice();
  for (let at = 0; at < size; at += RUN) {
    from.subarray(at, at + RUN).sort(compare);
    yield;
  }
  let to = new Uint32Array(size);
  for (let width = RUN; width < size; width *= 2) {
    for (let start = 0; start < size; start += width * 2) {
      const middle = Math.min(start + width, size);
      const end = Math.min(start + width * 2, size);
      yield* merge(from.subarray(start, middle), from.subarray(middle, end), to.subarray(start, end), compare);
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Two orders as one, written to `to`. */
export function* merge(one: Uint32Array, other: Uint32Array, to: Uint32Array, compare: Compare): Steps<void> {
  for (let at = 0, left = 0, right = 0; at < to.length; at++) {
    const first = right >= other.length || (left < one.length && compare(one[left] ?? 0, other[right] ?? 0) <= 0);
    to[at] = (first ? one[left++] : other[right++]) ?? 0;
    if (at % BETWEEN === BETWEEN - 1) yield;
  }
}
