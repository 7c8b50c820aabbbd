import type Database from 'better-sqlite3';
import { dayOf } from '../../../contract/day.ts';
import { Fault } from '../../../contract/fault.ts';
import { FIELDS } from '../../../contract/fields.ts';
import type { EditResult, FieldChange, FieldName, RecordStatus } from '../../../contract/records.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { History } from '../history/history.ts';
import type { Writer } from '../history/writer.ts';
import type { NumbersOf } from './columns/splits.ts';
import { columnOf } from './query/fields.ts';
import { STATUSES } from './query/terms.ts';
import { setSentence, statusSentence, tagSentence } from './sentences.ts';

/** Changes shown before they are made, and told after. */
const SHOWN = 1000;
/** Records read at a time. */
const CHUNK = 1000;

export const isFieldName = (name: string): name is FieldName => FIELDS.some(({ field }) => field === name);

export interface EditSight {
  readonly sqlite: Database.Database;
  readonly history: History;
  readonly numbersOf: NumbersOf;
}

export interface Current {
  readonly id: number;
  readonly title: string;
  readonly values: FieldValues;
}

export type FieldValues = Partial<Record<FieldName, string | null>>;

/** New values for each of some records, worked out from what they have; fields not named stay. */
export type Work = (records: readonly Current[]) => readonly FieldValues[];

export interface Edited {
  readonly records: number;
  readonly changes: readonly FieldChange[];
}

/**
 * Work through records and, unless it is only to be shown, write what comes out. The first changes are told, all are
 * counted. `fields` are those the work looks at or sets.
 */
export function editRecords({ sqlite, numbersOf }: EditSight, ids: Uint32Array, fields: readonly FieldName[], work: Work, tx: Writer | null): Edited {
  const read = reader(sqlite, fields);
  const write = tx === null ? null : fieldWriter(sqlite, numbersOf, tx);
  const changes: FieldChange[] = [];
  let records = 0;
  for (let from = 0; from < ids.length; from += CHUNK) {
    const rows = read(ids.subarray(from, from + CHUNK));
    const worked = work(rows);
    for (const [at, row] of rows.entries()) {
      let changed = false;
      for (const [field, value] of Object.entries(worked[at] ?? {})) {
        if (!isFieldName(field) || value === undefined) continue;
        const before = row.values[field] ?? null;
        const after = value === '' ? null : value;
        if (before === after) continue;
        changed = true;
        if (changes.length < SHOWN) changes.push({ id: row.id, title: row.title, field, before, after });
        write?.add(row.id, field, before, after);
      }
      if (changed) records++;
    }
  }
  write?.end();
  return { records, changes };
}

interface FieldWriter {
  add(id: number, field: FieldName, before: string | null, after: string | null): void;
  /** Write what was added. */
  end(): void;
}

/**
 * Writes fields and what goes with them: the day with the date, who gave a class number with the number. Records that get
 * the same value are written together; bodies, which are all different, as they come.
 */
function fieldWriter(sqlite: Database.Database, numbersOf: NumbersOf, tx: Writer): FieldWriter {
  const hasText = sqlite.prepare<[number], number>('SELECT 1 FROM record_text WHERE id = ?').pluck();
  const assigned = sqlite.prepare<[number, string], number>('SELECT id FROM class_assignment WHERE record_id = ? AND notation = ?').pluck();
  const together = new Map<string, Map<string | number | null, number[]>>();

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
      if (row !== undefined) tx.remove('class_assignment', row);
    }
    for (const notation of new Set(after)) {
      if (!before.includes(notation) && assigned.get(id, notation) === undefined) {
        tx.insert('class_assignment', { record_id: id, notation, origin: 'human', confidence: null });
      }
    }
  };

  return {
    add(id, field, before, after) {
      if (field === 'body') {
        if (hasText.get(id) === undefined) tx.insert('record_text', { id, body: after });
        else tx.set('record_text', id, 'body', after);
        return;
      }
      gather(id, columnOf(field), after);
      if (field === 'date') gather(id, 'day', dayOf(after));
      if (field === 'class') assign(id, numbersOf(before ?? ''), numbersOf(after ?? ''));
    },
    end() {
      for (const [column, byValue] of together) {
        for (const [value, ids] of byValue) tx.setMany('record', ids, column, value);
      }
    },
  };
}

function reader(sqlite: Database.Database, fields: readonly FieldName[]): (ids: Uint32Array) => readonly Current[] {
  const columns = fields.map((field) => (field === 'body' ? 't.body' : `r."${columnOf(field)}"`));
  const join = fields.includes('body') ? 'LEFT JOIN record_text t ON t.id = r.id' : '';
  const statement = sqlite.prepare<[string], [number, string | null, ...(string | null)[]]>(
    `SELECT r.id, r.title, ${columns.join(', ')} FROM record r ${join} WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY r.id`).raw();
  return (ids) => statement.all(JSON.stringify(Array.from(ids))).map(([id, title, ...found]) => ({
    id, title: title ?? '', values: Object.fromEntries(fields.map((field, at) => [field, found[at] ?? null])),
  }));
}

/** Set fields of records to the same values: one operation. */
export function setFields(
  sight: EditSight, ids: Uint32Array,
  input: { readonly values: FieldValues; readonly dryRun?: boolean }, selection: Selection,
): EditResult {
  const { values } = input;
  const fields = Object.keys(values);
  const known = fields.filter(isFieldName);
  if (known.length !== fields.length) throw unknownField(fields.find((field) => !isFieldName(field)) ?? '');
  const work: Work = (records) => records.map(() => values);
  if (known.length === 0) return { operation: null, records: 0, changes: [] };
  if (input.dryRun === true) return { operation: null, ...editRecords(sight, ids, known, work, null) };
  const { operation, result } = sight.history.write<Edited>(
    { kind: 'records.set', input: { selection: briefly(selection), values }, sentence: (told) => setSentence(values, told) },
    (tx) => editRecords(sight, ids, known, work, tx));
  return { operation, ...result };
}

/** A selection as an operation keeps it: a list too long to be read by anybody is kept as its length. */
export function briefly(selection: Selection): unknown {
  return 'ids' in selection && selection.ids.length > SHOWN ? { ids: selection.ids.length } : selection;
}

export function unknownField(name: string): Fault {
  return new Fault('bad-input', { zh: `没有名为“${name}”的字段。`, en: `There is no field "${name}".` });
}

export function setStatus({ history }: EditSight, ids: Uint32Array, input: { readonly status: RecordStatus }, selection: Selection): EditResult {
  const status = STATUSES.indexOf(input.status);
  if (status < 0) throw new Fault('bad-input', { zh: `没有“${input.status}”这种状态。`, en: `There is no status "${input.status}".` });
  const { operation, result } = history.write<number>(
    { kind: 'records.status', input: { selection: briefly(selection), ...input }, sentence: (n) => statusSentence(input.status, n) },
    (tx) => {
      let records = 0;
      for (const id of ids) if (tx.set('record', id, 'status', status)) records++;
      return records;
    });
  return { operation, records: result, changes: [] };
}

/** Put tags on records and take tags off. Tags that are not there yet are made. */
export function setTags(
  { sqlite, history }: EditSight, ids: Uint32Array,
  input: { readonly add?: readonly string[]; readonly remove?: readonly string[] }, selection: Selection,
): EditResult {
  const clean = (names: readonly string[] = []): readonly string[] => [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
  const add = clean(input.add);
  const remove = clean(input.remove).filter((name) => !add.includes(name));
  const tagId = sqlite.prepare<[string], number>('SELECT id FROM tag WHERE name = ?').pluck();
  const rowOf = sqlite.prepare<[number, number], number>('SELECT id FROM record_tag WHERE record_id = ? AND tag_id = ?').pluck();
  const { operation, result } = history.write<number>(
    { kind: 'records.tag', input: { selection: briefly(selection), ...input }, sentence: (n) => tagSentence(add, remove, n) },
    (tx) => {
      const changed = new Set<number>();
      for (const name of ids.length === 0 ? [] : add) {
        const tag = tagId.get(name) ?? tx.insert('tag', { name });
        for (const id of ids) {
          if (rowOf.get(id, tag) !== undefined) continue;
          tx.insert('record_tag', { record_id: id, tag_id: tag });
          changed.add(id);
        }
      }
      for (const name of remove) {
        const tag = tagId.get(name);
        if (tag === undefined) continue;
        for (const id of ids) {
          const row = rowOf.get(id, tag);
          if (row !== undefined && tx.remove('record_tag', row)) changed.add(id);
        }
      }
      return changed.size;
    });
  return { operation, records: result, changes: [] };
}
