import { afterEach, describe, expect, it } from 'vitest';
import type { AuthorityField, Cluster } from '../../../contract/authorities.ts';
import { call, delivered } from '../delivery.testing.ts';
import type { Delivered, Fields } from '../delivery.testing.ts';

let library: Delivered;
afterEach(() => library.close());

const open = async (records: readonly Fields[]): Promise<void> => { library = await delivered(records); };
const authorities = () => library.engine.handlers.authorities;
const clusters = async (field: AuthorityField): Promise<readonly Cluster[]> => (await authorities().clusters({ field }, call)).clusters;
/** `into ← method spelling …`, for reading at a glance. */
const lines = async (field: AuthorityField): Promise<readonly string[]> =>
  (await clusters(field)).map(({ into, spellings }) => `${into} ← ${spellings.map(({ value, method }) => `${method} ${value}`).join(', ')}`);
const times = (count: number, fields: Fields): readonly Fields[] => Array.from({ length: count }, () => fields);
const countOf = async (query: string): Promise<number> => (await library.engine.handlers.records.count({ query }, call)).count;
const textOf = async (id: number, field: 'author' | 'genre' | 'keywords'): Promise<string | undefined> =>
  (await library.engine.handlers.records.get({ id }, call)).fields.find((known) => known.field === field)?.value;

describe('clusters', () => {
  it('are found by every method, and say why', async () => {
    await open([
      ...times(5, { genre: '其他言论', pageName: '国际新闻', column: '新华社讯ABC' }), { genre: '其它言论', pageName: '國際新聞', column: '新华社讯ＡＢＣ' },
      ...times(3, { keywords: '国际关系学院', author: '李未' }), { keywords: '国际关系学院·', author: '李末' },
      ...times(4, { keywords: 'Smith John', author: '王小伟' }), { keywords: 'John, Smith', author: '王小炜' }, { keywords: '国际关系学院院' },
    ]);
    expect(await lines('genre')).toEqual(['其他言论 ← variant 其它言论']);
    expect(await lines('pageName')).toEqual(['国际新闻 ← script 國際新聞']);
    expect(await lines('column')).toEqual(['新华社讯ABC ← width 新华社讯ＡＢＣ']);
    expect(await lines('author')).toEqual(['李未 ← lookalike 李末', '王小伟 ← pinyin 王小炜']);
    expect(await lines('keywords')).toEqual(['国际关系学院 ← spacing 国际关系学院·', 'Smith John ← order John, Smith', '国际关系学院 ← edit 国际关系学院院']);
    const [cluster] = await clusters('genre');
    expect(cluster?.spellings[0]?.why.zh).toBe('异形词：它 / 他');
    expect(cluster).toMatchObject({ before: 5, after: 6 });
  });

  it('keep apart what differs in figures, in surname, or in a character that is nothing like it', async () => {
    await open([
      ...times(9, { pageName: '第一版要闻', genre: '本报社论', author: '张小伟' }), { pageName: '第二版要闻', genre: '本报评论', author: '章小伟' },
      { pageName: '第３版要闻', genre: '报告文学', author: '王小红' }, { author: '王小明' },
    ]);
    expect([...await lines('pageName'), ...await lines('genre'), ...await lines('author')]).toEqual([]);
  });

  it('count a record with two spellings once', async () => {
    await open([...times(2, { keywords: '外交' }), { keywords: '外交／外 交' }, { keywords: '外 交' }]);
    expect(await clusters('keywords')).toMatchObject([{ into: '外交', before: 3, after: 4, spellings: [{ value: '外 交', records: 2 }] }]);
  });

  it('do not show again what was said to be two things, over a restart', async () => {
    await open([...times(3, { author: '李未' }), { author: '李末' }]);
    await authorities().keepApart({ field: 'author', value: '李未', others: ['李末'] }, call);
    expect(await clusters('author')).toEqual([]);
    library.reopen();
    expect(await clusters('author')).toEqual([]);
    library.engine.handlers.history.undo({}, call);
    expect(await lines('author')).toEqual(['李未 ← lookalike 李末']);
  });

  it('propose what the authority list knows in a new delivery, and its form even where nobody has it yet', async () => {
    await open([{ genre: '评论员文章' }, { genre: '本报评论员文章' }]);
    await authorities().put({ field: 'genre', preferred: '社论', variants: ['评论员文章', '本报评论员文章'] }, call);
    expect(await clusters('genre')).toMatchObject([{ into: '社论', method: 'known', before: 0, after: 2 }]);
  });

  it('are worked out anew after an edit', async () => {
    await open([...times(2, { genre: '其他言论' }), { genre: '消息' }]);
    expect(await lines('genre')).toEqual([]);
    await library.engine.handlers.records.set({ selection: { ids: [3] }, values: { genre: '其它言论' } }, call);
    expect(await lines('genre')).toEqual(['其他言论 ← variant 其它言论']);
  });
});

describe('merging', () => {
  const records: readonly Fields[] = [
    ...times(3, { genre: '其他言论', author: '新华社记者/张三' }), { genre: '消息；其它言论', author: '张　三' }, { genre: '其它言论；其他言论', author: '李四/张 三〖HH/换行〗DW：新华社' },
  ];

  it('writes one value within a field of several, in one operation that is undone as one', async () => {
    await open(records);
    const before = await authorities().values({ field: 'genre' }, call);
    const { operation, records: changed, valuesBefore, valuesAfter } = await authorities().merge({ field: 'genre', merges: [{ into: '其他言论', values: ['其它言论'] }] }, call);
    expect([changed, valuesBefore, valuesAfter]).toEqual([2, 3, 2]);
    expect([await textOf(4, 'genre'), await textOf(5, 'genre')]).toEqual(['消息；其他言论', '其他言论']);
    expect((await authorities().values({ field: 'genre' }, call)).values).toEqual([
      { value: '其他言论', records: 5, standing: 'preferred', preferred: '其他言论' }, { value: '消息', records: 1, standing: 'new', preferred: null },
    ]);
    expect(await authorities().list({ field: 'genre' }, call)).toMatchObject({ authorities: [{ preferred: '其他言论', variants: ['其它言论'], records: 5 }] });
    await library.engine.handlers.history.undo({ operation: operation ?? 0 }, call);
    expect([await textOf(4, 'genre'), await textOf(5, 'genre')]).toEqual(['消息；其它言论', '其它言论；其他言论']);
    expect(await authorities().values({ field: 'genre' }, call)).toEqual(before);
    expect(await authorities().list({ field: 'genre' }, call)).toMatchObject({ total: 0 });
  });

  it('says what it would do without doing it', async () => {
    await open(records);
    const dry = await authorities().merge({ field: 'author', merges: [{ into: '张三', values: ['张　三', '张 三'] }], dryRun: true }, call);
    expect(dry).toMatchObject({ operation: null, records: 2 });
    expect(dry.changes.map(({ after }) => after)).toEqual(['张三', '李四/张三〖HH/换行〗DW：新华社']);
    expect(await textOf(4, 'author')).toBe('张　三');
    expect(await authorities().list({ field: 'author' }, call)).toMatchObject({ total: 0 });
  });

  it('takes all sure clusters at once, and keeps to a selection', async () => {
    await open(records);
    expect(await authorities().mergeAll({ field: 'author' }, call)).toMatchObject({ clusters: 1, records: 2 });
    expect(await clusters('author')).toEqual([]);
    await library.engine.handlers.history.undo({}, call);
    expect((await authorities().merge({ field: 'author', merges: [{ into: '张三', values: ['张　三', '张 三'] }], selection: { ids: [4] } }, call)).records).toBe(1);
    expect(await textOf(5, 'author')).toBe('李四/张 三〖HH/换行〗DW：新华社');
  });

  it('moves what hung on a form to the form it becomes', async () => {
    await open(records);
    await authorities().put({ field: 'genre', preferred: '其它言论', variants: ['别的言论'] }, call);
    await authorities().merge({ field: 'genre', merges: [{ into: '其他言论', values: ['其它言论'] }] }, call);
    const { authorities: [only], total } = await authorities().list({ field: 'genre' }, call);
    expect([total, only?.preferred, [...only?.variants ?? []].sort()]).toEqual([1, '其他言论', ['其它言论', '别的言论'].sort()]);
    await library.engine.handlers.history.undo({}, call);
    expect(await authorities().list({ field: 'genre' }, call)).toMatchObject({ total: 1, authorities: [{ preferred: '其它言论', variants: ['别的言论'] }] });
  });

  it('refuses a form that would be several values, and merges that contradict each other', async () => {
    await open(records);
    await expect(authorities().merge({ field: 'genre', merges: [{ into: '消息；通讯', values: ['其它言论'] }] }, call)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(authorities().merge({ field: 'genre', merges: [{ into: '消息', values: ['其它言论'] }, { into: '通讯', values: ['其它言论'] }] }, call))
      .rejects.toMatchObject({ code: 'bad-input' });
    await expect(authorities().merge({ field: 'genre', merges: [{ into: '消息', values: ['通讯'] }, { into: '通讯', values: ['消息'] }] }, call))
      .rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('the authority list', () => {
  it('completes by form, by variant and by pinyin initials, before other values', async () => {
    await open([...times(2, { genre: '其他消息' }), { genre: '其他言论' }]);
    await authorities().put({ field: 'genre', preferred: '其他言论', variants: ['其它言论'] }, call);
    const offers = async (prefix: string): Promise<readonly string[]> => (await authorities().complete({ field: 'genre', prefix }, call)).map(({ value }) => value);
    expect([await offers('其他'), await offers('其它'), await offers('qtyl')]).toEqual([['其他言论', '其他消息'], ['其他言论'], ['其他言论']]);
  });

  it('takes over the values in use, does not let two forms share a spelling, and gives a form up again', async () => {
    await open([...times(2, { genre: '消息' }), { genre: '通讯' }]);
    expect(await authorities().adopt({ field: 'genre', least: 2 }, call)).toMatchObject({ added: 1 });
    await expect(authorities().put({ field: 'genre', preferred: '通讯', variants: ['消息'] }, call)).rejects.toMatchObject({ code: 'conflict' });
    const { authorities: [only] } = await authorities().list({ field: 'genre' }, call);
    await authorities().remove({ id: only?.id ?? 0 }, call);
    expect(await authorities().list({ field: 'genre' }, call)).toMatchObject({ total: 0 });
  });

  it('gives a query that finds the records of its values, also where a genre stands among others', async () => {
    await open([{ genre: '照片；图片', author: '张三/李四' }, { genre: '图片' }, { genre: '消息' }]);
    const query = async (field: AuthorityField, values: readonly string[]): Promise<number> => countOf((await authorities().query({ field, values }, call)).query);
    expect([await query('genre', ['图片']), await query('genre', ['照片', '消息']), await query('author', ['李四'])]).toEqual([2, 2, 1]);
  });
});
