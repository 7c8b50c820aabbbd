import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryFilter } from '../../../contract/history.ts';
import { call, delivered } from '../delivery.testing.ts';
import type { Delivered } from '../delivery.testing.ts';

let library: Delivered;
beforeEach(async () => {
  library = await delivered([{ title: '甲', genre: '消息' }, { title: '乙', genre: '消息' }, { title: '丙', genre: '通讯' }]);
  const { records, sets } = library.engine.handlers;
  await records.set({ selection: { query: '' }, values: { genre: '报道' } }, call);
  await records.set({ selection: { ids: [2] }, values: { title: '乙二' } }, call);
  await records.tag({ selection: { ids: [1] }, add: ['外交'] }, call);
  await records.status({ selection: { ids: [3] }, status: 'done' }, call);
  await sets.create({ name: '选', selection: { ids: [1, 2] } }, call);
});
afterEach(() => library.close());

const history = () => library.engine.handlers.history;
const kinds = async (filter: HistoryFilter): Promise<readonly string[]> => (await history().list(filter, call)).operations.map(({ kind }) => kind);

describe('the history', () => {
  it('is filtered by record, field, kind, person, time and text, alone and together', async () => {
    expect(await kinds({ record: 2 })).toEqual(['sets.create', 'records.set', 'records.set', 'imports.run']);
    expect(await kinds({ field: 'genre' })).toEqual(['records.set']);
    expect(await kinds({ field: 'tag' })).toEqual(['records.tag']);
    expect(await kinds({ field: 'set' })).toEqual(['sets.create']);
    expect(await kinds({ field: 'status' })).toEqual(['records.status']);
    expect(await kinds({ field: 'title', record: 2 })).toEqual(['records.set']);
    expect(await kinds({ field: 'title', record: 3 })).toEqual([]);
    expect(await kinds({ kind: 'records' })).toEqual(['records.status', 'records.tag', 'records.set', 'records.set']);
    expect(await kinds({ kind: 'records.tag' })).toEqual(['records.tag']);
    expect(await kinds({ kind: 'record' })).toEqual([]);
    expect(await kinds({ text: '外交' })).toEqual(['records.tag']);
    expect(await kinds({ from: Date.now() + 60_000 })).toEqual([]);
    expect((await kinds({ to: Date.now() })).length).toBe(6);
    const { actors } = await history().summary({}, call);
    expect(actors).toHaveLength(1);
    expect((await kinds({ actor: actors[0]?.actor ?? '?' })).length).toBe(6);
    expect(await kinds({ actor: 'nobody' })).toEqual([]);
  });

  it('pages through what one step changed, looks in it, and tells which record was undone alone', async () => {
    const { operations: [bulk] } = await history().list({ field: 'genre' }, call);
    const operation = bulk?.id ?? 0;
    const { total, changes } = await history().changes({ operation, limit: 2 }, call);
    expect([total, changes.length]).toEqual([3, 2]);
    expect(changes[0]).toEqual({ record: 1, title: '甲', field: 'genre', before: '消息', after: '报道', undone: false });
    expect((await history().changes({ operation, offset: 2 }, call)).changes.map(({ record }) => record)).toEqual([3]);
    expect((await history().changes({ operation, find: '通讯' }, call)).changes.map(({ record }) => record)).toEqual([3]);
    expect((await history().changes({ operation, find: '2' }, call)).changes.map(({ record }) => record)).toEqual([2]);
    await history().undo({ operation, record: 3 }, call);
    expect((await history().changes({ operation }, call)).changes.map(({ undone }) => undone)).toEqual([false, false, true]);
    await history().redo({}, call);
    expect((await history().changes({ operation }, call)).changes.map(({ undone }) => undone)).toEqual([false, false, false]);
  });

  it('names tags, sets, states and the records an import brought', async () => {
    const { operations } = await history().list({}, call);
    const changes = async (kind: string) => (await history().changes({ operation: operations.find((each) => each.kind === kind)?.id ?? 0 }, call)).changes;
    expect(await changes('records.tag')).toMatchObject([{ record: null, field: 'tag', after: '外交' }, { record: 1, field: 'tag', after: '外交' }]);
    expect(await changes('records.status')).toMatchObject([{ field: 'status', before: 'new', after: 'done' }]);
    expect((await changes('sets.create')).map(({ field, after }) => [field, after])).toEqual([['set', '选'], ['set', '选'], ['set', '选']]);
    expect((await changes('imports.run')).map(({ record, field }) => [record, field])).toEqual([[1, 'hidden'], [2, 'hidden'], [3, 'hidden']]);
    await expect(history().changes({ operation: 999 }, call)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('finds fields also in steps from before they were written down', async () => {
    library.edit((sqlite) => sqlite.exec("UPDATE operation SET fields = ''"));
    expect(await kinds({ field: 'genre' })).toEqual(['records.set']);
    expect(await kinds({ field: 'tag' })).toEqual(['records.tag']);
  });
});
