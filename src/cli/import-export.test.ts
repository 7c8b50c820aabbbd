import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportReport } from '../contract/exports.ts';
import type { ImportReport, LedgerRow } from '../contract/imports.ts';
import type { Progress } from '../contract/progress.ts';
import { ask, jianbao, SAMPLE, sampleLibrary, temporaryFolder } from './run.testing.ts';

interface Expected {
  readonly files: ImportReport['files'];
  readonly records: { readonly added: number; readonly alreadyHere: number };
}

const expected = JSON.parse(readFileSync(`${SAMPLE}.expected.json`, 'utf8')) as Expected;

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

/** A folder of many small records, in UTF-8. */
function manyRecords(folder: string, count: number): string {
  for (let n = 0; n < count; n += 1) {
    const day = join(folder, String(Math.floor(n / 500)));
    if (n % 500 === 0) mkdirSync(day, { recursive: true });
    writeFileSync(
      join(day, `${n}.TXT`),
      `〖RQ/日期〗19980911〖-RQ/日期〗\r\n〖BT/标题〗第${n}号〖-BT/标题〗\r\n〖ZW/正文〗\r\n    第${n}条正文。\r\n〖-ZW/正文〗\r\n`,
    );
  }
  return folder;
}

describe('import', { timeout: 60_000 }, () => {
  it('counts every file of the sample once and exits 3 for those that want a look', async () => {
    const library = join(temporaryFolder(), 'new.jianbao');
    const { code, value } = await ask<ImportReport>(library, ['import', SAMPLE]);
    expect(code).toBe(3);
    expect(value.files).toEqual(expected.files);
    expect(value.records.added).toBe(expected.records.added);
    const { imported, alreadyHere, repaired, needsReview, refused, total } = value.files;
    expect(imported + alreadyHere + repaired + needsReview + refused).toBe(total);
    const ledger = await ask<{ total: number; rows: LedgerRow[] }>(library, [
      'imports',
      'ledger',
      '--state',
      'refused',
    ]);
    expect(ledger.value.total).toBe(expected.files.refused);
    for (const row of ledger.value.rows) expect(row.reason).not.toBeNull();
  });

  it('adds nothing when the same folder comes again', async () => {
    const { library } = await sampleLibrary();
    const before = await ask<{ count: number }>(library, ['records', 'count']);
    const { value } = await ask<ImportReport>(library, ['import', SAMPLE]);
    expect(value.records.added).toBe(0);
    expect(value.files.imported + value.files.repaired).toBe(0);
    expect(value.files.total).toBe(expected.files.total);
    expect((await ask(library, ['records', 'count'])).value).toEqual(before.value);
  });

  it('looks without storing for --dry-run, and leaves no library behind', async () => {
    const folder = temporaryFolder();
    const library = join(folder, 'none.jianbao');
    const { value } = await ask<ImportReport>(library, ['import', SAMPLE, '--dry-run']);
    expect(value).toMatchObject({
      operation: null,
      files: { total: expected.files.total, refused: expected.files.refused },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('fails before making a library when a path is not there', async () => {
    const folder = temporaryFolder();
    const { code, out, err } = await jianbao([
      'import',
      join(folder, 'nowhere'),
      '--library',
      join(folder, 'a.jianbao'),
    ]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is quiet on stderr unless asked, and tells its progress as JSON lines', async () => {
    const folder = temporaryFolder();
    const records = manyRecords(join(folder, 'in'), 3000);
    const library = join(folder, 'a.jianbao');
    const told = await jianbao(['import', records, '--library', library, '--json', '--progress', 'json']);
    expect(told.code).toBe(0);
    const lines = told.err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Progress);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter(({ step }) => step === 'import').at(-1)).toMatchObject({ unit: 'files' });
    expect(JSON.parse(told.out)).toMatchObject({ files: { total: 3000, imported: 3000 }, records: { added: 3000 } });
    const quiet = await jianbao(['import', records, '--library', library]);
    expect({ code: quiet.code, err: quiet.err }).toEqual({ code: 0, err: '' });
    expect(quiet.out).toContain('已在库中 3,000');
  });

  it('stops for Ctrl+C with what came kept, and goes on with --resume', async () => {
    const folder = temporaryFolder();
    const records = manyRecords(join(folder, 'in'), 20000);
    const library = join(folder, 'a.jianbao');
    let pressed = false;
    const stopped = await jianbao(['import', records, '--library', library, '--json', '--progress', 'json'], {
      watch: (err, interrupt) => {
        if (pressed || !err.includes('"import"')) return;
        pressed = true;
        interrupt();
      },
    });
    expect(stopped.code).toBe(130);
    const report = JSON.parse(stopped.out) as ImportReport;
    expect(report.cancelled).toBe(true);
    expect(report.records.added).toBeLessThan(20000);
    expect((await ask(library, ['records', 'count'])).value).toEqual({ count: report.records.added });
    const { code, value } = await ask<ImportReport>(library, ['import', records, '--resume']);
    expect({ code, added: value.records.added, total: value.files.total }).toEqual({
      code: 0,
      added: 20000,
      total: 20000,
    });
  });
});

describe('export', { timeout: 60_000 }, () => {
  it('gives every file of the sample back byte for byte', async () => {
    const { folder, library } = await sampleLibrary();
    const out = join(folder, 'out');
    const { code, value } = await ask<ExportReport>(library, ['export', '--all', '--format', 'tagged', '--out', out]);
    expect({ code, losses: value.losses, records: value.records }).toEqual({
      code: 0,
      losses: [],
      records: expected.records.added,
    });
    const written = filesUnder(out);
    expect(written.length).toBe(value.files);
    const differing = written.filter((name) => !readFileSync(join(out, name)).equals(readFileSync(join(SAMPLE, name))));
    expect(differing).toEqual([]);
  });

  it('changes only the edited field of an edited record', async () => {
    const { folder, library } = await sampleLibrary();
    const set = await ask(library, ['records', 'set', '--query', 'title:红岭电站', '标题=红岭电站发电了']);
    expect(set.value).toMatchObject({ records: 1 });
    const out = join(folder, 'out');
    await ask(library, ['export', '--all', '--format', 'tagged', '--out', out]);
    const differing = filesUnder(out).filter(
      (name) => !readFileSync(join(out, name)).equals(readFileSync(join(SAMPLE, name))),
    );
    expect(differing).toEqual([join('txt', '1993', '199307', '19930720', '199307200102.TXT')]);
    const decode = (file: string): string => new TextDecoder('gb18030').decode(readFileSync(file));
    const name = differing[0] ?? '';
    expect(decode(join(out, name))).toBe(decode(join(SAMPLE, name)).replace('红岭电站并网发电〖', '红岭电站发电了〖'));
  });

  it('writes CSV and JSONL with count and check sum', async () => {
    const { folder, library } = await sampleLibrary();
    for (const format of ['csv', 'jsonl']) {
      const out = join(folder, `records.${format}`);
      const { code, value } = await ask<ExportReport>(library, [
        'export',
        '--query',
        'class:F83',
        '--format',
        format,
        '--out',
        out,
      ]);
      const bytes = readFileSync(out);
      expect(code).toBe(0);
      expect(value).toMatchObject({
        records: 4,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
    }
    const lines = readFileSync(join(folder, 'records.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toHaveLength(4);
  });

  it('lists what an encoding cannot hold, writes those records not at all, and exits 3', async () => {
    const { folder, library } = await sampleLibrary();
    const out = join(folder, 'out');
    const { code, value } = await ask<ExportReport>(library, [
      'export',
      '--all',
      '--format',
      'tagged',
      '--encoding',
      'big5',
      '--out',
      out,
    ]);
    expect(code).toBe(3);
    expect(value.losses.length).toBeGreaterThan(0);
    expect(value.records + new Set(value.losses.map(({ id }) => id)).size).toBe(expected.records.added);
  });

  it('does not write over what is there unless told to', async () => {
    const { folder, library } = await sampleLibrary();
    const out = join(folder, 'records.csv');
    writeFileSync(out, 'mine');
    const refused = await jianbao(['export', '--all', '--format', 'csv', '--out', out, '--library', library]);
    expect(refused.code).toBe(1);
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(
      (await jianbao(['export', '--all', '--format', 'csv', '--out', out, '--overwrite', '--library', library])).code,
    ).toBe(0);
    expect(readFileSync(out, 'utf8')).not.toBe('mine');
  });

  it('finds a copied folder by the path it was imported from', async () => {
    const folder = temporaryFolder();
    cpSync(join(SAMPLE, 'txt', '1956'), join(folder, '1956'), { recursive: true });
    const library = join(folder, 'a.jianbao');
    await ask(library, ['import', '1956'], { cwd: folder });
    const ref = '1956/195601/19560103/195601030101.TXT#1';
    expect((await ask(library, ['records', 'show', ref], { cwd: folder })).value).toMatchObject({
      date: '19560103',
      page: '01',
      item: '1',
    });
    expect((await ask(library, ['records', 'show', join(folder, ref)])).value).toMatchObject({ date: '19560103' });
    expect(existsSync(library)).toBe(true);
    expect((await jianbao(['records', 'show', `${ref}9`, '--library', library], { cwd: folder })).code).toBe(1);
  });
});
