/**
 * The whole way from records to pairs and groups: fold, sketch, look up, compare, judge, group.
 *
 * Records are taken one by one in ascending id: each is compared with those that came before and then joins the
 * index. A full run is the replay of the arrivals, so an import compared with the index alone gives exactly the pairs
 * that a full run over everything gives. (What may differ: after records were removed or edited, a full run sees
 * smaller frequencies of a fingerprint and may look at pairs that the first run passed over as template text.)
 */
import type { Article, DuplicateRecord } from './article.ts';
import { prepare } from './article.ts';
import { blockKeys } from './blocks.ts';
import { candidates } from './candidates.ts';
import type { Model } from './compare.ts';
import { MODEL, probability } from './compare.ts';
import { at } from './feature-names.ts';
import { Measure } from './features.ts';
import type { Grouping } from './group.ts';
import { group } from './group.ts';
import { MemoryIndex } from './index.ts';
import type { Kind } from './kind.ts';
import { kindOf } from './kind.ts';
import type { Prepared } from './prepared.ts';
import { prepareForMatching } from './prepared.ts';

export type { Article, DuplicateRecord } from './article.ts';

/** From here a pair is shown to a person. */
export const REVIEW = 0.3;
/** From here a pair may be proposed for settling without a look. */
export const AUTOMATIC = 0.95;

/** Two compared records. */
export interface MatchPair {
  /** The lower id. */
  readonly a: number;
  readonly b: number;
  /** Probability that they are one article, 0..1. */
  readonly score: number;
  readonly kind: Kind;
  /** In the order of `FEATURES`. */
  readonly features: Float32Array;
}

export interface MatchOptions {
  /** Least score of a pair that counts as one article; {@link REVIEW} when absent. */
  readonly review?: number;
  readonly model?: Model;
  /**
   * Gives an earlier record again. With it texts are not kept in memory beyond a few thousand; records must then come
   * in ascending id. Without it every folded text is kept (two bytes a character).
   */
  readonly load?: (id: number) => DuplicateRecord | undefined;
  /** Pairs a person declared distinct. They are not reported and never share a group. */
  readonly distinct?: Iterable<readonly [number, number]>;
  /** Records a progress step; 500 when absent. */
  readonly batch?: number;
}

/** One step of a run. */
export interface MatchProgress {
  /** Records compared so far. */
  readonly done: number;
  /** Pairs found in this step. */
  readonly pairs: readonly MatchPair[];
}

export interface MatchResult extends Grouping<MatchPair> {
  /** Pairs that count as one article. */
  readonly pairs: readonly MatchPair[];
  /** Pairs that do not but are related: taken in by a round-up, same place, same headline. */
  readonly related: readonly MatchPair[];
}

/** What two records without a body can score at most. */
const WITHOUT_TEXT = 0.2;

/**
 * Two picture records of one day may agree in all they have (图片新闻) and show different pictures: without a text, the
 * same place or the same address in both, nothing speaks for one article.
 */
function nothingToCompare(a: Article, b: Article, features: Float32Array): boolean {
  return a.codes.length === 0 && b.codes.length === 0 && features[at('placeSame')] !== 1 && features[at('linkSame')] !== 1;
}

/** Judges two articles: the pair, or null when they have nothing to do with each other. */
export class Judge {
  readonly #measure = new Measure();
  readonly #model: Model;
  readonly #review: number;

  constructor(options: Pick<MatchOptions, 'model' | 'review'> = {}) {
    this.#model = options.model ?? MODEL;
    this.#review = options.review ?? REVIEW;
  }

  judge(one: Article, two: Article): MatchPair | null {
    const [a, b] = one.id < two.id ? [one, two] : [two, one];
    const features = this.#measure.features(a, b);
    const judged = probability(features, this.#model);
    const score = nothingToCompare(a, b, features) ? Math.min(judged, WITHOUT_TEXT) : judged;
    const kind = kindOf(a, b, features, score >= this.#review);
    return kind === null ? null : { a: a.id, b: b.id, score, kind, features };
  }
}

/** Articles kept for comparison when the caller can load records again. */
const KEPT = 4096;

/** An index with everything needed to compare a record with it. */
export class Matcher {
  readonly index = new MemoryIndex();
  readonly #judge: Judge;
  readonly #load: MatchOptions['load'];
  readonly #articles = new Map<number, Article>();
  readonly #distinct = new Set<string>();

  constructor(options: MatchOptions = {}) {
    this.#judge = new Judge(options);
    this.#load = options.load;
    for (const [a, b] of options.distinct ?? []) this.#distinct.add(pairKey(a, b));
  }

  /**
   * Compares a record with the index and takes it in. Pairs are those of {@link Judge.judge}, related ones among them.
   */
  add(record: DuplicateRecord): MatchPair[] {
    const prepared = prepareForMatching(record);
    const pairs = this.compare(prepared);
    this.take(prepared);
    return pairs;
  }

  /** Takes a record in without comparing it. */
  take(prepared: Prepared): void {
    const { article } = prepared;
    this.index.add(article.id, prepared.sketch, prepared.blocks.map(({ key }) => key));
    this.#articles.set(article.id, article);
    if (this.#load !== undefined && this.#articles.size > KEPT) {
      const [oldest] = this.#articles.keys();
      if (oldest !== undefined) this.#articles.delete(oldest);
    }
  }

  /** Compares a record with the index only. */
  compare(prepared: Prepared): MatchPair[] {
    const { article } = prepared;
    const pairs: MatchPair[] = [];
    for (const { record } of candidates(article.id, prepared.sketch, prepared.blocks, this.index, this.index)) {
      if (this.#distinct.has(pairKey(record, article.id))) continue;
      const other = this.article(record);
      const pair = other === undefined ? null : this.#judge.judge(other, article);
      if (pair !== null) pairs.push(pair);
    }
    return pairs;
  }

  /** Takes a record out of the index, given as it was when it was added. */
  remove(record: DuplicateRecord): void {
    this.index.remove(record.id, blockKeys(prepare(record)).map(({ key }) => key));
    this.#articles.delete(record.id);
  }

  /** The folded record, from memory or loaded again; undefined = gone. */
  article(id: number): Article | undefined {
    const kept = this.#articles.get(id);
    if (kept !== undefined || this.#load === undefined) return kept;
    const record = this.#load(id);
    return record === undefined ? undefined : prepare(record);
  }

  /** Compares two records of the index by id. */
  judge(a: number, b: number): MatchPair | null {
    const one = this.article(a);
    const two = this.article(b);
    return one === undefined || two === undefined ? null : this.#judge.judge(one, two);
  }
}

/**
 * Finds the duplicates among records. Yields after each batch, so that the caller can report, pause or stop; returns
 * pairs and groups. The order in which the records come does not matter (with `load` they must come in ascending id).
 */
export function* findDuplicates(
  records: Iterable<DuplicateRecord>, options: MatchOptions = {},
): Generator<MatchProgress, MatchResult, void> {
  const review = options.review ?? REVIEW;
  const distinct = [...(options.distinct ?? [])];
  const matcher = new Matcher({ ...options, distinct });
  const pairs: MatchPair[] = [];
  const related: MatchPair[] = [];
  let found: MatchPair[] = [];
  let done = 0;
  const source = options.load === undefined ? [...records].sort((x, y) => x.id - y.id) : records;
  for (const record of source) {
    for (const pair of matcher.add(record)) {
      (pair.score >= review ? pairs : related).push(pair);
      found.push(pair);
    }
    if (++done % (options.batch ?? 500) !== 0) continue;
    yield { done, pairs: found };
    found = [];
  }
  yield { done, pairs: found };
  const compare = (a: number, b: number): MatchPair | null => matcher.judge(a, b);
  return { pairs, related, ...group(pairs, { accept: review, distinct, compare }) };
}

function pairKey(a: number, b: number): string {
  return a < b ? `${a},${b}` : `${b},${a}`;
}
