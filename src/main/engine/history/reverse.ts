import type Database from 'better-sqlite3';
import type { Conflict } from '../../../contract/history.ts';
import { isTable } from './tables.ts';
import type { Row, TableName } from './tables.ts';
import type { ChangeRow, Recorder } from './writer.ts';

const asText = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/**
 * Swap the values of one operation back, newest first. Values that later work touched are not overwritten but returned
 * as conflicts. With `record` only what the operation did to that record.
 */
export function reverseChanges(sqlite: Database.Database, recorder: Recorder, target: number, record?: number): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  // Subtle: rows are read before anything is written, because SQLite does not say what an iterating read sees of its own writes.
  const rows = sqlite.prepare<unknown[], ChangeRow>(
    `SELECT table_name, row_id, row_to, record_id, "column", "before", "after" FROM change WHERE operation_id = ? ${
      record === undefined ? '' : 'AND (record_id = ? OR (row_to IS NOT NULL AND ? BETWEEN row_id AND row_to))'} ORDER BY seq DESC`,
  ).all(...(record === undefined ? [target] : [target, record, record]));
  // Subtle: a value changed several times goes back in one step, from the last to the first. Where it stands at the first
  // already, because its record was undone alone, nothing in between is missed.
  const first = new Map<string, string | null>();
  for (const row of rows) if (row.column !== null && row.row_to === null) first.set(`${row.table_name} ${row.row_id} ${row.column}`, row.before);
  for (const row of rows) {
    if (!isTable(row.table_name)) throw new RangeError(`history names a table ${row.table_name}`);
    if (row.row_to !== null) conflicts.push(...reverseRun(sqlite, recorder, target, row, record));
    else if (row.column !== null) {
      const name = `${row.table_name} ${row.row_id} ${row.column}`;
      const before = first.get(name);
      if (before === undefined) continue;
      first.delete(name);
      conflicts.push(...reverseValue(recorder, row.table_name, { ...row, before }, row.column));
    }
    else if (row.before === null) conflicts.push(...reverseInsert(recorder, row.table_name, row));
    else conflicts.push(...reverseRemove(recorder, row.table_name, row, JSON.parse(row.before) as Row));
  }
  return conflicts;
}

function reverseValue(recorder: Recorder, table: TableName, row: ChangeRow, column: string): readonly Conflict[] {
  const found = asText(recorder.current(table, row.row_id, column));
  if (found === row.before) return [];
  if (found !== row.after) return [{ record: row.record_id, field: column, expected: row.after, found }];
  // The column's affinity turns the text back into the number it was.
  recorder.set(table, row.row_id, column, row.before);
  return [];
}

function reverseInsert(recorder: Recorder, table: TableName, row: ChangeRow): readonly Conflict[] {
  const now = recorder.row(table, row.row_id);
  if (now === undefined) return [];
  const clash = { record: row.record_id, field: table, expected: row.after, found: JSON.stringify(now) };
  if (!standsAs(now, row.after)) return [clash];
  return withoutClash(() => recorder.remove(table, row.row_id), clash);
}

function reverseRemove(recorder: Recorder, table: TableName, row: ChangeRow, before: Row): readonly Conflict[] {
  const now = recorder.row(table, row.row_id);
  if (now !== undefined) {
    return standsAs(now, row.before) ? [] : [{ record: row.record_id, field: table, expected: null, found: JSON.stringify(now) }];
  }
  return withoutClash(() => recorder.insert(table, before), { record: row.record_id, field: table, expected: null, found: row.before });
}

/**
 * Whether a row is as history kept it. Only the columns it kept are compared: a later version of the library may have
 * given the table more of them.
 */
function standsAs(now: Row, kept: string | null): boolean {
  if (kept === null) return false;
  return Object.entries(JSON.parse(kept) as Row).every(([column, value]) => now[column] === value);
}

/** A row that something else now leans on, or whose place is taken, is a conflict and not a failure. */
function withoutClash(write: () => unknown, clash: Conflict): readonly Conflict[] {
  try {
    write();
    return [];
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')) return [clash];
    throw error;
  }
}

/** Records that came (or went) together go (or come) together, except those that later work touched. */
function reverseRun(sqlite: Database.Database, recorder: Recorder, target: number, row: ChangeRow, record?: number): readonly Conflict[] {
  const from = record ?? row.row_id;
  const to = record ?? row.row_to ?? row.row_id;
  const show = row.before === '0';
  const touched = show ? [] : touchedSince(sqlite, target, from, to);
  let next = from;
  for (const id of touched) {
    if (id > next) recorder.reveal(next, id - 1, show);
    next = id + 1;
  }
  if (next <= to) recorder.reveal(next, to, show);
  return touched.map((id) => ({ record: id, field: 'record', expected: null, found: null }));
}

function touchedSince(sqlite: Database.Database, target: number, from: number, to: number): readonly number[] {
  return sqlite.prepare<[number, number, number], number>(
    `SELECT DISTINCT c.record_id FROM change c JOIN operation o ON o.id = c.operation_id
     WHERE c.record_id BETWEEN ? AND ? AND c.operation_id > ? AND o.undone_by IS NULL
       AND o.kind NOT IN ('history.undo', 'history.redo') ORDER BY c.record_id`,
  ).pluck().all(from, to, target);
}
