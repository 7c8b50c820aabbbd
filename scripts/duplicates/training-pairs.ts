/**
 * The pairs that a model is fitted on: what candidate search finds among labelled records, with fields left out at
 * random.
 */
import type { Article, DuplicateRecord } from '../../src/main/engine/duplicates/core/article.ts';
import { candidates } from '../../src/main/engine/duplicates/core/candidates.ts';
import { Measure } from '../../src/main/engine/duplicates/core/features.ts';
import { MemoryIndex } from '../../src/main/engine/duplicates/core/index.ts';
import { prepareForMatching } from '../../src/main/engine/duplicates/core/prepared.ts';

/** One pair with its measured evidence. */
export interface TrainingPair {
  readonly a: number;
  readonly b: number;
  readonly features: Float32Array;
}

/** Which fields of both records are taken away. */
export interface Hidden {
  readonly day?: boolean;
  readonly place?: boolean;
  readonly author?: boolean;
  readonly title?: boolean;
  /** Text is taken away from one of the two. */
  readonly body?: boolean;
  /** Both records name a page address, the same one or two different ones, or neither does. */
  readonly link?: 'same' | 'other' | 'none';
}

/**
 * Every pair that candidate search would compare, measured once for each way of hiding fields that `variants` names.
 */
export function trainingPairs(
  records: readonly DuplicateRecord[], variants: (a: number, b: number) => readonly Hidden[],
): TrainingPair[] {
  const index = new MemoryIndex();
  const articles = new Map<number, Article>();
  const measure = new Measure();
  const pairs: TrainingPair[] = [];
  for (const record of [...records].sort((x, y) => x.id - y.id)) {
    const prepared = prepareForMatching(record);
    const { article } = prepared;
    const others = candidates(article.id, prepared.sketch, prepared.blocks, index, index);
    for (const { record: id } of others) {
      const other = articles.get(id);
      if (other === undefined) continue;
      for (const hidden of variants(id, article.id)) {
        pairs.push({ a: id, b: article.id, features: measure.features(hide(other, hidden, 1),
          hide(article, hidden, 2)) });
      }
    }
    index.add(article.id, prepared.sketch, prepared.blocks.map(({ key }) => key));
    articles.set(article.id, article);
  }
  return pairs;
}

function hide(article: Article, hidden: Hidden, side: number): Article {
  return {
    ...article,
    ...(hidden.day === true ? { day: null } : {}),
    ...(hidden.place === true ? { page: '', item: '' } : {}),
    ...(hidden.author === true ? { authors: [] } : {}),
    ...(hidden.title === true ? { title: '', headline: '' } : {}),
    ...(hidden.body === true && side === 1 ? { codes: new Uint16Array(0), hash: 0 } : {}),
    ...(hidden.link === undefined ? {} : { links: hidden.link === 'none' ? [] : [hidden.link === 'same' ? 1 : side] }),
  };
}
