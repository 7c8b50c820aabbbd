import type Database from 'better-sqlite3';

/** SQL of what the index has not reached, and of the entries that are out of date. */
export const PENDING_QUESTIONS = {
  through: 'SELECT through FROM search_state',
  stale: 'SELECT record_id FROM search_pending WHERE record_id <= (SELECT through FROM search_state) ORDER BY record_id',
} as const;

/** Records whose entry in the index is out of date, ascending, and all above `through`. */
export interface Pending {
  readonly stale: readonly number[];
  readonly through: number;
}

export function pendingRecords(sqlite: Database.Database): Pending {
  return {
    stale: sqlite.prepare<[], number>(PENDING_QUESTIONS.stale).pluck().all(),
    through: sqlite.prepare<[], number>(PENDING_QUESTIONS.through).pluck().get() ?? 0,
  };
}

/** Mark entries as out of date. To be called inside the transaction that changes the records. */
export function markPending(sqlite: Database.Database, ids: Iterable<number>): void {
  sqlite.prepare('INSERT OR IGNORE INTO search_pending (record_id) SELECT value FROM json_each(?)').run(JSON.stringify([...ids]));
}

/** Columns of `record` and `record_text` that the index is made from. */
export const INDEXED_COLUMNS: ReadonlySet<string> = new Set(['kicker', 'title', 'subtitle', 'author', 'keywords', 'body']);
