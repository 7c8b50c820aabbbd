import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvents } from '../../contract/engine.ts';
import type { Task } from '../../contract/progress.ts';
import type { Call } from '../../contract/rpc.ts';
import { createEngine } from './engine.ts';
import type { Engine } from './engine.ts';

const EXPECTED = JSON.parse(readFileSync(resolve('fixtures/sample.expected.json'), 'utf8')) as {
  readonly breaches: readonly { readonly rule: string; readonly ref: string }[];
};
const call: Call = { signal: new AbortController().signal, progress: () => undefined };

let folder: string;
let engine: Engine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-engine-'));
  engine = createEngine({ file: join(folder, 'l.jianbao'), migrations: resolve('migrations'), mode: 'create', readers: 0 });
  await engine.handlers.imports.run({ paths: [resolve('fixtures/sample')] }, call);
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const count = async (query: string): Promise<number> => (await engine.handlers.records.count({ query }, call)).count;

describe('the door', () => {
  it('refuses an input that is not as it should be, with the place', async () => {
    const wrong: unknown = { id: 'one' };
    await expect(engine.handlers.records.get(wrong as { id: number }, call)).rejects.toMatchObject({ code: 'bad-input', text: { en: expect.stringContaining('id') as string } });
    const strange: unknown = { query: '', where: '1=1' };
    await expect(engine.handlers.records.count(strange as { query: string }, call)).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('tells an empty path, as a drop in a wrong locale gives it, in words', async () => {
    await expect(engine.handlers.imports.run({ paths: [''] }, call)).rejects.toMatchObject({ code: 'bad-input', text: { zh: expect.stringContaining('路径') as string } });
  });
});

describe('classes', () => {
  it('roll up, with house and finer numbers under their letter', async () => {
    const main = await engine.handlers.subjects.tree({}, call);
    const d = main.find((node) => node.notation === 'D');
    expect(d?.records).toBe(await count('class:D'));
    const under = async (notation: string): Promise<readonly string[]> => (await engine.handlers.subjects.tree({ under: notation }, call)).map((node) => node.notation);
    expect(await under('D8')).toContain('D82');
    expect(await under('E')).toEqual(expect.arrayContaining(['EI26', 'EI275', 'EI279.6', 'EK258.2']));
  });

  it('are found by number and by caption', async () => {
    const [first] = await engine.handlers.subjects.search({ text: 'd82' }, call);
    expect(first?.notation).toBe('D82');
    expect((await engine.handlers.subjects.search({ text: '外交' }, call)).map((node) => node.notation)).toContain('D8');
  });

  it('are assigned as the first of several, told apart from those that came, and taken away again', async () => {
    const { rows: [row] } = await engine.handlers.records.list({ query: 'class:=D822', limit: 1 }, call);
    const id = row?.id ?? 0;
    const selection = { ids: [id] };
    await engine.handlers.subjects.assign({ selection, notation: 'F752' }, call);
    const { classes } = await engine.handlers.records.get({ id }, call);
    expect(classes.map(({ notation, main, origin }) => ({ notation, main, origin }))).toEqual([
      { notation: 'F752', main: true, origin: 'human' }, { notation: 'D822', main: false, origin: 'source' },
    ]);
    expect(await count('class:D82')).toBeGreaterThan(0);
    await engine.handlers.subjects.unassign({ selection, notation: 'F752' }, call);
    expect((await engine.handlers.records.get({ id }, call)).class).toBe('D822');
    const dry = await engine.handlers.subjects.assign({ selection, notation: 'K', dryRun: true }, call);
    expect(dry).toMatchObject({ operation: null, records: 1 });
  });
});

describe('quality', () => {
  it('finds what was planted, under the rules there are', async () => {
    const { rules } = await engine.handlers.quality.check({}, call);
    const known = new Set(rules.map(({ rule }) => rule));
    const { breaches } = await engine.handlers.quality.list({ limit: 10_000 }, call);
    for (const { rule, ref } of EXPECTED.breaches.filter((breach) => known.has(breach.rule))) {
      const { id } = await engine.handlers.records.resolve({ ref }, call);
      expect(breaches.filter((breach) => breach.id === id).map((breach) => breach.rule)).toContain(rule);
    }
    expect(await count('problem:page-range')).toBe(1);
  });
});

describe('sets', () => {
  it('live ones follow their query until they are frozen', async () => {
    const { id } = await engine.handlers.sets.create({ name: '外交', live: true, query: 'class:D82' }, call);
    const before = await count('set:外交');
    const { rows: [row] } = await engine.handlers.records.list({ query: '-class:D82', limit: 1 }, call);
    await engine.handlers.subjects.assign({ selection: { ids: [row?.id ?? 0] }, notation: 'D829' }, call);
    expect(await count('set:外交')).toBe(before + 1);
    await engine.handlers.sets.freeze({ set: id }, call);
    await engine.handlers.history.undo({}, call);
    await engine.handlers.sets.freeze({ set: id }, call);
    await expect(engine.handlers.sets.add({ set: id, selection: { query: '' } }, call)).rejects.toMatchObject({ code: 'conflict' });
    expect((await engine.handlers.sets.list({}, call))[0]).toMatchObject({ live: false, records: before + 1 });
  });

  it('are compared, renamed and deleted without touching a record, and come back by undo', async () => {
    const one = await engine.handlers.sets.create({ name: '甲', selection: { query: 'date:2011' } }, call);
    const two = await engine.handlers.sets.create({ name: '乙', selection: { query: 'date:2011-06-14' } }, call);
    const { onlyFirst, onlySecond, both } = await engine.handlers.sets.compare({ first: one.id, second: two.id }, call);
    expect([onlyFirst.length, onlySecond.length, both]).toEqual([one.records - two.records, 0, two.records]);
    await expect(engine.handlers.sets.rename({ set: two.id, name: '甲' }, call)).rejects.toMatchObject({ code: 'conflict' });
    await engine.handlers.sets.delete({ set: one.id }, call);
    expect(await engine.handlers.sets.list({}, call)).toHaveLength(1);
    await engine.handlers.history.undo({}, call);
    expect((await engine.handlers.sets.list({}, call)).find((set) => set.name === '甲')?.records).toBe(one.records);
  });
});

describe('the library', () => {
  it('passes its own check, copies itself, and gives space back', async () => {
    expect(await engine.handlers.library.check({}, call)).toEqual({ ok: true, problems: [], depth: 'file' });
    const copy = join(folder, 'copy.jianbao');
    await engine.handlers.library.backup({ file: copy }, call);
    const other = createEngine({ file: copy, migrations: resolve('migrations'), mode: 'open', readers: 0 });
    expect((await other.handlers.records.count({}, call)).count).toBe(74);
    other.close();
    await expect(engine.handlers.library.backup({ file: copy }, call)).rejects.toMatchObject({ code: 'conflict' });
    expect((await engine.handlers.library.compact({}, call)).after).toBeGreaterThan(0);
    expect((await engine.handlers.library.info({}, call)).records).toBe(74);
  });

  it('that is damaged is told as such', () => {
    const broken = join(folder, 'broken.jianbao');
    engine.close();
    copyFileSync(join(folder, 'l.jianbao'), broken);
    truncateSync(broken, 20_000);
    const bytes = readFileSync(broken);
    writeFileSync(broken, bytes.fill(7, 8192));
    expect(() => createEngine({ file: broken, migrations: resolve('migrations'), mode: 'open' })).toThrow(/library-damaged|not-a-library/);
    expect(existsSync(`${broken}-lock`)).toBe(false);
    engine = createEngine({ file: join(folder, 'l.jianbao'), migrations: resolve('migrations'), mode: 'open', readers: 0 });
  });
});

describe('someone who looks on', () => {
  it('hears of changes and tasks, and the index follows an import by itself', async () => {
    const heard: EngineEvents['changed'][] = [];
    const tasks: Task[] = [];
    engine.onEvent((event, data) => {
      if (event === 'changed') heard.push(data as EngineEvents['changed']);
      else tasks.push(data as Task);
    });
    await expect.poll(async () => (await engine.handlers.library.info({}, call)).pending, { timeout: 10_000 }).toBe(0);
    const { rows: [row] } = await engine.handlers.records.list({ limit: 1 }, call);
    await engine.handlers.records.set({ selection: { ids: [row?.id ?? 0] }, values: { genre: '特写' } }, call);
    await expect.poll(() => heard.some(({ areas, records }) => areas.includes('records') && records.includes(row?.id ?? 0))).toBe(true);
    expect(tasks.some((task) => task.kind === 'records.index' && task.state === 'done')).toBe(true);
  });

  it('can hold a task and let it go on', async () => {
    const running = engine.handlers.duplicates.find({}, call);
    const [task] = (await engine.handlers.tasks.list({}, call)).filter((one) => one.kind === 'duplicates.find');
    const id = task?.id ?? 0;
    expect(await engine.handlers.tasks.pause({ id }, call)).toEqual({ paused: true });
    expect((await engine.handlers.tasks.list({}, call)).find((one) => one.id === id)?.state).toBe('paused');
    expect(await engine.handlers.tasks.resume({ id }, call)).toEqual({ resumed: true });
    expect((await running).groups).toBeGreaterThan(0);
  });
});
