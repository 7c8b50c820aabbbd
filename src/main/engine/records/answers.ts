import type { Sort } from '../../../contract/records.ts';
import type { Bits } from './columns/bits.ts';
import type { Sorter } from './columns/sort.ts';
import { evaluate } from './query/evaluate.ts';
import type { Sight } from './query/evaluate.ts';
import { parseQuery } from './query/parse.ts';
import type { Query } from './query/query.ts';
import type { Steps } from './slices.ts';

/** What a query finds. */
export interface Answer {
  readonly bits: Bits;
  /** Ascending. */
  readonly ids: Uint32Array;
}

/** Answers kept, each up to four bytes a record: the list scrolls through one, its facets count another. */
const ANSWERS = 8;
const ORDERS = 4;

/** Answers to queries, and orders of them, kept until something changes that they depend on. */
export class Answers {
  readonly #sight: Sight;
  readonly #sorter: Sorter;
  #generation = 0;
  readonly #answers = new Map<string, Answer>();
  readonly #orders = new Map<string, Uint32Array>();

  constructor(sight: Sight, sorter: Sorter) {
    this.#sight = sight;
    this.#sorter = sorter;
  }

  /** Records changed: what is kept counts no more. */
  forget(): void {
    this.#generation++;
    this.#answers.clear();
    this.#orders.clear();
  }

  * finding(query: string): Steps<Answer> {
    return (yield* this.#finding(query)).answer;
  }

  /** Ids in the order asked for; by id where none is. */
  * ordering(query: string, sort: readonly Sort[]): Steps<{ readonly answer: Answer; readonly ids: Uint32Array }> {
    const { answer, key } = yield* this.#finding(query);
    if (sort.length === 0) return { answer, ids: answer.ids };
    const orderKey = `${key}\0${JSON.stringify(sort)}`;
    const known = this.#orders.get(orderKey);
    const ids = known ?? (yield* this.#sorter.sorting(answer, sort));
    // Subtle: an answer that is not kept is not the one this key names.
    if (this.#answers.get(key) === answer) keep(this.#orders, ORDERS, orderKey, ids);
    return { answer, ids };
  }

  * #finding(query: string): Steps<{ readonly answer: Answer; readonly key: string }> {
    const parsed = parseQuery(query);
    for (let again = true; ; again = false) {
      yield* this.#sight.columns.refreshing();
      const key = this.#key(query, parsed);
      const known = this.#answers.get(key);
      if (known !== undefined) {
        keep(this.#answers, ANSWERS, key, known);
        return { answer: known, key };
      }
      const bits = yield* evaluate(this.#sight, parsed);
      const answer = { bits, ids: bits.ids() };
      const lasts = this.#key(query, parsed) === key;
      if (lasts) keep(this.#answers, ANSWERS, key, answer);
      // Records changed between two steps: what was found is asked for again, but an import must not keep anybody waiting for ever.
      if (lasts || !again) return { answer, key };
    }
  }

  #key(query: string, parsed: Query): string {
    // Problems and duplicates are written by others without a word to us: an answer on them lasts until anything is written.
    return `${this.#generation}\0${this.#sight.columns.size}\0${unfollowed(parsed) ? this.#sight.relations.changes() : ''}\0${query}`;
  }
}

function keep<T>(cache: Map<string, T>, most: number, key: string, value: T): void {
  cache.delete(key);
  cache.set(key, value);
  if (cache.size > most) for (const oldest of cache.keys()) { cache.delete(oldest); break; }
}

function unfollowed(query: Query): boolean {
  switch (query.kind) {
    case 'and':
    case 'or': return query.parts.some(unfollowed);
    case 'not': return unfollowed(query.part);
    case 'problem':
    case 'duplicate':
    case 'set': return true;
    case 'has': return query.what === 'problem' || query.what === 'duplicate' || query.what === 'set';
    default: return false;
  }
}
