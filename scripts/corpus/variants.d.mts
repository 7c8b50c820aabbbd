import type { CorpusRecord } from './articles.mjs';

/** What two members of one cluster are to each other. */
export function pairKind(
  a: Pick<CorpusRecord, 'noise' | 'date'>,
  b: Pick<CorpusRecord, 'noise' | 'date'>,
): 'exact' | 'near' | 'reprint' | 'contained' | 'continuation';
