/**
 * Order `items` by `keys` (same length), keeping the order of equal keys: two counting passes over 16 bits each, one where
 * the keys are small. Returns a new array.
 */
export function sortByKeys(items: Uint32Array, keys: Uint32Array, highest: number): Uint32Array {
  const low = pass(items, keys, 0);
  if (highest < 0x10000) return low.items;
  return pass(low.items, low.keys, 16).items;
}

function pass(items: Uint32Array, keys: Uint32Array, shift: number): { readonly items: Uint32Array; readonly keys: Uint32Array } {
  const starts = new Uint32Array(0x10001);
  for (let at = 0; at < keys.length; at++) {
    const digit = ((keys[at] ?? 0) >>> shift & 0xffff) + 1;
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  for (let digit = 1; digit < starts.length; digit++) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  const sortedItems = new Uint32Array(items.length);
  const sortedKeys = new Uint32Array(items.length);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] ?? 0;
    const digit = key >>> shift & 0xffff;
    const to = starts[digit] ?? 0;
    starts[digit] = to + 1;
    sortedItems[to] = items[at] ?? 0;
    sortedKeys[to] = key;
  }
  return { items: sortedItems, keys: sortedKeys };
}
