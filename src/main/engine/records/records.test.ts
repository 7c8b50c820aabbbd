import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from './fixture/call.ts';
import { openLibrary } from './fixture/library.ts';
import type { Library } from './fixture/library.ts';
import { asking, faultOf, SAMPLE } from './fixture/sample.ts';

let library: Library;
const { api, count, facet, found } = asking(() => library);

beforeEach(() => {
  library = openLibrary();
  library.add(SAMPLE);
});
afterEach(() => { library.close(); });

describe('a search after the records changed', () => {
  it('finds what an edit made of a record at once, and no longer what it was', async () => {
    await library.records.indexer.run();
    await api().set({ selection: { ids: [1] }, values: { title: '中哈公报' } }, call);
    expect(library.records.indexer.pending()).toBe(0);
    expect(await found('title:公报')).toEqual([1]);
    expect(await found('联合声明')).toEqual([]);
    library.history.undo({});
    expect(await found('联合声明')).toEqual([1]);
    expect(await found('title:公报')).toEqual([]);
  });

  it('leaves out records whose import was taken back, and merged ones', async () => {
    const first = library.add([{ title: '再来一条声明' }]);
    expect(await count('声明')).toBe(2);
    const operation = library.history.list({ limit: 1 }).operations[0]?.id;
    library.history.undo({ operation });
    expect(await found('声明')).toEqual([1]);
    expect(await count('')).toBe(SAMPLE.length);
    expect(first).toBe(6);
    library.history.redo({});
    expect(await found('声明')).toEqual([1, 6]);
    library.history.write({ kind: 'x', input: {}, sentence: () => ({ zh: '', en: '' }) }, (tx) => { tx.set('record', 6, 'hidden', 2); });
    expect(await found('声明')).toEqual([1]);
  });

  it('asks for a set by name, also a live one and one that names itself', async () => {
    library.history.write({ kind: 'x', input: {}, sentence: () => ({ zh: '', en: '' }) }, (tx) => {
      const fixed = tx.insert('record_set', { name: '选集', query: null, note: '' });
      tx.insert('set_member', { set_id: fixed, record_id: 2 });
      tx.insert('record_set', { name: '活集', query: 'class:D82', note: '' });
      tx.insert('record_set', { name: '自己', query: 'set:自己 OR 广告', note: '' });
    });
    expect(await found('set:选集')).toEqual([2]);
    expect(await found('set:活集')).toEqual([1, 3]);
    expect(await found('set:自己')).toEqual([4]);
    expect(await found('has:set')).toEqual([1, 2, 3, 4]);
    expect([...library.records.select({ set: 2 })]).toEqual([1, 3]);
    expect(await facet('set')).toEqual({ 活集: 2, 自己: 1, 选集: 1 });
    expect((await faultOf(() => count('甲 set:没有')))?.position).toBe(6);
    expect((await api().get({ id: 1 }, call)).sets).toEqual([{ id: 2, name: '活集' }]);
  });
});

describe('the list', () => {
  it('is sorted by any field, the empty last, within a day by page and item', async () => {
    const order = (field: 'date' | 'title' | 'author' | 'page' | 'class' | 'kicker' | 'item' | 'body' | 'status', descending = false) => found('', { sort: [{ field, descending }] });
    expect(await order('date')).toEqual([4, 2, 1, 3, 5]);
    expect(await order('date', true)).toEqual([3, 2, 1, 4, 5]);
    expect(await order('title')).toEqual([3, 4, 2, 5, 1]);
    expect(await order('title', true)).toEqual([1, 5, 2, 4, 3]);
    expect(await order('page')).toEqual([2, 3, 1, 5, 4]);
    expect(await order('item')).toEqual([1, 3, 2, 5, 4]);
    expect(await order('kicker')).toEqual([3, 1, 2, 4, 5]);
    expect(await order('author')).toEqual([3, 2, 1, 4, 5]);
    expect(await found('', { sort: [{ field: 'genre' }, { field: 'id', descending: true }] })).toEqual([1, 4, 5, 3, 2]);
  });

  it('gives windows with an exact total, and the place of a record', async () => {
    const page = await api().list({ sort: [{ field: 'title' }], offset: 1, limit: 2 }, call);
    expect(page.total).toBe(5);
    expect(page.rows.map(({ title }) => title)).toEqual(['广告', '国内联播快讯']);
    expect(await api().position({ id: 2, sort: [{ field: 'title' }] }, call)).toEqual({ index: 2 });
    expect(await api().position({ id: 2, query: '广告' }, call)).toEqual({ index: null });
  });

  it('keeps the order of titles through edits and new records', async () => {
    const titles = async () => (await api().list({ sort: [{ field: 'title' }] }, call)).rows.map(({ title }) => title);
    await titles();
    await api().set({ selection: { ids: [4] }, values: { title: '图片新闻' } }, call);
    expect(await titles()).toEqual(['北京 上海两地', '国内联播快讯', '图片新闻', '图片新闻', '中哈联合声明']);
    await api().set({ selection: { ids: [3] }, values: { title: null } }, call);
    library.add([{ title: '阿里' }, { title: '图片新闻' }]);
    expect(await titles()).toEqual(['阿里', '国内联播快讯', '图片新闻', '图片新闻', '图片新闻', '中哈联合声明', '']);
    expect(await found('', { sort: [{ field: 'title' }, { field: 'id', descending: true }] })).toEqual([6, 2, 7, 5, 4, 1, 3]);
  });
});

describe('facets', () => {
  it('tell how many values there are and how many records have none, window by window', async () => {
    const { facets } = api();
    const [author, year, tag, set] = await facets({ by: ['author', 'year', 'tag', 'set'] }, call);
    expect(author).toEqual({ name: 'author', values: [{ value: '李四', count: 2 }, { value: '张三', count: 1 }], total: 2, missing: 3 });
    expect([year?.total, year?.missing, tag?.missing, set?.missing]).toEqual([2, 1, 5, 5]);
    expect(await facets({ by: ['author'], offset: 1, limit: 5 }, call)).toEqual([{ name: 'author', values: [{ value: '张三', count: 1 }], total: 2, missing: 3 }]);
    expect(await facets({ by: ['genre'], find: '图' }, call)).toEqual([{ name: 'genre', values: [{ value: '图片', count: 1 }], total: 1, missing: 0 }]);
    expect(await facets({ query: '-广告', by: ['genre'] }, call)).toMatchObject([{ missing: 0, total: 3, values: [{ value: '消息', count: 2 }, {}, {}] }]);
  });

  it('count every value of what was found', async () => {
    expect(await facet('year')).toEqual({ 1998: 1, 2011: 3 });
    expect(await facet('month')).toEqual({ '1998-03': 1, '2011-06': 3 });
    expect(await facet('genre')).toEqual({ 消息: 2, '公报？公告': 1, 广告: 1, 图片: 1 });
    expect(await facet('author')).toEqual({ 李四: 2, 张三: 1 });
    expect(await facet('class')).toEqual({ D822: 1, EI26: 1, 'D829.1': 1, F832: 1, D: 1 });
    expect(await facet('page', 'date:2011')).toEqual({ '01': 2, '04': 1 });
    expect(await facet('status')).toEqual({ new: 5 });
    expect(await facet('source')).toEqual({ '/deliveries/2011': 5 });
    expect(await facet('column')).toEqual({ '观察/国际': 1 });
    expect(await facet('pageName', '声明')).toEqual({ 国际新闻: 1 });
  });

  it('follow edits, tags and states', async () => {
    await facet('genre');
    await api().set({ selection: { query: 'genre:消息' }, values: { genre: '通讯' } }, call);
    expect(await facet('genre')).toMatchObject({ 通讯: 2 });
    expect(await facet('genre')).not.toHaveProperty('消息');
    await api().tag({ selection: { ids: [1, 2] }, add: ['重点', '外交'] }, call);
    expect(await facet('tag')).toEqual({ 重点: 2, 外交: 2 });
    expect(await found('tag:重点 -has:author')).toEqual([1]);
    await api().tag({ selection: { query: 'tag:重点' }, remove: ['重点'] }, call);
    expect(await facet('tag')).toEqual({ 外交: 2 });
    await api().status({ selection: { ids: [3] }, status: 'done' }, call);
    expect(await facet('status')).toEqual({ new: 4, done: 1 });
    expect(await found('status:done')).toEqual([3]);
  });

  it('see problems and duplicates that were written past the history', async () => {
    expect(await facet('duplicate')).toEqual({});
    const { sqlite } = library.store;
    sqlite.exec("INSERT INTO duplicate_group (id, kind, state, score) VALUES (1, 'near', 'open', 0.9); INSERT INTO duplicate_member VALUES (1, 1), (1, 2)");
    sqlite.exec("INSERT INTO breach VALUES (3, 'date-real', '日期不真实', 'The date is not real'); INSERT INTO problem (source_id, record_id, code, severity, offset, zh, en) VALUES (3, 3, 'unclosed-body', 'review', 7, '甲', 'a')");
    expect(await facet('duplicate')).toEqual({ open: 2 });
    expect(await found('duplicate:open')).toEqual([1, 2]);
    expect(await found('duplicate:near')).toEqual([1, 2]);
    expect(await facet('problem')).toEqual({ 'date-real': 1, 'unclosed-body': 1 });
    expect(await found('problem:date-real')).toEqual([3]);
    sqlite.exec('DELETE FROM breach');
    expect(await found('problem:date-real')).toEqual([]);
    const [row] = (await api().list({ query: 'id:3' }, call)).rows;
    expect(row?.problems).toBe(1);
    expect((await api().get({ id: 1 }, call)).duplicateLinks).toEqual([{ group: 1, kind: 'near', score: 0.9, records: [1, 2] }]);
  });
});

describe('one record', () => {
  it('is shown with its source, its pictures and its text', async () => {
    const detail = await api().get({ id: 5 }, call);
    expect(detail.paragraphs).toEqual(['丰收时节']);
    expect(detail.pictures).toEqual([{ page: '04', file: 'a.T01' }]);
    expect(detail.day).toBeNull();
    expect(detail.source).toMatchObject({ ref: '/deliveries/2011/txt/00000004.TXT#1', encoding: 'utf-8', ordinal: 1, operation: 1, untouched: true });
    const title = detail.fields.find(({ field }) => field === 'title');
    expect(title).toMatchObject({ code: 'BT', label: '标题', value: '图片新闻', sourceValue: '图片新闻' });
    const { text } = await api().source({ id: 5 }, call);
    expect(Buffer.from(text).subarray(title?.span?.start, title?.span?.end).toString()).toBe('图片新闻');
    expect(detail.history.map(({ sentence }) => sentence.zh)).toEqual(['导入 5 条记录']);
  });

  it('tells what was changed, by whom a class number was given, and that it is not as it came', async () => {
    await api().set({ selection: { ids: [1] }, values: { class: 'D822；D85', date: '20110613' } }, call);
    const detail = await api().get({ id: 1 }, call);
    expect(detail.source?.untouched).toBe(false);
    expect(detail.day).toBe(20110613);
    expect(detail.classes.map(({ notation, origin, main }) => [notation, origin, main])).toEqual([['D822', 'source', true], ['D85', 'human', false]]);
    expect(detail.history[0]?.sentence.zh).toBe('修改《中哈联合声明》的分类、日期');
    expect(detail.history[0]?.changes).toEqual([
      { field: 'class', before: 'D822', after: 'D822；D85' }, { field: 'date', before: '20110614', after: '20110613' },
    ]);
    library.history.undo({});
    const back = await api().get({ id: 1 }, call);
    expect(back.source?.untouched).toBe(true);
    expect(back.classes).toHaveLength(1);
    expect(back.history).toHaveLength(3);
    expect(back.history[1]?.undone).toBe(true);
  });

  it('that is not there is a fault', async () => {
    expect((await faultOf(() => api().get({ id: 77 }, call)))?.code).toBe('not-found');
    expect((await faultOf(() => api().source({ id: 77 }, call)))?.code).toBe('not-found');
    expect((await faultOf(() => library.records.select({ ids: [77] })))?.code).toBe('not-found');
    expect((await faultOf(() => library.records.select({ set: 77 })))?.code).toBe('not-found');
  });
});
