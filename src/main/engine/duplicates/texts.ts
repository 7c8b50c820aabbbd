import type { Store } from '../store/open.ts';
import type { DuplicateRecord } from './core/match.ts';

interface Row {
  readonly id: number; readonly kicker: string | null; readonly title: string | null; readonly subtitle: string | null; readonly author: string | null;
  readonly day: number | null; readonly page: string | null; readonly item: string | null; readonly body: string | null;
}

const COLUMNS = 'r.id, r.kicker, r.title, r.subtitle, r.author, r.day, r.page, r.item, t.body';

const recordOf = (row: Row): DuplicateRecord => ({
  id: row.id, kicker: row.kicker ?? '', title: row.title ?? '', subtitle: row.subtitle ?? '', author: row.author ?? '',
  day: row.day, page: row.page ?? '', item: row.item ?? '', body: row.body ?? '',
});

/** Records to compare, in ascending id: those that are there and those merged into one of them. `among` restricts them. */
export function* textsToCompare({ sqlite }: Store, among: Uint32Array | null): Generator<DuplicateRecord> {
  const pick = sqlite.prepare<[number, number], Row>(
    `SELECT ${COLUMNS} FROM record r JOIN record_text t ON t.id = r.id WHERE r.id > ? AND r.hidden <> 1 ORDER BY r.id LIMIT ?`);
  const wanted = among === null ? null : new Set(among);
  // Windows by id, not one open cursor: other calls write on this connection between two batches.
  for (let last = 0, rows = pick.all(last, 500); rows.length > 0; rows = pick.all(last, 500)) {
    for (const row of rows) {
      last = row.id;
      if (wanted === null || wanted.has(row.id)) yield recordOf(row);
    }
  }
}

export function textOf({ sqlite }: Store): (id: number) => DuplicateRecord | undefined {
  const pick = sqlite.prepare<[number], Row>(`SELECT ${COLUMNS} FROM record r JOIN record_text t ON t.id = r.id WHERE r.id = ? AND r.hidden <> 1`);
  return (id) => {
    const row = pick.get(id);
    return row === undefined ? undefined : recordOf(row);
  };
}
