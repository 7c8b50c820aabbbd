import type { CorpusOptions } from './articles.mjs';

export interface WriteOptions extends CorpusOptions {
  readonly out: string;
  readonly seed: number;
  readonly encoding: 'gb18030' | 'utf-8' | 'mixed';
  /** Records a file. */
  readonly concat: number;
  /** Share of records with dirt. */
  readonly dirt: number;
  /** File for the planted breaches; undefined: none are planted. */
  readonly errors?: string;
  readonly errorRate?: number;
  /** File for the pairs of copies. */
  readonly truth?: string;
}

/** Write a corpus into files. */
export function writeCorpus(options: WriteOptions): {
  readonly records: number;
  readonly files: number;
  readonly bytes: number;
  readonly pairs: number;
  readonly breaches: number;
  readonly seconds: number;
};
