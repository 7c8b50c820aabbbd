import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeCorpus } from '../../../../scripts/corpus/write.mjs';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';

const call: Call = { signal: new AbortController().signal, progress: () => undefined };
let folder: string;
let engine: Engine;
const open = (name: string): Engine => createEngine({ file: join(folder, name), migrations: resolve('migrations'), mode: 'create', readers: 0 });

type Planted = { readonly rule: string; readonly path?: string; readonly n?: number; readonly date?: string; readonly issue?: number; readonly page?: number; readonly item?: number };

describe('planted errors', { timeout: 120_000 }, () => {
  let planted: readonly Planted[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jianbao-quality-'));
    const corpus = { out: join(folder, 'delivery'), records: 6000, seed: 5, encoding: 'gb18030', concat: 1, from: '19850101', to: '20031231', duplicates: 0, house: 0, dirt: 0 } as const;
    const errors = join(folder, 'errors.json');
    writeCorpus({ ...corpus, errors, errorRate: 0.01 });
    planted = JSON.parse(readFileSync(errors, 'utf8')) as readonly Planted[];
    engine = open('planted.jianbao');
    await engine.handlers.imports.run({ paths: [corpus.out] }, call);
    await engine.handlers.quality.check({}, call);
  }, 120_000);
  afterAll(() => {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are all found, every rule of them, and nothing else', async () => {
    const wanted: readonly string[] = planted.filter(({ path }) => path !== undefined).map(({ rule, path, n }) => `${rule} ${path ?? ''}#${n ?? 0}`).sort();
    expect(new Set(planted.map(({ rule }) => rule)).size).toBeGreaterThan(18);
    const { breaches } = await engine.handlers.quality.list({ limit: 10_000 }, call);
    const found: string[] = [];
    for (const { id, rule } of breaches) found.push(`${rule} ${(await engine.handlers.records.get({ id }, call)).source?.ref.replace(/^.*delivery\//, '') ?? ''}`);
    // A record with the item of another breaks the rule together with that other, which is right as it stands.
    const doubled = new Set(planted.filter(({ rule }) => rule === 'item-unique').map(({ path }) => path));
    const strange = found.filter((one) => !wanted.includes(one) && !(one.startsWith('item-unique ') && doubled.size > 0));
    expect(wanted.length).toBeGreaterThan(40);
    expect(wanted.filter((one) => !found.includes(one))).toEqual([]);
    expect(strange).toEqual([]);
    expect(found.filter((one) => one.startsWith('item-unique '))).toHaveLength(2 * doubled.size);
  });

  it('leave gaps that are found exactly: issues, pages, items', async () => {
    const { missing, years } = await engine.handlers.quality.completeness({}, call);
    const told = missing.map(({ kind, issue, page, item }) => `${kind} ${issue} ${page} ${item}`).sort();
    const gone = planted.filter(({ rule }) => ['issue-missing', 'page-missing', 'item-missing'].includes(rule))
      .map(({ rule, issue, page, item }) => `${rule.split('-')[0] ?? ''} ${issue} ${page === undefined ? null : Number(page)} ${item ?? null}`).sort();
    expect(gone.length).toBeGreaterThan(5);
    expect(told).toEqual(gone);
    expect(years.reduce((sum, year) => sum + year.missing, 0)).toBe(missing.length);
  });

  it('are listed in a file for the supplier', async () => {
    const file = join(folder, 'missing.csv');
    const { rows } = await engine.handlers.quality.writeMissing({ file }, call);
    const text = readFileSync(file, 'utf8');
    expect(text.startsWith('\ufeff缺什么,日期,总期')).toBe(true);
    expect(text.trimEnd().split('\r\n')).toHaveLength(rows + 1);
  });
});

describe('on the sample', () => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jianbao-quality-'));
    engine = open('sample.jianbao');
    await engine.handlers.imports.run({ paths: [resolve('fixtures/sample')] }, call);
    await engine.handlers.quality.check({}, call);
  });
  afterEach(() => {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const broken = async (rule: string): Promise<readonly number[]> => (await engine.handlers.quality.list({ rule }, call)).breaches.map(({ id }) => id);

  it('a safe fix is shown before it is made, made as one step, and taken back', async () => {
    const before = await broken('author-glued');
    expect(before).toHaveLength(1);
    const [id = 0] = before;
    const shown = await engine.handlers.quality.fix({ rule: 'author-glued', dryRun: true }, call);
    expect(shown.operation).toBeNull();
    expect(shown.changes).toEqual([expect.objectContaining({ id, field: 'author', before: '何青川徐大年', after: '何青川/徐大年' })]);
    await engine.handlers.quality.fix({ rule: 'author-glued' }, call);
    expect((await engine.handlers.records.get({ id }, call)).author).toBe('何青川/徐大年');
    expect(await broken('author-glued')).toEqual([]);
    await engine.handlers.history.undo({}, call);
    expect((await engine.handlers.records.get({ id }, call)).author).toBe('何青川徐大年');
  });

  it('a title repeated in the body goes, and the rest of the body stays as it was', async () => {
    const [id = 0] = await broken('title-repeated');
    const body = (await engine.handlers.records.get({ id }, call)).fields.find(({ field }) => field === 'body')?.value ?? '';
    await engine.handlers.quality.fix({ rule: 'title-repeated' }, call);
    const after = (await engine.handlers.records.get({ id }, call)).fields.find(({ field }) => field === 'body')?.value ?? '';
    expect(after.length).toBeLessThan(body.length);
    expect(body.endsWith(after.trimStart())).toBe(true);
    await engine.handlers.quality.check({}, call);
    expect(await broken('title-repeated')).toEqual([]);
  });

  it('a rule that a person has to decide has no fix', async () => {
    await expect(engine.handlers.quality.fix({ rule: 'class-unknown' }, call)).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('a profile of its own asks fewer rules, by its own list of genres, and survives in the history', async () => {
    await engine.handlers.quality.saveProfile({ profile: { name: '体裁', rules: ['genre-unknown'], genres: ['特写稿'] } }, call);
    const { rules } = await engine.handlers.quality.check({ profile: '体裁' }, call);
    const asked = rules.filter(({ records }) => records > 0);
    expect(asked.map(({ rule }) => rule)).toEqual(['genre-unknown']);
    expect(asked[0]?.records).toBeGreaterThan(40);
    await engine.handlers.history.undo({}, call);
    await expect(engine.handlers.quality.check({ profile: '体裁' }, call)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a profile that is not well formed is refused with the place', async () => {
    await expect(engine.handlers.quality.saveProfile({ profile: { name: 'x', rules: ['no-such-rule'] } }, call))
      .rejects.toMatchObject({ code: 'bad-input', text: { en: expect.stringContaining('rules.0') as string } });
  });
});
