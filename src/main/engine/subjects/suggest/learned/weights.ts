import { FEATURES } from '../text/grams.ts';
import type { Vector } from '../text/corpus.ts';

/** Room of the smallest row, as a power of two. */
const SMALLEST = 1;
/** Words of 32 bits an entry takes: its label, its weight, the trail of its weight. */
const ENTRY = 3;

/**
 * Weights by feature and label. A feature has a row with the labels it speaks for or against, so the cost of a score
 * depends on how many labels a feature has met and not on how many there are. Each weight has its trail: the sum of its
 * changes, each times the step it was made in, from which the mean over all steps follows.
 */
export class Weights {
  /** Entries of a feature begin at word `start` and are `length` many. */
  readonly start = new Int32Array(FEATURES);
  readonly length = new Uint16Array(FEATURES);
  readonly #room = new Uint8Array(FEATURES);
  // Subtle: label, weight and trail of an entry lie side by side, seen through two arrays over one memory. A text touches
  // a thousand rows anywhere in it, and in three arrays that was three times the wait for the memory.
  #words = new Int32Array(ENTRY << 16);
  #numbers = new Float32Array(this.#words.buffer);
  #used = 0;
  readonly #free: number[][] = Array.from({ length: 20 }, () => []);
  #change = new Float64Array(64);
  #slot = new Uint8Array(64);

  /** Number of weights. */
  get size(): number {
    let size = 0;
    for (let feature = 0; feature < FEATURES; feature++) size += this.length[feature] ?? 0;
    return size;
  }

  /** Add up what the features say, each weight less `share` of its trail. `sums` must be as long as there are labels. */
  score({ features, values }: Vector, sums: Float64Array, share: number): void {
    const words = this.#words;
    const numbers = this.#numbers;
    for (let at = 0; at < features.length; at++) {
      const feature = features[at] as number;
      const weight = values[at] as number;
      const from = this.start[feature] as number;
      const to = from + (this.length[feature] as number) * ENTRY;
      for (let entry = from; entry < to; entry += ENTRY) {
        const which = words[entry] as number;
        sums[which] = (sums[which] as number) + ((numbers[entry + 1] as number) - share * (numbers[entry + 2] as number)) * weight;
      }
    }
  }

  /** What each feature of the text says for `wanted`, less what it says for `rival`. */
  spoken({ features, values }: Vector, wanted: number, rival: number, share: number): Float32Array {
    const told = new Float32Array(features.length);
    for (let at = 0; at < features.length; at++) {
      this.each(features[at] ?? 0, (which, value, trail) => {
        const said = (value - share * trail) * (values[at] ?? 0);
        if (which === wanted) told[at] = (told[at] ?? 0) + said;
        else if (which === rival) told[at] = (told[at] ?? 0) - said;
      });
    }
    return told;
  }

  each(feature: number, tell: (label: number, value: number, trail: number) => void): void {
    const from = this.start[feature] ?? 0;
    const to = from + (this.length[feature] ?? 0) * ENTRY;
    for (let entry = from; entry < to; entry += ENTRY) tell(this.#words[entry] ?? 0, this.#numbers[entry + 1] ?? 0, this.#numbers[entry + 2] ?? 0);
  }

  /** Add `by[i]` times the text to the weights of `labels[i]`, at most 30 of them. */
  change({ features, values }: Vector, labels: readonly number[], by: readonly number[], step: number): void {
    if (labels.length === 0) return;
    const most = Math.max(...labels) + 1;
    if (this.#change.length < most) {
      this.#change = new Float64Array(most * 2);
      this.#slot = new Uint8Array(most * 2);
    }
    const change = this.#change;
    const slot = this.#slot;
    for (const [at, which] of labels.entries()) {
      change[which] = by[at] ?? 0;
      slot[which] = at + 1;
    }
    const all = (1 << labels.length) - 1;
    for (let at = 0; at < features.length; at++) {
      const feature = features[at] as number;
      const weight = values[at] as number;
      const words = this.#words;
      const numbers = this.#numbers;
      const from = this.start[feature] as number;
      const to = from + (this.length[feature] as number) * ENTRY;
      let met = 0;
      for (let entry = from; entry < to && met !== all; entry += ENTRY) {
        const which = words[entry] as number;
        const place = slot[which] as number;
        if (place === 0) continue;
        const added = (change[which] as number) * weight;
        numbers[entry + 1] = (numbers[entry + 1] as number) + added;
        numbers[entry + 2] = (numbers[entry + 2] as number) + added * step;
        met |= 1 << (place - 1);
      }
      if (met === all) continue;
      for (let place = 0; place < labels.length; place++) {
        if ((met & (1 << place)) !== 0) continue;
        const added = (by[place] ?? 0) * weight;
        this.put(feature, labels[place] ?? 0, added, added * step);
      }
    }
    for (const which of labels) slot[which] = 0;
  }

  put(feature: number, label: number, value: number, trail: number): void {
    const size = this.length[feature] ?? 0;
    const room = this.#room[feature] ?? 0;
    if (size === (room === 0 ? 0 : 1 << room)) this.#widen(feature, size, room);
    const entry = (this.start[feature] ?? 0) + size * ENTRY;
    this.#words[entry] = label;
    this.#numbers[entry + 1] = value;
    this.#numbers[entry + 2] = trail;
    this.length[feature] = size + 1;
  }

  /** Let weights go that say next to nothing, now and in the mean: what is left is learned on and read faster. */
  thin(least: number, share: number): void {
    const words = this.#words;
    const numbers = this.#numbers;
    for (let feature = 0; feature < FEATURES; feature++) {
      const from = this.start[feature] ?? 0;
      const to = from + (this.length[feature] ?? 0) * ENTRY;
      let next = from;
      for (let entry = from; entry < to; entry += ENTRY) {
        const value = numbers[entry + 1] ?? 0;
        if (Math.abs(value) < least && Math.abs(value - share * (numbers[entry + 2] ?? 0)) < least) continue;
        words[next] = words[entry] ?? 0;
        numbers[next + 1] = value;
        numbers[next + 2] = numbers[entry + 2] ?? 0;
        next += ENTRY;
      }
      this.length[feature] = (next - from) / ENTRY;
    }
  }

  /** Make room for a whole row at once, for filling it from what was kept. */
  reserve(feature: number, size: number): void {
    if (size > 0 && this.#room[feature] === 0) this.#widen(feature, 0, 0, Math.max(SMALLEST, Math.ceil(Math.log2(size))));
  }

  #widen(feature: number, size: number, room: number, next = room === 0 ? SMALLEST : room + 1): void {
    const from = this.start[feature] ?? 0;
    let to = this.#free[next]?.pop();
    if (to === undefined) {
      to = this.#used;
      this.#used += ENTRY << next;
      if (this.#used > this.#words.length) this.#grow();
    }
    this.#words.copyWithin(to, from, from + size * ENTRY);
    if (room !== 0) this.#free[room]?.push(from);
    this.start[feature] = to;
    this.#room[feature] = next;
  }

  #grow(): void {
    const words = new Int32Array(Math.max(this.#used, Math.ceil(this.#words.length * 1.5)));
    words.set(this.#words);
    this.#words = words;
    this.#numbers = new Float32Array(words.buffer);
  }
}
