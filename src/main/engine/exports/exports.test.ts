import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportInput, ExportReport } from '../../../contract/exports.ts';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';

const SAMPLE = resolve('fixtures/sample');
const call: Call = { signal: new AbortController().signal, progress: () => undefined };

let folder: string;
let out: string;
let engine: Engine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-export-'));
  out = join(folder, 'out');
  engine = createEngine({ file: join(folder, 'l.jianbao'), migrations: resolve('migrations'), mode: 'create', readers: 0 });
  await engine.handlers.imports.run({ paths: [SAMPLE] }, call);
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const give = (input: Partial<ExportInput> = {}): Promise<ExportReport> =>
  Promise.resolve(engine.handlers.exports.run({ selection: { query: '' }, format: 'tagged', out, ...input }, call));
const idOf = async (ref: string): Promise<number> => (await engine.handlers.records.resolve({ ref }, call)).id;

/** Files that differ from the sample, of those that came out. */
function changed(root = out, below = ''): string[] {
  return readdirSync(join(root, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    if (statSync(join(root, path)).isDirectory()) return changed(root, path);
    return readFileSync(join(root, path)).equals(readFileSync(join(SAMPLE, path))) ? [] : [path];
  });
}

describe('an export in the tagged format', () => {
  it('gives every file back byte for byte', async () => {
    const report = await give();
    expect(report).toMatchObject({ records: 74, losses: [] });
    expect(changed()).toEqual([]);
  });

  it('changes the bytes of an edited field and of nothing else', async () => {
    const ref = 'txt/2007/200706/20070616/200706160102.TXT';
    const id = await idOf(`${ref}#1`);
    await engine.handlers.records.set({ selection: { ids: [id] }, values: { genre: '特写' } }, call);
    await give();
    expect(changed()).toEqual([ref]);
    const before = readFileSync(join(SAMPLE, ref)).toString('latin1');
    const after = readFileSync(join(out, ref)).toString('latin1');
    const at = [...before].findIndex((char, index) => char !== after[index]);
    // Four bytes of GB18030 for two characters: what stands before and behind is what it was.
    expect(after.slice(0, at)).toBe(before.slice(0, at));
    expect(after.endsWith(before.slice(before.indexOf('\xa1\xbc-TC')))).toBe(true);
  });

  it('is byte for byte again after the edit was undone, or typed back', async () => {
    const id = await idOf('txt/2011/201106/20110614/201106140401.TXT#1');
    const { title } = await engine.handlers.records.get({ id }, call);
    await engine.handlers.records.set({ selection: { ids: [id] }, values: { title: '别的题名' } }, call);
    await engine.handlers.records.set({ selection: { ids: [id] }, values: { title } }, call);
    await give();
    expect(changed()).toEqual([]);
  });

  it('does not write a record with a character the encoding lacks, and says which', async () => {
    const id = await idOf('txt/2011/201106/20110614/201106140401.TXT#1');
    await engine.handlers.records.set({ selection: { ids: [id] }, values: { title: '带镕字的题名' } }, call);
    const report = await give({ encoding: 'gb2312', selection: { ids: [id] } });
    expect(report.records).toBe(0);
    expect(report.losses.map((loss) => loss.text.zh).join()).toContain('镕');
  });

  it('leaves out the records that are not chosen, also in a file of many', async () => {
    const ids = await Promise.all([1, 3].map((n) => idOf(`txt/2012/201201/20120105/20120105.TXT#${n}`)));
    const report = await give({ selection: { ids } });
    expect(report).toMatchObject({ records: 2, files: 1 });
    const source = readFileSync(join(SAMPLE, 'txt/2012/201201/20120105/20120105.TXT'));
    const written = readFileSync(join(out, 'txt/2012/201201/20120105/20120105.TXT'));
    expect(written.length).toBeLessThan(source.length);
    expect(source.includes(written.subarray(0, 200))).toBe(true);
  });

  it('writes a manifest that agrees with the files', async () => {
    const report = await give();
    const text = readFileSync(report.manifest ?? '', 'utf8');
    expect(createHash('sha256').update(text).digest('hex')).toBe(report.sha256);
    for (const line of text.trimEnd().split('\n')) {
      const [hash = '', path = ''] = line.split('  ');
      expect(createHash('sha256').update(readFileSync(join(folder, path))).digest('hex')).toBe(hash);
    }
  });

  it('does not write into a folder that has something in it, and never deletes what it did not make', async () => {
    mkdirSync(out);
    writeFileSync(join(out, 'letter.txt'), 'dear all');
    await expect(give()).rejects.toMatchObject({ code: 'conflict' });
    await expect(give({ overwrite: true })).rejects.toMatchObject({ code: 'conflict' });
    expect(readFileSync(join(out, 'letter.txt'), 'utf8')).toBe('dear all');
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(engine.handlers.exports.run({ selection: { query: '' }, format: 'tagged', out }, { signal: abort.signal, progress: () => undefined }))
      .rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('a flat export', () => {
  it('in JSON Lines has every record with its values', async () => {
    const file = join(folder, 'r.jsonl');
    const report = await give({ format: 'jsonl', out: file });
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(74);
    expect(report.sha256).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
    expect(lines.find((line) => line.class === 'D822')?.genre).toBe('公报？公告');
    expect(lines.some((line) => Array.isArray(line.others))).toBe(true);
  });

  it('in CSV can be read back, with cells that a spreadsheet would run made harmless and listed', async () => {
    const id = await idOf('txt/2011/201106/20110614/201106140401.TXT#1');
    await engine.handlers.records.set({ selection: { ids: [id] }, values: { title: '=HYPERLINK("x")，“引号”\n两行' } }, call);
    const file = join(folder, 'r.csv');
    const report = await give({ format: 'csv', out: file });
    const rows = parse(readFileSync(file), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(74);
    expect(rows.find((row) => row['id'] === String(id))?.['title']).toBe('\'=HYPERLINK("x")，“引号”\n两行');
    expect(report.losses).toHaveLength(1);
    expect(report.losses[0]).toMatchObject({ id, field: 'title' });
  });
});
