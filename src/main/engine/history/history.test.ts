import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../contract/fault.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/open.ts';
import { createHistory } from './history.ts';
import type { History } from './history.ts';

const migrations = resolve('migrations');
let folder: string;
let file: string;
let store: Store;
let history: History;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-history-'));
  file = join(folder, 'h.jianbao');
  store = openStore({ file, migrations, mode: 'create' });
  history = createHistory(store);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const restart = (): void => {
  store.close();
  store = openStore({ file, migrations, mode: 'open' });
  history = createHistory(store);
};
const say = (zh: string) => () => ({ zh, en: zh });

/** Records as an import brings them, in one operation. */
function bring(titles: readonly string[]): { readonly operation: number; readonly ids: readonly number[] } {
  const operation = history.begin({ kind: 'imports.run', input: {}, sentence: { zh: '导入', en: 'Import' } });
  const ids = operation.batch((tx) => {
    const made = titles.map((title) => Number(store.sqlite.prepare('INSERT INTO record (ordinal, start, "end", digest, title) VALUES (1, 0, 0, 0, ?)').run(title).lastInsertRowid));
    tx.arrived(made[0] ?? 0, made.at(-1) ?? 0);
    return made;
  });
  operation.finish({ zh: '导入', en: 'Import' }, titles.length);
  return { operation: operation.id, ids };
}
const title = (id: number): unknown => store.sqlite.prepare('SELECT title FROM record WHERE id = ?').pluck().get(id);
const hidden = (id: number): unknown => store.sqlite.prepare('SELECT hidden FROM record WHERE id = ?').pluck().get(id);
const setTitle = (id: number, value: string | null): number => {
  const { operation } = history.write({ kind: 'records.set', input: {}, sentence: say('改题名') }, (tx) => tx.set('record', id, 'title', value));
  return operation ?? 0;
};
const conflictsOf = (work: () => unknown): number => {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault && error.code === 'conflict' && Array.isArray(error.details)) return error.details.length;
    throw error;
  }
  return 0;
};

describe('undo and redo', () => {
  it('swap a value back and forth, over restarts', () => {
    const { ids: [id = 0] } = bring(['原题']);
    setTitle(id, '新题');
    restart();
    history.undo({});
    expect(title(id)).toBe('原题');
    restart();
    history.redo({});
    expect(title(id)).toBe('新题');
    history.undo({});
    expect(title(id)).toBe('原题');
  });

  it('tell an absent value from an empty one', () => {
    const { ids: [id = 0] } = bring(['原题']);
    setTitle(id, null);
    setTitle(id, '');
    history.undo({});
    expect(title(id)).toBeNull();
    history.undo({});
    expect(title(id)).toBe('原题');
  });

  it('give numbers back as numbers', () => {
    const { ids: [id = 0] } = bring(['题']);
    history.write({ kind: 'records.status', input: {}, sentence: say('状态') }, (tx) => tx.set('record', id, 'status', 2));
    history.undo({});
    expect(store.sqlite.prepare('SELECT typeof(status) || status FROM record WHERE id = ?').pluck().get(id)).toBe('integer0');
  });

  it('keep nothing of a step that changes nothing', () => {
    const { ids: [id = 0] } = bring(['题']);
    expect(history.write({ kind: 'records.set', input: {}, sentence: say('改') }, (tx) => tx.set('record', id, 'title', '题')).operation).toBeNull();
  });

  it('leave nothing behind when the work fails', () => {
    const { ids: [id = 0] } = bring(['题']);
    expect(() => history.write({ kind: 'records.set', input: {}, sentence: say('改') }, (tx) => {
      tx.set('record', id, 'title', '半途');
      throw new Error('broken');
    })).toThrow('broken');
    expect(title(id)).toBe('题');
    expect(history.list({}).total).toBe(1);
  });

  it('do not lose the redo to a new step', () => {
    const { ids: [a = 0, b = 0] } = bring(['甲', '乙']);
    setTitle(a, '甲二');
    history.undo({});
    setTitle(b, '乙二');
    history.redo({});
    expect([title(a), title(b)]).toEqual(['甲二', '乙二']);
  });

  it('reverse one old step alone', () => {
    const { ids: [a = 0, b = 0] } = bring(['甲', '乙']);
    const first = setTitle(a, '甲二');
    setTitle(b, '乙二');
    history.undo({ operation: first });
    expect([title(a), title(b)]).toEqual(['甲', '乙二']);
  });

  it('reverse one record out of a bulk step', () => {
    const { ids } = bring(['甲', '乙', '丙']);
    const { operation } = history.write({ kind: 'records.set', input: {}, sentence: say('批改') }, (tx) => {
      for (const id of ids) tx.set('record', id, 'title', '同题');
    });
    history.undo({ operation: operation ?? 0, record: ids[1] });
    expect(ids.map(title)).toEqual(['同题', '乙', '同题']);
    history.undo({ operation: operation ?? 0 });
    expect(ids.map(title)).toEqual(['甲', '乙', '丙']);
  });

  it('list what later steps touched, and leave that alone when forced', () => {
    const { ids: [a = 0, b = 0] } = bring(['甲', '乙']);
    const { operation } = history.write({ kind: 'records.set', input: {}, sentence: say('批改') }, (tx) => {
      for (const id of [a, b]) tx.set('record', id, 'title', '同题');
    });
    setTitle(b, '另题');
    expect(conflictsOf(() => history.undo({ operation: operation ?? 0 }))).toBe(1);
    expect([title(a), title(b)]).toEqual(['同题', '另题']);
    history.undo({ operation: operation ?? 0, force: true });
    expect([title(a), title(b)]).toEqual(['甲', '另题']);
  });

  it('bring rows back with their ids', () => {
    const { ids: [id = 0] } = bring(['题']);
    const made = history.write({ kind: 'records.tag', input: {}, sentence: say('标签') }, (tx) => {
      const tag = tx.insert('tag', { name: '外交' });
      return { tag, link: tx.insert('record_tag', { record_id: id, tag_id: tag }) };
    }).result;
    const rows = (): unknown => store.sqlite.prepare('SELECT rt.id, t.id AS tag, t.name FROM record_tag rt JOIN tag t ON t.id = rt.tag_id').all();
    history.undo({});
    expect(rows()).toEqual([]);
    history.redo({});
    expect(rows()).toEqual([{ id: made.link, tag: made.tag, name: '外交' }]);
  });

  it('refuse to take away a row that something else leans on', () => {
    const { ids: [id = 0] } = bring(['题']);
    const first = history.write({ kind: 'records.tag', input: {}, sentence: say('标签') }, (tx) => tx.insert('tag', { name: '外交' }));
    history.write({ kind: 'records.tag', input: {}, sentence: say('贴') }, (tx) => tx.insert('record_tag', { record_id: id, tag_id: first.result }));
    expect(conflictsOf(() => history.undo({ operation: first.operation ?? 0 }))).toBe(1);
  });
});

describe('an import', () => {
  it('is taken back and done again as a whole', () => {
    const { operation, ids } = bring(['甲', '乙']);
    history.undo({ operation });
    expect(ids.map(hidden)).toEqual([1, 1]);
    history.redo({});
    expect(ids.map(hidden)).toEqual([0, 0]);
  });

  it('lists the records that later work touched, and keeps those when forced', () => {
    const { operation, ids } = bring(['甲', '乙', '丙']);
    setTitle(ids[1] ?? 0, '乙二');
    expect(conflictsOf(() => history.undo({ operation }))).toBe(1);
    history.undo({ operation, force: true });
    expect(ids.map(hidden)).toEqual([1, 0, 1]);
  });

  it('that did not finish is interrupted after a restart, and can be taken back', () => {
    const running = history.begin({ kind: 'imports.run', input: {}, sentence: { zh: '导入', en: 'Import' } });
    const id = running.batch((tx) => {
      const made = Number(store.sqlite.prepare('INSERT INTO record (ordinal, start, "end", digest) VALUES (1, 0, 0, 0)').run().lastInsertRowid);
      tx.arrived(made, made);
      return made;
    });
    restart();
    expect(history.get(running.id)?.state).toBe('interrupted');
    history.undo({});
    expect(hidden(id)).toBe(1);
  });
});

describe('the history', () => {
  it('says what undo and redo would do next', () => {
    const { ids: [id = 0] } = bring(['题']);
    setTitle(id, '新');
    expect(history.next().undo?.sentence.zh).toBe('改题名');
    history.undo({});
    expect(history.next().redo?.sentence.zh).toBe('改题名');
    expect(history.next().undo?.sentence.zh).toBe('导入');
  });

  it('lists the steps of one record, the import that brought it among them', () => {
    const { ids: [a = 0, b = 0] } = bring(['甲', '乙']);
    setTitle(a, '甲二');
    setTitle(b, '乙二');
    expect(history.list({ record: a }).operations.map((operation) => operation.kind)).toEqual(['records.set', 'imports.run']);
    expect(history.list({}).total).toBe(3);
  });

  it('tells its followers inside the transaction', () => {
    const { ids: [id = 0] } = bring(['题']);
    const seen: boolean[] = [];
    history.follow((touched) => seen.push(store.sqlite.inTransaction && touched.records.has(id) && touched.columns.has('title')));
    setTitle(id, '新');
    expect(seen).toEqual([true]);
  });
});

describe('a value set in many records', () => {
  it('is kept, undone and undone for one record like values set singly', () => {
    const { ids } = bring(['甲', '乙', '丙', '同题']);
    const { result } = history.write({ kind: 'records.set', input: {}, sentence: say('批改') }, (tx) => tx.setMany('record', ids, 'title', '同题'));
    expect(result).toBe(3);
    expect(ids.map(title)).toEqual(['同题', '同题', '同题', '同题']);
    const operation = history.next().undo?.id ?? 0;
    history.undo({ operation, record: ids[1] });
    expect(ids.map(title)).toEqual(['同题', '乙', '同题', '同题']);
    history.undo({ operation });
    expect(ids.map(title)).toEqual(['甲', '乙', '丙', '同题']);
  });

  it('tells an absent value from an empty one', () => {
    const { ids } = bring(['', '乙']);
    history.write({ kind: 'records.set', input: {}, sentence: say('清空') }, (tx) => tx.setMany('record', ids, 'title', null));
    expect(ids.map(title)).toEqual([null, null]);
    history.undo({});
    expect(ids.map(title)).toEqual(['', '乙']);
  });
});
