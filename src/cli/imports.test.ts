import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportLook, ImportReport, RereadReport, RetryReport, TableLook } from '../contract/imports.ts';
import { ask, jianbao, SAMPLE, temporaryFolder } from './run.testing.ts';

const place = () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'in'));
  return { folder, library: join(folder, 'l.jianbao'), put: (name: string, text: string | Uint8Array): string => {
    writeFileSync(join(folder, 'in', name), text);
    return join(folder, 'in', name);
  } };
};
const MAPPING = { columns: [{ column: 'h1', to: 'BT' }, { column: 'h2', to: 'RQ', dates: 'dmy' }], constants: [{ to: 'LY', value: '剪报室' }] };

describe('tables on the command line', { timeout: 60_000 }, () => {
  it('are looked at, mapped by a file, kept under a name and read by it', async () => {
    const { folder, library, put } = place();
    const table = put('a.csv', 'h1,h2\n农机下田,14/06/2011\n');
    const look = await ask<ImportLook>(library, ['imports', 'look', join(folder, 'in')]);
    expect(look.value.tables.map(({ header }) => header)).toEqual([['h1', 'h2']]);
    expect(existsSync(library)).toBe(false);
    const file = join(folder, 'm.json');
    writeFileSync(file, JSON.stringify(MAPPING));
    const columns = await ask<TableLook>(library, ['imports', 'columns', table, '--mapping', file]);
    expect(columns.value.preview[0]?.fields.map(({ code, value }) => `${code}=${value}`)).toEqual(['BT=农机下田', 'RQ=20110614', 'LY=剪报室']);
    const first = await ask<ImportReport>(library, ['import', table, '--mapping', file]);
    expect([first.code, first.value.records.added]).toEqual([0, 1]);
    await ask(library, ['imports', 'save-mapping', '松河', file]);
    const other = put('b.csv', 'h2,h1\n15/06/2011,第二篇\n');
    expect((await ask<ImportReport>(library, ['import', other])).value.records.added).toBe(1);
    const text = await jianbao(['imports', 'columns', other, '--library', library, '--lang', 'zh']);
    expect(text.out).toContain('按保存的“松河”');
    expect(text.out).toContain('日期: 20110615');
    const wrong = await jianbao(['import', other, '--mapping', '没有', '--library', library, '--lang', 'zh']);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('松河')]);
    expect((await jianbao(['imports', 'remove-mapping', '松河', '--library', library])).code).toBe(0);
  });
});

describe('imports afterwards', { timeout: 60_000 }, () => {
  it('read mended files again, and exit 3 while some still want a look', async () => {
    const { folder, library, put } = place();
    put('1.TXT', '没有标记。');
    put('2.TXT', '也没有标记。');
    const { value } = await ask<ImportReport>(library, ['import', join(folder, 'in')]);
    put('1.TXT', '〖BT/标题〗甲〖-BT/标题〗\n');
    const retry = await ask<RetryReport>(library, ['imports', 'retry', '--operation', String(value.operation)]);
    expect([retry.code, retry.value.files.changed, retry.value.files.stillRefused]).toEqual([3, 1, 1]);
    const text = await ask<RetryReport>(library, ['imports', 'retry', '--operation', String(value.operation), '--format', 'text']);
    expect([text.code, text.value.records.added]).toEqual([0, 1]);
    const csv = join(folder, 'ledger.csv');
    expect((await jianbao(['imports', 'ledger', '--csv', csv, '--library', library, '--lang', 'en'])).code).toBe(0);
    expect(readFileSync(csv, 'utf8').split('\r\n').slice(1, -1).map((line) => line.split(',')[0])).toEqual(['imported', 'imported']);
  });

  it('read in another encoding what was read in a wrong one, folder by folder', async () => {
    const { folder, library } = place();
    for (const name of ['tw', 'cn']) mkdirSync(join(folder, 'in', name));
    writeFileSync(join(folder, 'in', 'tw', '1.txt'), Buffer.from('b941bedea455a5d0', 'hex'));
    const paths = ['import', join(folder, 'in'), '--format', 'text'];
    const right = await ask<ImportReport>(join(folder, 'r.jianbao'), [...paths, '--encoding', 'gb18030', '--encoding-for', `${join(folder, 'in', 'tw')}=big5`]);
    expect(right.value.records.added).toBe(1);
    const wrong = await ask<ImportReport>(library, [...paths, '--encoding', 'gb18030']);
    const reread = await ask<RereadReport>(library, ['imports', 'reread', '--operation', String(wrong.value.operation), '--encoding', 'big5']);
    expect(reread.value.values).toBe(1);
    const titles = async (file: string) => (await ask<{ records: { title: string }[] }>(file, ['records', 'list', '--fields', 'title'])).value.records.map(({ title }) => title);
    expect(await titles(library)).toEqual(await titles(join(folder, 'r.jianbao')));
    expect((await jianbao([...paths, '--encoding-for', 'big5', '--library', library])).code).toBe(2);
  });

  it('tell which records are another version of one that is here', async () => {
    const { library } = place();
    const report = await ask<ImportReport>(library, ['import', SAMPLE]);
    const versions = await ask<{ total: number; rows: { date: string }[] }>(library, ['imports', 'versions', '--operation', String(report.value.operation)]);
    expect([versions.value.total, versions.value.rows.length]).toEqual([report.value.versions, report.value.versions]);
    expect(report.value.versions).toBeGreaterThan(0);
  });
});
