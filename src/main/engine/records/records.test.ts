import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../contract/fault.ts';
import type { FacetName, ListRecords } from '../../../contract/records.ts';
import { call } from './fixture/call.ts';
import { openLibrary } from './fixture/library.ts';
import type { Fields, Library } from './fixture/library.ts';

const SAMPLE: readonly Fields[] = [
  { issue: '19513', date: '20110614', page: '04', item: '1', title: '中哈联合声明', class: 'D822', pageName: '国际新闻', genre: '公报？公告', body: '    应努尔苏丹・纳扎尔巴耶夫邀请，胡锦涛访问哈萨克斯坦。\n    一' },
  { issue: '19513', date: '20110614', page: '01', item: '2', title: '国内联播快讯', author: '张三/李四', class: 'EI26', pageName: '要闻', genre: '消息', body: '    ＷＴＯ总干事１２月访华。' },
  { issue: '19514', date: '20110615', page: '01', item: '1', kicker: '十七届六中全会', title: '北京 上海两地', author: '李四', class: 'D829.1；F832', genre: '消息', column: '观察/国际', body: '    杜 杰报道：New York 的经济——增长。' },
  { issue: '17001', date: '19980301', page: '99', item: '10', title: '广告', genre: '广告' },
  { issue: '17002', date: '19981331', page: '4', item: '3', title: '图片新闻', class: 'D', genre: '图片', body: '〖TM/中图〗\n〖BH/版号〗04〖-BH/版号〗\n〖WJ/文件〗a.T01〖-WJ/文件〗\n〖-TM/中图〗\n〖JZ/加重〗丰收〖-JZ/加重〗时节' },
];

let library: Library;
const api = () => library.records.api;
const count = async (query: string): Promise<number> => (await api().count({ query }, call)).count;
const found = async (query: string, more: ListRecords = {}): Promise<readonly number[]> =>
  (await api().list({ query, sort: [{ field: 'id' }], ...more }, call)).rows.map(({ id }) => id);
const facet = async (name: FacetName, query = ''): Promise<Record<string, number>> => {
  const [only] = await api().facets({ query, by: [name] }, call);
  return Object.fromEntries((only?.values ?? []).map(({ value, count: n }) => [value, n]));
};
const faultOf = async (work: () => unknown): Promise<Fault | undefined> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  return undefined;
};

beforeEach(() => {
  library = openLibrary();
  library.add(SAMPLE);
});
afterEach(() => { library.close(); });

describe.each(['before the index is built', 'with the index'])('a search, %s', (when) => {
  beforeEach(async () => {
    if (when === 'with the index') await library.records.indexer.run();
    expect(library.records.indexer.pending()).toBe(when === 'with the index' ? 0 : SAMPLE.length);
  });

  it.each<[string, readonly number[]]>([
    ['联合声明', [1]], ['合', [1]], ['纳扎尔巴耶夫', [1]], ['苏丹·纳扎尔', [1]], ['wto', [2]], ['12月', [2]], ['2月', [2]], ['总干事12', [2]],
    ['杜杰', [3]], ['北京上海', [3]], ['"New York"', [3]], ['"ew Yo"', [3]], ['NewYork', []], ['经济――增长', [3]], ['——', [3]], ['哈萨克斯坦。一', []],
    ['丰收时节', [5]], ['a.T01', []], ['加重', []], ['李四 上海', [3]], ['快讯 OR 广告', [2, 4]], ['新闻 -丰收', []], ['-新', [1, 2, 3, 4]],
    ['title:北京', [3]], ['body:北京', []], ['引题:六中全会', [3]], ['ZZ:三', [2]], ['author:=李四', [2, 3]], ['author:=李', []], ['title:=广告', [4]],
    ['中 (声明 OR 快讯)', [1]], ['。', [1, 2, 3]], ['', [1, 2, 3, 4, 5]],
  ])('for %s finds %j', async (query, ids) => {
    expect(await found(query)).toEqual(ids);
    expect(await count(query)).toBe(ids.length);
  });
});

describe('a search in fields', () => {
  it.each<[string, readonly number[]]>([
    ['date:2011-06-14', [1, 2]], ['date:2011-06', [1, 2, 3]], ['date:1998..2003', [4]], ['date:..1998', [4]], ['date:=19981331', [5]], ['has:date -date:1000..2999', [5]],
    ['class:D82', [1, 3]], ['class:=D82', []], ['class:D', [1, 3, 5]], ['class:=D', [5]], ['class:E', [2]], ['class:F832', [3]], ['class:d829', [3]],
    ['page:04', [1, 5]], ['page:=04', [1]], ['page:1..4', [1, 2, 3, 5]], ['genre:消息', [2, 3]], ['genre:图*', [5]], ['genre:*告', [1, 4]],
    ['column:观察', [3]], ['column:观察/国际', [3]], ['pageName:要闻', [2]], ['版名:国际新闻', [1]], ['issue:19513', [1, 2]],
    ['has:class', [1, 2, 3, 5]], ['-has:body', [4]], ['has:作者', [2, 3]], ['has:kicker', [3]], ['id:2..3', [2, 3]], ['status:new', [1, 2, 3, 4, 5]], ['status:done', []],
    ['import:1', [1, 2, 3, 4, 5]], ['import:2', []], ['source:/deliveries', [1, 2, 3, 4, 5]], ['source:2011/txt', [1, 2, 3, 4, 5]], ['source:00000001.TXT', [2]],
    ['source:txt/00000002.TXT', [3]], ['source:/deliveries/2011/txt/00000003.TXT', [4]], ['source:elsewhere', []], ['tag:x', []], ['problem:unclosed-body', []], ['duplicate:open', []],
  ])('for %s finds %j', async (query, ids) => {
    expect(await found(query)).toEqual(ids);
  });

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

describe('edits', () => {
  it('of one record are told by title, before and after', async () => {
    const result = await api().set({ selection: { ids: [4] }, values: { genre: '通告' } }, call);
    expect(result).toMatchObject({ records: 1, changes: [{ id: 4, title: '广告', field: 'genre', before: '广告', after: '通告' }] });
    expect(library.history.next().undo?.sentence).toEqual({ zh: '修改《广告》的体裁：广告 → 通告', en: 'Change the genre of “广告”: 广告 → 通告' });
  });

  it('of many are one operation; a dry run writes nothing', async () => {
    const dry = await api().set({ selection: { query: 'genre:消息' }, values: { genre: '通讯', pageName: null }, dryRun: true }, call);
    expect(dry).toMatchObject({ operation: null, records: 2 });
    expect(dry.changes).toHaveLength(3);
    expect(await count('genre:消息')).toBe(2);
    const done = await api().set({ selection: { query: 'genre:消息' }, values: { genre: '通讯' } }, call);
    expect(done.records).toBe(2);
    expect(library.history.next().undo?.sentence.zh).toBe('把 2 条记录的体裁改为“通讯”');
    expect((await api().set({ selection: { query: 'genre:通讯' }, values: { genre: '通讯' } }, call)).operation).toBeNull();
    expect(library.history.undo({}).changes).toBe(2);
    expect(await count('genre:消息')).toBe(2);
  });

  it('keep a date that is no day as it was typed', async () => {
    await api().set({ selection: { ids: [1] }, values: { date: '二〇一一年夏' } }, call);
    const [row] = (await api().list({ query: 'id:1' }, call)).rows;
    expect(row).toMatchObject({ date: '二〇一一年夏', day: null });
  });

  it('refuse a field that there is not', async () => {
    const values = { titel: 'x' } as unknown as Fields;
    expect((await faultOf(() => api().set({ selection: { ids: [1] }, values }, call)))?.code).toBe('bad-input');
  });

  it('replace plainly, with signs of expressions and $ taken as they are', async () => {
    const result = await api().replace({ selection: { query: '' }, field: 'genre', find: '？', replace: '$&；' }, call);
    expect(result.changes).toEqual([{ id: 1, title: '中哈联合声明', field: 'genre', before: '公报？公告', after: '公报$&；公告' }]);
  });

  it('replace by an expression with what it caught', async () => {
    const dry = await api().replace({ selection: { query: '' }, field: 'author', find: '^(.+)/(.+)$', replace: '$2/$1', regex: true, dryRun: true }, call);
    expect(dry.changes.map(({ after }) => after)).toEqual(['李四/张三']);
    await api().replace({ selection: { query: '' }, field: 'body', find: '\\s*报道：', replace: '', regex: true }, call);
    expect(await count('body:杜杰New')).toBe(1);
    expect(library.history.next().undo?.sentence.zh).toBe('从 1 条记录的正文中删去符合 \\s*报道： 的文字');
  });

  it('stop an expression that does not end, with nothing changed', async () => {
    await api().set({ selection: { ids: [1] }, values: { body: `${'a'.repeat(60)}!` } }, call);
    const fault = await faultOf(() => api().replace({ selection: { query: '' }, field: 'body', find: '(a+)+$', replace: 'x', regex: true }, call));
    expect(fault?.code).toBe('bad-input');
    expect(library.history.list({}).total).toBe(2);
    expect((await faultOf(() => api().replace({ selection: { query: '' }, field: 'body', find: '(', replace: '', regex: true }, call)))?.code).toBe('bad-input');
  });

  it('offer the values in use', async () => {
    expect(await api().values({ field: 'genre', prefix: '图' }, call)).toEqual([{ value: '图片', count: 1 }]);
    expect(await api().values({ field: 'author' }, call)).toEqual([{ value: '李四', count: 2 }, { value: '张三', count: 1 }]);
    expect(await api().values({ field: 'title', prefix: '广' }, call)).toEqual([{ value: '广告', count: 1 }]);
    await api().tag({ selection: { ids: [1] }, add: ['ＡＢ'] }, call);
    expect(await api().values({ field: 'tag', prefix: 'a' }, call)).toEqual([{ value: 'ＡＢ', count: 1 }]);
  });
});

describe('a reference', () => {
  const resolve = async (ref: string): Promise<number> => (await api().resolve({ ref }, call)).id;

  it('is an id, a whole path, a path below the root, or an end of it', async () => {
    for (const ref of ['2', '/deliveries/2011/txt/00000001.TXT#1', 'txt/00000001.TXT#1', '2011/txt/00000001.TXT#1', '00000001.TXT#1', 'deliveries/2011/txt/00000001.TXT#1', './txt/00000001.TXT#1']) {
      expect(await resolve(ref), ref).toBe(2);
    }
  });

  it('that means nothing, or several records, is a fault', async () => {
    for (const ref of ['77', 'txt/00000001.TXT#2', '0001.TXT#1', 'x#y', '#1', '']) expect((await faultOf(() => resolve(ref)))?.code, ref).toBe('not-found');
    library.add([{ title: '甲' }], { root: '/other', name: () => 'txt/00000001.TXT' });
    expect((await faultOf(() => resolve('00000001.TXT#1')))?.code).toBe('not-found');
    expect(await resolve('/other/txt/00000001.TXT#1')).toBe(6);
    expect(await resolve('other/txt/00000001.TXT#1')).toBe(6);
  });

  it('to a copy means the record that was here before', async () => {
    const { sqlite } = library.store;
    sqlite.exec(`INSERT INTO import_root (id, operation_id, path) VALUES (9, 1, '/copy');
      INSERT INTO source (id, operation_id, root_id, path, bytes, modified_at, state, sha256, hash_key)
        SELECT 90, 1, 9, 'a.TXT', bytes, 0, 'alreadyHere', sha256, hash_key FROM source WHERE id = 3;
      INSERT INTO source (id, operation_id, root_id, path, bytes, modified_at, state) VALUES (91, 1, 9, 'b.TXT', 5, 0, 'imported');
      INSERT INTO record_seen VALUES (91, 2, 4)`);
    expect(await resolve('copy/a.TXT#1')).toBe(3);
    expect(await resolve('/copy/b.TXT#2')).toBe(4);
  });
});
