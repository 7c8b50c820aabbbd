import type Database from 'better-sqlite3';
import { dayOf } from '../../../../contract/day.ts';
import type { FieldChange, FieldName } from '../../../../contract/records.ts';
import type { Writer } from '../../history/writer.ts';
import type { NumbersOf } from '../columns/splits.ts';
import { isFieldName } from '../fields.ts';
import { columnOf } from '../query/fields.ts';
import type { Current, Outcome } from './actions.ts';

/** Reads records as the work sees them. Ids that are not there are left out. */
export function currentReader(sqlite: Database.Database, fields: readonly FieldName[]): (ids: ArrayLike<number>) => readonly Current[] {
  const columns = fields.map((field) => (field === 'body' ? ', t.body' : `, r."${columnOf(field)}"`));
  const join = fields.includes('body') ? 'LEFT JOIN record_text t ON t.id = r.id' : '';
  const statement = sqlite.prepare<[string], [number, string | null, ...(string | null)[]]>(
    `SELECT r.id, r.title${columns.join('')} FROM record r ${join} WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY r.id`).raw();
  return (ids) => statement.all(JSON.stringify(Array.from(ids))).map(([id, title, ...found]) => ({
    id, title: title ?? '', values: Object.fromEntries(fields.map((field, at) => [field, found[at] ?? null])),
  }));
}

/** What an outcome changes: nothing that is as it was. An empty value is no value. */
export function* changesOf({ id, title, values }: Current, outcome: Outcome): Generator<FieldChange, void, undefined> {
  if (outcome === 'left') return;
  for (const [field, value] of Object.entries(outcome)) {
    if (!isFieldName(field) || value === undefined) continue;
    const before = values[field] ?? null;
    const after = value === '' ? null : value;
    if (before !== after) yield { id, title, field, before, after };
  }
}

interface ValueWriter {
  add(change: FieldChange): void;
  /** Write what was added. Returns how many values changed, what goes with a field included. */
  end(): number;
}

/**
 * Writes fields and what goes with them: the day with the date, who gave a class number with the number. Records that get
 * the same value are written together; bodies, which are all different, as they come.
 */
export function valueWriter(sqlite: Database.Database, numbersOf: NumbersOf, tx: Writer): ValueWriter {
  const hasText = sqlite.prepare<[number], number>('SELECT 1 FROM record_text WHERE id = ?').pluck();
  const assigned = sqlite.prepare<[number, string], number>('SELECT id FROM class_assignment WHERE record_id = ? AND notation = ?').pluck();
  const together = new Map<string, Map<string | number | null, number[]>>();
  let written = 0;

  const gather = (id: number, column: string, value: string | number | null): void => {
    let byValue = together.get(column);
    if (byValue === undefined) together.set(column, byValue = new Map());
    const ids = byValue.get(value);
    if (ids === undefined) byValue.set(value, [id]);
    else ids.push(id);
  };

  const assign = (id: number, before: readonly string[], after: readonly string[]): void => {
    for (const notation of before) {
      const row = after.includes(notation) ? undefined : assigned.get(id, notation);
      if (row !== undefined && tx.remove('class_assignment', row)) written++;
    }
    for (const notation of new Set(after)) {
      if (before.includes(notation) || assigned.get(id, notation) !== undefined) continue;
      tx.insert('class_assignment', { record_id: id, notation, origin: 'human', confidence: null });
      written++;
    }
  };

  return {
    add({ id, field, before, after }) {
      if (field === 'body') {
        if (hasText.get(id) === undefined) tx.insert('record_text', { id, body: after });
        else tx.set('record_text', id, 'body', after);
        written++;
        return;
      }
      gather(id, columnOf(field), after);
      if (field === 'date') gather(id, 'day', dayOf(after));
      if (field === 'class') assign(id, numbersOf(before ?? ''), numbersOf(after ?? ''));
    },
    end() {
      for (const [column, byValue] of together) {
        for (const [value, ids] of byValue) {
          if (ids.length > FEW) written += tx.setMany('record', ids, column, value);
          else for (const id of ids) if (tx.set('record', id, column, value)) written++;
        }
      }
      return written;
    },
  };
}

/** Up to so many records with the same value are written one by one: together costs as much as a few of them. */
const FEW = 3;
