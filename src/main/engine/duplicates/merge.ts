import { FIELDS } from '../../../contract/fields.ts';
import { Fault } from '../../../contract/fault.ts';
import type { MergeInput } from '../../../contract/duplicates.ts';
import type { FieldName } from '../../../contract/records.ts';
import { dayOf } from '../../../contract/day.ts';
import type { History } from '../history/history.ts';
import type { Writer } from '../history/writer.ts';
import type { Store } from '../store/open.ts';

const COLUMN = { pageName: 'page_name' } as const satisfies Partial<Record<FieldName, string>>;
const columnOf = (field: FieldName): string => (field === 'pageName' ? COLUMN.pageName : field);

type Whole = { readonly id: number; readonly hidden: number } & Readonly<Record<FieldName, string | null>>;

/** Merge records into one of them: one operation, and undoing it gives every one of them back as it was. */
export function mergeRecords(store: Store, history: History, input: MergeInput): { readonly operation: number; readonly survivor: number; readonly absorbed: readonly number[] } {
  const ids = [...new Set(input.ids)];
  if (ids.length < 2) throw new Fault('bad-input', { zh: '合并至少需要两条记录。', en: 'Merging needs at least two records.' });
  const records = ids.map((id) => wholeRecord(store, id));
  const survivor = input.survivor === undefined ? fullest(records) : records.find((record) => record.id === input.survivor);
  if (survivor === undefined) throw new Fault('bad-input', { zh: '要保留的记录不在所选之中。', en: 'The record to keep is not among those chosen.' });
  const absorbed = records.filter((record) => record !== survivor);
  const title = survivor.title ?? '';
  const { operation } = history.write({
    kind: 'duplicates.merge', input: { ...input, survivor: survivor.id },
    sentence: () => ({ zh: `合并“${title}” ${ids.length} 条`, en: `Merge "${title}", ${ids.length} records` }),
  }, (tx) => {
    for (const { field } of FIELDS) takeValue(tx, survivor, absorbed, field, input.values);
    for (const record of absorbed) {
      inherit(store, tx, 'set_member', 'set_id', record.id, survivor.id);
      inherit(store, tx, 'record_tag', 'tag_id', record.id, survivor.id);
      decide(store, tx, survivor.id, record.id, 'duplicate');
      tx.set('record', record.id, 'merged_into', survivor.id);
      tx.set('record', record.id, 'hidden', 2);
    }
  });
  return { operation: operation ?? 0, survivor: survivor.id, absorbed: absorbed.map((record) => record.id) };
}

/** Keep a decision for a pair, in place of an earlier one. */
export function decide({ sqlite }: Store, tx: Writer, one: number, two: number, decision: 'distinct' | 'duplicate' | 'continuation'): boolean {
  const [a, b] = one < two ? [one, two] : [two, one];
  const row = sqlite.prepare<[number, number], { id: number }>('SELECT id FROM duplicate_decision WHERE a = ? AND b = ?').get(a, b);
  if (row !== undefined) return tx.set('duplicate_decision', row.id, 'decision', decision);
  tx.insert('duplicate_decision', { a, b, decision });
  return true;
}

function wholeRecord({ sqlite }: Store, id: number): Whole {
  const row = sqlite.prepare<[number], Whole>(
    `SELECT r.id, r.hidden, r.issue, r.date, r.page, r.item, r.kicker, r.title, r.subtitle, r.author, r.class, r."column",
       r.page_name AS pageName, r.keywords, r.genre, t.body FROM record r JOIN record_text t ON t.id = r.id WHERE r.id = ?`).get(id);
  if (row === undefined) throw new Fault('not-found', { zh: `没有编号为 ${id} 的记录。`, en: `There is no record ${id}.` });
  if (row.hidden !== 0) {
    throw new Fault('conflict', { zh: `“${row.title ?? ''}”已并入另一条记录或已撤回，不能再合并。`, en: `"${row.title ?? ''}" was merged or taken back already and cannot be merged again.` });
  }
  return row;
}

const filled = (record: Whole): number => FIELDS.filter(({ field }) => (record[field] ?? '') !== '').length;

function fullest(records: readonly Whole[]): Whole | undefined {
  return [...records].sort((a, b) => filled(b) - filled(a) || (b.body ?? '').length - (a.body ?? '').length || a.id - b.id)[0];
}

/** The value chosen; else the survivor's own; else the first one another record has. Class numbers are put together. */
function takeValue(tx: Writer, survivor: Whole, absorbed: readonly Whole[], field: FieldName, chosen: MergeInput['values']): void {
  let value = survivor[field];
  if (chosen !== undefined && Object.hasOwn(chosen, field)) value = chosen[field] ?? null;
  else if (field === 'class') value = unionOf([survivor, ...absorbed].map((record) => record.class));
  else if ((value ?? '') === '') value = absorbed.map((record) => record[field]).find((other) => (other ?? '') !== '') ?? value;
  if (value === survivor[field]) return;
  if (field === 'body') tx.set('record_text', survivor.id, 'body', value);
  else tx.set('record', survivor.id, columnOf(field), value);
  if (field === 'date') tx.set('record', survivor.id, 'day', dayOf(value));
}

function unionOf(values: readonly (string | null)[]): string | null {
  const [first = null, ...others] = values.filter((value) => (value ?? '') !== '');
  if (first === null) return values[0] ?? null;
  const numbers = first.split(/[；;]/);
  for (const other of others) for (const number of (other ?? '').split(/[；;]/)) if (!numbers.includes(number)) numbers.push(number);
  return numbers.join('；');
}

/** What the absorbed record was in, the survivor is in. */
function inherit({ sqlite }: Store, tx: Writer, table: 'set_member' | 'record_tag', key: 'set_id' | 'tag_id', from: number, to: number): void {
  const rows = sqlite.prepare<[number, number], { key: number }>(
    `SELECT "${key}" AS key FROM "${table}" WHERE record_id = ? AND "${key}" NOT IN (SELECT "${key}" FROM "${table}" WHERE record_id = ?)`).all(from, to);
  for (const row of rows) tx.insert(table, { record_id: to, [key]: row.key });
}
