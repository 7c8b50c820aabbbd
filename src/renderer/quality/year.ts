import type { Completeness, DayCompleteness, Missing } from '../../contract/quality.ts';

/** How a day of the calendar stands. `gap`: something of it is missing; `lost`: its whole issue is. */
export type DayState = 'none' | 'whole' | 'gap' | 'lost';

export interface CalendarDay {
  /** YYYYMMDD. */
  readonly day: number;
  readonly state: DayState;
  readonly here: DayCompleteness | null;
  readonly missing: readonly Missing[];
}

export const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The months of a year with their days. */
export function calendarOf(year: number, { days, missing }: Pick<Completeness, 'days' | 'missing'>): readonly (readonly CalendarDay[])[] {
  const here = new Map(days.map((one) => [one.day, one]));
  const gaps = Map.groupBy(missing.filter((gap) => gap.day !== null), ({ day }) => day ?? 0);
  return MONTHS.map((month) => Array.from({ length: daysIn(year, month) }, (_, at) => {
    const day = year * 10_000 + month * 100 + at + 1;
    const list = gaps.get(day) ?? [];
    const found = here.get(day) ?? null;
    const state: DayState = list.some(({ kind }) => kind === 'issue') ? 'lost' : list.length > 0 ? 'gap' : found === null ? 'none' : 'whole';
    return { day, state, here: found, missing: list };
  }));
}

/** The day a key leads to from another one, staying in the year; null for a key that leads nowhere. */
export function dayByKey(key: string, month: number, day: number, year: number): { readonly month: number; readonly day: number } | null {
  const clamp = (at: number, inMonth: number): { readonly month: number; readonly day: number } => ({ month: inMonth, day: Math.min(Math.max(1, at), daysIn(year, inMonth)) });
  if (key === 'ArrowUp') return month > 1 ? clamp(day, month - 1) : null;
  if (key === 'ArrowDown') return month < 12 ? clamp(day, month + 1) : null;
  if (key === 'ArrowRight') return day < daysIn(year, month) ? { month, day: day + 1 } : month < 12 ? { month: month + 1, day: 1 } : null;
  if (key === 'ArrowLeft') return day > 1 ? { month, day: day - 1 } : month > 1 ? { month: month - 1, day: daysIn(year, month - 1) } : null;
  if (key === 'Home') return { month, day: 1 };
  if (key === 'End') return { month, day: daysIn(year, month) };
  return null;
}
