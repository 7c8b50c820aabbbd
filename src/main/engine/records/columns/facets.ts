import type { Facet, FacetName, FacetValue } from '../../../../contract/records.ts';
import { STATUSES } from '../query/terms.ts';
import type { Bits } from './bits.ts';
import type { CodedField, Columns } from './columns.ts';
import type { Relations } from './relations.ts';
import type { SourceColumns } from './sources.ts';

const CODED_FACETS = ['page', 'pageName', 'genre', 'class', 'column', 'author'] as const satisfies readonly (FacetName & CodedField)[];
const isCodedFacet = (name: FacetName): name is (typeof CODED_FACETS)[number] => (CODED_FACETS as readonly FacetName[]).includes(name);

export interface FacetSight {
  readonly columns: Columns;
  readonly relations: Relations;
  readonly sources: SourceColumns;
  /** Every set with the live records in it. */
  readonly sets: () => readonly { readonly name: string; readonly members: Bits }[];
}

/** Count the values of each facet over the records found. Records without a value are not counted: `-has:` finds those. */
export function countFacets(sight: FacetSight, found: { readonly bits: Bits; readonly ids: Uint32Array }, by: readonly FacetName[]): readonly Facet[] {
  sight.columns.codedAll(by.filter(isCodedFacet));
  return by.map((name) => ({ name, values: valuesOf(sight, found, name) }));
}

function valuesOf(sight: FacetSight, { bits, ids }: { readonly bits: Bits; readonly ids: Uint32Array }, name: FacetName): readonly FacetValue[] {
  if (isCodedFacet(name)) {
    const values = byCount(codedCounts(sight.columns, name, ids));
    return name === 'page' ? values.sort((a, b) => Number(a.value) - Number(b.value) || (a.value < b.value ? -1 : 1)) : values;
  }
  switch (name) {
    case 'year': return dayCounts(sight.columns.day, ids, 10_000, (year) => String(year));
    case 'month': return dayCounts(sight.columns.day, ids, 100, (month) => `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`);
    case 'status': return byCount(statusCounts(sight.columns.status, ids));
    case 'source': return byCount(sourceCounts(sight, ids));
    case 'set': return byCount(sight.sets().map(({ name: value, members }) => ({ value, count: members.and(bits).count() })));
    case 'tag':
    case 'problem':
    case 'duplicate': return byCount(relationCounts(sight.relations, name, bits));
  }
}

function byCount(values: FacetValue[]): FacetValue[] {
  return values.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Counts by value of a coded field; each of several values of one record counts. */
export function codedCounts(columns: Columns, field: CodedField, ids: Uint32Array): FacetValue[] {
  const { codes, dictionary, parts } = columns.coded(field);
  const counts = new Uint32Array(dictionary.values.length);
  for (let at = 0; at < ids.length; at++) {
    const code = codes[ids[at] ?? 0] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  if (parts === null) return named(dictionary.values, counts);
  const all = parts.all();
  const single = new Uint32Array(parts.dictionary.values.length);
  for (let code = 1; code < counts.length; code++) {
    const count = counts[code] ?? 0;
    if (count !== 0) for (const part of all[code] ?? []) single[part] = (single[part] ?? 0) + count;
  }
  return named(parts.dictionary.values, single);
}

const named = (values: readonly string[], counts: Uint32Array): FacetValue[] => {
  const out: FacetValue[] = [];
  for (let code = 1; code < counts.length; code++) {
    const count = counts[code] ?? 0;
    if (count > 0) out.push({ value: values[code] ?? '', count });
  }
  return out;
};

function dayCounts(day: Int32Array, ids: Uint32Array, unit: number, name: (value: number) => string): FacetValue[] {
  const counts = new Uint32Array(Math.floor(99_999_999 / unit) + 1);
  for (let at = 0; at < ids.length; at++) {
    const value = (day[ids[at] ?? 0] ?? 0) / unit | 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  const out: FacetValue[] = [];
  for (let value = 1; value < counts.length; value++) {
    const count = counts[value] ?? 0;
    if (count > 0) out.push({ value: name(value), count });
  }
  return out;
}

function statusCounts(status: Uint8Array, ids: Uint32Array): FacetValue[] {
  const counts = new Uint32Array(256);
  for (let at = 0; at < ids.length; at++) {
    const value = status[ids[at] ?? 0] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return STATUSES.map((value, at) => ({ value, count: counts[at] ?? 0 }));
}

/** By the folder or file that was brought in; one that was brought in twice counts as one. */
function sourceCounts({ columns, sources }: FacetSight, ids: Uint32Array): FacetValue[] {
  const { root, roots } = sources.get();
  const counts = new Map<number, number>();
  const byRoot = new Uint32Array(Math.max(0, ...roots.map(({ id }) => id)) + 1);
  for (let at = 0; at < ids.length; at++) {
    const id = root[columns.source[ids[at] ?? 0] ?? 0] ?? 0;
    byRoot[id] = (byRoot[id] ?? 0) + 1;
  }
  byRoot.forEach((count, id) => { if (id > 0 && count > 0) counts.set(id, count); });
  const byPath = new Map<string, number>();
  for (const { id, path } of roots) byPath.set(path, (byPath.get(path) ?? 0) + (counts.get(id) ?? 0));
  return [...byPath].map(([value, count]) => ({ value, count }));
}

function relationCounts(relations: Relations, name: 'tag' | 'problem' | 'duplicate', bits: Bits): FacetValue[] {
  const { records, codes, dictionary } = relations.get(name);
  const counts = new Uint32Array(dictionary.values.length);
  for (let at = 0; at < records.length; at++) {
    const code = codes[at] ?? 0;
    if (bits.has(records[at] ?? 0)) counts[code] = (counts[code] ?? 0) + 1;
  }
  return named(dictionary.values, counts);
}
