import type { Statement } from 'better-sqlite3';
import type { ChangedField, ChangesPage, OperationChange } from '../../../contract/history.ts';
import { FIELDS } from '../../../contract/fields.ts';
import type { RecordStatus } from '../../../contract/records.ts';

export interface ChangesQuestion {
  readonly operation: number;
  readonly find?: string;
  readonly offset?: number;
  readonly limit?: number;
}

interface Stored {
  readonly record_id: number | null;
  readonly title: string | null;
  readonly table_name: string;
  readonly column: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

const STATUS = ['new', 'review', 'done', 'rejected'] as const satisfies readonly RecordStatus[];
const LONGEST = 300;

/** Tables that stand for one thing each, whatever column of theirs it was. */
const TABLES: Readonly<Record<string, ChangedField>> = {
  record_tag: 'tag', tag: 'tag', set_member: 'set', record_set: 'set', duplicate_decision: 'duplicate', record_field: 'other',
  authority: 'authority', authority_variant: 'authority', authority_apart: 'authority', recipe: 'recipe', saved_search: 'search',
};
const COLUMNS: Readonly<Record<string, ChangedField>> = { status: 'status', hidden: 'hidden', merged_into: 'mergedInto', page_name: 'pageName' };

/** The name under which the history keeps a field: a column of the record, or a table. */
export function storedAs(field: ChangedField): string {
  return Object.entries(COLUMNS).find(([, name]) => name === field)?.[0] ?? Object.entries(TABLES).find(([, name]) => name === field)?.[0] ?? field;
}

/** What goes with another value and says nothing new: the day of a date, who gave a class number. */
const PLAIN = `c.operation_id = @operation AND c.row_to IS NULL AND c."column" IS NOT 'day' AND c.table_name <> 'class_assignment'`;
const FOUND = `(instr(lower(coalesce(r.title, '')), @find) > 0 OR instr(lower(coalesce(c."before", '')), @find) > 0
  OR instr(lower(coalesce(c."after", '')), @find) > 0 OR c.record_id = @number)`;
const RUNS = 'FROM change c JOIN record r ON r.id BETWEEN c.row_id AND c.row_to WHERE c.operation_id = @operation AND c.row_to IS NOT NULL';
const FOUND_RUN = "AND (instr(lower(coalesce(r.title, '')), @find) > 0 OR r.id = @number)";

/** The changes of one operation, a window at a time: values first, then records that came or went in runs. */
export function changesReader(sql: (text: string) => Statement): (question: ChangesQuestion) => ChangesPage {
  return ({ operation, find = '', offset = 0, limit = 100 }) => {
    const wanted = find.trim().toLowerCase();
    const values = { operation, find: wanted, number: /^\d{1,15}$/u.test(wanted) ? Number(wanted) : -1 };
    const found = wanted === '' ? '' : `AND ${FOUND}`;
    const foundRun = wanted === '' ? '' : FOUND_RUN;
    const join = wanted === '' ? '' : 'LEFT JOIN record r ON r.id = c.record_id';
    const plain = sql(`SELECT count(*) FROM change c ${join} WHERE ${PLAIN} ${found}`).pluck().get(values) as number;
    const runs = wanted === ''
      ? sql('SELECT coalesce(sum(row_to - row_id + 1), 0) FROM change WHERE operation_id = @operation AND row_to IS NOT NULL').pluck().get(values) as number
      : sql(`SELECT count(*) ${RUNS} ${foundRun}`).pluck().get(values) as number;
    const rows = sql(`SELECT c.record_id, r.title, c.table_name, c."column", c."before", c."after" FROM change c LEFT JOIN record r ON r.id = c.record_id
      WHERE ${PLAIN} ${found} ORDER BY c.seq LIMIT @limit OFFSET @offset`).all({ ...values, limit, offset }) as Stored[];
    const more = limit - rows.length;
    const arrived = more <= 0 || runs === 0 ? [] : sql(`SELECT r.id AS record_id, r.title, c.table_name, c."column", c."before", c."after" ${RUNS} ${foundRun}
      ORDER BY r.id LIMIT @limit OFFSET @offset`).all({ ...values, limit: more, offset: Math.max(0, offset - plain) }) as Stored[];
    const undone = new Set(sql(`SELECT json_extract(input, '$.record') FROM operation WHERE kind = 'history.undo' AND target = @operation AND undone_by IS NULL`)
      .pluck().all({ operation }) as (number | null)[]);
    return { total: plain + runs, changes: [...rows, ...arrived].map((row) => told(sql, row, undone)) };
  };
}

interface StoredRow extends Stored {
  readonly row_id: number;
}

/** What an operation comes to: every value as it was before it and is after it, in the order they were first touched; what came back to itself left out. */
export function* netChanges(sql: (text: string) => Statement, operation: number): Generator<OperationChange> {
  const rows = sql(`SELECT c.record_id, NULL AS title, c.table_name, c.row_id, c."column", c."before", c."after" FROM change c WHERE ${PLAIN} ORDER BY c.seq`).all({ operation }) as StoredRow[];
  const net = new Map<string, StoredRow>();
  for (const row of rows) {
    const key = `${row.table_name} ${row.row_id} ${row.column ?? ''}`;
    const before = net.get(key);
    net.set(key, before === undefined ? row : { ...row, before: before.before });
  }
  const titleOf = sql('SELECT title FROM record WHERE id = ?').pluck();
  const titles = new Map<number, string>();
  for (const row of net.values()) {
    if (row.before === row.after) continue;
    let title = row.record_id === null ? '' : titles.get(row.record_id);
    if (title === undefined) titles.set(row.record_id ?? 0, title = (titleOf.get(row.record_id) as string | null | undefined) ?? '');
    yield told(sql, { ...row, title }, NOBODY);
  }
}

const NOBODY: ReadonlySet<number | null> = new Set();

function told(sql: (text: string) => Statement, row: Stored, undone: ReadonlySet<number | null>): OperationChange {
  const field = fieldOf(row);
  return {
    record: row.record_id, title: row.title ?? '', field,
    before: valueOf(sql, row, field, row.before), after: valueOf(sql, row, field, row.after), undone: row.record_id !== null && undone.has(row.record_id),
  };
}

function fieldOf({ table_name, column }: Pick<Stored, 'table_name' | 'column'>): ChangedField {
  if (table_name !== 'record' && table_name !== 'record_text') return TABLES[table_name] ?? 'other';
  if (column === null) return table_name === 'record_text' ? 'body' : 'hidden';
  return COLUMNS[column] ?? FIELDS.find((known) => known.field === column)?.field ?? 'other';
}

/** A value as people know it: states by name, rows by what they are about. */
function valueOf(sql: (text: string) => Statement, { table_name, column }: Stored, field: ChangedField, value: string | null): string | null {
  if (value === null) return null;
  if (field === 'status' && column === 'status') return STATUS[Number(value)] ?? value;
  if (column !== null) return clipped(value);
  const row: unknown = JSON.parse(value);
  const part = (name: string): unknown => (typeof row === 'object' && row !== null && Object.hasOwn(row, name) ? Reflect.get(row, name) : undefined);
  const nameIn = (table: 'tag' | 'record_set', id: unknown): string => (sql(`SELECT name FROM ${table} WHERE id = ?`).pluck().get(id) as string | undefined) ?? `#${String(id)}`;
  switch (table_name) {
    case 'record_tag': return nameIn('tag', part('tag_id'));
    case 'set_member': return nameIn('record_set', part('set_id'));
    case 'duplicate_decision': return `${String(part('a'))} / ${String(part('b'))}: ${String(part('decision'))}`;
    case 'authority_apart': return `${String(part('one'))} ≠ ${String(part('other'))}`;
    case 'record_text': return clipped(String(part('body') ?? ''));
    default: return clipped(String(part('preferred') ?? part('name') ?? part('value') ?? value));
  }
}

const clipped = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
