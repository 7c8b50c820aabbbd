import type Database from 'better-sqlite3';
import { checkColumn, recordColumn } from './tables.ts';
import type { Row, TableName, Value } from './tables.ts';

/** What a feature may do inside `history.write`. Every call is kept with before and after. */
export interface Writer {
  /** Set one value. Returns false, and keeps nothing, when it is that value already. */
  set(table: TableName, id: number, column: string, value: Value): boolean;
  /** Set one value in many records, a hundred thousand in half a second. Returns how many had another one before. */
  setMany(table: 'record' | 'record_text', ids: readonly number[], column: string, value: Value): number;
  /** Add a row; returns its id. */
  insert(table: TableName, row: Row): number;
  /** Take a row away. Returns false when there is none. */
  remove(table: TableName, id: number): boolean;
  /** Records an import has just brought, ids `from` to `to`: the one kind of change that is not written value by value. */
  arrived(from: number, to: number): void;
}

/** What an operation touched, for those who keep something derived from it. */
export interface Touched {
  readonly operation: number;
  readonly tables: ReadonlySet<string>;
  /** Columns of `record` and `record_text` that changed. */
  readonly columns: ReadonlySet<string>;
  readonly records: ReadonlySet<number>;
  /** Runs of records that came or went. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

export interface ChangeRow {
  readonly table_name: string;
  readonly row_id: number;
  readonly row_to: number | null;
  readonly record_id: number | null;
  readonly column: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

const asText = (value: Value): string | null => (value === null ? null : String(value));

/** Statements by their text: a bulk operation asks for the same few a hundred thousand times. */
export function statements(sqlite: Database.Database): (sql: string) => Database.Statement {
  const prepared = new Map<string, Database.Statement>();
  return (sql) => {
    let statement = prepared.get(sql);
    if (statement === undefined) prepared.set(sql, statement = sqlite.prepare(sql));
    return statement;
  };
}

export class Recorder implements Writer {
  readonly operation: number;
  readonly tables = new Set<string>();
  readonly columns = new Set<string>();
  readonly records = new Set<number>();
  readonly ranges: (readonly [number, number])[] = [];
  readonly #sql: (sql: string) => Database.Statement;
  #seq: number;

  constructor(sql: (text: string) => Database.Statement, operation: number, nextSeq: number) {
    this.#sql = sql;
    this.operation = operation;
    this.#seq = nextSeq;
  }

  /** Number of changes kept so far, earlier batches of the same operation included. */
  get count(): number {
    return this.#seq;
  }

  current(table: TableName, id: number, column: string): Value | undefined {
    checkColumn(table, column);
    return this.#sql(`SELECT "${column}" AS value FROM "${table}" WHERE id = ?`).pluck().get(id) as Value | undefined;
  }

  row(table: TableName, id: number): Row | undefined {
    return this.#sql(`SELECT * FROM "${table}" WHERE id = ?`).get(id) as Row | undefined;
  }

  set(table: TableName, id: number, column: string, value: Value): boolean {
    const before = this.current(table, id, column);
    if (before === undefined) throw new RangeError(`no row ${id} in ${table}`);
    if (before === value) return false;
    this.#sql(`UPDATE "${table}" SET "${column}" = ? WHERE id = ?`).run(value, id);
    this.#keep(table, id, null, this.#recordOf(table, id), column, asText(before), asText(value));
    return true;
  }

  setMany(table: 'record' | 'record_text', ids: readonly number[], column: string, value: Value): number {
    checkColumn(table, column);
    const list = this.#sql(`SELECT id FROM "${table}" WHERE id IN (SELECT value FROM json_each(?)) AND "${column}" IS NOT ? ORDER BY id`)
      .pluck().all(JSON.stringify(ids), value) as number[];
    if (list.length === 0) return 0;
    const json = JSON.stringify(list);
    this.#sql(`INSERT INTO change (operation_id, seq, table_name, row_id, record_id, "column", "before", "after")
      SELECT ?, ? + j.key, ?, r.id, r.id, ?, r."${column}", ? FROM json_each(?) j CROSS JOIN "${table}" r ON r.id = j.value`)
      .run(this.operation, this.#seq, table, column, asText(value), json);
    this.#sql(`UPDATE "${table}" SET "${column}" = ? WHERE id IN (SELECT value FROM json_each(?))`).run(value, json);
    this.#seq += list.length;
    this.tables.add(table);
    this.columns.add(column);
    for (const id of list) this.records.add(id);
    return list.length;
  }

  insert(table: TableName, row: Row): number {
    const names = Object.keys(row);
    for (const name of names) checkColumn(table, name);
    const list = names.map((name) => `"${name}"`).join(', ');
    const marks = names.map(() => '?').join(', ');
    const { lastInsertRowid } = this.#sql(`INSERT INTO "${table}" (${list}) VALUES (${marks})`).run(...Object.values(row));
    const id = Number(lastInsertRowid);
    const whole = this.row(table, id);
    this.#keep(table, id, null, this.#recordOf(table, id, whole), null, null, JSON.stringify(whole));
    return id;
  }

  remove(table: TableName, id: number): boolean {
    const row = this.row(table, id);
    if (row === undefined) return false;
    this.#sql(`DELETE FROM "${table}" WHERE id = ?`).run(id);
    this.#keep(table, id, null, this.#recordOf(table, id, row), null, JSON.stringify(row), null);
    return true;
  }

  arrived(from: number, to: number): void {
    this.#range(from, to, 1, 0);
  }

  /** Show or hide a run of records: what undoing and redoing an import comes to. Merged records in it are left as they are. */
  reveal(from: number, to: number, shown: boolean): number {
    const [before, after] = shown ? [1, 0] : [0, 1];
    const { changes } = this.#sql('UPDATE record SET hidden = ? WHERE id BETWEEN ? AND ? AND hidden = ?').run(after, from, to, before);
    if (changes > 0) this.#range(from, to, before, after);
    return changes;
  }

  #range(from: number, to: number, before: number, after: number): void {
    this.ranges.push([from, to]);
    this.#keep('record', from, to, null, 'hidden', String(before), String(after));
  }

  #recordOf(table: TableName, id: number, row?: Row): number | null {
    const column = recordColumn(table);
    if (column === null) return null;
    if (column === 'id') return id;
    const value = (row ?? this.row(table, id))?.[column];
    return typeof value === 'number' ? value : null;
  }

  #keep(table: TableName, id: number, to: number | null, recordId: number | null, column: string | null, before: string | null, after: string | null): void {
    this.#sql('INSERT INTO change (operation_id, seq, table_name, row_id, row_to, record_id, "column", "before", "after") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(this.operation, this.#seq++, table, id, to, recordId, column, before, after);
    this.tables.add(table);
    if (recordId !== null) this.records.add(recordId);
    if (column !== null && (table === 'record' || table === 'record_text')) this.columns.add(column);
  }
}
