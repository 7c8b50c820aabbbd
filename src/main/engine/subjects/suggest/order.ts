/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same things in an order that follows from the seed alone. */
export function shuffled<T>(things: readonly T[], seed: number): T[] {
  const next = random(seed);
  const order = [...things];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    const kept = order[at] as T;
    order[at] = order[other] as T;
    order[other] = kept;
  }
  return order;
}
