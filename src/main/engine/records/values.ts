import type Database from 'better-sqlite3';
import type { FacetValue, FieldName } from '../../../contract/records.ts';
import { isCoded } from './columns/column.ts';
import { byCount } from './columns/counts.ts';
import type { Facets, FacetSight } from './columns/facets.ts';
import { columnOf } from './query/fields.ts';
import { fold } from './search/fold.ts';
import type { Steps } from './slices.ts';

/** Records looked through between two steps. */
const ROWS = 20_000;

/** Values in use in a field that begin like `prefix` (width and case aside), most used first. The body has none. */
export function* valuesInUse(
  { sqlite, facets, sight }: { readonly sqlite: Database.Database; readonly facets: Facets; readonly sight: FacetSight },
  field: FieldName | 'tag', prefix: string, limit: number,
): Steps<readonly FacetValue[]> {
  const most = Math.max(0, Math.min(limit, 1000));
  if (field === 'body') return [];
  if (field === 'tag') {
    const [tags] = yield* facets.counting(sight, sight.everything, ['tag'], {});
    const start = fold(prefix);
    return tags?.values.filter(({ value }) => fold(value).startsWith(start)).slice(0, most) ?? [];
  }
  if (isCoded(field)) return yield* facets.beginning(sight, field, fold(prefix), most);
  return (yield* textValues(sqlite, field, prefix, sight.columns.size)).slice(0, most);
}

/** Titles hardly repeat, so they are not kept in memory: only what begins just like the prefix is looked up. */
function* textValues(sqlite: Database.Database, field: FieldName, prefix: string, size: number): Steps<readonly FacetValue[]> {
  const column = `"${columnOf(field)}"`;
  const some = sqlite.prepare<[number, number, string], string>(
    `SELECT ${column} FROM record WHERE id BETWEEN ? AND ? AND hidden = 0 AND ${column} <> '' AND instr(${column}, ?) = 1`).pluck();
  const counts = new Map<string, number>();
  for (let from = 1; from < size; from += ROWS) {
    for (const value of some.all(from, from + ROWS - 1, prefix)) counts.set(value, (counts.get(value) ?? 0) + 1);
    yield;
  }
  return byCount(Array.from(counts, ([value, count]) => ({ value, count })));
}
