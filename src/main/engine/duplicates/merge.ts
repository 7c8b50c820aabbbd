import type Database from 'better-sqlite3';
import { Fault } from '../../../contract/fault.ts';
import type { MergeInput } from '../../../contract/duplicates.ts';
import { dayOf } from '../../../contract/day.ts';
import type { History } from '../history/history.ts';
import type { Writer } from '../history/writer.ts';
import type { Store } from '../store/open.ts';
import type { Decider } from './decide.ts';
import { classNumbersIn, mergedValues } from './merged-values.ts';
import { columnOf, fullest, mustBeThere, wholeReader } from './whole-record.ts';
import type { Whole } from './whole-record.ts';

/** Merges records inside an operation: one run of changes that can be taken back by itself, see merge-units.ts. */
export interface Merger {
  into(tx: Writer, survivor: Whole, absorbed: readonly Whole[], values?: MergeInput['values']): void;
}

export function createMerger(sqlite: Database.Database, decider: Decider): Merger {
  const lacking = (table: string, key: string) => sqlite.prepare<[number, number], { key: number }>(
    `SELECT "${key}" AS key FROM "${table}" WHERE record_id = ? AND "${key}" NOT IN (SELECT "${key}" FROM "${table}" WHERE record_id = ?)`);
  const shared = [
    { table: 'set_member', key: 'set_id', rows: lacking('set_member', 'set_id') },
    { table: 'record_tag', key: 'tag_id', rows: lacking('record_tag', 'tag_id') },
  ] as const;
  const assigned = sqlite.prepare<[number], { notation: string; origin: string; confidence: number | null }>(
    'SELECT notation, origin, confidence FROM class_assignment WHERE record_id = ? ORDER BY id');
  const classOf = sqlite.prepare<[number], string | null>('SELECT class FROM record WHERE id = ?').pluck();
  const partOf = sqlite.prepare<[number], { article: number; position: number }>('SELECT article, position FROM duplicate_part WHERE record_id = ?');

  /** What the absorbed record was in, the survivor is in. */
  function inherit(tx: Writer, from: number, to: number): void {
    for (const { table, key, rows } of shared) for (const row of rows.all(from, to)) tx.insert(table, { record_id: to, [key]: row.key });
    const part = partOf.get(from);
    if (part !== undefined && partOf.get(to) === undefined) tx.insert('duplicate_part', { ...part, record_id: to });
  }

  /** Who gave the numbers that came with the class of an absorbed record. */
  function inheritClasses(tx: Writer, absorbed: readonly Whole[], survivor: Whole): void {
    const numbers = new Set(classNumbersIn(classOf.get(survivor.id) ?? null));
    const own = new Set([...classNumbersIn(survivor.class), ...assigned.all(survivor.id).map(({ notation }) => notation)]);
    for (const { id } of absorbed) {
      for (const row of assigned.all(id)) {
        if (!numbers.has(row.notation) || own.has(row.notation)) continue;
        own.add(row.notation);
        tx.insert('class_assignment', { record_id: survivor.id, ...row });
      }
    }
  }

  /** What is none of an absorbed record's duplicates is none of the survivor's: they are one article now. */
  function inheritDecisions(tx: Writer, record: number, survivor: number, merged: ReadonlySet<number>): void {
    for (const { other, decision } of decider.around(record)) {
      if (decision === 'duplicate' || merged.has(other) || decider.of(survivor, other) !== undefined) continue;
      decider.put(tx, survivor, other, decision);
    }
  }

  return {
    // Subtle: the order is part of what is kept. `merged_into` of all absorbed records comes first and `hidden` of all comes
    // last, so that the changes of this merge are found again among those of an operation that made a thousand.
    into(tx, survivor, absorbed, values) {
      const merged = new Set([survivor, ...absorbed].map(({ id }) => id));
      for (const { id } of absorbed) tx.set('record', id, 'merged_into', survivor.id);
      for (const { field, value } of mergedValues(survivor, absorbed, values)) {
        if (field === 'body') tx.set('record_text', survivor.id, 'body', value);
        else tx.set('record', survivor.id, columnOf(field), value);
        if (field === 'date') tx.set('record', survivor.id, 'day', dayOf(value));
      }
      inheritClasses(tx, absorbed, survivor);
      for (const { id } of absorbed) {
        inherit(tx, id, survivor.id);
        inheritDecisions(tx, id, survivor.id, merged);
        decider.put(tx, survivor.id, id, 'duplicate');
      }
      for (const { id } of absorbed) tx.set('record', id, 'hidden', 2);
    },
  };
}

/** Merge records into one of them: one operation, and undoing it gives every one of them back as it was. */
export function mergeRecords(
  { sqlite }: Store, history: History, merger: Merger, input: MergeInput,
): { readonly operation: number; readonly survivor: number; readonly absorbed: readonly number[] } {
  const ids = [...new Set(input.ids)];
  if (ids.length < 2) throw new Fault('bad-input', { zh: '合并至少需要两条记录。', en: 'Merging needs at least two records.' });
  const read = wholeReader(sqlite);
  const records = ids.map((id) => mustBeThere(read(id)));
  const survivor = input.survivor === undefined ? fullest(records) : records.find((record) => record.id === input.survivor);
  if (survivor === undefined) throw new Fault('bad-input', { zh: '要保留的记录不在所选之中。', en: 'The record to keep is not among those chosen.' });
  const absorbed = records.filter((record) => record !== survivor);
  const title = survivor.title ?? '';
  const { operation } = history.write({
    kind: 'duplicates.merge', input: { ...input, survivor: survivor.id },
    sentence: () => ({ zh: `合并“${title}” ${ids.length} 条`, en: `Merge "${title}", ${ids.length} records` }),
  }, (tx) => merger.into(tx, survivor, absorbed, input.values));
  return { operation: operation ?? 0, survivor: survivor.id, absorbed: absorbed.map((record) => record.id) };
}
