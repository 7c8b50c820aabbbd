/**
 * The two-character words of a text, as a set of 2^16 bits: enough to ask whether the words of a headline occur in it.
 */
export class BigramSet {
  readonly #bits = new Uint32Array(2048);

  /** Replaces the set by the bigrams of folded text. */
  load(codes: Uint16Array): void {
    this.#bits.fill(0);
    for (let at = 1; at < codes.length; at++) {
      const bit = place(codes[at - 1] ?? 0, codes[at] ?? 0);
      this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  /** Share of a folded title's bigrams that are in the set, 0..1. */
  share(title: string): number {
    let found = 0;
    for (let at = 1; at < title.length; at++) {
      const bit = place(title.charCodeAt(at - 1), title.charCodeAt(at));
      if (((this.#bits[bit >>> 5] ?? 0) >>> (bit & 31) & 1) === 1) found++;
    }
    return title.length < 2 ? 0 : found / (title.length - 1);
  }
}

function place(first: number, second: number): number {
  return Math.imul(first * 65_537 + second, 0x9e37_79b1) >>> 16;
}

/** Likeness of two folded titles: the Dice coefficient of their bigrams. */
export function titleLikeness(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  if (a.length < 2 || b.length < 2) return 0;
  const counts = new Map<number, number>();
  for (let at = 1; at < a.length; at++) {
    const key = a.charCodeAt(at - 1) * 65_536 + a.charCodeAt(at);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let shared = 0;
  for (let at = 1; at < b.length; at++) {
    const key = b.charCodeAt(at - 1) * 65_536 + b.charCodeAt(at);
    const left = counts.get(key) ?? 0;
    if (left === 0) continue;
    shared++;
    counts.set(key, left - 1);
  }
  return (2 * shared) / (a.length + b.length - 2);
}
