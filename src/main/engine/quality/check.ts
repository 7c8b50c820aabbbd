import { Fault } from '../../../contract/fault.ts';
import type { Job } from '../job.ts';
import type { LocalText } from '../../../contract/text.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import { RULES } from './rules.ts';
import type { Checked, Surroundings } from './rules.ts';

interface Row extends Omit<Checked, 'hasBody'> {
  readonly hasBody: number;
}

interface Breach {
  readonly id: number;
  readonly rule: string;
  readonly text: LocalText;
}

/** Check records and keep what is wrong in place of what was known about them. */
export async function checkRecords({ sqlite }: Store, ids: Uint32Array, around: Surroundings, job: Job): Promise<number> {
  const read = sqlite.prepare<[number], Row>(
    `SELECT r.id, s.path, r.issue, r.date, r.day, r.page, r.item, r.title, r.class, r.genre, length(trim(coalesce(t.body, ''))) > 0 AS hasBody
     FROM record r JOIN record_text t ON t.id = r.id LEFT JOIN source s ON s.id = r.source_id WHERE r.id = ?`);
  const progress = meter(job, 'check', 'records');
  const breaches: Breach[] = [];
  for (const [at, id] of ids.entries()) {
    const row = read.get(id);
    if (row !== undefined) {
      const record: Checked = { ...row, hasBody: row.hasBody === 1 };
      for (const { rule, check } of RULES) {
        const text = check(record, around);
        if (text !== null) breaches.push({ id, rule, text });
      }
    }
    if (at % 200 === 0) {
      progress.at(at, ids.length);
      await job.rest();
      if (job.signal.aborted) throw new Fault('cancelled');
    }
  }
  const wanted = new Set(ids);
  for (const breach of [...twiceOnAPage(sqlite), ...issueOrder(sqlite), ...damagedMarks(sqlite)]) if (wanted.has(breach.id)) breaches.push(breach);
  const clear = sqlite.prepare('DELETE FROM breach WHERE record_id = ?');
  const insert = sqlite.prepare('INSERT OR IGNORE INTO breach (record_id, rule, zh, en) VALUES (?, ?, ?, ?)');
  sqlite.transaction(() => {
    for (const id of ids) clear.run(id);
    for (const { id, rule, text } of breaches) insert.run(id, rule, text.zh, text.en);
  })();
  return breaches.length;
}

type Sqlite = Store['sqlite'];

/** Records that share date, page and item with another. */
function twiceOnAPage(sqlite: Sqlite): readonly Breach[] {
  const rows = sqlite.prepare<[], { id: number; day: number; page: string; item: string; n: number }>(
    `SELECT r.id, r.day, r.page, r.item, d.n FROM record r JOIN (
       SELECT day, CAST(page AS INTEGER) AS p, CAST(item AS INTEGER) AS i, count(*) AS n FROM record
       WHERE hidden = 0 AND day IS NOT NULL AND page <> '' AND item <> '' GROUP BY 1, 2, 3 HAVING n > 1
     ) d ON d.day = r.day AND d.p = CAST(r.page AS INTEGER) AND d.i = CAST(r.item AS INTEGER) WHERE r.hidden = 0`).all();
  return rows.map(({ id, page, item, n }) => ({
    id, rule: 'item-unique', text: { zh: `同一天 ${page} 版第 ${item} 条共有 ${n} 条记录。`, en: `${n} records are page ${page}, item ${item} of that day.` },
  }));
}

/** Days whose issue number is not above that of the day before, or that have more than one. */
function issueOrder(sqlite: Sqlite): readonly Breach[] {
  const days = sqlite.prepare<[], { day: number; issue: number; records: number }>(
    `SELECT day, CAST(issue AS INTEGER) AS issue, count(*) AS records FROM record
     WHERE hidden = 0 AND day IS NOT NULL AND issue GLOB '[0-9]*' GROUP BY 1, 2 ORDER BY day, records DESC`).all();
  const find = sqlite.prepare<[number, number], number>('SELECT id FROM record WHERE hidden = 0 AND day = ? AND CAST(issue AS INTEGER) = ?').pluck();
  const breaches: Breach[] = [];
  let today = 0;
  let usual = 0;
  let before = 0;
  for (const { day, issue } of days) {
    const second = day === today;
    if (!second) {
      before = Math.max(before, usual);
      today = day;
      usual = issue;
    }
    const text = second ? { zh: `同一天的总期有 ${usual} 和 ${issue}。`, en: `That day has the issues ${usual} and ${issue}.` }
      : issue <= before ? { zh: `总期 ${issue} 不大于此前的 ${before}。`, en: `Issue ${issue} is not above ${before}, which came before.` } : null;
    if (text === null) continue;
    if (!second) usual = before;
    for (const id of find.all(day, issue)) breaches.push({ id, rule: 'issue-order', text });
  }
  return breaches;
}

/** Tags and marks that are not as they should be: what the parser mended as well as what it had to guess. */
function damagedMarks(sqlite: Sqlite): readonly Breach[] {
  const rows = sqlite.prepare<[], { id: number; zh: string; en: string }>(
    "SELECT record_id AS id, zh, en FROM problem WHERE record_id IS NOT NULL AND (severity IN ('review', 'repair') OR code IN ('mark-variant', 'mark-unbalanced')) GROUP BY record_id").all();
  return rows.map(({ id, zh, en }) => ({ id, rule: 'marks', text: { zh, en } }));
}
