import type { FacetValue } from '../../../../contract/records.ts';
import { STATUSES } from '../query/terms.ts';
import type { Bits } from './bits.ts';
import type { CodedColumn } from './column.ts';
import type { Columns } from './columns.ts';
import type { Dictionary } from './dictionary.ts';
import type { Relations } from './relations.ts';
import type { Sources } from './sources.ts';

export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Most frequent first; values nobody has are left out. */
export function byCount(values: FacetValue[]): FacetValue[] {
  return values.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count || byName(a.value, b.value));
}

export function codeCounts({ codes, dictionary }: CodedColumn, ids: Uint32Array): Uint32Array {
  const counts = new Uint32Array(dictionary.values.length);
  for (let at = 0; at < ids.length; at++) {
    const code = codes[ids[at] ?? 0] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** Counts of single values out of counts of whole texts; each of several values of one record counts. */
export function partCounts({ dictionary, parts }: CodedColumn, tally: Uint32Array): {
  readonly counts: Uint32Array; readonly dictionary: Dictionary; readonly missing: number;
} {
  if (parts === null) return { counts: tally, dictionary, missing: tally[0] ?? 0 };
  const all = parts.all();
  const counts = new Uint32Array(parts.dictionary.values.length);
  let missing = tally[0] ?? 0;
  for (let code = 1; code < tally.length; code++) {
    const count = tally[code] ?? 0;
    if (count === 0) continue;
    const here = all[code] ?? [];
    if (here.length === 0) missing += count;
    for (const part of here) counts[part] = (counts[part] ?? 0) + count;
  }
  return { counts, dictionary: parts.dictionary, missing };
}

const LAST_YEAR = 9999;

export function yearCounts(day: Int32Array, ids: Uint32Array): Uint32Array {
  const counts = new Uint32Array(LAST_YEAR + 1);
  for (let at = 0; at < ids.length; at++) {
    const year = (day[ids[at] ?? 0] ?? 0) / 10_000 | 0;
    counts[year] = (counts[year] ?? 0) + 1;
  }
  return counts;
}

export function byYear(counts: Uint32Array): FacetValue[] {
  const values: FacetValue[] = [];
  for (let year = 1; year < counts.length; year++) {
    const count = counts[year] ?? 0;
    if (count > 0) values.push({ value: String(year), count });
  }
  return values;
}

export function byMonth(day: Int32Array, ids: Uint32Array): FacetValue[] {
  const counts = new Uint32Array((LAST_YEAR + 1) * 100);
  for (let at = 0; at < ids.length; at++) {
    const month = (day[ids[at] ?? 0] ?? 0) / 100 | 0;
    counts[month] = (counts[month] ?? 0) + 1;
  }
  const values: FacetValue[] = [];
  for (let month = 1; month < counts.length; month++) {
    const count = counts[month] ?? 0;
    if (count > 0) values.push({ value: `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`, count });
  }
  return values;
}

export function statusCounts(status: Uint8Array, ids: Uint32Array): FacetValue[] {
  const counts = new Uint32Array(256);
  for (let at = 0; at < ids.length; at++) {
    const value = status[ids[at] ?? 0] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return STATUSES.map((value, at) => ({ value, count: counts[at] ?? 0 }));
}

/** By the folder or file that was brought in; one that was brought in twice counts as one. */
export function sourceCounts({ source }: Columns, { root, roots }: Sources, ids: Uint32Array): FacetValue[] {
  const byRoot = new Uint32Array(Math.max(0, ...roots.map(({ id }) => id)) + 1);
  for (let at = 0; at < ids.length; at++) {
    const id = root[source[ids[at] ?? 0] ?? 0] ?? 0;
    byRoot[id] = (byRoot[id] ?? 0) + 1;
  }
  const byPath = new Map<string, number>();
  for (const { id, path } of roots) byPath.set(path, (byPath.get(path) ?? 0) + (byRoot[id] ?? 0));
  return [...byPath].map(([value, count]) => ({ value, count }));
}

export function relationCounts(relations: Relations, name: 'tag' | 'problem' | 'duplicate', bits: Bits): FacetValue[] {
  const { records, codes, dictionary } = relations.get(name);
  const counts = new Uint32Array(dictionary.values.length);
  for (let at = 0; at < records.length; at++) {
    const code = codes[at] ?? 0;
    if (bits.has(records[at] ?? 0)) counts[code] = (counts[code] ?? 0) + 1;
  }
  return dictionary.values.map((value, code) => ({ value, count: code === 0 ? 0 : counts[code] ?? 0 }));
}
