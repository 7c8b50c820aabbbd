import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../contract/imports.ts';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';
import { bytesOf } from '../formats/tagged/arbitrary.ts';

const call: Call = { signal: new AbortController().signal, progress: () => undefined };

let folder: string;
let engine: Engine;

const open = (mode: 'create' | 'open', name = 'l.jianbao', readers = 0): Engine =>
  createEngine({ file: join(folder, name), migrations: resolve('migrations'), mode, readers });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-long-'));
  engine = open('create');
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const bring = async (path: string, more: { readonly resume?: boolean; readonly dryRun?: boolean; readonly format?: 'csv' } = {}, by: Call = call): Promise<ImportReport> =>
  engine.handlers.imports.run({ paths: [path], ...more }, by);

const BODY = '    今年以来，我国经济保持平稳较快发展，农业生产形势良好，人民生活水平不断提高。\r\n'.repeat(200);
const record = (n: number): string =>
  `〖ZQ/总期〗${n}〖-ZQ/总期〗\r\n〖RQ/日期〗20110614〖-RQ/日期〗\r\n〖BT/标题〗第${n}条${n % 500 === 7 ? '\r\n' : '〖-BT/标题〗\r\n'}〖ZW/正文〗\r\n    第${n}条的正文。\r\n${BODY}〖-ZW/正文〗\r\n`;
const RECORDS = 1050;

/** A file of somewhat over 16 MB. */
function longFile(encoding: 'gb18030' | 'utf-16le', records = RECORDS, text = (n: number) => record(n)): string {
  const file = join(folder, `many-${encoding}.txt`);
  const mark = encoding === 'gb18030' ? '' : '\ufeff';
  writeFileSync(file, mark === '' ? '' : bytesOf(mark, encoding));
  for (let n = 0; n < records; n += 100) {
    appendFileSync(file, bytesOf(Array.from({ length: Math.min(100, records - n) }, (_, at) => text(n + at)).join(''), encoding));
  }
  return file;
}

interface Kept { readonly ref: string | null; readonly title: string | null; readonly problems: number }

async function kept(): Promise<readonly Kept[]> {
  const { rows } = await engine.handlers.records.list({ sort: [{ field: 'id' }], offset: 50, limit: 1000 }, call);
  const all: Kept[] = [];
  for (const { id } of rows.filter((_, at) => at % 97 === 0 || at > rows.length - 5)) {
    const one = await engine.handlers.records.get({ id }, call);
    all.push({ ref: one.source?.path ?? null, title: one.title, problems: one.problemList.length });
  }
  return all;
}

async function exported(): Promise<Buffer> {
  const out = join(folder, `out-${Math.random()}`);
  await engine.handlers.exports.run({ selection: { query: '' }, format: 'tagged', out }, call);
  const manifest = readFileSync(`${out}.sha256`, 'utf8').trim().split('\n');
  expect(manifest).toHaveLength(1);
  return readFileSync(join(out, '..', manifest[0]?.slice(66) ?? ''));
}

/** A call that is cancelled once so many bytes of a long file are done. */
function cancelledAtByte(bytes: number): Call {
  const abort = new AbortController();
  return { signal: abort.signal, progress: ({ unit, done }) => { if (unit === 'bytes' && done >= bytes) abort.abort(); } };
}

describe('a long file of many records', () => {
  it.each(['gb18030', 'utf-16le'] as const)('comes in piece by piece and goes out byte for byte: %s', async (encoding) => {
    const file = longFile(encoding);
    const bytes = readFileSync(file);
    const report = await bring(file);
    expect(report.files).toMatchObject({ total: 1, repaired: 1 });
    expect(report.records).toEqual({ added: 1050, alreadyHere: 0 });
    const { rows: [row] } = await engine.handlers.imports.ledger({}, call);
    expect(row).toMatchObject({ bytes: bytes.length, records: 1050, encoding });
    const all = await kept();
    expect(all.at(-1)).toMatchObject({ title: '第1049条' });
    const broken = await engine.handlers.records.resolve({ ref: `${file}#508` }, call);
    const one = await engine.handlers.records.get({ id: broken.id }, call);
    expect(one.problemList.map(({ code }) => code)).toContain('unclosed-field');
    expect(one.problemList[0]?.offset).toBeGreaterThan(bytes.length / 20);
    expect(one.source?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await exported()).equals(bytes)).toBe(true);
  });

  it('is known when it comes again, and brings only what is new when it has grown', async () => {
    const file = longFile('gb18030');
    await bring(file);
    expect((await bring(file)).files).toMatchObject({ total: 1, alreadyHere: 1 });
    appendFileSync(file, bytesOf(record(9000), 'gb18030'));
    expect((await bring(file)).records).toEqual({ added: 1, alreadyHere: 1050 });
    expect((await engine.handlers.records.get((await engine.handlers.records.resolve({ ref: `${file}#1051` }, call)), call)).title).toBe('第9000条');
  });

  it('of which every record is here keeps no second copy of the bytes', async () => {
    const file = longFile('gb18030');
    const size = readFileSync(file).length;
    await bring(file);
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('\r\n\r\n')]));
    const report = await bring(file);
    expect(report).toMatchObject({ files: { alreadyHere: 1 }, records: { added: 0, alreadyHere: 1050 } });
    await bring(longFile('gb18030', 1050, (n) => record(n).replace('第', '另')));
    const sqlite = new Database(join(folder, 'l.jianbao'), { readonly: true });
    const stored = sqlite.prepare('SELECT sum(length) FROM source_block').pluck().get();
    sqlite.close();
    // The first file and the one that came after: what came again is not kept twice, and nothing was written over.
    expect(stored).toBe(size + readFileSync(file).length);
    expect((await engine.handlers.records.source((await engine.handlers.records.resolve({ ref: '1050' }, call)), call)).text).toContain('第1049条');
  });

  it('goes on in the middle after a stop, also when other files came in between', async () => {
    const file = longFile('gb18030');
    const bytes = readFileSync(file);
    const whole = await bring(file).then(kept);
    engine.close();
    rmSync(join(folder, 'l.jianbao'));
    engine = open('create');
    const first = await bring(file, {}, cancelledAtByte(5_000_000));
    expect(first.cancelled).toBe(true);
    const { rows: [half] } = await engine.handlers.imports.ledger({}, call);
    expect(half).toMatchObject({ state: 'needsReview' });
    expect(half?.bytes).toBeLessThan(bytes.length);
    expect(half?.records).toBeGreaterThan(200);
    expect((await exported()).equals(bytes.subarray(0, (await exported()).length))).toBe(true);
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other', 'x.TXT'), bytesOf(record(777_777), 'gb18030'));
    await bring(join(folder, 'other'));
    engine.close();
    engine = open('open');
    const second = await bring(file, { resume: true }, cancelledAtByte(11_000_000));
    expect(second.cancelled).toBe(true);
    const third = await bring(file, { resume: true });
    expect(third).toMatchObject({ operation: first.operation, files: { total: 1, repaired: 1 }, records: { added: 1050, alreadyHere: 0 } });
    const { rows: [row] } = await engine.handlers.imports.ledger({ operation: first.operation ?? 0 }, call);
    expect(row).toMatchObject({ bytes: bytes.length, records: 1050 });
    const other = await engine.handlers.records.resolve({ ref: 'x.TXT#1' }, call);
    expect((await engine.handlers.records.source({ id: other.id }, call)).text).toContain('第777777条');
    expect((await kept()).filter(({ title }) => title !== '第777777条').length).toBeGreaterThanOrEqual(whole.length - 1);
    const again = await engine.handlers.exports.run({ selection: { query: 'source:many-gb18030.txt' }, format: 'tagged', out: join(folder, 'again') }, call);
    expect(again.records).toBe(1050);
    expect(readFileSync(join(folder, 'again', 'many-gb18030.txt')).equals(bytes)).toBe(true);
  });

  it('that was changed after a stop is not gone on with, and says so', async () => {
    const file = longFile('gb18030');
    await bring(file, {}, cancelledAtByte(3_000_000));
    appendFileSync(file, 'x');
    const report = await bring(file, { resume: true });
    expect(report.files).toMatchObject({ total: 1, needsReview: 1 });
    expect(report.attention[0]?.reason?.zh).toContain('改动');
    expect((await bring(file)).records.added).toBeGreaterThan(0);
    expect((await engine.handlers.records.count({ query: '' }, call)).count).toBe(1050);
  });

  it('put together from parts in two encodings asks for a look, with the place', async () => {
    const file = longFile('gb18030');
    const first = readFileSync(file).length;
    appendFileSync(file, bytesOf(Array.from({ length: 300 }, (_, n) => record(10_000 + n)).join(''), 'utf-8'));
    const report = await bring(file);
    expect(report.files).toMatchObject({ needsReview: 1 });
    const { rows: [row] } = await engine.handlers.imports.ledger({}, call);
    const told = row?.problems.find(({ code }) => code === 'encoding-uncertain');
    expect(told?.offset).toBeGreaterThanOrEqual(first);
  });

  it('comes out of a dry run with its records counted and nothing stored', async () => {
    const report = await bring(longFile('gb18030'), { dryRun: true });
    expect(report).toMatchObject({ operation: null, files: { total: 1, repaired: 1 }, records: { added: 1050 } });
    expect((await engine.handlers.records.count({ query: '' }, call)).count).toBe(0);
  });
});

describe('a long file of another kind', () => {
  it('of a gigabyte on one line is refused at once with its limit', async () => {
    const file = join(folder, 'line.txt');
    const fd = openSync(file, 'w');
    ftruncateSync(fd, 1024 ** 3);
    closeSync(fd);
    const filled = Buffer.alloc(1024 * 1024, 'a,b;');
    const head = openSync(file, 'r+');
    closeSync(head);
    writeFileSync(file, filled, { flag: 'r+' });
    const before = process.memoryUsage().rss;
    const report = await bring(file);
    expect(report.files).toMatchObject({ total: 1, refused: 1 });
    expect(report.attention[0]?.reason?.zh).toMatch(/1,024 MB.*128 MB/u);
    expect(report.attention[0]?.bytes).toBe(1024 ** 3);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('is read whole up to the limit', async () => {
    const file = join(folder, 'many.jsonl');
    const line = (n: number): string => `${JSON.stringify({ title: `第${n}条`, body: '正文。'.repeat(2000) })}\n`;
    writeFileSync(file, Array.from({ length: 1000 }, (_, n) => line(n)).join(''));
    expect(await bring(file)).toMatchObject({ files: { imported: 1 }, records: { added: 1000 } });
  });

  it('that is a picture is linked like a small one', async () => {
    const file = join(folder, '2012.T01');
    writeFileSync(file, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(17 * 1024 * 1024)]));
    expect((await bring(file)).files).toMatchObject({ total: 1, imported: 1 });
    expect((await bring(file)).files).toMatchObject({ total: 1, alreadyHere: 1 });
  });
});
