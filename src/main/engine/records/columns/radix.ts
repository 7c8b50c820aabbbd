import type { Steps } from '../slices.ts';

/** From this many on, the larger tables of wide digits are worth their making. */
const MANY = 20_000;

/** Numbers one after another. Subtle: twenty times as quick as Uint32Array.from with a function. */
export function rising(size: number, first: number): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(size);
  for (let at = 0; at < size; at++) numbers[at] = first + at;
  return numbers;
}

/**
 * Order `items` by `keys` (same length, none above `highest`), keeping the order of equal keys: counting passes over digits
 * of 8 bits, or of 16 where there is much to sort, a step each. Returns a new array.
 */
export function* sortedByKeys(items: Uint32Array, keys: Uint32Array, highest: number): Steps<Uint32Array> {
  const bits = items.length < MANY ? 8 : 16;
  let sorted = { items, keys };
  for (let shift = 0; shift < 32 && (shift === 0 || highest >>> shift > 0); shift += bits) {
    sorted = pass(sorted.items, sorted.keys, shift, bits);
    yield;
  }
  return sorted.items;
}

interface Sorted {
  readonly items: Uint32Array;
  readonly keys: Uint32Array;
}

function pass(items: Uint32Array, keys: Uint32Array, shift: number, bits: number): Sorted {
  const mask = (1 << bits) - 1;
  const starts = new Uint32Array(mask + 2);
  for (let at = 0; at < keys.length; at++) {
    const digit = ((keys[at] ?? 0) >>> shift & mask) + 1;
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  for (let digit = 1; digit < starts.length; digit++) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  const sorted = { items: new Uint32Array(items.length), keys: new Uint32Array(items.length) };
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] ?? 0;
    const digit = key >>> shift & mask;
    const to = starts[digit] ?? 0;
    starts[digit] = to + 1;
    sorted.items[to] = items[at] ?? 0;
    sorted.keys[to] = key;
  }
  return sorted;
}
