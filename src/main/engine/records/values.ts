import type Database from 'better-sqlite3';
import type { FacetValue, FieldName } from '../../../contract/records.ts';
import { isCoded } from './columns/columns.ts';
import type { Columns } from './columns/columns.ts';
import { codedCounts } from './columns/facets.ts';
import type { Relations } from './columns/relations.ts';
import { columnOf } from './query/fields.ts';
import { fold } from './search/fold.ts';

/** Values in use in a field that begin like `prefix` (width and case aside), most used first. The body has none. */
export function valuesInUse(
  { sqlite, columns, relations }: { readonly sqlite: Database.Database; readonly columns: Columns; readonly relations: Relations },
  field: FieldName | 'tag', prefix: string, limit: number,
): readonly FacetValue[] {
  const most = Math.max(0, Math.min(limit, 1000));
  if (field === 'body') return [];
  if (field !== 'tag' && !isCoded(field)) return textValues(sqlite, field, prefix, most);
  const all = field === 'tag' ? tagCounts(columns, relations) : codedCounts(columns, field, columns.live.ids());
  const start = fold(prefix);
  return all.filter(({ count, value }) => count > 0 && fold(value).startsWith(start))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, most);
}

function tagCounts(columns: Columns, relations: Relations): FacetValue[] {
  const { records, codes, dictionary } = relations.get('tag');
  const counts = new Uint32Array(dictionary.values.length);
  for (let at = 0; at < records.length; at++) {
    const code = codes[at] ?? 0;
    if (columns.live.has(records[at] ?? 0)) counts[code] = (counts[code] ?? 0) + 1;
  }
  return dictionary.values.map((value, code) => ({ value, count: counts[code] ?? 0 }));
}

/** Titles hardly repeat, so they are not kept in memory: only what begins just like the prefix is looked up. */
function textValues(sqlite: Database.Database, field: FieldName, prefix: string, most: number): readonly FacetValue[] {
  const column = `"${columnOf(field)}"`;
  return sqlite.prepare<[string, number], FacetValue>(
    `SELECT ${column} AS value, count(*) AS count FROM record WHERE hidden = 0 AND ${column} <> '' AND instr(${column}, ?) = 1
     GROUP BY ${column} ORDER BY count(*) DESC, ${column} LIMIT ?`).all(prefix, most);
}
