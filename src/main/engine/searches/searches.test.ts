import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, delivered } from '../delivery.testing.ts';
import type { Delivered } from '../delivery.testing.ts';

let library: Delivered;
beforeEach(async () => { library = await delivered([{ genre: '消息' }, { genre: '消息' }, { genre: '通讯' }]); });
afterEach(() => library.close());
const searches = () => library.engine.handlers.searches;

describe('a saved search', () => {
  it('is listed with its order and the records it finds now, also after a restart', async () => {
    await searches().save({ name: '消息', query: 'genre:消息', sort: [{ field: 'title', descending: true }] }, call);
    library.reopen();
    expect(await searches().list({}, call)).toMatchObject([{ name: '消息', query: 'genre:消息', sort: [{ field: 'title', descending: true }], records: 2, trouble: null }]);
    await library.engine.handlers.records.set({ selection: { ids: [3] }, values: { genre: '消息' } }, call);
    expect(await searches().list({}, call)).toMatchObject([{ records: 3 }]);
  });

  it('is renamed, replaced and deleted, and every step comes back by undo', async () => {
    const { id } = await searches().save({ name: '甲', query: 'genre:消息' }, call);
    await expect(searches().save({ name: '甲', query: 'genre:通讯' }, call)).rejects.toMatchObject({ code: 'conflict' });
    expect((await searches().save({ name: '甲', query: 'genre:通讯', replace: true }, call)).id).toBe(id);
    await searches().rename({ id, name: '乙' }, call);
    await searches().delete({ id }, call);
    expect(await searches().list({}, call)).toEqual([]);
    const undo = () => library.engine.handlers.history.undo({}, call);
    await undo();
    expect(await searches().list({}, call)).toMatchObject([{ name: '乙', records: 1 }]);
    await undo();
    await undo();
    expect(await searches().list({}, call)).toMatchObject([{ name: '甲', query: 'genre:消息' }]);
  });

  it('is refused when the query cannot be read, and stays with the reason when it no longer can', async () => {
    await expect(searches().save({ name: '错', query: 'date:昨天' }, call)).rejects.toMatchObject({ code: 'bad-query' });
    const { id } = await library.engine.handlers.sets.create({ name: '选', selection: { ids: [1] } }, call);
    await searches().save({ name: '选中', query: 'set:选' }, call);
    await library.engine.handlers.sets.delete({ set: id }, call);
    expect(await searches().list({}, call)).toMatchObject([{ records: null, trouble: { zh: expect.stringContaining('选') as string } }]);
  });
});
