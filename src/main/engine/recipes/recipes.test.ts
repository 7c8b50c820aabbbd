import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecipeFile } from '../../../contract/recipes.ts';
import { call, delivered } from '../delivery.testing.ts';
import type { Delivered } from '../delivery.testing.ts';

let library: Delivered;
let file: string;

beforeEach(async () => {
  library = await delivered([
    { genre: '其它言论', author: '张 三', title: '一' }, { genre: '消息；其它言论', author: '李四', title: '二' }, { genre: '消息', title: '三' },
    { genre: '其它言论', title: '四', class: 'D8' }, { genre: '通讯', title: '五' },
  ]);
  file = `${library.file}.recipe.json`;
});
afterEach(() => {
  rmSync(file, { force: true });
  library.close();
});

const api = () => library.engine.handlers;
const genres = async (): Promise<readonly string[]> => (await api().records.list({ sort: [{ field: 'id' }] }, call)).rows.map(({ genre }) => genre);

/** Two edits and a merge done to the first record, and kept as a recipe. */
async function saved(): Promise<number> {
  const selection = { ids: [1] };
  const operations = [
    (await api().authorities.merge({ field: 'genre', merges: [{ into: '其他言论', values: ['其它言论'] }], selection }, call)).operation,
    (await api().records.replace({ selection, field: 'genre', find: '其他言论', replace: '言论' }, call)).operation,
    (await api().records.tag({ selection, add: ['已校'] }, call)).operation,
    (await api().records.status({ selection, status: 'review' }, call)).operation,
    (await api().subjects.assign({ selection, notation: 'D82' }, call)).operation,
  ].map((operation) => operation ?? 0);
  return (await api().recipes.save({ name: '言论', operations: [...operations].reverse() }, call)).id;
}

describe('a recipe', () => {
  it('keeps operations in the order they were done, in words that name no records', async () => {
    await saved();
    const [recipe] = await api().recipes.list({}, call);
    expect(recipe?.steps.map(({ sentence }) => sentence.zh)).toEqual([
      '把体裁“其它言论”统一为“其他言论”', '在体裁中把“其他言论”替换为“言论”', '加上标签“已校”', '把状态改为“待查”', '标引分类号 D82',
    ]);
    expect(recipe?.steps.every(({ input }) => !Object.hasOwn(input, 'selection'))).toBe(true);
  });

  it('tells exactly what it would do, later steps on what earlier ones made, and does nothing', async () => {
    const id = await saved();
    const before = await genres();
    const steps = (await api().history.list({}, call)).total;
    const dry = await api().recipes.run({ id, selection: { query: '其它言论 OR genre:"其它言论" OR genre:消息 OR genre:"消息；其它言论"' }, dryRun: true }, call);
    expect(dry).toMatchObject({ operation: null, records: 3 });
    expect(dry.steps.map(({ records }) => records)).toEqual([2, 2, 3, 3, 3]);
    expect(dry.values).toContainEqual({ field: 'genre', before: '消息；其它言论', after: '消息；言论', records: 1 });
    expect(dry.values).toContainEqual({ field: 'tag', before: null, after: '已校', records: 3 });
    expect(dry.values).toContainEqual({ field: 'status', before: 'new', after: 'review', records: 3 });
    expect(dry.changesTotal).toBe(dry.values.reduce((sum, { records }) => sum + records, 0));
    expect(await genres()).toEqual(before);
    expect((await api().history.list({}, call)).total).toBe(steps);
    expect((await api().records.count({ query: 'tag:已校' }, call)).count).toBe(1);
  });

  it('does what the dry run said, as one operation that is undone, redone and undone for one record', async () => {
    const id = await saved();
    const selection = { query: 'genre:"其它言论" OR genre:"消息；其它言论"' };
    const dry = await api().recipes.run({ id, selection, dryRun: true }, call);
    const run = await api().recipes.run({ id, selection }, call);
    expect({ ...run, operation: null }).toEqual(dry);
    expect(await genres()).toEqual(['言论', '消息；言论', '消息', '言论', '通讯']);
    expect((await api().records.count({ query: 'class:D82' }, call)).count).toBe(3);
    expect((await api().history.next({}, call)).undo?.sentence.zh).toBe('按配方“言论”处理 2 条记录');
    await api().history.undo({ operation: run.operation ?? 0, record: 4 }, call);
    expect(await genres()).toEqual(['言论', '消息；言论', '消息', '其它言论', '通讯']);
    await api().history.undo({ operation: run.operation ?? 0 }, call);
    expect(await genres()).toEqual(['言论', '消息；其它言论', '消息', '其它言论', '通讯']);
    library.reopen();
    await api().history.redo({}, call);
    expect((await genres()).slice(0, 2)).toEqual(['言论', '消息；言论']);
  });

  it('finds what a step left behind with the next query', async () => {
    const id = await saved();
    await api().recipes.run({ id, selection: { ids: [2] } }, call);
    expect((await api().records.count({ query: 'genre:"消息；言论" status:review tag:已校' }, call)).count).toBe(1);
    expect((await api().authorities.clusters({ field: 'genre' }, call)).clusters.map(({ into }) => into)).toEqual(['其他言论']);
  });

  it('refuses steps that cannot be done again, a name that is taken, and no steps', async () => {
    await saved();
    await expect(api().recipes.save({ name: '导入', operations: [1] }, call)).rejects.toMatchObject({ code: 'bad-input', text: { zh: expect.stringContaining('第 1 步') as string } });
    await expect(api().recipes.save({ name: '言论', operations: [2] }, call)).rejects.toMatchObject({ code: 'conflict' });
    await expect(api().recipes.save({ name: '空', operations: [] }, call)).rejects.toMatchObject({ code: 'bad-input' });
    expect((await api().history.list({}, call)).operations.filter(({ replayable }) => replayable)).toHaveLength(5);
  });

  it('loses and reorders steps, and comes back by undo', async () => {
    const id = await saved();
    await api().recipes.edit({ id, name: '言论一', steps: [2, 0] }, call);
    expect((await api().recipes.list({}, call))[0]).toMatchObject({ name: '言论一', steps: [{ kind: 'records.tag' }, { kind: 'authorities.merge' }] });
    await api().recipes.delete({ id }, call);
    await api().history.undo({}, call);
    await api().history.undo({}, call);
    expect((await api().recipes.list({}, call))[0]?.steps).toHaveLength(5);
  });
});

describe('a recipe file', () => {
  it('takes a recipe to another library', async () => {
    const id = await saved();
    await api().recipes.export({ id, file }, call);
    await expect(api().recipes.export({ id, file }, call)).rejects.toMatchObject({ code: 'conflict' });
    const other = await delivered([{ genre: '其它言论' }]);
    const { recipes, records } = other.engine.handlers;
    const brought = await recipes.import({ file }, call);
    expect(brought).toMatchObject({ name: '言论', steps: 5 });
    expect((await recipes.run({ id: brought.id, selection: { query: '' } }, call)).records).toBe(1);
    expect((await records.get({ id: 1 }, call)).genre).toBe('言论');
    expect((await recipes.import({ file }, call)).name).toBe('言论（2）');
    other.close();
  });

  it('is refused with the step that this version does not know, and with what is wrong in one it knows', async () => {
    const id = await saved();
    await api().recipes.export({ id, file }, call);
    const content = JSON.parse(readFileSync(file, 'utf8')) as RecipeFile;
    const refused = async (change: unknown, zh: string): Promise<void> => {
      writeFileSync(file, typeof change === 'string' ? change : JSON.stringify(change));
      await expect(api().recipes.import({ file }, call)).rejects.toMatchObject({ code: 'bad-input', text: { zh: expect.stringContaining(zh) as string } });
    };
    await refused({ ...content, steps: [...content.steps, { kind: 'records.translate', input: {} }] }, '第 6 步');
    await refused({ ...content, steps: [{ kind: 'records.replace', input: { field: 'genre' } }] }, '第 1 步');
    await refused({ ...content, version: 2 }, '较新版本');
    await refused({ ...content, steps: [] }, 'steps');
    await refused({ hello: 1 }, '不是配方文件');
    await refused('〖', '无法作为配方读出');
    expect(await api().recipes.list({}, call)).toHaveLength(1);
  });
});
