import type { LocalText } from '../../../contract/text.ts';
import type { Store } from '../store/open.ts';
import { risingIssues } from './issue-order.ts';
import type { IssueOfDay } from './issue-order.ts';

type Sqlite = Store['sqlite'];

export interface Breach {
  readonly id: number;
  readonly rule: string;
  readonly text: LocalText;
}

/** What is wrong with records only beside others. */
export function neighbourBreaches(sqlite: Sqlite): readonly Breach[] {
  return [...twiceOnAPage(sqlite), ...outOfOrder(sqlite), ...damagedMarks(sqlite)];
}

/** Records that share date, page and item with another. */
function twiceOnAPage(sqlite: Sqlite): readonly Breach[] {
  const rows = sqlite.prepare<[], { id: number; day: number; page: string; item: string; n: number }>(
    `SELECT r.id, r.day, r.page, r.item, d.n FROM record r JOIN (
       SELECT day, CAST(page AS INTEGER) AS p, CAST(item AS INTEGER) AS i, count(*) AS n FROM record
       WHERE hidden = 0 AND day IS NOT NULL AND page <> '' AND CAST(item AS INTEGER) > 0 GROUP BY 1, 2, 3 HAVING n > 1
     ) d ON d.day = r.day AND d.p = CAST(r.page AS INTEGER) AND d.i = CAST(r.item AS INTEGER) WHERE r.hidden = 0`).all();
  return rows.map(({ id, page, item, n }) => ({
    id, rule: 'item-unique', text: { zh: `同一天 ${page} 版第 ${item} 条共有 ${n} 条记录。`, en: `${n} records are page ${page}, item ${item} of that day.` },
  }));
}

export function issuesOfDays(sqlite: Sqlite): readonly IssueOfDay[] {
  return sqlite.prepare<[], IssueOfDay>(
    `SELECT day, CAST(issue AS INTEGER) AS issue, count(*) AS records FROM record
     WHERE hidden <> 1 AND day IS NOT NULL AND issue GLOB '[0-9]*' AND issue NOT GLOB '*[^0-9]*' GROUP BY 1, 2`).all();
}

/** Records whose issue is not the one of their day, and days whose issue does not rise with the date. */
function outOfOrder(sqlite: Sqlite): readonly Breach[] {
  const found = issuesOfDays(sqlite);
  const rising = risingIssues(found);
  const right = new Map(rising.map(({ day, issue }) => [day, issue]));
  const find = sqlite.prepare<[number, number], number>(
    "SELECT id FROM record WHERE hidden = 0 AND day = ? AND CAST(issue AS INTEGER) = ? AND issue NOT GLOB '*[^0-9]*'").pluck();
  const breaches: Breach[] = [];
  for (const { day, issue } of found) {
    const usual = right.get(day);
    if (usual === issue) continue;
    const text = usual === undefined ? besideOthers(rising, day, issue)
      : { zh: `同一天的总期多为 ${usual}，这里是 ${issue}。`, en: `Most records of that day have issue ${usual}, this one ${issue}.` };
    for (const id of find.all(day, issue)) breaches.push({ id, rule: 'issue-order', text });
  }
  return breaches;
}

function besideOthers(rising: readonly IssueOfDay[], day: number, issue: number): LocalText {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle]?.day ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  const before = rising[low - 1];
  const after = rising[low];
  if (before !== undefined && issue <= before.issue) {
    return { zh: `总期 ${issue} 不大于 ${before.day} 的 ${before.issue}。`, en: `Issue ${issue} is not above ${before.issue} of ${before.day}.` };
  }
  return after === undefined ? { zh: `总期 ${issue} 不合先后。`, en: `Issue ${issue} is out of order.` }
    : { zh: `总期 ${issue} 不小于 ${after.day} 的 ${after.issue}。`, en: `Issue ${issue} is not below ${after.issue} of ${after.day}.` };
}

/** Tags and marks that are not as they should be: what the parser mended as well as what it had to guess. */
function damagedMarks(sqlite: Sqlite): readonly Breach[] {
  const rows = sqlite.prepare<[], { id: number; zh: string; en: string }>(
    "SELECT record_id AS id, zh, en FROM problem WHERE record_id IS NOT NULL AND (severity IN ('review', 'repair') OR code IN ('mark-variant', 'mark-unbalanced')) GROUP BY record_id").all();
  return rows.map(({ id, zh, en }) => ({ id, rule: 'marks', text: { zh, en } }));
}
