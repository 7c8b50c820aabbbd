import type { DayCount } from '../../contract/records.ts';
import { setFilter, valuesOf } from '../records/query/filters.ts';

export type Level = 'year' | 'month' | 'day';

/** Days from `from` to `to`, YYYYMMDD, both included; days that no month has (00, 99) stand for its first and last. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** What the chart shows: years, the months of one, or the days of one month. */
export interface Zoom {
  readonly level: Level;
  /** 2011 for its months, 201106 for its days; null for all years. */
  readonly within: number | null;
}

export interface Bar {
  /** 2011, 201106, 20110614. */
  readonly value: number;
  readonly count: number;
}

const WHOLE = /^(\d{4})(?:[-/.年]?(\d{2})(?:[-/.月]?(\d{2})日?)?|[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?[年月]?$/u;

function daysOfPart(text: string): Days | null {
  const parts = WHOLE.exec(text.trim());
  if (parts === null) return null;
  const year = Number(parts[1]);
  const month = parts[2] ?? parts[4];
  const day = parts[3] ?? parts[5];
  const at = (m: number, d: number): number => year * 10_000 + m * 100 + d;
  if (month === undefined) return { from: at(0, 0), to: at(99, 99) };
  if (day === undefined) return { from: at(Number(month), 0), to: at(Number(month), 99) };
  return { from: at(Number(month), Number(day)), to: at(Number(month), Number(day)) };
}

/** The days one date term means: 2011, 2011-06, 2011-06-14, and spans of them; null when it cannot be told. */
export function daysOfTerm(term: string): Days | null {
  const [first = '', second] = term.replace(/^=/u, '').split(/\.{2,3}|~|至/u, 2);
  if (second === undefined) return daysOfPart(first);
  const from = first === '' ? { from: 0, to: 0 } : daysOfPart(first);
  const to = second === '' ? { from: 0, to: 99_999_999 } : daysOfPart(second);
  return from === null || to === null ? null : { from: from.from, to: to.to };
}

/** The days a query asks for, empty when it asks for none. */
export function chosenDays(query: string): readonly Days[] {
  return valuesOf(query, 'date').included.map(daysOfTerm).filter((days) => days !== null);
}

/** The chart follows the query: one year asked for shows its months, one month its days. */
export function zoomOf(chosen: readonly Days[]): Zoom {
  const [only, ...more] = chosen;
  const years: Zoom = { level: 'year', within: null };
  if (only === undefined || more.length > 0) return years;
  const [from, to] = [Math.floor(only.from / 100), Math.floor(only.to / 100)];
  if (from === to) return { level: 'day', within: from };
  return Math.floor(from / 100) === Math.floor(to / 100) ? { level: 'month', within: Math.floor(from / 100) } : years;
}

/** The days to be counted for a zoom. */
export function spanOf({ level, within }: Zoom): Days | null {
  if (within === null) return null;
  return level === 'month' ? { from: within * 10_000, to: within * 10_000 + 9999 } : { from: within * 100, to: within * 100 + 99 };
}

const daysIn = (month: number): number => new Date(Math.floor(month / 100), month % 100, 0).getDate();

/** A bar for every year between the first and the last, every month of the year, every day of the month. */
export function barsOf({ level, within }: Zoom, counts: readonly DayCount[]): readonly Bar[] {
  const known = new Map(counts.map(({ value, count }) => [value, count]));
  const bars = (first: number, length: number): readonly Bar[] =>
    Array.from({ length }, (_, at) => ({ value: first + at, count: known.get(first + at) ?? 0 }));
  if (level === 'month' && within !== null) return bars(within * 100 + 1, 12);
  if (level === 'day' && within !== null) return bars(within * 100 + 1, daysIn(within));
  const years = counts.map(({ value }) => value);
  if (years.length === 0) return [];
  const first = Math.min(...years);
  return bars(first, Math.max(...years) - first + 1);
}

/** 2011, 2011-06, 2011-06-14. */
export function formatValue(value: number): string {
  const text = String(value);
  return [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)].filter((part) => part !== '').join('-');
}

/** The days of one bar. */
export function daysOfBar(value: number): Days {
  if (value > 999_999) return { from: value, to: value };
  return value > 9999 ? { from: value * 100, to: value * 100 + 99 } : { from: value * 10_000, to: value * 10_000 + 9999 };
}

export const isIn = (value: number, chosen: readonly Days[]): boolean => {
  const { from, to } = daysOfBar(value);
  return chosen.some((days) => from <= days.to && to >= days.from);
};

/** The query limited to the days from one bar to another; the same again takes the limit away, or goes up one level. */
export function brushed(query: string, a: number, b: number): string {
  const [from, to] = a <= b ? [a, b] : [b, a];
  const term = from === to ? formatValue(from) : `${formatValue(from)}..${formatValue(to)}`;
  const { included } = valuesOf(query, 'date');
  return included.length === 1 && included[0] === term ? upFrom(query, from) : setFilter(query, 'date', [term]);
}

/** The query limited to what the bars around lie in: a day to its month, a month to its year, a year to nothing. */
export function upFrom(query: string, value: number): string {
  return setFilter(query, 'date', value > 9999 ? [formatValue(Math.floor(value / 100))] : []);
}
