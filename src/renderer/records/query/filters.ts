import { canonicalField } from './names.ts';
import { tokenise, type Token } from './tokens.ts';

/**
 * Filters are the `field:value` terms of a query. They are read from the text of the search box and written back into it,
 * so that the box always tells the truth.
 */
export interface Filter {
  /** The canonical name: 'date', 'class', 'genre', 'tag', 'status' … */
  readonly field: string;
  /** Values joined by OR; '' stands for "has no value". A value asked for exactly begins with '='. */
  readonly values: readonly string[];
  readonly negated: boolean;
  readonly start: number;
  readonly end: number;
}

/** Whether words stand side by side with OR: then a filter cannot be read or changed by itself. */
const hasTopLevelOr = (tokens: readonly Token[]): boolean => tokens.some((token) => token.kind === 'or');

/** The filters of a query, in order. A bracket of values of one field joined by OR is one filter. */
export function readFilters(query: string): Filter[] {
  const tokens = tokenise(query);
  if (hasTopLevelOr(tokens)) return [];
  return tokens.flatMap((token) => {
    const read = token.kind === 'group' ? readGroup(token) : readTerm(token, null);
    return read === null ? [] : [{ ...read, start: token.start, end: token.end }];
  });
}

type ReadTerm = Pick<Filter, 'field' | 'values' | 'negated'>;

function readTerm(token: Token, outer: string | null): ReadTerm | null {
  const field = token.field ?? outer;
  if (field === null) return null;
  if (field !== 'has') return { field, values: [token.value], negated: token.negated };
  const absent = canonicalField(token.value);
  return absent === null ? null : { field: absent, values: [''], negated: !token.negated };
}

function readGroup(token: Token): ReadTerm | null {
  const inner = tokenise(token.value);
  const values: string[] = [];
  let field: string | null = null;
  for (const [index, part] of inner.entries()) {
    if (index % 2 === 1) {
      if (part.kind !== 'or') return null;
      continue;
    }
    const term = part.kind === 'term' ? readTerm(part, token.field) : null;
    if (term === null || term.negated || (field !== null && term.field !== field)) return null;
    field = term.field;
    values.push(...term.values);
  }
  return field === null || inner.length % 2 === 0 ? null : { field, values, negated: token.negated };
}

/** A value as it must be written after the colon. */
export function formatValue(value: string): string {
  const exact = value.startsWith('=') ? '=' : '';
  const bare = value.slice(exact.length);
  const plain = /^[\p{L}\p{N}][\p{L}\p{N}._/*·-]*$/u.test(bare) && bare !== 'OR';
  return plain ? value : `${exact}"${bare.replaceAll('"', '""')}"`;
}

function formatFilter(field: string, values: readonly string[], negated: boolean): string {
  const [only = ''] = values;
  if (values.length === 1 && only === '') return negated ? `has:${field}` : `-has:${field}`;
  const minus = negated ? '-' : '';
  if (values.length === 1) return `${minus}${field}:${formatValue(only)}`;
  const named = values.includes('');
  const inside = values.map((value) => (value === '' ? `-has:${field}` : named ? `${field}:${formatValue(value)}` : formatValue(value)));
  return `${minus}${named ? '' : `${field}:`}(${inside.join(' OR ')})`;
}

function cut(query: string, start: number, end: number): string {
  return `${query.slice(0, start).trimEnd()} ${query.slice(end).trimStart()}`.trim();
}

/** The query without any filter on a field. */
export function withoutField(query: string, field: string): string {
  let rest = query;
  for (const filter of readFilters(query).reverse()) {
    if (filter.field === field) rest = cut(rest, filter.start, filter.end);
  }
  return rest;
}

/** The query with exactly these values of a field (none removes the filter); what is excluded stays excluded. */
export function setFilter(query: string, field: string, values: readonly string[]): string {
  return replaceFilters(query, field, false, values.length === 0 ? [] : [formatFilter(field, values, false)]);
}

function setExcluded(query: string, field: string, values: readonly string[]): string {
  return replaceFilters(query, field, true, values.map((value) => formatFilter(field, [value], true)));
}

function replaceFilters(query: string, field: string, negated: boolean, texts: readonly string[]): string {
  // A filter beside a bare OR would bind to one of its arms only.
  let rest = texts.length > 0 && hasTopLevelOr(tokenise(query)) ? `(${query.trim()})` : query;
  let place: number | null = null;
  for (const filter of readFilters(rest).reverse()) {
    if (filter.field !== field || filter.negated !== negated) continue;
    place = rest.slice(0, filter.start).trimEnd().length;
    rest = cut(rest, filter.start, filter.end);
  }
  // Filters stand together, before the words the user is typing.
  place ??= readFilters(rest).at(-1)?.end ?? 0;
  return [rest.slice(0, place).trim(), ...texts, rest.slice(place).trim()].filter((part) => part !== '').join(' ');
}

/** Values of a field that the query asks for, and those it excludes. */
export function valuesOf(query: string, field: string): { readonly included: readonly string[]; readonly excluded: readonly string[] } {
  const filters = readFilters(query).filter((filter) => filter.field === field);
  return {
    included: filters.filter((filter) => !filter.negated).flatMap((filter) => filter.values),
    excluded: filters.filter((filter) => filter.negated).flatMap((filter) => filter.values),
  };
}

/** Turn one value of a field on or off, as wanted or as unwanted. */
export function toggleFilter(query: string, field: string, value: string, mode: 'include' | 'exclude'): string {
  const { included, excluded } = valuesOf(query, field);
  const on = (mode === 'include' ? included : excluded).includes(value);
  const others = (values: readonly string[]): string[] => values.filter((known) => known !== value);
  const wanted = mode === 'include' && !on ? [...included, value] : others(included);
  const unwanted = mode === 'exclude' && !on ? [...excluded, value] : others(excluded);
  const next = sameValues(wanted, included) ? query : setFilter(query, field, wanted);
  return sameValues(unwanted, excluded) ? next : setExcluded(next, field, unwanted);
}

const sameValues = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

/** The query without the filter that stands at these positions, for a chip's cross. */
export function removeFilter(query: string, filter: Filter): string {
  return cut(query, filter.start, filter.end);
}
