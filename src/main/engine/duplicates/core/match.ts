/**
 * The whole way from records to pairs and groups in memory: fold, sketch, look up, compare, judge, group. A library does the same
 * steps on a kept index (`../incremental.ts`); this one is for training, benchmarks and whoever has the records at hand.
 *
 * A record is compared with those of lower ids, whenever that happens. So an import compared with the index gives exactly
 * the pairs that a run over everything gives.
 */
import type { DuplicateRecord } from './article.ts';
import { Articles } from './articles.ts';
import { candidates } from './candidates.ts';
import type { Model } from './compare.ts';
import type { Grouping } from './group.ts';
import { group } from './group.ts';
import { MemoryIndex } from './index.ts';
import type { MatchPair } from './judge.ts';
import { Judge, REVIEW } from './judge.ts';
import type { Kind } from './kind.ts';
import type { Prepared } from './prepared.ts';
import { keysOf, prepareForMatching } from './prepared.ts';

export type { Article, DuplicateRecord } from './article.ts';
export type { MatchPair } from './judge.ts';
export { AUTOMATIC, REVIEW } from './judge.ts';

export interface MatchOptions {
  /** Least score of a pair that counts as one article; {@link REVIEW} when absent. */
  readonly review?: number;
  readonly model?: Model;
  /** Pairs a person declared distinct. They are not reported and never share a group. */
  readonly distinct?: Iterable<readonly [number, number]>;
  /** Records a progress step; 500 when absent. */
  readonly batch?: number;
}

/** A pair with the kind it has at the bound of this run. */
export interface FoundPair extends MatchPair {
  readonly kind: Kind;
}

/** One step of a run. */
export interface MatchProgress {
  /** Records compared so far. */
  readonly done: number;
}

export interface MatchResult extends Grouping<FoundPair> {
  /** Pairs that count as one article. */
  readonly pairs: readonly FoundPair[];
  /** Pairs that do not but are related: taken in by a round-up, same place, same headline. */
  readonly related: readonly FoundPair[];
}

/** An index in memory with everything needed to compare a record with it. */
export class Matcher {
  readonly index = new MemoryIndex();
  readonly #articles = new Articles(() => undefined, Infinity);
  readonly #judge: Judge;

  constructor(model?: Model) {
    this.#judge = new Judge(model);
  }

  /** Takes a record in and compares it with those of lower ids. */
  add(record: DuplicateRecord): MatchPair[] {
    const prepared = prepareForMatching(record);
    this.take(prepared);
    return this.compare(prepared);
  }

  /** Takes a record in, in place of what was here under its id, without comparing it. */
  take(prepared: Prepared): void {
    this.index.add(prepared.article.id, prepared.sketch, keysOf(prepared));
    this.#articles.set(prepared.article);
  }

  compare({ article, sketch, blocks }: Prepared): MatchPair[] {
    const pairs: MatchPair[] = [];
    for (const { record } of candidates(article.id, sketch, blocks, this.index, this.index)) {
      const pair = this.judge(record, article.id);
      if (pair !== null) pairs.push(pair);
    }
    return pairs;
  }

  remove(record: number): void {
    this.index.remove(record);
    this.#articles.forget(record);
  }

  /** Compares two records of the index by id. */
  judge(a: number, b: number): MatchPair | null {
    const one = this.#articles.get(a);
    const two = this.#articles.get(b);
    return one === undefined || two === undefined ? null : this.#judge.judge(one, two);
  }
}

/** What a pair counts as when `review` is the least score of one article; null = nothing. */
export function kindAt(pair: Pick<MatchPair, 'score' | 'asOne' | 'apart'>, review: number): Kind | null {
  return pair.score >= review ? pair.asOne : pair.apart;
}

/**
 * Finds the duplicates among records. Yields after each batch, so that the caller can report, pause or stop; returns
 * pairs and groups. The order in which the records come does not matter.
 */
export function* findDuplicates(
  records: Iterable<DuplicateRecord>, options: MatchOptions = {},
): Generator<MatchProgress, MatchResult, void> {
  const review = options.review ?? REVIEW;
  const distinct = [...(options.distinct ?? [])];
  const apart = new Set(distinct.map(([a, b]) => pairKey(a, b)));
  const matcher = new Matcher(options.model);
  const found: FoundPair[] = [];
  let done = 0;
  for (const record of [...records].sort((x, y) => x.id - y.id)) {
    for (const pair of matcher.add(record)) {
      const kind = kindAt(pair, review);
      if (kind !== null && !apart.has(pairKey(pair.a, pair.b))) found.push({ ...pair, kind });
    }
    if (++done % (options.batch ?? 500) === 0) yield { done };
  }
  yield { done };
  const compare = (a: number, b: number): FoundPair | null => {
    const pair = matcher.judge(a, b);
    const kind = pair === null ? null : kindAt(pair, review);
    return pair === null || kind === null ? null : { ...pair, kind };
  };
  return {
    pairs: found.filter(({ score }) => score >= review), related: found.filter(({ score }) => score < review),
    ...group(found, { accept: review, distinct, compare }),
  };
}

function pairKey(a: number, b: number): string {
  return a < b ? `${a},${b}` : `${b},${a}`;
}
