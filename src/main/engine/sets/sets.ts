import type { EngineApi } from '../../../contract/engine.ts';
import { Fault } from '../../../contract/fault.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { RecordSet } from '../../../contract/sets.ts';
import type { History } from '../history/history.ts';
import type { Writer } from '../history/writer.ts';
import type { Store } from '../store/open.ts';

export interface SetsDeps {
  readonly store: Store;
  readonly history: History;
  /** Sorted ids of the records a selection names. */
  readonly select: (selection: Selection) => Uint32Array;
}

interface SetRow {
  readonly id: number; readonly name: string; readonly query: string | null; readonly note: string; readonly frozen_at: number | null;
}

export function createSets({ store: { sqlite }, history, select }: SetsDeps): Handlers<EngineApi>['sets'] {
  const all = sqlite.prepare<[], SetRow>('SELECT id, name, query, note, frozen_at FROM record_set ORDER BY name');
  const one = sqlite.prepare<[number], SetRow>('SELECT id, name, query, note, frozen_at FROM record_set WHERE id = ?');
  const memberId = sqlite.prepare<[number, number], number>('SELECT id FROM set_member WHERE set_id = ? AND record_id = ?').pluck();
  const liveMembers = sqlite.prepare<[number], number>(
    'SELECT count(*) FROM set_member m JOIN record r ON r.id = m.record_id WHERE m.set_id = ? AND r.hidden = 0').pluck();

  const must = (id: number): SetRow => {
    const row = one.get(id);
    if (row === undefined) throw new Fault('not-found', { zh: '这个集合已不存在。', en: 'This set does not exist any more.' });
    return row;
  };
  /** A fixed set that may still change. */
  const open = (id: number): SetRow => {
    const row = must(id);
    if (row.query !== null) {
      throw new Fault('conflict', { zh: `“${row.name}”是动态集合，内容由检索式决定；请先冻结，或改用固定集合。`, en: `"${row.name}" is live: its query decides what is in it. Freeze it first, or use a fixed set.` });
    }
    if (row.frozen_at !== null) {
      throw new Fault('conflict', { zh: `“${row.name}”已冻结，不能再增减记录。`, en: `"${row.name}" is frozen; nothing can be added or taken out.` });
    }
    return row;
  };
  const freeName = (name: string, except?: number): string => {
    const clean = name.trim();
    if (clean === '') throw new Fault('bad-input', { zh: '请给集合一个名称。', en: 'Give the set a name.' });
    if (all.all().some((row) => row.name === clean && row.id !== except)) {
      throw new Fault('conflict', { zh: `已经有名为“${clean}”的集合。`, en: `There is a set named "${clean}" already.` });
    }
    return clean;
  };
  const size = (row: SetRow): number => (row.query === null ? liveMembers.get(row.id) ?? 0 : select({ query: row.query }).length);
  const add = (tx: Writer, set: number, ids: Iterable<number>): number => {
    let added = 0;
    for (const id of ids) {
      if (memberId.get(set, id) !== undefined) continue;
      tx.insert('set_member', { set_id: set, record_id: id });
      added++;
    }
    return added;
  };
  const members = (id: number): Uint32Array => select({ set: id });

  return {
    list: () => all.all().map((row): RecordSet => ({
      id: row.id, name: row.name, live: row.query !== null, query: row.query, note: row.note, records: size(row), frozenAt: row.frozen_at,
    })),
    create({ name, selection, live = false, query }) {
      const clean = freeName(name);
      const text = query ?? (selection !== undefined && 'query' in selection ? selection.query : undefined);
      if (live && text === undefined) throw new Fault('bad-input', { zh: '动态集合需要一个检索式。', en: 'A live set needs a query.' });
      const chosen = selection ?? (query === undefined ? undefined : { query });
      const ids = chosen === undefined ? new Uint32Array() : select(chosen);
      const { result } = history.write<{ readonly id: number; readonly records: number }>({
        kind: 'sets.create', input: { name: clean, live, query: text },
        sentence: ({ records }) => ({ zh: `新建集合“${clean}”（${records} 条）`, en: `New set "${clean}" (${records} records)` }),
      }, (tx) => {
        const id = tx.insert('record_set', { name: clean, query: live ? text ?? '' : null, note: '', frozen_at: null });
        return { id, records: live ? ids.length : add(tx, id, ids) };
      });
      return result;
    },
    add({ set, selection }) {
      const { name } = open(set);
      const ids = select(selection);
      const { operation, result } = history.write<number>({
        kind: 'sets.add', input: { set, selection },
        sentence: (records) => ({ zh: `把 ${records} 条记录放入“${name}”`, en: `Put ${records} records into "${name}"` }),
      }, (tx) => add(tx, set, ids));
      return { operation, records: result };
    },
    remove({ set, selection }) {
      const { name } = open(set);
      const ids = select(selection);
      const { operation, result } = history.write<number>({
        kind: 'sets.remove', input: { set, selection },
        sentence: (records) => ({ zh: `从“${name}”取出 ${records} 条记录`, en: `Take ${records} records out of "${name}"` }),
      }, (tx) => {
        let removed = 0;
        for (const id of ids) {
          const member = memberId.get(set, id);
          if (member !== undefined && tx.remove('set_member', member)) removed++;
        }
        return removed;
      });
      return { operation, records: result };
    },
    rename({ set, name, note }) {
      const before = must(set);
      const clean = freeName(name, set);
      const { operation } = history.write({
        kind: 'sets.rename', input: { set, name: clean, note },
        sentence: () => (before.name === clean
          ? { zh: `修改集合“${clean}”的说明`, en: `Change the note of set "${clean}"` }
          : { zh: `集合“${before.name}”改名为“${clean}”`, en: `Rename set "${before.name}" to "${clean}"` }),
      }, (tx) => {
        tx.set('record_set', set, 'name', clean);
        if (note !== undefined) tx.set('record_set', set, 'note', note);
      });
      return { operation };
    },
    delete({ set }) {
      const { name } = must(set);
      const rows = sqlite.prepare<[number], number>('SELECT id FROM set_member WHERE set_id = ?').pluck().all(set);
      const { operation } = history.write({
        kind: 'sets.delete', input: { set },
        sentence: () => ({ zh: `删除集合“${name}”（记录仍在库中）`, en: `Delete set "${name}" (its records stay in the library)` }),
      }, (tx) => {
        for (const id of rows) tx.remove('set_member', id);
        tx.remove('record_set', set);
      });
      return { operation: operation ?? 0 };
    },
    freeze({ set }) {
      const row = must(set);
      if (row.frozen_at !== null) throw new Fault('conflict', { zh: `“${row.name}”已经冻结。`, en: `"${row.name}" is frozen already.` });
      const ids = row.query === null ? [] : select({ query: row.query });
      const { operation } = history.write({
        kind: 'sets.freeze', input: { set },
        sentence: () => ({ zh: `冻结集合“${row.name}”`, en: `Freeze set "${row.name}"` }),
      }, (tx) => {
        add(tx, set, ids);
        tx.set('record_set', set, 'frozen_at', Date.now());
        if (row.query !== null) tx.set('record_set', set, 'query', null);
      });
      return { operation: operation ?? 0, records: members(set).length };
    },
    compare({ first, second }) {
      must(first);
      must(second);
      const a = members(first);
      const b = members(second);
      const inA = new Set(a);
      const inB = new Set(b);
      return {
        onlyFirst: [...a].filter((id) => !inB.has(id)), onlySecond: [...b].filter((id) => !inA.has(id)),
        both: [...a].filter((id) => inB.has(id)).length,
      };
    },
  };
}
