import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import yazl from 'yazl';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportInput, ImportReport } from '../../../contract/imports.ts';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';
import { bytesOf } from '../formats/tagged/arbitrary.ts';

const call: Call = { signal: new AbortController().signal, progress: () => undefined };

let folder: string;
let engine: Engine;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-again-'));
  engine = createEngine({ file: join(folder, 'l.jianbao'), migrations: resolve('migrations'), mode: 'create', readers: 0 });
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const api = () => engine.handlers.imports;
const run = async (input: Partial<ImportInput> = {}): Promise<ImportReport & { readonly operation: number }> => {
  const report = await api().run({ paths: [join(folder, 'in')], ...input }, call);
  return { ...report, operation: report.operation ?? 0 };
};
const file = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, 'in', name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
  return path;
};
const titles = async (query = ''): Promise<readonly string[]> =>
  (await engine.handlers.records.list({ query, limit: 100, sort: [{ field: 'id' }] }, call)).rows.map(({ title }) => title);
const states = async (operation: number): Promise<Record<string, string>> => {
  const { rows } = await api().ledger({ operation, limit: 1000 }, call);
  return Object.fromEntries(rows.map(({ path, state }) => [path.slice(folder.length + 4), state]));
};
/** Every file is in one state, and the counts add up. */
const balanced = async (operation: number, total: number): Promise<void> => {
  const summary = (await api().list({}, call)).find((one) => one.operation === operation);
  expect(summary?.files.total).toBe(total);
  const { total: sum, imported, alreadyHere, repaired, needsReview, refused } = summary?.files ?? { total: -1, imported: 0, alreadyHere: 0, repaired: 0, needsReview: 0, refused: 0 };
  expect(imported + alreadyHere + repaired + needsReview + refused).toBe(sum);
  expect((await api().ledger({ operation, limit: 1 }, call)).total).toBe(total);
};
const undo = async () => engine.handlers.history.undo({}, call);

const RECORD = (title: string, body = `${title}的正文。`) =>
  `〖RQ/日期〗20110614〖-RQ/日期〗\r\n〖BT/标题〗${title}〖-BT/标题〗\r\n〖ZW/正文〗\r\n    ${body}\r\n〖-ZW/正文〗\r\n`;
const CUT = RECORD('甲').slice(0, -14);

describe('reading again what was refused or needs a look', () => {
  it('takes mended files in and leaves the others as they are, one state a file', async () => {
    file('1.TXT', bytesOf(CUT, 'gb18030'));
    file('2.TXT', '一段没有标记的文字。');
    file('3.TXT', '又一段没有标记的文字。');
    file('4.TXT', bytesOf(RECORD('丁'), 'gb18030'));
    const { operation } = await run();
    expect(await states(operation)).toEqual({ '1.TXT': 'needsReview', '2.TXT': 'refused', '3.TXT': 'refused', '4.TXT': 'imported' });
    file('1.TXT', bytesOf(RECORD('甲'), 'gb18030'));
    file('2.TXT', bytesOf(RECORD('乙'), 'gb18030'));
    const report = await api().retry({ operation }, call);
    expect(report.files).toEqual({ total: 3, changed: 2, stillRefused: 1, stillReview: 0, missing: 0 });
    expect(report.records).toEqual({ added: 2, replaced: 1, kept: 0 });
    expect(await states(operation)).toEqual({ '1.TXT': 'imported', '2.TXT': 'imported', '3.TXT': 'refused', '4.TXT': 'imported' });
    expect([...await titles()].sort()).toEqual(['丁', '乙', '甲']);
    await balanced(operation, 4);
    expect(await titles(`import:${operation}`)).toHaveLength(3);
    // As one step, back and forth.
    await undo();
    expect(await states(operation)).toEqual({ '1.TXT': 'needsReview', '2.TXT': 'refused', '3.TXT': 'refused', '4.TXT': 'imported' });
    expect([...await titles()].sort()).toEqual(['丁', '甲']);
    await balanced(operation, 4);
    await engine.handlers.history.redo({}, call);
    expect([...await titles()].sort()).toEqual(['丁', '乙', '甲']);
    await balanced(operation, 4);
  });

  it('changes nothing, and says so, when nothing was mended', async () => {
    file('1.TXT', bytesOf(CUT, 'gb18030'));
    file('2.TXT', '一段没有标记的文字。');
    const { operation } = await run();
    rmSync(join(folder, 'in', '2.TXT'));
    const report = await api().retry({ operation }, call);
    expect([report.files, report.records]).toEqual([{ total: 1, changed: 0, stillRefused: 1, stillReview: 1, missing: 1 }, { added: 0, replaced: 0, kept: 0 }]);
    expect(await titles()).toEqual(['甲']);
    await balanced(operation, 2);
  });

  it('reads with other settings: as plain text, with a mapping', async () => {
    file('1.txt', '农机下田\n\n全市春耕全面展开。');
    file('2.csv', 'h1,h2\n第二篇,王明\n');
    const { operation } = await run();
    expect((await api().retry({ operation, mapping: { columns: [{ column: 'h1', to: 'BT' }, { column: 'h2', to: 'ZZ' }], constants: [] } }, call)).files.changed).toBe(1);
    expect((await api().retry({ operation, format: 'text' }, call)).records.added).toBe(1);
    expect([...await titles()].sort()).toEqual(['农机下田', '第二篇'].sort());
    expect(await states(operation)).toEqual({ '1.txt': 'imported', '2.csv': 'imported' });
    await balanced(operation, 2);
  });

  it('reads the same bytes in another encoding, in place of the records it made before', async () => {
    const bytes = Buffer.concat([bytesOf(RECORD('甲'), 'gb18030'), Buffer.from('ff', 'hex')]);
    file('1.TXT', bytes);
    const { operation } = await run({ encoding: 'utf-8' });
    const before = await titles();
    const report = await api().retry({ operation, encoding: 'gb18030', format: 'tagged' }, call);
    expect(report.files.changed).toBe(1);
    expect(before).not.toEqual(['甲']);
    expect(await titles()).toEqual(['甲']);
  });

  it('keeps a record somebody has worked on, beside the mended one', async () => {
    file('1.TXT', bytesOf(CUT, 'gb18030'));
    const { operation } = await run();
    await engine.handlers.records.tag({ selection: { query: '' }, add: ['要'] }, call);
    file('1.TXT', bytesOf(RECORD('甲'), 'gb18030'));
    const report = await api().retry({ operation }, call);
    expect(report.records).toEqual({ added: 1, replaced: 0, kept: 1 });
    expect(await titles()).toEqual(['甲', '甲']);
    expect(await titles('tag:要')).toHaveLength(1);
    await balanced(operation, 1);
  });

  it('keeps the records of a long file that did not change, under their numbers', async () => {
    const many = (last: string) => bytesOf(`${Array.from({ length: 20 }, (_, n) => RECORD(`第${n}条`)).join('')}${last}`, 'gb18030');
    file('1.TXT', many(CUT));
    const { operation } = await run();
    const ids = async () => (await engine.handlers.records.list({ limit: 100, sort: [{ field: 'id' }] }, call)).rows.map(({ id }) => id);
    const before = await ids();
    file('1.TXT', many(RECORD('甲')));
    expect((await api().retry({ operation }, call)).records).toEqual({ added: 1, replaced: 1, kept: 0 });
    expect((await ids()).slice(0, 20)).toEqual(before.slice(0, 20));
  });

  it('goes into an archive for the files in it, and only for those', async () => {
    const zip = (entries: Readonly<Record<string, Uint8Array>>): Promise<Buffer> => new Promise((done, fail) => {
      const made = new yazl.ZipFile();
      for (const [name, bytes] of Object.entries(entries)) made.addBuffer(Buffer.from(bytes), name);
      made.end();
      const parts: Buffer[] = [];
      made.outputStream.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(Buffer.concat(parts))).on('error', fail);
    });
    file('a.zip', await zip({ '1.TXT': bytesOf(CUT, 'gb18030'), '2.TXT': bytesOf(RECORD('乙'), 'gb18030') }));
    const { operation } = await run();
    file('a.zip', await zip({ '1.TXT': bytesOf(RECORD('甲'), 'gb18030'), '2.TXT': bytesOf(RECORD('另一条'), 'gb18030') }));
    expect((await api().retry({ operation }, call)).files).toMatchObject({ total: 1, changed: 1 });
    expect([...await titles()].sort()).toEqual(['乙', '甲']);
    await balanced(operation, 2);
  });

  it('goes when the import is taken back, and an import taken back is not read again', async () => {
    file('1.TXT', bytesOf(CUT, 'gb18030'));
    const { operation } = await run();
    file('1.TXT', bytesOf(RECORD('甲'), 'gb18030'));
    await api().retry({ operation }, call);
    await api().undo({ operation }, call);
    expect(await titles()).toEqual([]);
    await expect(api().retry({ operation }, call)).rejects.toMatchObject({ code: 'conflict' });
    await expect(api().retry({ operation: 99 }, call)).rejects.toMatchObject({ code: 'not-found' });
    // The mended file is not taken for one that is here.
    expect((await run()).records.added).toBe(1);
  });

  it('does not confuse an import that is gone on with', async () => {
    file('1.TXT', bytesOf(CUT, 'gb18030'));
    file('2.TXT', bytesOf(RECORD('乙'), 'gb18030'));
    const { operation } = await run();
    file('1.TXT', bytesOf(RECORD('甲'), 'gb18030'));
    await api().retry({ operation }, call);
    file('3.TXT', bytesOf(RECORD('丙'), 'gb18030'));
    const again = await run({ resume: true });
    expect(again.operation).toBe(operation);
    expect([...await titles()].sort()).toEqual(['丙', '乙', '甲']);
    await balanced(operation, 3);
  });
});

describe('reading kept bytes again in another encoding', () => {
  const BIG5 = '農機下田\r\n\r\n全市春耕全面展開，各鄉鎮抓緊農時。';
  const wrong = async () => {
    file('tw/1.txt', bytesOf(BIG5, 'big5'));
    file('cn/1.txt', bytesOf('另一篇\r\n\r\n文字。', 'gb18030'));
    const report = await run({ format: 'text', encoding: 'gb18030' });
    rmSync(join(folder, 'in'), { recursive: true });
    return report;
  };

  it('puts values right in their records, without the files, as one step', async () => {
    const { operation } = await wrong();
    const [, id] = (await engine.handlers.records.list({ sort: [{ field: 'id' }] }, call)).rows.map((row) => row.id);
    const look = await api().reread({ operation, folder: join(folder, 'in', 'tw'), encoding: 'big5', dryRun: true }, call);
    expect([look.operation, look.files, look.records, look.values]).toEqual([null, 1, 1, 2]);
    expect(look.examples[0]?.after).toBe('農機下田');
    expect(await titles('農機')).toEqual([]);
    const report = await api().reread({ operation, folder: join(folder, 'in', 'tw'), encoding: 'big5' }, call);
    expect([report.files, report.values, report.keptTotal, report.skipped]).toEqual([1, 2, 0, []]);
    expect(await titles('農機')).toEqual(['農機下田']);
    expect((await engine.handlers.records.get({ id: id ?? 0 }, call)).source?.encoding).toBe('big5');
    expect((await engine.handlers.records.source({ id: id ?? 0 }, call)).text).toBe(BIG5);
    await undo();
    expect(await titles('農機')).toEqual([]);
    expect((await engine.handlers.records.get({ id: id ?? 0 }, call)).source?.encoding).toBe('gb18030');
  });

  it('leaves what somebody edited, and lists it', async () => {
    const { operation } = await wrong();
    const { rows } = await engine.handlers.records.list({ sort: [{ field: 'id' }] }, call);
    const id = rows.at(-1)?.id ?? 0;
    await engine.handlers.records.set({ selection: { ids: [id] }, values: { title: '农机下田（校）' } }, call);
    const report = await api().reread({ operation, folder: join(folder, 'in', 'tw'), encoding: 'big5' }, call);
    expect([report.values, report.kept]).toEqual([1, [{ record: id, field: 'BT', value: '农机下田（校）' }]]);
    const after = await engine.handlers.records.get({ id }, call);
    expect([after.title, after.paragraphs.join('')]).toEqual(['农机下田（校）', expect.stringContaining('全市春耕全面展開')]);
  });

  it('leaves a file that falls into other records alone, and names it', async () => {
    file('a.csv', bytesOf('标题,正文\n甲,"一\n二"\n乙,三\n', 'utf-8'));
    const { operation } = await run();
    const report = await api().reread({ operation, encoding: 'utf-16le' }, call);
    expect(report.skipped).toEqual([join(folder, 'in', 'a.csv')]);
    expect(await titles()).toEqual(['甲', '乙']);
  });
});

describe('the ledger', () => {
  it('comes out as a table that reads back, harmless to spreadsheets, and is found by reason', async () => {
    file('1.TXT', bytesOf(CUT, 'gb18030'));
    file('=cmd.TXT', '一段没有标记的文字。');
    file('3.TXT', bytesOf(RECORD('丙'), 'gb18030'));
    const { operation } = await run();
    const path = join(folder, '清单.csv');
    const written = await api().writeLedger({ operation, path, language: 'zh' }, call);
    const rows = parse(readFileSync(path), { bom: true }) as string[][];
    expect([written.files, rows.length, readFileSync(path).length]).toEqual([3, 4, written.bytes]);
    expect(rows.map(([state]) => state)).toEqual(['结果', '待查', '已导入', '未收']);
    expect(rows[1]?.at(-1)).toMatch(/^\d+: /);
    expect(rows.every((cells) => cells.every((cell) => !/^[=+@-]/.test(cell)))).toBe(true);
    await expect(api().writeLedger({ operation, path, language: 'en' }, call)).rejects.toMatchObject({ code: 'conflict' });
    const english = await api().writeLedger({ operation, state: 'refused', path, language: 'en', overwrite: true }, call);
    expect(english.files).toBe(1);
    const reasons = await api().reasons({ operation }, call);
    expect(reasons.map(({ files }) => files)).toEqual([1, 1]);
    for (const { text, files } of reasons) expect((await api().ledger({ operation, reason: text.zh }, call)).total).toBe(files);
  });
});
