import { Fault } from '../../../contract/fault.ts';
import type { EditResult, RecordStatus } from '../../../contract/records.ts';
import type { Selection } from '../../../contract/selection.ts';
import { briefly } from './change/change.ts';
import type { ChangeSight } from './change/change.ts';
import { STATUSES } from './query/terms.ts';
import { statusSentence, tagSentence } from './sentences.ts';

type EditSight = Pick<ChangeSight, 'sqlite' | 'history'>;

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
