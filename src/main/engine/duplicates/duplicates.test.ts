import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DuplicateGroup } from '../../../contract/duplicates.ts';
import type { RecordDetail } from '../../../contract/records.ts';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';

const EXPECTED = JSON.parse(readFileSync(resolve('fixtures/sample.expected.json'), 'utf8')) as {
  readonly duplicates: readonly { readonly a: string; readonly b: string; readonly kind: string; readonly or?: string }[];
  readonly notDuplicates: readonly { readonly records: readonly string[] }[];
};
const call: Call = { signal: new AbortController().signal, progress: () => undefined };

let folder: string;
let engine: Engine;
const open = (mode: 'create' | 'open'): Engine => createEngine({ file: join(folder, 'l.jianbao'), migrations: resolve('migrations'), mode, readers: 0 });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-duplicates-'));
  engine = open('create');
  await engine.handlers.imports.run({ paths: [resolve('fixtures/sample')] }, call);
  await engine.handlers.duplicates.find({}, call);
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const idOf = async (ref: string): Promise<number> => (await engine.handlers.records.resolve({ ref }, call)).id;
const get = async (id: number): Promise<RecordDetail> => engine.handlers.records.get({ id }, call);
const groups = async (state: DuplicateGroup['state'] = 'open'): Promise<readonly DuplicateGroup[]> =>
  (await engine.handlers.duplicates.list({ state, limit: 1000 }, call)).groups;
const groupWith = async (...ids: readonly number[]): Promise<DuplicateGroup | undefined> =>
  (await groups()).find((group) => ids.every((id) => group.records.includes(id)));
/** A record without what says when it was looked at. */
const whole = async (id: number): Promise<unknown> => {
  const { fields, classes, tags, sets, status, paragraphs } = await get(id);
  return { fields, classes, tags, sets, status, paragraphs };
};

describe('duplicates of the sample', () => {
  it('are found with their kind', async () => {
    const missed: string[] = [];
    for (const { a, b, kind, or } of EXPECTED.duplicates) {
      if (kind === 'headline') continue;
      const group = await groupWith(await idOf(a), await idOf(b));
      if (group === undefined || (group.kind !== kind && group.kind !== or)) missed.push(`${a} ${b} ${kind}: ${group?.kind ?? 'not found'}`);
    }
    expect(missed).toEqual([]);
  });

  it('do not take in what only looks alike', async () => {
    for (const { records } of EXPECTED.notDuplicates) {
      const ids = await Promise.all(records.map(idOf));
      for (const [at, a] of ids.entries()) for (const b of ids.slice(at + 1)) expect(await groupWith(a, b)).toBeUndefined();
    }
  });

  it('are the same after a second search', async () => {
    const before = (await groups()).map(({ kind, records }) => ({ kind, records }));
    await engine.handlers.duplicates.find({}, call);
    expect((await groups()).map(({ kind, records }) => ({ kind, records }))).toEqual(before);
  });
});

describe('a merge', () => {
  it('keeps sets, tags and classes of all, and is taken apart as it was, after a restart too', async () => {
    const [a, b] = [await idOf('txt/2011/201106/20110614/201106140201.TXT#1'), await idOf('txt/2011/201106/20110615/201106150101.TXT#1')];
    await engine.handlers.records.tag({ selection: { ids: [b] }, add: ['水利'] }, call);
    await engine.handlers.sets.create({ name: '选编', selection: { ids: [b] } }, call);
    await engine.handlers.subjects.assign({ selection: { ids: [b] }, notation: 'S27' }, call);
    const before = [await whole(a), await whole(b)];
    const open0 = (await groups()).length;

    await engine.handlers.duplicates.merge({ ids: [a, b], survivor: a, values: { genre: '通讯' } }, call);
    const merged = await get(a);
    expect(merged.tags).toEqual(['水利']);
    expect(merged.sets.map((set) => set.name)).toEqual(['选编']);
    expect(merged.classes.map((one) => one.notation)).toEqual(['TV62', 'S27']);
    expect(merged.genre).toBe('通讯');
    expect((await get(b)).mergedInto).toBe(a);
    expect((await engine.handlers.records.count({}, call)).count).toBe(73);
    expect(await groups()).toHaveLength(open0 - 1);

    engine.close();
    engine = open('open');
    await engine.handlers.duplicates.unmerge({ id: a }, call);
    expect([await whole(a), await whole(b)]).toEqual(before);
    expect(await groups()).toHaveLength(open0);
  });

  it('lists edits made since before it is taken apart, and leaves those', async () => {
    const [group] = await groups();
    const [a = 0, b = 0] = group?.records ?? [];
    await engine.handlers.duplicates.merge({ ids: [a, b], survivor: a, values: { genre: '合并后' } }, call);
    await engine.handlers.records.set({ selection: { ids: [a] }, values: { genre: '后来' } }, call);
    await expect(engine.handlers.duplicates.unmerge({ id: a }, call)).rejects.toMatchObject({ code: 'conflict', details: [{ record: a, field: 'genre' }] });
    await engine.handlers.duplicates.unmerge({ id: a, force: true }, call);
    expect((await get(a)).genre).toBe('后来');
    expect((await get(b)).mergedInto).toBeNull();
  });

  it('keeps the fuller record unless told otherwise', async () => {
    const [a, b] = [await idOf('txt/1985/198503/19850312/198503120101.TXT#1'), await idOf('update/198503120101.TXT#1')];
    const { survivor } = await engine.handlers.duplicates.merge({ ids: [b, a] }, call);
    expect(survivor).toBe(a);
  });

  it('is refused for a record that is merged already', async () => {
    const [group] = await groups();
    const ids = group?.records ?? [];
    await engine.handlers.duplicates.merge({ ids }, call);
    await expect(engine.handlers.duplicates.merge({ ids }, call)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('"not a duplicate"', () => {
  it('is kept for the pair over a new search and a restart, and can be taken back', async () => {
    const [a, b] = [await idOf('txt/1998/199809/19980911/199809110101.TXT#1'), await idOf('update/199809110101.TXT#1')];
    const { operation } = await engine.handlers.duplicates.distinct({ ids: [a, b] }, call);
    expect(await groupWith(a, b)).toBeUndefined();
    engine.close();
    engine = open('open');
    await engine.handlers.duplicates.find({}, call);
    expect(await groupWith(a, b)).toBeUndefined();
    expect((await groups('distinct')).some((group) => group.records.includes(a) && group.records.includes(b))).toBe(true);
    await engine.handlers.history.undo({ operation }, call);
    expect(await groupWith(a, b)).toBeDefined();
  });

  it('keeps two apart when a third copy of both comes', async () => {
    const trio = (await groups()).find((group) => group.records.length === 3);
    const [a = 0, b = 0, c = 0] = trio?.records ?? [];
    await engine.handlers.duplicates.distinct({ ids: [a, b] }, call);
    await engine.handlers.duplicates.find({}, call);
    expect(await groupWith(a, b)).toBeUndefined();
    expect((await groupWith(a, c)) ?? (await groupWith(b, c))).toBeDefined();
  });
});

describe('an import that is taken back', () => {
  it('takes its groups along', async () => {
    const operation = (await engine.handlers.imports.list({}, call))[0]?.operation ?? 0;
    await engine.handlers.imports.undo({ operation }, call);
    expect((await engine.handlers.duplicates.counts({}, call)).open).toBe(0);
  });
});

describe('the settings', () => {
  const shown = async (): Promise<number> => (await engine.handlers.duplicates.pairs({}, call)).total;

  it('are kept with the library, undone like everything else, and show more or less', async () => {
    const usual = await shown();
    expect(await engine.handlers.duplicates.settings({}, call)).toMatchObject({ sensitivity: 'balanced', review: 0.3, automatic: 0.95, learnedFrom: 0 });
    await engine.handlers.duplicates.find({ settings: { sensitivity: 'strict', review: 0.99 } }, call);
    const strict = await shown();
    expect(strict).toBeLessThan(usual);
    engine.close();
    engine = open('open');
    expect(await engine.handlers.duplicates.settings({}, call)).toMatchObject({ sensitivity: 'strict', review: 0.99, automatic: 0.99 });
    await engine.handlers.duplicates.find({ settings: { sensitivity: 'thorough', review: null } }, call);
    expect(await shown()).toBeGreaterThanOrEqual(usual);
    await engine.handlers.history.undo({}, call);
    await engine.handlers.history.undo({}, call);
    await engine.handlers.duplicates.find({}, call);
    expect(await shown()).toBe(usual);
  });

  it('leave out kinds that are not looked for, and bring them back with the same groups', async () => {
    const before = (await groups()).map(({ kind, records }) => ({ kind, records }));
    await engine.handlers.duplicates.find({ settings: { kinds: ['exact', 'near'] } }, call);
    const some = await groups();
    expect(some.length).toBeGreaterThan(0);
    expect(some.every(({ kind }) => kind === 'exact' || kind === 'near')).toBe(true);
    await engine.handlers.duplicates.find({ settings: { kinds: ['exact', 'near', 'reprint', 'continuation', 'contained', 'version', 'headline'] } }, call);
    expect((await groups()).map(({ kind, records }) => ({ kind, records })).sort((x, y) => (x.records[0] ?? 0) - (y.records[0] ?? 0)))
      .toEqual([...before].sort((x, y) => (x.records[0] ?? 0) - (y.records[0] ?? 0)));
  });

  it('refuse bounds that contradict each other', async () => {
    await expect(engine.handlers.duplicates.find({ settings: { review: 0.9, automatic: 0.6 } }, call)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(engine.handlers.duplicates.find({ settings: { review: 0.01 } }, call)).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('learn nothing from a handful of decisions', async () => {
    const [group] = await groups();
    await engine.handlers.duplicates.distinct({ ids: (group?.records ?? []).slice(0, 2) }, call);
    expect(await engine.handlers.duplicates.refine({}, call)).toMatchObject({ decisions: 1, learned: false });
    expect((await engine.handlers.duplicates.settings({}, call)).learnedFrom).toBe(0);
  });
});
