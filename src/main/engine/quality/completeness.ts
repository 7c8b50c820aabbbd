import { Fault } from '../../../contract/fault.ts';
import type { Completeness, DayCompleteness, Missing, QualityProfile } from '../../../contract/quality.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import { risingIssues } from './issue-order.ts';
import type { IssueOfDay } from './issue-order.ts';
import { issuesOfDays } from './neighbours.ts';

/** Records between two rests: some milliseconds. */
const AT_ONCE = 4000;
/** A gap of more issues is told as one. */
const ONE_BY_ONE = 62;

interface Day {
  records: number;
  /** Items found by page; pages out of range are not counted. */
  readonly pages: Map<number, Set<number>>;
}

/**
 * What is there and what is missing, day by day, worked out from the numbers on both sides of a gap: issues from the issue
 * numbers before and after, pages up to the last page of the day, items up to the last item of the page. Merged records
 * count as there, since their items came.
 */
export async function completenessOf({ sqlite }: Store, profile: QualityProfile, input: { readonly year?: number }, job: Job): Promise<Completeness> {
  const days = await daysOf(sqlite, profile, job);
  const rising = risingIssues(issuesOfDays(sqlite));
  const issueOf = new Map(rising.map(({ day, issue }) => [day, issue]));
  const missing: Missing[] = missingIssues(rising);
  const told: DayCompleteness[] = [];
  for (const [day, { records, pages }] of [...days].sort(([a], [b]) => a - b)) {
    const issue = issueOf.get(day) ?? null;
    const gaps = missingOnDay(day, issue, pages);
    missing.push(...gaps);
    told.push({
      day, issue, records, pages: pages.size,
      missingPages: gaps.filter(({ kind }) => kind === 'page').length, missingItems: gaps.filter(({ kind }) => kind === 'item').length,
    });
  }
  missing.sort((a, b) => (a.day ?? a.after) - (b.day ?? b.after) || (a.page ?? 0) - (b.page ?? 0) || (a.item ?? 0) - (b.item ?? 0));
  const inYear = (day: number): boolean => input.year === undefined || Math.floor(day / 10_000) === input.year;
  return {
    years: yearsOf(told, missing),
    days: told.filter(({ day }) => inYear(day)),
    missing: missing.filter(({ day, after }) => inYear(day ?? after)),
  };
}

/** The date a gap belongs to begins with this year. */
const yearOf = (gap: Missing): number => Math.floor((gap.day ?? gap.after) / 10_000);

function yearsOf(days: readonly DayCompleteness[], missing: readonly Missing[]): Completeness['years'] {
  const years = new Map<number, { year: number; days: number; records: number; missing: number }>();
  const at = (year: number): { year: number; days: number; records: number; missing: number } => {
    let one = years.get(year);
    if (one === undefined) years.set(year, one = { year, days: 0, records: 0, missing: 0 });
    return one;
  };
  for (const { day, records } of days) {
    const year = at(Math.floor(day / 10_000));
    year.days++;
    year.records += records;
  }
  for (const gap of missing) at(yearOf(gap)).missing += gap.kind === 'issue' ? (gap.through ?? gap.issue ?? 0) - (gap.issue ?? 0) + 1 : 1;
  return [...years.values()].sort((a, b) => a.year - b.year);
}

async function daysOf(sqlite: Store['sqlite'], profile: QualityProfile, job: Job): Promise<ReadonlyMap<number, Day>> {
  const total = sqlite.prepare('SELECT coalesce(max(id), 0) FROM record').pluck().get() as number;
  const read = sqlite.prepare<[number, number], [id: number, day: number, page: string | null, item: string | null]>(
    'SELECT id, day, page, item FROM record WHERE id > ? AND id <= ? AND hidden <> 1 AND day IS NOT NULL').raw();
  const progress = meter(job, 'check', 'records');
  const days = new Map<number, Day>();
  for (let from = 0; from < total; from += AT_ONCE) {
    for (const [, number, page, item] of read.all(from, from + AT_ONCE)) {
      let day = days.get(number);
      if (day === undefined) days.set(number, day = { records: 0, pages: new Map() });
      day.records++;
      const nth = /^\d{1,3}$/.test(page ?? '') ? Number(page) : 0;
      if (nth < 1 || nth > profile.mostPages) continue;
      let items = day.pages.get(nth);
      if (items === undefined) day.pages.set(nth, items = new Set());
      if (/^\d{1,3}$/.test(item ?? '') && Number(item) > 0) items.add(Number(item));
    }
    progress.at(Math.min(from + AT_ONCE, total), total);
    await job.rest();
    if (job.signal.aborted) throw new Fault('cancelled');
  }
  return days;
}

function missingOnDay(day: number, issue: number | null, pages: Day['pages']): Missing[] {
  const missing: Missing[] = [];
  const last = Math.max(0, ...pages.keys());
  for (let page = 1; page <= last; page++) {
    const items = pages.get(page);
    if (items === undefined) {
      missing.push({ kind: 'page', day, after: day, before: day, issue, through: null, page, item: null });
      continue;
    }
    const lastItem = Math.max(0, ...items);
    for (let item = 1; item <= lastItem; item++) {
      if (!items.has(item)) missing.push({ kind: 'item', day, after: day, before: day, issue, through: null, page, item });
    }
  }
  return missing;
}

function missingIssues(rising: readonly IssueOfDay[]): Missing[] {
  const missing: Missing[] = [];
  for (const [at, next] of rising.entries()) {
    const before = rising[at - 1];
    if (before === undefined || next.issue - before.issue < 2) continue;
    const [first, last] = [before.issue + 1, next.issue - 1];
    const gap = { kind: 'issue', after: before.day, before: next.day, page: null, item: null } as const;
    const between = daysBetween(before.day, next.day);
    if (last - first + 1 > ONE_BY_ONE) {
      missing.push({ ...gap, day: null, issue: first, through: last });
      continue;
    }
    // As many days between as issues: each day had one, so the dates are known.
    const known = between.length === last - first + 1;
    for (let issue = first; issue <= last; issue++) missing.push({ ...gap, day: known ? between[issue - first] ?? null : null, issue, through: issue });
  }
  return missing;
}

/** The days between two, YYYYMMDD, at most as many as are told one by one. */
function daysBetween(after: number, before: number): readonly number[] {
  const days: number[] = [];
  const date = new Date(Date.UTC(Math.floor(after / 10_000), Math.floor(after / 100) % 100 - 1, after % 100));
  while (days.length <= ONE_BY_ONE) {
    date.setUTCDate(date.getUTCDate() + 1);
    const day = date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
    if (day >= before) break;
    days.push(day);
  }
  return days;
}
