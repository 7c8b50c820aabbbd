import type Database from 'better-sqlite3';

/** SQL of the records whose entry in the index is missing or out of date. */
export const PENDING_QUESTION =
  'SELECT id FROM record WHERE id > (SELECT through FROM search_state) UNION SELECT record_id FROM search_pending ORDER BY 1';

export function pendingIds(sqlite: Database.Database): readonly number[] {
  return sqlite.prepare<[], number>(PENDING_QUESTION).pluck().all();
}

/** Mark entries as out of date. To be called inside the transaction that changes the records. */
export function markPending(sqlite: Database.Database, ids: Iterable<number>): void {
  sqlite.prepare('INSERT OR IGNORE INTO search_pending (record_id) SELECT value FROM json_each(?)').run(JSON.stringify([...ids]));
}

/** Columns of `record` and `record_text` that the index is made from. */
export const INDEXED_COLUMNS: ReadonlySet<string> = new Set(['kicker', 'title', 'subtitle', 'author', 'keywords', 'body']);
