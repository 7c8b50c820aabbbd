import type Database from 'better-sqlite3';
import type { RecordRow } from '../../../contract/records.ts';
import { STATUSES } from './query/terms.ts';

interface Stored {
  readonly id: number; readonly title: string | null; readonly kicker: string | null; readonly date: string | null; readonly day: number | null;
  readonly page: string | null; readonly item: string | null; readonly class: string | null; readonly genre: string | null;
  readonly column: string | null; readonly pageName: string | null; readonly author: string | null; readonly status: number;
}

const AMONG = 'IN (SELECT value FROM json_each(?))';

/** SQL of the window of rows; also for the test of its plan. */
export const ROW_QUESTIONS = {
  rows: `SELECT id, title, kicker, date, day, page, item, class, genre, "column", page_name AS pageName, author, status FROM record WHERE id ${AMONG}`,
  tags: `SELECT rt.record_id AS id, t.name FROM record_tag rt JOIN tag t ON t.id = rt.tag_id WHERE rt.record_id ${AMONG} ORDER BY rt.id`,
  problems: `SELECT record_id AS id, count(*) AS n FROM problem WHERE record_id ${AMONG} GROUP BY record_id`,
  breaches: `SELECT record_id AS id, count(*) AS n FROM breach WHERE record_id ${AMONG} GROUP BY record_id`,
  duplicates: `SELECT m.record_id AS id, count(*) AS n FROM duplicate_member m JOIN duplicate_group g ON g.id = m.group_id
    WHERE m.record_id ${AMONG} AND g.state = 'open' GROUP BY m.record_id`,
} as const;

/** Rows of the list for records by id, in the order asked; ids that are not there are left out. */
export function rowReader(sqlite: Database.Database): (ids: ArrayLike<number>) => readonly RecordRow[] {
  const rows = sqlite.prepare<[string], Stored>(ROW_QUESTIONS.rows);
  const tags = sqlite.prepare<[string], { id: number; name: string }>(ROW_QUESTIONS.tags);
  const counts = [ROW_QUESTIONS.problems, ROW_QUESTIONS.breaches].map((sql) => sqlite.prepare<[string], { id: number; n: number }>(sql));
  const groups = sqlite.prepare<[string], { id: number; n: number }>(ROW_QUESTIONS.duplicates);

  return (ids) => {
    const wanted = Array.from(ids);
    const list = JSON.stringify(wanted);
    const tagged = new Map<number, string[]>();
    for (const { id, name } of tags.all(list)) tagged.set(id, [...tagged.get(id) ?? [], name]);
    const problems = new Map<number, number>();
    for (const count of counts) for (const { id, n } of count.all(list)) problems.set(id, (problems.get(id) ?? 0) + n);
    const duplicates = new Map(groups.all(list).map(({ id, n }) => [id, n]));
    // Subtle: json_each gives rows in no promised order, so they are put back into the order asked for.
    const byId = new Map(rows.all(list).map((row) => [row.id, row]));
    return wanted.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [rowOf(row, tagged.get(id) ?? [], problems.get(id) ?? 0, duplicates.get(id) ?? 0)];
    });
  };
}

function rowOf(row: Stored, tags: readonly string[], problems: number, duplicates: number): RecordRow {
  return {
    id: row.id, title: row.title ?? '', kicker: row.kicker ?? '', date: row.date ?? '', day: row.day, page: row.page ?? '', item: row.item ?? '',
    class: row.class ?? '', genre: row.genre ?? '', column: row.column ?? '', pageName: row.pageName ?? '', author: row.author ?? '',
    status: STATUSES[row.status] ?? 'new', tags, problems, duplicates,
  };
}
