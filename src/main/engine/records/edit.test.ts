import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from './fixture/call.ts';
import { openLibrary } from './fixture/library.ts';
import type { Fields, Library } from './fixture/library.ts';
import { asking, faultOf, SAMPLE } from './fixture/sample.ts';

let library: Library;
const { api, count } = asking(() => library);

beforeEach(() => {
  library = openLibrary();
  library.add(SAMPLE);
});
afterEach(() => { library.close(); });

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
