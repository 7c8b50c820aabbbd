/** Compares two articles: the evidence, the probability, and what they are to each other. */
import type { Article } from './article.ts';
import type { Model } from './compare.ts';
import { MODEL, probability } from './compare.ts';
import { AT } from './feature-names.ts';
import { Measure } from './features.ts';
import type { Kind } from './kind.ts';
import { kindOf } from './kind.ts';

/** From here a pair is shown to a person, unless the librarian set another bound. */
export const REVIEW = 0.3;
/** From here a pair may be proposed for settling without a look. */
export const AUTOMATIC = 0.95;
/** The least bound for review that can be set: a pair below, and related in no other way, is not kept. */
export const FLOOR = 0.1;

/** Two compared records. */
export interface MatchPair {
  /** The lower id. */
  readonly a: number;
  readonly b: number;
  /** Probability that they are one article, 0..1. */
  readonly score: number;
  /** What they are if they are one article. */
  readonly asOne: Kind;
  /** What they are if they are not; null = nothing to each other. */
  readonly apart: Kind | null;
  /** In the order of `FEATURES`. */
  readonly features: Float32Array;
}

/** What two records can score at most when nothing they say speaks for one article. */
const WITHOUT_EVIDENCE = 0.2;
/** From here `apart` means that the texts share no more than chance. */
const NOTHING_SHARED = 0.8;

/**
 * Two picture records of one day may agree in all they have (图片新闻) and show different pictures; two articles of a column (今日谈) may
 * by a slip have been given the same place. Without any text in common, a headline of their own or marks that lead from
 * one to the other, nothing speaks for one article.
 */
function withoutEvidence(a: Article, b: Article, features: Float32Array): boolean {
  if (features[AT.linkSame] === 1) return false;
  if (a.codes.length === 0 && b.codes.length === 0) return features[AT.placeSame] !== 1;
  const marked = a.from !== null || a.to !== null || b.from !== null || b.to !== null;
  return a.codes.length > 0 && b.codes.length > 0 && (features[AT.apart] ?? 0) >= NOTHING_SHARED && features[AT.titleGeneric] === 1 && !marked;
}

/** Judges pairs. Holds tables of the article compared last, so that comparing one with many builds them once. */
export class Judge {
  readonly #measure = new Measure();
  readonly #model: Model;

  constructor(model: Model = MODEL) {
    this.#model = model;
  }

  /** The evidence alone. */
  measure(one: Article, two: Article): Float32Array {
    return one.id < two.id ? this.#measure.features(one, two) : this.#measure.features(two, one);
  }

  /** The pair, or null when the two have nothing to do with each other. The order of the two does not matter. */
  judge(one: Article, two: Article): MatchPair | null {
    const [a, b] = one.id < two.id ? [one, two] : [two, one];
    const features = this.measure(a, b);
    const judged = probability(features, this.#model);
    const score = withoutEvidence(a, b, features) ? Math.min(judged, WITHOUT_EVIDENCE) : judged;
    const apart = kindOf(a, b, features, false);
    if (score < FLOOR && apart === null) return null;
    return { a: a.id, b: b.id, score, asOne: kindOf(a, b, features, true) ?? 'near', apart, features };
  }
}
