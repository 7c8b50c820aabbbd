import type { Steps } from '../slices.ts';
import type { Dictionary } from './dictionary.ts';
import { merge, sortedBy } from './merge.ts';
import { rising } from './radix.ts';

/** The values of a dictionary in an order of their own, kept up as the dictionary grows. */
export class ValueOrder {
  readonly #dictionary: Dictionary;
  readonly #compare: (a: string, b: string) => number;
  #order = new Uint32Array(0);
  #ranks = new Uint32Array(1);

  constructor(dictionary: Dictionary, compare: (a: string, b: string) => number) {
    this.#dictionary = dictionary;
    this.#compare = compare;
  }

  /** Codes in order, code 0 left out. */
  * codes(): Steps<Uint32Array> {
    yield* this.#grow();
    return this.#order;
  }

  /** Index = code: its place from 1, 0 for no value. */
  * ranks(): Steps<Uint32Array> {
    yield* this.#grow();
    return this.#ranks;
  }

  * #grow(): Steps<void> {
    const { values } = this.#dictionary;
    const size = values.length;
    if (this.#ranks.length === size) return;
    const compare = (a: number, b: number): number => this.#compare(values[a] ?? '', values[b] ?? '');
    const known = this.#order;
    const fresh = yield* sortedBy(rising(size - 1 - known.length, known.length + 1), compare);
    const order = new Uint32Array(size - 1);
    yield* merge(known, fresh, order, compare);
    const ranks = new Uint32Array(size);
    for (let at = 0; at < order.length; at++) ranks[order[at] ?? 0] = at + 1;
    this.#order = order;
    this.#ranks = ranks;
  }
}
