import { getTableColumns } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  authority, authorityApart, authorityVariant, classAssignment, duplicateDecision, duplicatePart, duplicateRule,
  duplicateSettings, exportProfile, importMapping, problem, qualityProfile, recipe, record, recordField, recordSet,
  recordTag, recordText, savedSearch, setMember, source, suggestionDecision, tag,
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
  quality_profile: { table: qualityProfile, recordColumn: null },
  suggestion_decision: { table: suggestionDecision, recordColumn: 'record_id' },
  duplicate_decision: { table: duplicateDecision, recordColumn: 'a' },
  duplicate_part: { table: duplicatePart, recordColumn: 'record_id' },
  duplicate_rule: { table: duplicateRule, recordColumn: null },
  duplicate_settings: { table: duplicateSettings, recordColumn: null },
  export_profile: { table: exportProfile, recordColumn: null },
  import_mapping: { table: importMapping, recordColumn: null },
  // Of the ledger only what a person decided: that a file was read again, and how.
  source: { table: source, recordColumn: null },
  problem: { table: problem, recordColumn: 'record_id' },
  authority: { table: authority, recordColumn: null },
  authority_variant: { table: authorityVariant, recordColumn: null },
  authority_apart: { table: authorityApart, recordColumn: null },
  recipe: { table: recipe, recordColumn: null },
  saved_search: { table: savedSearch, recordColumn: null },
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
