/** What two records are to each other. */
import type { Article } from './article.ts';
import type { Feature } from './feature-names.ts';
import { at } from './feature-names.ts';

/**
 * - `exact`: the same text (after folding) and title, no other date
 * - `near`: the same article with slips, other characters or small edits
 * - `reprint`: the same article on another date
 * - `continuation`: two parts of one article
 * - `contained`: a cut-off copy, or a record that another one takes in
 * - `version`: another text at the same date, page and item
 * - `headline`: nothing but the title is the same
 */
export type Kind = 'exact' | 'near' | 'reprint' | 'continuation' | 'contained' | 'version' | 'headline';

export const KINDS: readonly Kind[] = ['exact', 'near', 'reprint', 'continuation', 'contained', 'version', 'headline'];

const LEAST_CONTAINED = 30;

/**
 * The kind of a pair. `same` says whether the two count as one article (score at or above the review threshold). A pair
 * that does not may still be related: taken in by a round-up, at the same place, under the same headline; null =
 * unrelated.
 */
export function kindOf(a: Article, b: Article, features: Float32Array, same: boolean): Kind | null {
  const value = (name: Feature): number => features[at(name)] ?? 0;
  const otherDay = a.day !== null && b.day !== null && a.day !== b.day;
  const contained = value('shorterFound') > 0.6 && value('lengthRatio') < 0.8;
  if (!same) {
    const size = Math.min(a.codes.length, b.codes.length);
    if (contained && value('shorterFound') > 0.75 && size >= LEAST_CONTAINED) return 'contained';
    if (value('placeSame') === 1) return 'version';
    return value('titleSame') === 1 ? 'headline' : null;
  }
  if (value('identical') === 1 && !otherDay && (a.title === b.title || value('titleMissing') === 1)) return 'exact';
  if (value('apart') > 0) {
    if (a.from !== null || a.to !== null || b.from !== null || b.to !== null) return 'continuation';
    return value('placeSame') === 1 ? 'version' : value('titleAlike') > 0.5 ? 'continuation' : 'near';
  }
  if (contained) return 'contained';
  if (otherDay) return 'reprint';
  return value('placeSame') === 1 && value('resemblance') < 0.4 ? 'version' : 'near';
}
