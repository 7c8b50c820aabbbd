import type Database from 'better-sqlite3';
import { isTable } from '../history/tables.ts';
import type { Row, TableName } from '../history/tables.ts';
import type { Writer } from '../history/writer.ts';
import type { EditSince } from './merge-edits.ts';
import type { UnitChange } from './merge-units.ts';

const asText = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** Take changes back, given the latest first. What is not as the change left it was edited since, and stays. */
export function takeBack(sqlite: Database.Database, tx: Writer, changes: readonly UnitChange[]): void {
  for (const row of changes) {
    const table = row.table_name;
    if (!isTable(table)) throw new RangeError(`history names a table ${table}`);
    if (row.row_to !== null) continue;
    if (row.column !== null) takeValueBack(sqlite, tx, table, row, row.column);
    else if (row.before === null) takeRowBack(sqlite, tx, table, row);
    else putRowBack(sqlite, tx, table, JSON.parse(row.before) as Row);
  }
}

function takeValueBack(sqlite: Database.Database, tx: Writer, table: TableName, row: UnitChange, column: string): void {
  const now = rowOf(sqlite, table, row.row_id);
  if (now === undefined || asText(now[column]) !== row.after) return;
  tx.set(table, row.row_id, column, typed(column, row.before));
}

/** The columns that hold numbers; a value is kept as text in the history. */
const NUMBERS: ReadonlySet<string> = new Set(['hidden', 'merged_into', 'day', 'status', 'article', 'position']);
const typed = (column: string, text: string | null): string | number | null => (text !== null && NUMBERS.has(column) ? Number(text) : text);

function takeRowBack(sqlite: Database.Database, tx: Writer, table: TableName, row: UnitChange): void {
  const now = rowOf(sqlite, table, row.row_id);
  // The place in an article goes with the record it came from, also when the parts were put in another order since.
  if (now !== undefined && (table === 'duplicate_part' || JSON.stringify(now) === row.after)) tx.remove(table, row.row_id);
}

function putRowBack(sqlite: Database.Database, tx: Writer, table: TableName, row: Row): void {
  const id = row['id'];
  if (typeof id === 'number' && rowOf(sqlite, table, id) === undefined && !hasLike(sqlite, table, row)) tx.insert(table, row);
}

function rowOf(sqlite: Database.Database, table: TableName, id: number): Row | undefined {
  return sqlite.prepare<[number], Row>(`SELECT * FROM "${table}" WHERE id = ?`).get(id);
}

/** What makes a row the only one of its kind beside a record. */
const KEYS: Partial<Record<TableName, string>> = { record_tag: 'tag_id', set_member: 'set_id', class_assignment: 'notation' };

function hasLike(sqlite: Database.Database, table: TableName, row: Row): boolean {
  return likeOf(sqlite, table, Number(row['record_id']), row) !== undefined;
}

function likeOf(sqlite: Database.Database, table: TableName, record: number, row: Row): Row | undefined {
  const key = KEYS[table];
  if (key === undefined) return undefined;
  return sqlite.prepare<unknown[], Row>(`SELECT * FROM "${table}" WHERE record_id = ? AND "${key}" = ?`).get(record, row[key]);
}

/** An edit stays with the survivor: also where a merge made again would fill or join what a person emptied or cut. */
export function keepEdit(sqlite: Database.Database, tx: Writer, edit: EditSince, mergedAgain: boolean): void {
  if (mergedAgain) applyEdit(sqlite, tx, edit, edit.record);
}

/** Make the same edit on a record. */
export function applyEdit(sqlite: Database.Database, tx: Writer, edit: EditSince, record: number): void {
  for (const row of latestOfEach(edit.changes)) {
    const table = row.table_name;
    if (!isTable(table)) continue;
    if (table === 'record_field') applyOther(sqlite, tx, row, record);
    else if (row.column !== null) applyValue(sqlite, tx, table, row.column, row.after, record);
    else {
      const whole = JSON.parse(row.after ?? row.before ?? '{}') as Row;
      const there = likeOf(sqlite, table, record, whole);
      if (row.after === null) {
        if (there !== undefined) tx.remove(table, Number(there['id']));
      } else if (there === undefined) {
        const { id: _, ...rest } = whole;
        tx.insert(table, { ...rest, record_id: record });
      }
    }
  }
}

function applyValue(sqlite: Database.Database, tx: Writer, table: TableName, column: string, after: string | null, record: number): void {
  if (rowOf(sqlite, table, record) === undefined) {
    if (table === 'record_text') tx.insert('record_text', { id: record, body: after });
    return;
  }
  tx.set(table, record, column, typed(column, after));
}

/** A field outside the known ones: the one of the same code and place in the other record. */
function applyOther(sqlite: Database.Database, tx: Writer, row: UnitChange, record: number): void {
  const own = rowOf(sqlite, 'record_field', row.row_id) ?? JSON.parse(row.before ?? '{}') as Row;
  const there = sqlite.prepare<unknown[], Row>('SELECT * FROM record_field WHERE record_id = ? AND code = ? AND occurrence = ?')
    .get(record, own['code'], own['occurrence']);
  const value = row.column === null ? (JSON.parse(row.after ?? '{"value":null}') as Row)['value'] ?? null : row.after;
  if (there !== undefined) tx.set('record_field', Number(there['id']), 'value', value);
  else if (own['code'] !== undefined) tx.insert('record_field', { record_id: record, code: own['code'], occurrence: own['occurrence'] ?? 1, name: own['name'] ?? '', value });
}

/** The last change of each value or row. */
function latestOfEach(changes: readonly UnitChange[]): readonly UnitChange[] {
  const last = new Map<string, UnitChange>();
  for (const row of changes) {
    const whole = row.column === null ? JSON.parse(row.after ?? row.before ?? '{}') as Row : null;
    const key = KEYS[row.table_name as TableName];
    last.set(`${row.table_name} ${whole !== null && key !== undefined ? String(whole[key]) : row.row_id} ${row.column ?? ''}`, row);
  }
  return [...last.values()];
}
