import type { Sort } from '../../../contract/records.ts';
import type { Bits } from './columns/bits.ts';
import type { Sorter } from './columns/sort.ts';
import { evaluate } from './query/evaluate.ts';
import type { Sight } from './query/evaluate.ts';
import { parseQuery } from './query/parse.ts';
import type { Query } from './query/query.ts';

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

  find(query: string): Answer {
    return this.#find(query).answer;
  }

  /** Ids in the order asked for; by id where none is. */
  order(query: string, sort: readonly Sort[]): Uint32Array {
    const { answer, key } = this.#find(query);
    if (sort.length === 0) return answer.ids;
    return kept(this.#orders, ORDERS, `${key}\0${JSON.stringify(sort)}`, () => this.#sorter.sort(answer.ids, sort));
  }

  #find(query: string): { readonly answer: Answer; readonly key: string } {
    if (this.#sight.columns.refresh()) this.forget();
    const parsed = parseQuery(query);
    // Problems and duplicates are written by others without a word to us: an answer on them lasts until anything is written.
    const key = `${this.#generation}\0${unfollowed(parsed) ? this.#sight.relations.changes() : ''}\0${query}`;
    const answer = kept(this.#answers, ANSWERS, key, () => {
      const bits = evaluate(this.#sight, parsed);
      return { bits, ids: bits.ids() };
    });
    return { answer, key };
  }
}

function kept<T>(cache: Map<string, T>, most: number, key: string, make: () => T): T {
  const known = cache.get(key);
  const value = known ?? make();
  cache.delete(key);
  cache.set(key, value);
  if (cache.size > most) for (const oldest of cache.keys()) { cache.delete(oldest); break; }
  return value;
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
