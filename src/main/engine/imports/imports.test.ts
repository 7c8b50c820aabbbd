import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../contract/imports.ts';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';

const SAMPLE = resolve('fixtures/sample');
const EXPECTED = JSON.parse(readFileSync(resolve('fixtures/sample.expected.json'), 'utf8')) as {
  readonly files: ImportReport['files'];
  readonly records: { readonly added: number; readonly alreadyHere: number };
  readonly notImported: readonly { readonly path: string; readonly state: string }[];
};
const call: Call = { signal: new AbortController().signal, progress: () => undefined };

let folder: string;
let engine: Engine;

const open = (mode: 'create' | 'open', readers = 0): Engine =>
  createEngine({ file: join(folder, 'l.jianbao'), migrations: resolve('migrations'), mode, readers });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-import-'));
  engine = open('create');
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const bring = async (path: string, more: { readonly resume?: boolean; readonly dryRun?: boolean } = {}, by: Call = call): Promise<ImportReport> =>
  engine.handlers.imports.run({ paths: [path], ...more }, by);
const count = async (query = ''): Promise<number> => (await engine.handlers.records.count({ query }, call)).count;

/** A delivery of small records, one a file. */
function delivery(files: number, name = 'txt'): string {
  const root = join(folder, name);
  for (let n = 0; n < files; n++) {
    const inner = join(root, String(Math.floor(n / 200)).padStart(3, '0'));
    if (n % 200 === 0) mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, `${String(n).padStart(6, '0')}.TXT`),
      `〖RQ/日期〗20110614〖-RQ/日期〗\r\n〖BT/标题〗第${n}条〖-BT/标题〗\r\n〖ZW/正文〗\r\n    正文${n}。\r\n〖-ZW/正文〗\r\n`);
  }
  return root;
}

/** A call that is cancelled once so many files are done. */
function cancelledAfter(files: number): Call {
  const abort = new AbortController();
  return { signal: abort.signal, progress: ({ done }) => { if (done >= files) abort.abort(); } };
}

describe('the sample', () => {
  it('ends file by file in the state it should', async () => {
    const report = await bring(SAMPLE);
    expect(report.files).toEqual(EXPECTED.files);
    expect(report.records).toEqual({ added: EXPECTED.records.added, alreadyHere: EXPECTED.records.alreadyHere });
    const { rows } = await engine.handlers.imports.ledger({ limit: 1000 }, call);
    const states = Object.fromEntries(rows.filter((row) => row.state !== 'imported').map((row) => [row.path.slice(SAMPLE.length + 1), row.state]));
    expect(states).toEqual(Object.fromEntries(EXPECTED.notImported.map(({ path, state }) => [path, state])));
    for (const row of rows) if (row.state === 'refused' || row.state === 'needsReview') expect(row.reason?.zh ?? '').not.toBe('');
  });

  it('adds nothing when it comes again, whatever the folder is called', async () => {
    await bring(SAMPLE);
    const other = join(folder, '另一份');
    cpSync(SAMPLE, other, { recursive: true });
    const again = await bring(other);
    expect(again.records).toEqual({ added: 0, alreadyHere: EXPECTED.records.added + EXPECTED.records.alreadyHere });
    expect(again.files.imported + again.files.repaired + again.files.needsReview).toBe(0);
    expect(await count()).toBe(EXPECTED.records.added);
  });

  it('comes out of a dry run with the same states and leaves nothing', async () => {
    const { files, operation } = await bring(SAMPLE, { dryRun: true });
    expect(operation).toBeNull();
    expect(files.total).toBe(EXPECTED.files.total);
    expect(files.refused).toBe(EXPECTED.files.refused);
    expect(await count()).toBe(0);
    expect(await engine.handlers.imports.list({}, call)).toEqual([]);
  });
});

describe('an import', () => {
  it('that was cancelled goes on where it stopped, and its sums cover both parts', async () => {
    const root = delivery(700);
    const first = await bring(root, {}, cancelledAfter(100));
    expect(first.cancelled).toBe(true);
    expect(first.files.total).toBeGreaterThan(0);
    expect(first.files.total).toBeLessThan(700);
    engine.close();
    engine = open('open');
    const second = await bring(root, { resume: true });
    expect(second.operation).toBe(first.operation);
    expect(second.files).toMatchObject({ total: 700, imported: 700 });
    expect(await count()).toBe(700);
  });

  it('reads in threads what it reads without them', async () => {
    const root = delivery(1800);
    engine.close();
    rmSync(join(folder, 'l.jianbao'));
    engine = open('create', 2);
    const report = await bring(root);
    expect(report.files).toMatchObject({ total: 1800, imported: 1800 });
    const { rows } = await engine.handlers.records.list({ sort: [{ field: 'id' }], offset: 1790, limit: 10 }, call);
    expect(rows.map((row) => row.title)).toEqual(Array.from({ length: 10 }, (_, n) => `第${1790 + n}条`));
    const { text } = await engine.handlers.records.source({ id: 1750 }, call);
    expect(text).toContain('正文1749。');
  });

  it('of large files reads some at a time, in order, with or without threads', async () => {
    const root = join(folder, 'large');
    mkdirSync(root);
    const record = (n: number): string => `〖RQ/日期〗20110614〖-RQ/日期〗\r\n〖BT/标题〗大文件第${n}条〖-BT/标题〗\r\n〖ZW/正文〗\r\n${'    一段正文，写得很长。\r\n'.repeat(20_000)}〖-ZW/正文〗\r\n`;
    for (let n = 10; n < 50; n++) writeFileSync(join(root, `${n}.TXT`), record(n));
    symlinkSync(root, join(root, '30-link'));
    const report = await bring(root);
    expect(report.files).toMatchObject({ total: 41, imported: 40, refused: 1 });
    const { rows } = await engine.handlers.records.list({ sort: [{ field: 'id' }], limit: 100 }, call);
    expect(rows.map((row) => row.title)).toEqual(Array.from({ length: 40 }, (_, n) => `大文件第${n + 10}条`));
    expect((await engine.handlers.records.source({ id: 37 }, call)).text).toContain('大文件第46条');
  });

  it('that was taken back leaves no record, and can be brought in again', async () => {
    const { operation } = await bring(delivery(20));
    await engine.handlers.imports.undo({ operation: operation ?? 0 }, call);
    expect(await count()).toBe(0);
    expect((await bring(join(folder, 'txt'))).records.added).toBe(20);
    expect(await count()).toBe(20);
  });

  it('takes a record of many-record file that is here already for what it is', async () => {
    await bring(delivery(3));
    const texts = ['000000', '000001'].map((name) => readFileSync(join(folder, 'txt', '000', `${name}.TXT`), 'utf8'));
    const many = join(folder, 'many.txt');
    writeFileSync(many, `${texts.join('')}〖RQ/日期〗20110615〖-RQ/日期〗\r\n〖BT/标题〗新的一条〖-BT/标题〗\r\n〖ZW/正文〗\r\n    新。\r\n〖-ZW/正文〗\r\n`);
    const report = await bring(many);
    expect(report.records).toEqual({ added: 1, alreadyHere: 2 });
    expect(await count()).toBe(4);
    const { id } = await engine.handlers.records.resolve({ ref: 'many.txt#2' }, call);
    expect((await engine.handlers.records.get({ id }, call)).title).toBe('第1条');
  });

  it('names links and keeps away from what they point to', async () => {
    const root = delivery(2);
    symlinkSync(root, join(root, 'loop'));
    const report = await bring(root);
    expect(report.files).toMatchObject({ total: 3, imported: 2, refused: 1 });
    expect(report.attention[0]?.reason?.en).toContain('link');
  });

  it('is refused for a folder that is not there, with nothing written', async () => {
    await expect(bring(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' });
    expect((await engine.handlers.history.list({}, call)).total).toBe(0);
  });

  it('meets a folder and a folder in it once', async () => {
    const root = delivery(5);
    const report = await engine.handlers.imports.run({ paths: [root, join(root, '000')] }, call);
    expect(report.files).toMatchObject({ total: 5, imported: 5 });
  });
});

describe('files of other formats', () => {
  it('are known by content, plain text only when asked for', async () => {
    const root = join(folder, '混合');
    mkdirSync(join(root, '财经'), { recursive: true });
    writeFileSync(join(root, 'a.jsonl'), '{"title":"甲","body":"甲的正文。","date":"20110614"}\n{"title":"乙","body":"乙的正文。"}\n');
    writeFileSync(join(root, 'b.csv'), '标题,作者,日期,正文\r\n丙,王立,2011-06-14,"第一段\n第二段"\r\n');
    writeFileSync(join(root, '财经', 'c.txt'), '一条没有标记的消息\n    正文在这里，有一句话。\n');
    const report = await bring(root);
    expect(report.files).toMatchObject({ total: 3, imported: 2, refused: 1 });
    expect(report.records.added).toBe(3);
    const asked = await engine.handlers.imports.run({ paths: [join(root, '财经')], format: 'text', classFrom: 'folder' }, call);
    expect(asked.records.added).toBe(1);
    const { rows: [row] } = await engine.handlers.records.list({ query: '没有标记' }, call);
    expect(row).toMatchObject({ title: '一条没有标记的消息', class: '财经' });
    expect(await count('author:王立')).toBe(1);
  });

  it('come out as tagged records, and those read back to the same values', async () => {
    const file = join(folder, 'a.jsonl');
    writeFileSync(file, '{"title":"甲","body":"第一段。\\n第二段。","date":"20110614","来源":"某报"}\n');
    await bring(file);
    const out = join(folder, 'out');
    expect(await engine.handlers.exports.run({ selection: { query: '' }, format: 'tagged', out }, call)).toMatchObject({ records: 1, losses: [] });
    const text = readFileSync(join(out, 'a.jsonl.TXT'), 'utf8');
    for (const part of ['〖BT/标题〗甲〖-BT/标题〗', '第一段。', '来源〗某报']) expect(text).toContain(part);
  });
});
