import { getTableColumns } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  classAssignment, duplicateDecision, duplicateSettings, record, recordField, recordSet, recordTag, recordText, setMember, tag,
} from '../store/schema.ts';

/** The tables a librarian's work is in. Nothing but history/ writes to them, apart from rows an import brings. */
const TABLES = {
  record: { table: record, recordColumn: 'id' },
  record_text: { table: recordText, recordColumn: 'id' },
  record_field: { table: recordField, recordColumn: 'record_id' },
  tag: { table: tag, recordColumn: null },
  record_tag: { table: recordTag, recordColumn: 'record_id' },
  record_set: { table: recordSet, recordColumn: null },
  set_member: { table: setMember, recordColumn: 'record_id' },
  class_assignment: { table: classAssignment, recordColumn: 'record_id' },
  duplicate_decision: { table: duplicateDecision, recordColumn: 'a' },
  duplicate_settings: { table: duplicateSettings, recordColumn: null },
} as const satisfies Record<string, { readonly table: SQLiteTable; readonly recordColumn: string | null }>;

export type TableName = keyof typeof TABLES;
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

export function isTable(name: string): name is TableName {
  return Object.hasOwn(TABLES, name);
}

export function recordColumn(name: TableName): string | null {
  return TABLES[name].recordColumn;
}

const columns = new Map<TableName, ReadonlySet<string>>();

/** Column names become part of SQL text, so they are checked against the schema and never taken on trust. */
export function checkColumn(name: TableName, column: string): void {
  let known = columns.get(name);
  if (known === undefined) {
    known = new Set(Object.values(getTableColumns(TABLES[name].table)).map((c) => c.name));
    columns.set(name, known);
  }
  if (!known.has(column)) throw new RangeError(`no column ${column} in ${name}`);
}
