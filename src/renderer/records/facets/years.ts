import type { FacetValue } from '../../../contract/records.ts';
import { setFilter, valuesOf } from '../query/filters.ts';

export interface YearCount {
  readonly year: number;
  readonly count: number;
}

/** First and last year, both included. */
export interface YearRange {
  readonly from: number;
  readonly to: number;
}

/** The years from the first to the last that has records, without gaps; what is no year is left out. */
export function fillYears(values: readonly FacetValue[]): YearCount[] {
  const counts = new Map(values.filter(({ value }) => /^\d{4}$/.test(value)).map(({ value, count }) => [Number(value), count]));
  if (counts.size === 0) return [];
  const first = Math.min(...counts.keys());
  const last = Math.max(...counts.keys());
  return Array.from({ length: last - first + 1 }, (_, step) => ({ year: first + step, count: counts.get(first + step) ?? 0 }));
}

/** The years that one date term touches: 2011, 2011-06, 1998..2003, ..2003; null when it cannot be told. */
export function yearsOfTerm(term: string): YearRange | null {
  const [start = '', end] = term.replace(/^=/, '').split(/\.{2,3}|~|至/, 2);
  const from = /^\d{4}/.exec(start)?.[0];
  const to = end === undefined ? from : /^\d{4}/.exec(end)?.[0];
  if (from === undefined && to === undefined) return null;
  return { from: from === undefined ? -Infinity : Number(from), to: to === undefined ? Infinity : Number(to) };
}

/** The years a query asks for, empty when it asks for none. */
export function chosenYears(query: string): YearRange[] {
  return valuesOf(query, 'date').included.map(yearsOfTerm).filter((range) => range !== null);
}

export const isIn = (year: number, ranges: readonly YearRange[]): boolean =>
  ranges.some(({ from, to }) => year >= from && year <= to);

/** The query limited to a span of years; the same span again takes the limit away. */
export function chooseYears(query: string, a: number, b: number): string {
  const term = a === b ? String(a) : `${Math.min(a, b)}..${Math.max(a, b)}`;
  const { included } = valuesOf(query, 'date');
  return setFilter(query, 'date', included.length === 1 && included[0] === term ? [] : [term]);
}
