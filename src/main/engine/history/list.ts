import type { Statement } from 'better-sqlite3';
import type { ChangedField, HistoryFilter, HistoryPage, HistorySummary, Operation } from '../../../contract/history.ts';
import { storedAs } from './changes.ts';

export interface OperationRow {
  readonly id: number; readonly kind: string; readonly zh: string; readonly en: string; readonly at: number; readonly actor: string;
  readonly state: Operation['state']; readonly changes: number; readonly undone_by: number | null; readonly target: number | null;
}

/** Which operations a filter leaves; each condition on its own bound value. */
const CONDITIONS = {
  record: `(id IN (SELECT operation_id FROM change WHERE record_id = @record)
    OR id IN (SELECT operation_id FROM change WHERE row_to IS NOT NULL AND row_id <= @record AND row_to >= @record))`,
  // What was written before the fields were written down is looked up in its changes.
  field: `(instr(' ' || fields || ' ', ' ' || @field || ' ') > 0
    OR (fields = '' AND EXISTS (SELECT 1 FROM change c WHERE c.operation_id = operation.id AND (c."column" = @field OR c.table_name = @field))))`,
  recordField: `EXISTS (SELECT 1 FROM change c WHERE c.record_id = @record AND c.operation_id = operation.id AND (c."column" = @field OR c.table_name = @field))`,
  kind: "(kind = @kind OR substr(kind, 1, length(@kind) + 1) = @kind || '.')",
  actor: 'actor = @actor',
  from: 'at >= @from',
  to: 'at <= @to',
  text: '(instr(lower(zh), lower(@text)) > 0 OR instr(lower(en), lower(@text)) > 0)',
} as const;

export function operationLister(sql: (text: string) => Statement) {
  return {
    page({ offset = 0, limit = 100, ...filter }: HistoryFilter & { readonly offset?: number; readonly limit?: number }): HistoryPage {
      const { where, values } = whereOf(filter);
      const total = sql(`SELECT count(*) FROM operation ${where}`).pluck().get(values) as number;
      const rows = sql(`SELECT * FROM operation ${where} ORDER BY id DESC LIMIT @limit OFFSET @offset`).all({ ...values, limit, offset }) as OperationRow[];
      return { total, operations: rows.map(operationOf) };
    },
    summary(): HistorySummary {
      return {
        kinds: sql('SELECT kind, count(*) AS operations FROM operation GROUP BY kind ORDER BY count(*) DESC').all() as HistorySummary['kinds'],
        actors: sql('SELECT actor, count(*) AS operations FROM operation GROUP BY actor ORDER BY count(*) DESC').all() as HistorySummary['actors'],
      };
    },
  };
}

function whereOf(filter: HistoryFilter): { readonly where: string; readonly values: Readonly<Record<string, unknown>> } {
  const values: Record<string, unknown> = {};
  const conditions: string[] = [];
  for (const name of ['record', 'field', 'kind', 'actor', 'from', 'to', 'text'] as const) {
    const value = filter[name];
    if (value === undefined || value === '') {
      // No name is a name to look for, too.
      if (!(name === 'actor' && value === '')) continue;
    }
    values[name] = name === 'field' ? storedAs(value as ChangedField) : value;
    conditions.push(CONDITIONS[name]);
  }
  if (filter.record !== undefined && filter.field !== undefined) conditions.push(CONDITIONS.recordField);
  return { where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values };
}

export function operationOf(row: OperationRow): Operation {
  return {
    id: row.id, kind: row.kind, sentence: { zh: row.zh, en: row.en }, at: row.at, actor: row.actor, state: row.state,
    changes: row.changes, undoneBy: row.undone_by, target: row.target, replayable: false,
  };
}
