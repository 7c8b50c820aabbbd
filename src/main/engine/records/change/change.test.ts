import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordAction } from '../../../../contract/record-changes.ts';
import { call } from '../fixture/call.ts';
import { openLibrary } from '../fixture/library.ts';
import type { Fields, Library } from '../fixture/library.ts';
import { asking, faultOf } from '../fixture/sample.ts';

let library: Library;
const { api, count } = asking(() => library);

const RECORDS: readonly Fields[] = [
  { title: '  国内联播\u200b快讯　　八则 ', author: '张三，李四 王五〖HH/换行〗DW：新华社', date: '２０11年6月14号', column: '观察/国际', body: '    甲乙,丙丁:  \n\n    〖JZ/加重〗１２３〖-JZ/加重〗，WTO　\n' },
  { title: '經濟——發展與改革', author: '赵六', date: '二〇一一年六月三十一日', keywords: '经济；改革/RW：张三/记者/采访', body: '    這裏是正文.' },
  { title: '无', kicker: '引题：之二', subtitle: '副题', date: '2O11-O6-l5', class: 'D822;F12' },
  { title: '完好', author: '张三/李四', date: '20110616', class: 'D822；F12' },
];

beforeEach(() => {
  library = openLibrary();
  library.add(RECORDS);
});
afterEach(() => { library.close(); });

/** What an action makes of each record: `id field: value`. */
async function made(action: RecordAction): Promise<readonly string[]> {
  const { changes } = await api().change({ selection: { query: '' }, action }, call);
  return changes.map(({ id, field, after }) => `${id} ${field}: ${after ?? '—'}`);
}

describe('an action', () => {
  it.each<[string, RecordAction, readonly string[]]>([
    ['clears fields', { do: 'clear', fields: ['column', 'subtitle'] }, ['1 column: —', '3 subtitle: —']],
    ['parts values where another sign stands between them, and leaves what is said of them', { do: 'split', field: 'author', at: '[，\\s]+', regex: true }, ['1 author: 张三/李四/王五〖HH/换行〗DW：新华社']],
    ['parts values plainly', { do: 'split', field: 'keywords', at: '；' }, ['2 keywords: 经济/改革/RW：张三/记者/采访']],
    ['parts class numbers', { do: 'split', field: 'class', at: ';' }, ['3 class: D822；F12']],
    ['moves what stands after the first separator to another field', { do: 'split', field: 'column', at: '/', into: 'pageName' }, ['1 column: 观察', '1 pageName: 国际']],
    ['joins fields', { do: 'join', fields: ['title', 'subtitle'], into: 'title', separator: '——' }, ['3 title: 无——副题', '3 subtitle: —']],
    ['joins fields and keeps them', { do: 'join', fields: ['kicker', 'title'], into: 'title', separator: ' ', keep: true }, ['3 title: 引题：之二 无']],
    ['trims', { do: 'trim', fields: ['title', 'body'] }, ['1 title: 国内联播快讯 八则', '1 body:     甲乙,丙丁:\n\n    〖JZ/加重〗１２３〖-JZ/加重〗，WTO']],
    ['normalises width', { do: 'width', fields: ['body', 'date'], punctuation: false }, ['1 date: 2011年6月14号', '1 body:     甲乙,丙丁:  \n\n    〖JZ/加重〗123〖-JZ/加重〗，WTO　\n']],
    ['normalises punctuation', { do: 'width', fields: ['body'], letters: false }, ['1 body:     甲乙，丙丁：  \n\n    〖JZ/加重〗１２３〖-JZ/加重〗，WTO　\n', '2 body:     這裏是正文。']],
    ['writes simplified characters', { do: 'simplify', fields: ['title', 'body'] }, ['2 title: 经济——发展与改革', '2 body:     这里是正文.']],
    ['repairs dates', { do: 'dates' }, ['1 date: 20110614', '3 date: 20110615']],
  ])('%s', async (_, action, changes) => {
    expect([...await made(action)].sort()).toEqual([...changes].sort());
    // A second time there is nothing left to do, unless what was joined is still there to be joined.
    if (action.do !== 'join' || action.keep !== true) expect(await made(action)).toEqual([]);
    library.history.undo({});
    const { rows } = await api().list({ sort: [{ field: 'id' }] }, call);
    expect(rows.map(({ title }) => title)).toEqual(RECORDS.map(({ title }) => title));
  });

  it('says how many records it could not do', async () => {
    expect(await api().change({ selection: { query: '' }, action: { do: 'dates' }, dryRun: true }, call)).toMatchObject({ operation: null, records: 2, left: 1 });
    const joined = await api().change({ selection: { query: '' }, action: { do: 'join', fields: ['title', 'kicker'], into: 'subtitle', separator: '' } }, call);
    expect(joined).toMatchObject({ records: 3, left: 1 });
  });

  it('writes the day with a repaired date', async () => {
    await made({ do: 'dates' });
    expect(await count('date:2011-06-14..2011-06-15')).toBe(2);
  });

  it.each<[RecordAction]>([
    [{ do: 'split', field: 'title', at: '/' }], [{ do: 'split', field: 'title', at: '/', into: 'title' }], [{ do: 'join', fields: ['title'], into: 'title', separator: '' }],
    [{ do: 'width', fields: ['title'], letters: false, punctuation: false }], [{ do: 'split', field: 'title', at: '(', regex: true, into: 'kicker' }],
  ])('that makes no sense is refused: %j', async (action) => {
    expect((await faultOf(() => api().change({ selection: { query: '' }, action }, call)))?.code).toBe('bad-input');
  });

  it('by an expression does not hold others up, however long it takes', async () => {
    await api().set({ selection: { ids: [1] }, values: { body: `${'a'.repeat(60)}!` } }, call);
    const endless = faultOf(() => api().replace({ selection: { query: '' }, field: 'body', find: '(a+)+$', replace: 'x', regex: true }, call));
    const started = performance.now();
    expect(await count('title:完好')).toBe(1);
    expect(performance.now() - started).toBeLessThan(1500);
    expect((await endless)?.code).toBe('bad-input');
  });

  it('by an expression works on what a record is when it is written', async () => {
    const replacing = api().replace({ selection: { ids: [4] }, field: 'title', find: '.$', replace: '整', regex: true }, call);
    await api().set({ selection: { ids: [4] }, values: { title: '改过的' } }, call);
    expect((await replacing).changes).toMatchObject([{ before: '改过的', after: '改过整' }]);
  });
});

describe('an action on thousands of records', () => {
  const MANY = 2500;
  beforeEach(() => { library.add(Array.from({ length: MANY }, (_, at) => ({ title: `第${at}条`, genre: '消息' }))); });

  it('is one operation, of which one record can be taken back, also after a restart', async () => {
    const { operation, records } = await api().set({ selection: { query: 'genre:消息' }, values: { genre: '通讯', date: '20110614' } }, call);
    expect(records).toBe(MANY);
    expect(library.history.next().undo).toMatchObject({ id: operation, state: 'done', changes: MANY * 3 });
    library.history.undo({ operation: operation ?? 0, record: 100 });
    library.reopen();
    expect(await count('genre:消息')).toBe(1);
    expect(await count('date:2011-06-14 genre:通讯')).toBe(MANY - 1);
    library.history.undo({ operation: operation ?? 0 });
    expect(await count('genre:消息')).toBe(MANY);
    library.history.redo({});
    expect(await count('genre:通讯')).toBe(MANY - 1);
  });

  it('tells how far it is, and a cancel takes back what was done', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const fault = await faultOf(() => api().set({ selection: { query: 'genre:消息' }, values: { genre: '通讯' } }, {
      signal: stop.signal, progress: ({ done }) => { told.push(done); stop.abort(); },
    }));
    expect(fault?.code).toBe('cancelled');
    expect(told.length).toBeGreaterThan(0);
    expect(await count('genre:消息')).toBe(MANY);
  });

  it('that the end of the process cut off is taken back at the next start', async () => {
    const long = library.history.begin({ kind: 'records.set', input: {}, sentence: { zh: '改体裁', en: 'Set the genre' } });
    long.batch((tx) => { tx.setMany('record', Array.from({ length: 1000 }, (_, at) => 5 + at), 'genre', '通讯'); });
    expect(await count('genre:通讯')).toBe(1000);
    library.reopen();
    expect(await count('genre:消息')).toBe(MANY);
    expect(library.history.next().undo?.kind).toBe('imports.run');
  });

  it('leaves the edits of others that come between', async () => {
    const changing = api().change({ selection: { query: 'genre:消息' }, action: { do: 'replace', field: 'title', find: '条', replace: '则' } }, call);
    await api().set({ selection: { ids: [2400] }, values: { title: '别人的条目' } }, call);
    await changing;
    expect(await count('title:别人的则目')).toBe(1);
  });
});

describe('a rehearsal', () => {
  it('has every change, window by window, and finds among them', async () => {
    library.add(Array.from({ length: 2500 }, (_, at) => ({ title: `第${at}条`, genre: '消息' })));
    const { rehearsal, ...figures } = await api().rehearse({ selection: { query: 'genre:消息' }, action: { do: 'set', values: { genre: '通讯', pageName: '要闻' } } }, call);
    expect(figures).toEqual({ records: 2500, changes: 5000, left: 0 });
    const page = await api().rehearsed({ rehearsal, offset: 4998, limit: 10 }, call);
    expect(page).toMatchObject({ total: 5000, stale: false, changes: [{ title: '第2499条', field: 'genre', before: '消息', after: '通讯' }, { field: 'pageName', before: null, after: '要闻' }] });
    expect(await api().rehearsed({ rehearsal, find: '第2001条' }, call)).toMatchObject({ total: 2, changes: [{ title: '第2001条' }, { title: '第2001条' }] });
    expect(await api().rehearsed({ rehearsal, find: '要闻', offset: 2499 }, call)).toMatchObject({ total: 2500, changes: [{ title: '第2499条' }] });
    expect(library.history.list({}).total).toBe(2);
    await api().set({ selection: { ids: [1] }, values: { genre: '广告' } }, call);
    expect((await api().rehearsed({ rehearsal }, call)).stale).toBe(true);
  });

  it('shows a long text where it changes, and is not kept for ever', async () => {
    await api().set({ selection: { ids: [1] }, values: { body: `${'前'.repeat(900)}错${'后'.repeat(900)}` } }, call);
    const action: RecordAction = { do: 'replace', field: 'body', find: '错', replace: '对' };
    const { rehearsal } = await api().rehearse({ selection: { query: '' }, action }, call);
    const [change] = (await api().rehearsed({ rehearsal }, call)).changes;
    expect(change?.before).toMatch(/^…前{40}错后+…$/u);
    expect(change?.after).toMatch(/^…前{40}对后+…$/u);
    for (let more = 0; more < 4; more++) await api().rehearse({ selection: { query: '' }, action }, call);
    expect((await faultOf(() => api().rehearsed({ rehearsal }, call)))?.code).toBe('not-found');
  });
});
