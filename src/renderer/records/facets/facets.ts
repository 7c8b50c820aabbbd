import type { Facet, FacetName, FacetValue } from '../../../contract/records.ts';
import { useEngine } from '../../shell/engine.ts';
import { setFilter, valuesOf, withoutField } from '../query/filters.ts';

/** The facets of the panel, in order, and the field of the query each one filters by. */
export const FACETS = [
  { name: 'year', field: 'date' },
  { name: 'status', field: 'status' },
  { name: 'class', field: 'class' },
  { name: 'genre', field: 'genre' },
  { name: 'page', field: 'page' },
  { name: 'pageName', field: 'pageName' },
  { name: 'column', field: 'column' },
  { name: 'author', field: 'author' },
  { name: 'tag', field: 'tag' },
  { name: 'source', field: 'source' },
] as const satisfies readonly { readonly name: FacetName; readonly field: string }[];

export type PanelFacet = (typeof FACETS)[number];

/** Facets whose plain term would find more than the value counted: a class with all below it, a part of a name. */
const EXACT: readonly string[] = ['class', 'author'];

/** A counted value as the query names it. */
export function termOf(field: string, value: string): string {
  return value !== '' && (EXACT.includes(field) || value.includes('*')) ? `=${value}` : value;
}

/** A term of the query as a counted value. */
export function valueOf(term: string): string {
  return term.replace(/^=/, '');
}

/** Facets in which "has no value" is worth a line of its own: it is work to do. */
const LACKED: readonly FacetName[] = ['class', 'genre', 'author', 'tag'];

/** How many of the records found have no value in a field, as the last value of its facet. */
async function withLacking(facet: Facet, query: string, signal: AbortSignal): Promise<Facet> {
  if (!LACKED.includes(facet.name)) return facet;
  const { count } = await useEngine().records.count({ query: setFilter(query, facet.name, ['']) }, { signal });
  return count === 0 ? facet : { ...facet, values: [...facet.values, { value: '', count }] };
}

/**
 * Exact counts for the facets asked for. A facet that the query already filters is counted without its own filter, so that
 * another of its values can be added.
 */
export async function countFacets(query: string, facets: readonly PanelFacet[], signal: AbortSignal): Promise<Map<FacetName, readonly FacetValue[]>> {
  const isFiltered = ({ field }: PanelFacet): boolean => {
    const { included, excluded } = valuesOf(query, field);
    return included.length + excluded.length > 0;
  };
  const calls = [
    { query, by: facets.filter((facet) => !isFiltered(facet)).map(({ name }) => name) },
    ...facets.filter(isFiltered).map(({ name, field }) => ({ query: withoutField(query, field), by: [name] })),
  ].filter(({ by }) => by.length > 0);
  const answers = await Promise.all(calls.map(async (call) => {
    const counted = await useEngine().records.facets(call, { signal });
    return Promise.all(counted.map((facet) => withLacking(facet, call.query, signal)));
  }));
  return new Map(answers.flat().map(({ name, values }) => [name, values]));
}
