import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportInput, ImportReport } from '../../../contract/imports.ts';
import type { ColumnMapping } from '../../../contract/mapping.ts';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';
import { bytesOf } from '../formats/tagged/arbitrary.ts';

const SAMPLE = resolve('fixtures/sample');
const call: Call = { signal: new AbortController().signal, progress: () => undefined };

let folder: string;
let engine: Engine;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-before-'));
  engine = createEngine({ file: join(folder, 'l.jianbao'), migrations: resolve('migrations'), mode: 'create', readers: 0 });
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const api = () => engine.handlers.imports;
const run = async (input: Omit<ImportInput, 'paths'> & { readonly paths?: readonly string[] }): Promise<ImportReport> =>
  api().run({ paths: [join(folder, 'in')], ...input }, call);
const file = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, 'in', name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
  return path;
};
const page = async (query = '') => {
  const { rows } = await engine.handlers.records.list({ query, offset: 0, limit: 50, sort: [{ field: 'id' }] }, call);
  return rows;
};
const detail = async (id: number) => engine.handlers.records.get({ id }, call);

const TABLE = 'h1,h2,h3,h4,h5\r\n农机下田,王明,14/06/2011,重点；存疑,松河日报\r\n第二篇,李华,15/06/2011,,\r\n';
const MAPPING: ColumnMapping = {
  columns: [
    { column: 'h1', to: 'BT' }, { column: 'h2', to: 'ZZ' }, { column: 'h3', to: 'RQ', dates: 'dmy' }, { column: 'h4', to: '#tag' }, { column: 'h5', to: null },
  ],
  constants: [{ to: 'LY', value: '剪报室' }],
};

describe('a table with columns nobody knows', () => {
  it('is refused with advice, and comes in by a mapping', async () => {
    file('a.csv', TABLE);
    const refused = await run({});
    expect(refused.files).toMatchObject({ total: 1, refused: 1 });
    expect(refused.attention[0]?.reason?.zh).toContain('列名都不认识');
    const report = await run({ mapping: MAPPING });
    expect([report.files.imported, report.records.added]).toEqual([1, 2]);
    const rows = await page();
    expect(rows.map(({ title, author, day, tags }) => [title, author, day, tags])).toEqual([
      ['农机下田', '王明', 20110614, ['重点', '存疑']], ['第二篇', '李华', 20110615, []],
    ]);
    const first = await detail(rows[0]?.id ?? 0);
    expect(first.fields.map(({ code, value }) => [code, value])).toContainEqual(['LY', '剪报室']);
    expect(first.fields.some(({ value }) => value === '松河日报')).toBe(false);
  });

  it('is read by the mapping kept for its columns, in another order and another file too', async () => {
    await api().saveMapping({ name: '松河目录', header: ['h1', 'h2', 'h3', 'h4', 'h5'], ...MAPPING }, call);
    file('b.csv', 'h5,h3,h1,h2,h4\r\n,16/06/2011,第三篇,赵林,\r\n');
    file('c.csv', 'h1,h2\r\n别的,表\r\n');
    const report = await run({});
    expect(report.files).toMatchObject({ imported: 1, refused: 1 });
    expect((await page()).map(({ title, day }) => [title, day])).toEqual([['第三篇', 20110616]]);
    await expect(run({ mapping: '没有' })).rejects.toMatchObject({ code: 'not-found', text: { zh: expect.stringContaining('松河目录') } });
  });

  it('gives its tags back with the import, and takes them again with it', async () => {
    file('a.csv', TABLE);
    const { operation } = await run({ mapping: MAPPING });
    const undone = await api().undo({ operation: operation ?? 0 }, call);
    expect(await page()).toEqual([]);
    await engine.handlers.history.redo({ operation: undone.operation }, call);
    expect((await page('tag:重点')).map(({ title }) => title)).toEqual(['农机下田']);
  });
});

describe('a mapping', () => {
  it('is kept by name, replaced, removed, and every step can be undone', async () => {
    const input = { name: '甲', header: ['h1'], columns: [{ column: 'h1', to: 'BT' }], constants: [] };
    const { id, operation } = await api().saveMapping(input, call);
    expect(operation).not.toBeNull();
    expect(await api().saveMapping(input, call)).toEqual({ id, operation: null });
    await api().saveMapping({ ...input, columns: [{ column: 'h1', to: 'FT' }] }, call);
    const now = async () => (await api().mappings({}, call)).map(({ name, columns }) => [name, columns[0]?.to]);
    expect(await now()).toEqual([['甲', 'FT']]);
    await engine.handlers.history.undo({}, call);
    expect(await now()).toEqual([['甲', 'BT']]);
    await api().removeMapping({ id }, call);
    expect(await now()).toEqual([]);
    await engine.handlers.history.undo({}, call);
    expect(await now()).toEqual([['甲', 'BT']]);
    await expect(api().removeMapping({ id: 99 }, call)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is guessed from names and values, and shows the rows as they would come in', async () => {
    const body = '正文。'.repeat(60);
    const path = file('a.csv', `题名,by,刊登,内文,责任者\r\n甲,王明,03/04/2011,${body},李华\r\n乙,赵林,05/06/2011,${body},\r\n`);
    const look = await api().columns({ path }, call);
    expect(look.header).toEqual(['题名', 'by', '刊登', '内文', '责任者']);
    expect(look.guess).toEqual([
      { column: '题名', to: 'BT' }, { column: 'by', to: 'by' }, { column: '刊登', to: 'RQ', dates: 'dmy' }, { column: '内文', to: 'ZW' }, { column: '责任者', to: 'ZZ' },
    ]);
    expect(look.doubts.map(({ column }) => column)).toEqual(['刊登']);
    expect(look.preview[0]?.fields.map(({ label, value }) => [label, value.slice(0, 8)])).toEqual([
      ['标题', '甲'], ['by', '王明'], ['日期', '20110403'], ['正文', '正文。正文。正文'], ['作者', '李华'],
    ]);
    const other = await api().columns({ path, mapping: { columns: [{ column: '刊登', to: 'RQ', dates: 'mdy' }], constants: [] } }, call);
    expect(other.preview[0]?.fields.find(({ code }) => code === 'RQ')?.value).toBe('20110304');
    await expect(api().columns({ path: file('b.txt', '一段文字。') }, call)).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('a workbook', () => {
  it('comes in like a table, and the same rows again add nothing', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('目录');
    sheet.addRows([['标题', '作者', '日期'], ['甲', '王明', new Date(Date.UTC(2011, 5, 14))], ['乙', '李华', '2011-06-15'], ['乙', '李华', '2011-06-15']]);
    file('a.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
    expect((await run({})).records).toEqual({ added: 2, alreadyHere: 1 });
    sheet.addRow(['丙', '赵林', '2011-06-16']);
    file('a.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
    expect((await run({})).records).toEqual({ added: 1, alreadyHere: 3 });
    expect((await page()).map(({ title, day }) => [title, day])).toEqual([['甲', 20110614], ['乙', 20110615], ['丙', 20110616]]);
    const [first] = await page();
    await expect(engine.handlers.records.source({ id: first?.id ?? 0 }, call)).rejects.toMatchObject({ text: { zh: expect.stringContaining('工作簿') } });
  });
});

describe('a look before an import', () => {
  it('tells formats and encodings folder by folder, with what speaks for them', async () => {
    const record = (title: string) => `〖BT/标题〗${title}〖-BT/标题〗\r\n〖ZW/正文〗\r\n　　春耕全面展开。\r\n〖-ZW/正文〗\r\n`;
    for (let n = 0; n < 70; n++) file(`1998/${n}.TXT`, bytesOf(record(`第${n}条`), 'gb18030'));
    file('2003/1.TXT', bytesOf(record('甲'), 'utf-8'));
    file('2003/2.TXT', bytesOf(record('乙'), 'gb18030'));
    file('2003/2.T01', Buffer.from('ffd8ffe000104a464946', 'hex'));
    file('index.csv', TABLE);
    const look = await api().look({ paths: [join(folder, 'in')] }, call);
    expect(look.complete).toBe(false);
    expect(look.folders.map(({ folder: path, files }) => [path.slice(folder.length), files])).toEqual([['/in', 1], ['/in/1998', 60], ['/in/2003', 3]]);
    expect(look.folders[2]?.formats.map(({ format, files }) => [format, files])).toEqual([['tagged', 2], ['picture', 1]]);
    expect(look.folders[2]?.encodings.map(({ encoding, files }) => [encoding, files])).toEqual([['utf-8', 1], ['gb18030', 1]]);
    for (const { evidence } of look.folders[2]?.encodings ?? []) expect(evidence[0]?.zh).not.toBe('');
    expect(look.tables.map(({ header, files }) => [header, files])).toEqual([[['h1', 'h2', 'h3', 'h4', 'h5'], 1]]);
  });

  it('shows a text in two encodings, and an import follows what was told for a folder', async () => {
    // Big5 that is taken for GB by a reader who knows no better: short, and without tags of its own.
    const path = file('tw/1.txt', bytesOf('農機下田\r\n\r\n全市春耕全面展開。', 'big5'));
    file('cn/1.txt', bytesOf('农机下田\r\n\r\n全市春耕全面展开。', 'gb18030'));
    const proved = await api().preview({ path, encoding: 'auto' }, call);
    expect([proved.encoding, proved.confidence === null]).toEqual(['big5', false]);
    const told = await api().preview({ path, encoding: 'gb18030' }, call);
    expect([told.text.includes('農機'), told.confidence]).toEqual([false, null]);
    const report = await run({ format: 'text', encoding: 'gb18030', encodings: [{ folder: join(folder, 'in', 'tw'), encoding: 'big5' }] });
    expect(report.files.total).toBe(2);
    expect((await page()).map(({ title }) => title)).toEqual(['农机下田', '農機下田']);
  });

  it('is not lost when an import is gone on with', async () => {
    file('tw/1.txt', bytesOf('農機下田\r\n\r\n全市春耕全面展開。', 'big5'));
    const told = { format: 'text', encodings: [{ folder: join(folder, 'in', 'tw'), encoding: 'big5' }] } as const;
    await run(told);
    file('tw/2.txt', bytesOf('電報\r\n\r\n又一篇。', 'big5'));
    const again = await run({ resume: true });
    expect(again.files.total).toBe(2);
    expect((await page()).map(({ title }) => title)).toEqual(['農機下田', '電報']);
  });
});

describe('another version', () => {
  it('of an item that is here is told when it comes: other text at the same date, page and item', async () => {
    const report = await api().run({ paths: [SAMPLE] }, call);
    const { total, rows } = await api().versions({ operation: report.operation ?? 0 }, call);
    expect([report.versions, rows.length]).toEqual([total, total]);
    expect(rows.some(({ date, page: on, item }) => date === '20030410' && on === '01' && item === '1')).toBe(true);
    for (const { record, other } of rows) {
      const [mine, theirs] = [await detail(record), await detail(other)];
      expect([mine.day, mine.page, mine.item]).toEqual([theirs.day, theirs.page, theirs.item]);
      expect(mine.paragraphs.join('')).not.toBe(theirs.paragraphs.join(''));
    }
    expect((await api().list({}, call))[0]?.versions).toBe(total);
    // The same text in another width or encoding is a copy, not a version.
    expect(rows.every(({ record }) => record !== 0)).toBe(true);
  });

  it('is found by an index, not by a scan', async () => {
    file('1.TXT', '〖RQ/日期〗20110614〖-RQ/日期〗\n〖BH/版号〗04〖-BH/版号〗\n〖TH/条号〗1〖-TH/条号〗\n〖ZW/正文〗\n甲\n〖-ZW/正文〗\n');
    file('2.TXT', '〖RQ/日期〗20110614〖-RQ/日期〗\n〖BH/版号〗4〖-BH/版号〗\n〖TH/条号〗01〖-TH/条号〗\n〖ZW/正文〗\n乙\n〖-ZW/正文〗\n');
    file('3.TXT', '〖RQ/日期〗20110614〖-RQ/日期〗\n〖BH/版号〗4〖-BH/版号〗\n〖TH/条号〗01〖-TH/条号〗\n〖ZW/正文〗\n甲 \n\n〖-ZW/正文〗\n');
    const report = await run({});
    expect(report.versions).toBe(2);
    const { rows } = await api().versions({ operation: report.operation ?? 0 }, call);
    expect(rows.map(({ record, other }) => [record, other])).toEqual([[2, 1], [3, 2]]);
  });
});
