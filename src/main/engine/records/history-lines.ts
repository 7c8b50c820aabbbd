import type Database from 'better-sqlite3';
import { FIELDS } from '../../../contract/fields.ts';
import type { HistoryLine } from '../../../contract/records.ts';
import { columnOf } from './query/fields.ts';
import { STATUSES } from './query/terms.ts';

interface OperationRow {
  readonly id: number;
  readonly at: number;
  readonly zh: string;
  readonly en: string;
  readonly undone_by: number | null;
}

interface ChangedRow {
  readonly operation_id: number;
  readonly table_name: string;
  readonly column: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

type Change = HistoryLine['changes'][number];

/** SQL of what was done to a record; also for the test of its plan. */
export const HISTORY_QUESTIONS = {
  changes: 'SELECT operation_id, table_name, "column", "before", "after" FROM change WHERE record_id = ? ORDER BY operation_id, seq',
  /** The import a record came by, what took it back and what brought it again: these name runs of records, not each one. */
  arrivals: `SELECT o.id FROM operation o WHERE o.id = @operation OR o.target = @operation
     OR o.target IN (SELECT id FROM operation WHERE target = @operation)`,
  runs: 'SELECT "before", "after" FROM change WHERE operation_id = ? AND row_to IS NOT NULL AND ? BETWEEN row_id AND row_to',
  operations: 'SELECT id, at, zh, en, undone_by FROM operation WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC',
} as const;

/** What was done to a record, newest first, its import included. */
export function historyReader(sqlite: Database.Database): (id: number, operation: number | null) => readonly HistoryLine[] {
  const changed = sqlite.prepare<[number], ChangedRow>(HISTORY_QUESTIONS.changes);
  const arrivals = sqlite.prepare<[{ operation: number }], number>(HISTORY_QUESTIONS.arrivals).pluck();
  const runs = sqlite.prepare<[number, number], { before: string | null; after: string | null }>(HISTORY_QUESTIONS.runs);
  const operations = sqlite.prepare<[string], OperationRow>(HISTORY_QUESTIONS.operations);
  const tagName = sqlite.prepare<[number], string>('SELECT name FROM tag WHERE id = ?').pluck();
  const setName = sqlite.prepare<[number], string>('SELECT name FROM record_set WHERE id = ?').pluck();

  const named = (json: string | null, key: string, name: (id: number) => string | undefined): string | null => {
    if (json === null) return null;
    const row: unknown = JSON.parse(json);
    const value: unknown = typeof row === 'object' && row !== null && Object.hasOwn(row, key) ? Reflect.get(row, key) : null;
    return typeof value === 'number' ? name(value) ?? String(value) : typeof value === 'string' ? value : null;
  };

  const told = ({ table_name, column, before, after }: ChangedRow): Change | null => {
    switch (table_name) {
      case 'record':
      case 'record_text': return column === null || column === 'day' ? null : valueChange(column, before, after);
      case 'record_tag': return { field: 'tag', before: named(before, 'tag_id', (id) => tagName.get(id)), after: named(after, 'tag_id', (id) => tagName.get(id)) };
      case 'set_member': return { field: 'set', before: named(before, 'set_id', (id) => setName.get(id)), after: named(after, 'set_id', (id) => setName.get(id)) };
      case 'record_field': return column === null ? { field: 'other', before: named(before, 'value', String), after: named(after, 'value', String) } : { field: 'other', before, after };
      default: return null;
    }
  };

  return (id, operation) => {
    const lines = new Map<number, Change[]>();
    if (operation !== null) {
      for (const arrival of arrivals.all({ operation })) {
        for (const { before, after } of runs.all(arrival, id)) lines.set(arrival, [...lines.get(arrival) ?? [], { field: 'hidden', before, after }]);
      }
    }
    for (const row of changed.all(id)) {
      const change = told(row);
      lines.set(row.operation_id, [...lines.get(row.operation_id) ?? [], ...(change === null ? [] : [change])]);
    }
    return operations.all(JSON.stringify([...lines.keys()])).map((row) => ({
      operation: row.id, at: row.at, sentence: { zh: row.zh, en: row.en }, changes: lines.get(row.id) ?? [], undone: row.undone_by !== null,
    }));
  };
}

/** A column under the field's own name, states in words. */
function valueChange(column: string, before: string | null, after: string | null): Change {
  if (column === 'status') return { field: 'status', before: statusOf(before), after: statusOf(after) };
  const field = FIELDS.find((known) => columnOf(known.field) === column)?.field;
  return { field: field ?? (column === 'merged_into' ? 'mergedInto' : column), before, after };
}

const statusOf = (value: string | null): string | null => (value === null ? null : STATUSES[Number(value)] ?? value);
