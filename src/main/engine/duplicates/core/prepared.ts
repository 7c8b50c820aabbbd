/** What is computed once for a record and may be stored: its folded form, its sketch and its block keys. */
import type { Article, DuplicateRecord } from './article.ts';
import { prepare } from './article.ts';
import type { BlockKey } from './blocks.ts';
import { blockKeys } from './blocks.ts';
import type { Sketch } from './sketch.ts';
import { sketch } from './sketch.ts';

/** A folded record with its keys: all that the index needs. */
export interface Prepared {
  readonly article: Article;
  readonly sketch: Sketch;
  readonly blocks: readonly BlockKey[];
}

/** Folds a record and computes its keys. */
export function prepareForMatching(record: DuplicateRecord): Prepared {
  const article = prepare(record);
  return { article, sketch: sketch(article.codes), blocks: blockKeys(article) };
}

/** The block keys alone, as the index takes them. */
export function keysOf(prepared: Pick<Prepared, 'blocks'>): readonly number[] {
  return prepared.blocks.map(({ key }) => key);
}
