import { valuesOf } from '../query/filters.ts';

/** First and last year, both included. */
export interface YearRange {
  readonly from: number;
  readonly to: number;
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
