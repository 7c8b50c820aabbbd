import type Database from 'better-sqlite3';
import { FIELDS } from '../../../contract/fields.ts';
import type { MergeEdit } from '../../../contract/duplicates.ts';
import type { FieldName, RecordStatus } from '../../../contract/records.ts';
import { CHANGE_COLUMNS } from './merge-units.ts';
import type { MergeUnit, UnitChange } from './merge-units.ts';
import { columnOf } from './whole-record.ts';

/** What was edited on a survivor since the merge, and the changes it consists of, the oldest first. */
export interface EditSince extends MergeEdit {
  readonly changes: readonly UnitChange[];
}

const FIELD_OF = new Map<string, FieldName>(FIELDS.map(({ field }) => [columnOf(field), field]));
const STATUS = ['new', 'review', 'done', 'rejected'] as const satisfies readonly RecordStatus[];
/** Rows that stand beside a record, by what tells one from another. */
const BESIDE: Readonly<Record<string, string>> = { record_tag: 'tag_id', set_member: 'set_id' };

/**
 * What people changed on a record after a merge, net: what was changed and changed back is no edit. What the merges of
 * `path` changed is left out, because they are taken back themselves.
 */
export function editsSince(sqlite: Database.Database, record: number, since: MergeUnit, path: readonly MergeUnit[]): readonly EditSince[] {
  const rows = sqlite.prepare<[number, number], UnitChange & { readonly at: number }>(
    `SELECT ${CHANGE_COLUMNS}, o.at FROM change c JOIN operation o ON o.id = c.operation_id
     WHERE c.record_id = ? AND c.operation_id >= ? ORDER BY c.operation_id, c.seq`).all(record, since.operation);
  const keyed = new Map<string, (UnitChange & { readonly at: number })[]>();
  for (const row of rows) {
    if (row.operation_id === since.operation && row.seq <= since.last) continue;
    if (path.some((unit) => unit.operation === row.operation_id && row.seq >= unit.first && row.seq <= unit.last)) continue;
    const key = keyOf(row);
    if (key === null) continue;
    const list = keyed.get(key);
    if (list === undefined) keyed.set(key, [row]);
    else list.push(row);
  }
  // The day follows the date, and who gave a class number follows the class: they are no edits of their own.
  const following: readonly (readonly [key: string, of: string])[] = [['day', 'date'], ['class_assignment', 'class']];
  const edits: EditSince[] = [];
  for (const [key, changes] of keyed) {
    if (following.some(([name]) => key === name)) continue;
    const [before, after] = [changes[0]?.before ?? null, changes.at(-1)?.after ?? null];
    const beside = key.includes(':');
    const same = beside ? (before === null) === (after === null) : before === after;
    if (same) continue;
    const shown = wordsOf(sqlite, key, before, after);
    const also = following.filter(([, of]) => of === key).flatMap(([name]) => keyed.get(name) ?? []);
    edits.push({
      ...shown, key: `${shown.name}@${record}`, record, at: changes.at(-1)?.at ?? 0,
      changes: [...changes, ...also].sort((a, b) => a.operation_id - b.operation_id || a.seq - b.seq),
    });
  }
  return edits;
}

/** What a change is a change of; null where it is no edit. */
function keyOf(row: UnitChange): string | null {
  if (row.table_name === 'record') return row.column === 'hidden' || row.column === 'merged_into' ? null : row.column;
  if (row.table_name === 'record_text') return row.column;
  if (row.table_name === 'record_field') return `record_field:${row.row_id}`;
  if (row.table_name === 'class_assignment') return 'class_assignment';
  const column = BESIDE[row.table_name];
  if (column === undefined) return null;
  const whole = JSON.parse(row.after ?? row.before ?? '{}') as Readonly<Record<string, string | number>>;
  return `${row.table_name}:${whole[column] ?? ''}`;
}

interface Shown {
  readonly name: string;
  readonly field: MergeEdit['field'];
  readonly before: string | null;
  readonly after: string | null;
}

function wordsOf(sqlite: Database.Database, key: string, before: string | null, after: string | null): Shown {
  const field = FIELD_OF.get(key);
  if (field !== undefined) return { name: field, field, before, after };
  if (key === 'status') return { name: key, field: 'status', before: STATUS[Number(before)] ?? before, after: STATUS[Number(after)] ?? after };
  const [table = '', id = ''] = key.split(':');
  if (table === 'record_field') return { name: `field:${id}`, field: 'other', before: valueIn(before), after: valueIn(after) };
  const named = table === 'record_tag' ? 'SELECT name FROM tag WHERE id = ?' : 'SELECT name FROM record_set WHERE id = ?';
  const name = sqlite.prepare<[number], string>(named).pluck().get(Number(id)) ?? id;
  const kind = table === 'record_tag' ? 'tag' : 'set';
  return { name: `${kind}:${name}`, field: kind, before: before === null ? null : name, after: after === null ? null : name };
}

/** The value of another field, out of its row or as it stands. */
function valueIn(text: string | null): string | null {
  if (text === null || !text.startsWith('{')) return text;
  try {
    const row = JSON.parse(text) as { readonly value?: string | null };
    return row.value ?? null;
  } catch {
    return text;
  }
}
