/** Compares two articles: the evidence, the probability, and what they are to each other. */
import type { Article } from './article.ts';
import type { Model } from './compare.ts';
import { MODEL, probability } from './compare.ts';
import { at } from './feature-names.ts';
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

/** What two records without a body can score at most. */
const WITHOUT_TEXT = 0.2;

/**
 * Two picture records of one day may agree in all they have (图片新闻) and show different pictures: without a text, the
 * same place or the same address in both, nothing speaks for one article.
 */
function nothingToCompare(a: Article, b: Article, features: Float32Array): boolean {
  return a.codes.length === 0 && b.codes.length === 0 && features[at('placeSame')] !== 1 && features[at('linkSame')] !== 1;
}

/** Judges pairs. Holds tables of the article compared last, so that comparing one with many builds them once. */
export class Judge {
  readonly #measure = new Measure();
  readonly #model: Model;

  constructor(model: Model = MODEL) {
    this.#model = model;
  }

  /** The pair, or null when the two have nothing to do with each other. The order of the two does not matter. */
  judge(one: Article, two: Article): MatchPair | null {
    const [a, b] = one.id < two.id ? [one, two] : [two, one];
    const features = this.#measure.features(a, b);
    const judged = probability(features, this.#model);
    const score = nothingToCompare(a, b, features) ? Math.min(judged, WITHOUT_TEXT) : judged;
    const apart = kindOf(a, b, features, false);
    if (score < FLOOR && apart === null) return null;
    return { a: a.id, b: b.id, score, asOne: kindOf(a, b, features, true) ?? 'near', apart, features };
  }
}
