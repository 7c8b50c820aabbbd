import { formatValue } from '../records/query/filters.ts';
import type { RecordSet } from '../../contract/sets.ts';

export type SetKind = 'fixed' | 'live' | 'frozen';

/** A frozen set stands as it was, whatever it was before. */
export function kindOf(set: Pick<RecordSet, 'live' | 'frozenAt'>): SetKind {
  if (set.frozenAt !== null) return 'frozen';
  return set.live ? 'live' : 'fixed';
}

/** The query that finds a set's records. */
export function queryOf(set: Pick<RecordSet, 'name'>): string {
  return `set:${formatValue(set.name)}`;
}

/** The queries for the three parts of two compared sets. */
export function partsOf(first: Pick<RecordSet, 'name'>, second: Pick<RecordSet, 'name'>): {
  readonly onlyFirst: string; readonly both: string; readonly onlySecond: string;
} {
  const [a, b] = [queryOf(first), queryOf(second)];
  return { onlyFirst: `${a} -${b}`, both: `${a} ${b}`, onlySecond: `${b} -${a}` };
}
