import Database from 'better-sqlite3';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';
import { restoreLibrary } from './restore.ts';
import { backupFolder, copyBeforeMigration, dropOld, listBackups, nextBackup } from './snapshots.ts';

const call: Call = { signal: new AbortController().signal, progress: () => undefined };
const migrations = resolve('migrations');
let folder: string;
let file: string;
let engine: Engine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-library-'));
  file = join(folder, '报.jianbao');
  engine = createEngine({ file, migrations, mode: 'create', readers: 0 });
  await engine.handlers.imports.run({ paths: [resolve('fixtures/sample')] }, call);
  await engine.index(call);
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Change the file behind everybody's back, as a failing disk or another program would. */
function behindTheBack(sql: string, ...values: unknown[]): void {
  const sqlite = new Database(file);
  expect(sqlite.prepare(sql).run(...values).changes).toBeGreaterThan(0);
  sqlite.close();
}
const problemsOf = async (): Promise<readonly string[]> => (await engine.handlers.library.check({ deep: true }, call)).problems;

describe('the deep check', () => {
  it('finds nothing in a library that was worked with', async () => {
    await engine.handlers.records.set({ selection: { query: 'genre:消息' }, values: { column: '国际' } }, call);
    await engine.handlers.records.tag({ selection: { query: '' }, add: ['全部'] }, call);
    await engine.handlers.history.undo({}, call);
    await engine.handlers.history.redo({}, call);
    await engine.index(call);
    expect(await problemsOf()).toEqual([]);
  });

  it('finds a value that did not come by the history', async () => {
    await engine.handlers.records.set({ selection: { query: '' }, values: { column: '国际' } }, call);
    behindTheBack("UPDATE record SET \"column\" = '国内' WHERE id = 7");
    expect(await problemsOf()).toEqual([expect.stringContaining('record.column: 1 values')]);
  });

  it('finds bytes that are not those that came', async () => {
    const bytes = Buffer.alloc(1000, 'x');
    behindTheBack("UPDATE source_block SET data = ?, length = ?, codec = 'none' WHERE start = 0", bytes, bytes.length);
    const problems = await problemsOf();
    expect(problems.some((text) => text.includes('byte vault has a hole'))).toBe(true);
    expect(problems.some((text) => text.includes('.TXT: the kept bytes'))).toBe(true);
  });

  it('finds a record that does not lie where it says', async () => {
    behindTheBack('UPDATE record SET start = start + 1 WHERE id = 3');
    behindTheBack('UPDATE record SET end = 1000000 WHERE id = 4');
    const problems = await problemsOf();
    expect(problems).toHaveLength(2);
    expect(problems[1]).toContain('bytes 0 to 1000000 are not in a file of');
  });

  it('finds a text that the search index does not have, and the repair makes the index anew', async () => {
    behindTheBack("UPDATE record_text SET body = body || '添一句' WHERE id = 5");
    behindTheBack('DELETE FROM search WHERE rowid = 6');
    const problems = await problemsOf();
    expect(problems).toEqual(['record 5 has another text in the search index', 'record 6 is missing in the search index']);
    const { rebuilt, backup, check } = await engine.handlers.library.repair({}, call);
    expect(rebuilt).toContain('search');
    expect(check).toEqual({ ok: true, problems: [], depth: 'file' });
    expect(existsSync(backup ?? '')).toBe(true);
    await engine.index(call);
    expect(await problemsOf()).toEqual([]);
    expect(await engine.handlers.records.count({ query: '添一句' }, call)).toEqual({ count: 1 });
  });

  it('still knows after a repair what is here already', async () => {
    await engine.handlers.library.repair({}, call);
    const { records } = await engine.handlers.imports.run({ paths: [resolve('fixtures/sample')] }, call);
    expect(records.added).toBe(0);
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(engine.handlers.library.check({ deep: true }, { signal: abort.signal, progress: () => undefined })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('backups', () => {
  it('have their name only when they are whole', async () => {
    const target = join(folder, 'copy.jianbao');
    const abort = new AbortController();
    const cut = engine.handlers.library.backup({ file: target }, { signal: abort.signal, progress: () => abort.abort() });
    await expect(cut).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
    await engine.handlers.library.backup({ file: target }, call);
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.jianbao']);
  });

  it('are kept up to a number for each reason, the newest of them', () => {
    for (let day = 1; day <= 6; day++) writeFileSync(nextBackup(file, 'daily', Date.UTC(2026, 0, day)), String(day));
    writeFileSync(nextBackup(file, 'migration', Date.UTC(2020, 0, 1)), 'old');
    writeFileSync(join(backupFolder(file), 'notes.txt'), 'not ours');
    dropOld(file);
    expect(listBackups(file).map(({ file: one }) => readFileSync(one, 'utf8'))).toEqual(['6', '5', '4', 'old']);
    expect(existsSync(join(backupFolder(file), 'notes.txt'))).toBe(true);
  });

  it('are made once a day while somebody looks on, when something changed', async () => {
    engine.onEvent(() => undefined);
    await expect.poll(() => listBackups(file).map(({ reason }) => reason), { timeout: 10_000 }).toEqual(['daily']);
    engine.close();
    engine = createEngine({ file, migrations, mode: 'open', readers: 0 });
    engine.onEvent(() => undefined);
    await new Promise((later) => { setTimeout(later, 300); });
    expect(listBackups(file)).toHaveLength(1);
  });

  it('are made before a library of an earlier version is changed', () => {
    const old = join(folder, 'old.jianbao');
    const bytes = gunzipSync(readFileSync(resolve('fixtures/libraries/schema-0002.jianbao.gz')));
    writeFileSync(old, bytes);
    copyBeforeMigration(old);
    const [backup] = listBackups(old);
    expect(backup?.reason).toBe('migration');
    expect(readFileSync(backup?.file ?? '').equals(bytes)).toBe(true);
  });

  it('come back, and the library as it was stays under another name with all that was in its log', async () => {
    const target = join(folder, 'copy.jianbao');
    await engine.handlers.library.backup({ file: target }, call);
    await engine.handlers.records.set({ selection: { query: '' }, values: { genre: '改' } }, call);
    expect(() => restoreLibrary(file, target)).toThrow(expect.objectContaining({ code: 'library-busy' }) as Error);
    engine.close();
    const { kept } = restoreLibrary(file, target);
    engine = createEngine({ file: kept ?? '', migrations, mode: 'open', readers: 0 });
    expect((await engine.handlers.records.count({ query: 'genre:改' }, call)).count).toBeGreaterThan(60);
    engine.close();
    engine = createEngine({ file, migrations, mode: 'open', readers: 0 });
    expect(await engine.handlers.records.count({ query: 'genre:改' }, call)).toEqual({ count: 0 });
    expect(await problemsOf()).toEqual([]);
  });

  it('that are damaged are not brought back', async () => {
    const target = join(folder, 'copy.jianbao');
    await engine.handlers.library.backup({ file: target }, call);
    const bytes = readFileSync(target);
    bytes.fill(0xff, 8192 * 3, 8192 * 9);
    writeFileSync(target, bytes);
    engine.close();
    const before = readFileSync(file);
    expect(() => restoreLibrary(file, target)).toThrow(expect.objectContaining({ code: 'library-damaged' }) as Error);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).some((name) => name.includes('restor'))).toBe(false);
    engine = createEngine({ file, migrations, mode: 'open', readers: 0 });
  });
});

describe('a library whose process was killed', () => {
  it('says so, and is looked at when somebody looks on', async () => {
    engine.close();
    writeFileSync(`${file}-lock`, '');
    engine = createEngine({ file, migrations, mode: 'open', readers: 0 });
    expect(await engine.handlers.library.info({}, call)).toMatchObject({ leftOpen: true });
    const seen: string[] = [];
    engine.onEvent((event, data) => { if (event === 'task' && 'kind' in data && data.state === 'done') seen.push(data.kind); });
    await expect.poll(() => seen, { timeout: 10_000 }).toContain('library.check');
  });
});
