import type { DayCount, IssueDay } from '../../../../contract/records.ts';
import { STATUSES } from '../query/terms.ts';
import type Database from 'better-sqlite3';
import type { Bits } from './bits.ts';
import type { Columns } from './columns.ts';

export type DayLevel = 'year' | 'month' | 'day';

/** Places of a year among those of twelve months of 31 days: dense, so that odd years far apart take little room. */
const YEAR = 12 * 31;
const WIDTH: Readonly<Record<DayLevel, number>> = { year: YEAR, month: 31, day: 1 };

const placeOf = (day: number): number => (day / 10_000 | 0) * YEAR + ((day / 100 | 0) % 100 - 1) * 31 + day % 100 - 1;

/** The year, month or day that begins at a place. */
function valueAt(place: number, level: DayLevel): number {
  const year = place / YEAR | 0;
  if (level === 'year') return year;
  const month = year * 100 + ((place % YEAR) / 31 | 0) + 1;
  return level === 'month' ? month : month * 100 + place % 31 + 1;
}

/** Counts by year, month or day over the records found, in their order; records without a real date are counted apart. */
export function dayCounts(day: Int32Array, ids: Uint32Array, level: DayLevel, from = 0, to = 99_999_999): { readonly days: readonly DayCount[]; readonly undated: number } {
  let low = to;
  let high = from;
  let undated = 0;
  for (let at = 0; at < ids.length; at++) {
    const value = day[ids[at] ?? 0] ?? 0;
    if (value === 0) undated++;
    else if (value >= from && value <= to) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (high < low || undated === ids.length) return { days: [], undated };
  const width = WIDTH[level];
  const first = Math.floor(placeOf(low) / width);
  const counts = new Uint32Array(Math.floor(placeOf(high) / width) - first + 1);
  for (let at = 0; at < ids.length; at++) {
    const value = day[ids[at] ?? 0] ?? 0;
    if (value === 0 || value < low || value > high) continue;
    const place = (placeOf(value) / width | 0) - first;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const days: DayCount[] = [];
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] ?? 0;
    if (count > 0) days.push({ value: valueAt((place + first) * width, level), count });
  }
  return { days, undated };
}

interface Stored {
  readonly id: number; readonly issue: string | null; readonly page: string | null; readonly pageName: string | null; readonly item: string | null; readonly title: string | null;
  readonly kicker: string | null; readonly author: string | null; readonly genre: string | null; readonly class: string | null; readonly status: number;
}

/** More numbers missing in a row than this are a slip in one item number rather than a gap. */
const GAP = 200;

/** The issue of one day: its pages with their items in order, and the numbers that are not there. */
export function issueOf(sqlite: Database.Database, columns: Columns, found: Bits, wanted: number): IssueDay {
  const { day } = columns;
  const ids: number[] = [];
  let previous = 0;
  let next = 0;
  for (let id = 1; id < columns.size; id++) {
    const value = day[id] ?? 0;
    if (value === 0 || !found.has(id)) continue;
    if (value === wanted) ids.push(id);
    else if (value < wanted) previous = Math.max(previous, value);
    else if (next === 0 || value < next) next = value;
  }
  const rows = sqlite.prepare<[string], Stored>(
    `SELECT id, issue, page, page_name AS pageName, item, title, kicker, author, genre, class, status FROM record WHERE id IN (SELECT value FROM json_each(?))`).all(JSON.stringify(ids));
  const byPage = new Map<string, Stored[]>();
  for (const row of rows) {
    const page = (row.page ?? '').trim().replace(/^0+(?=\d)/u, '');
    const list = byPage.get(page);
    if (list === undefined) byPage.set(page, [row]);
    else list.push(row);
  }
  const pages = [...byPage].sort(([a], [b]) => order(a, b)).map(([page, items]) => {
    items.sort((a, b) => order(a.item ?? '', b.item ?? '') || a.id - b.id);
    return {
      page, pageName: items.find(({ pageName }) => (pageName ?? '') !== '')?.pageName ?? '', missing: gaps(items.map(({ item }) => item ?? '')),
      items: items.map(({ id, item, title, kicker, author, genre, class: number, status }) => ({
        id, item: item ?? '', title: title ?? '', kicker: kicker ?? '', author: author ?? '', genre: genre ?? '', class: number ?? '', status: STATUSES[status] ?? 'new',
      })),
    };
  });
  return {
    day: wanted, records: rows.length, previous: previous === 0 ? null : previous, next: next === 0 ? null : next,
    issues: [...new Set(rows.map(({ issue }) => issue ?? '').filter((issue) => issue !== ''))].sort(order),
    // 99 is where the gutter advertisements are, whatever the number of pages.
    missingPages: gaps([...byPage.keys()].filter((page) => Number(page) < 99)), pages,
  };
}

const numberIn = (text: string): number | null => (/^\d{1,6}$/u.test(text.trim()) ? Number(text) : null);

/** By number; what is none stands at the end. */
function order(a: string, b: string): number {
  const [one, two] = [numberIn(a), numberIn(b)];
  if (one === null || two === null) return Number(one === null) - Number(two === null) || (a < b ? -1 : a > b ? 1 : 0);
  return one - two;
}

/** Numbers from 1 to the highest that nobody has. */
function gaps(texts: readonly string[]): readonly number[] {
  const numbers = [...new Set(texts.flatMap((text) => numberIn(text) ?? []))].filter((number) => number > 0).sort((a, b) => a - b);
  const missing: number[] = [];
  let last = 0;
  for (const number of numbers) {
    if (number - last > GAP) break;
    for (let at = last + 1; at < number; at++) missing.push(at);
    last = number;
  }
  return missing;
}
