import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPORT_FORMATS } from '../../../contract/exports.ts';
import type { ExportFormat, ExportInput, ExportReport } from '../../../contract/exports.ts';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';

const RECORDS = 2500;
const call: Call = { signal: new AbortController().signal, progress: () => undefined };
let folder: string;
let file: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-safety-'));
  file = join(folder, 'l.jianbao');
  const body = Array.from({ length: 12 }, (_, n) => `    第${n}段。${'各乡镇抓紧春耕，农机下田。'.repeat(12)}`).join('\r\n');
  for (let n = 0; n < RECORDS; n++) {
    const day = join(folder, 'in', String(Math.floor(n / 500)));
    if (n % 500 === 0) mkdirSync(day, { recursive: true });
    writeFileSync(join(day, `${n}.TXT`), `〖RQ/日期〗19980911〖-RQ/日期〗\r\n〖BT/标题〗第${n}号〖-BT/标题〗\r\n〖FL/分类〗D8${n % 10}〖-FL/分类〗\r\n〖ZW/正文〗\r\n${body}\r\n〖-ZW/正文〗\r\n`);
  }
  const engine = open('create');
  await engine.handlers.imports.run({ paths: [join(folder, 'in')] }, call);
  engine.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

const open = (mode: 'create' | 'open' = 'open'): Engine => createEngine({ file, migrations: resolve('migrations'), mode, readers: 0 });
async function withEngine<T>(work: (engine: Engine) => T | Promise<T>): Promise<T> {
  const engine = open();
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}
const give = (input: Partial<ExportInput> & { readonly out: string }, using: Call = call): Promise<ExportReport> =>
  withEngine((engine) => engine.handlers.exports.run({ selection: { query: '' }, format: 'csv', ...input }, using));

const begun = (path: string): boolean => {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined) return false;
  return there.isDirectory() ? readdirSync(path, { recursive: true }).length > 250 : there.size > 0;
};

/** The export in a process of its own, killed when its part has begun to grow; whether it was still running then. */
async function killed(out: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', resolve('src/cli/index.ts'), 'export', '--all', '--library', file, '--out', out, ...args], { stdio: 'ignore' });
  const part = join(folder, `.${out.slice(folder.length + 1)}.part`);
  const ended = new Promise<boolean>((done) => child.on('exit', (_, signal) => done(signal === 'SIGKILL')));
  const timer = setInterval(() => {
    if (!begun(part) && !begun(`${part}.payload`)) return;
    clearInterval(timer);
    child.kill('SIGKILL');
  }, 1);
  const hit = await ended;
  clearInterval(timer);
  return hit;
}

describe('an export that is killed', { timeout: 300_000 }, () => {
  it('leaves nothing under the final name, and the library whole, whatever the format', async () => {
    let hits = 0;
    for (const format of EXPORT_FORMATS) {
      const out = join(folder, `killed-${format}`);
      if (!await killed(out, ['--format', format])) continue;
      hits++;
      expect(existsSync(out), format).toBe(false);
    }
    // SKOS and Parquet hold what they write; a machine in a hurry may be done with others before the blow.
    expect(hits).toBeGreaterThan(8);
    await withEngine(async ({ handlers }) => {
      expect(await handlers.library.check({}, call)).toMatchObject({ ok: true });
      expect(await handlers.records.count({}, call)).toEqual({ count: RECORDS });
    });
  });

  it('goes on with a package where it was, and the package is whole', async () => {
    const out = join(folder, 'resumed');
    expect(await killed(out, ['--format', 'tagged', '--package', 'bagit'])).toBe(true);
    expect(existsSync(out)).toBe(false);
    const report = await give({ out, format: 'tagged', package: 'bagit' });
    expect(report.resumed).toBeGreaterThan(0);
    expect(report.resumed).toBeLessThan(RECORDS);
    expect(await withEngine((engine) => engine.handlers.exports.verify({ path: out }, call))).toMatchObject({ valid: true, findings: 0 });
    expect(readdirSync(folder).filter((name) => name.startsWith('.resumed'))).toEqual([]);
  });

  it('is not gone on with when another thing is written under the name', async () => {
    const out = join(folder, 'other');
    expect(await killed(out, ['--format', 'tagged', '--package', 'bagit'])).toBe(true);
    const report = await give({ out, format: 'tei', package: 'bagit' });
    expect(report.resumed).toBe(0);
    expect(await withEngine((engine) => engine.handlers.exports.verify({ path: out }, call))).toMatchObject({ valid: true, findings: 0 });
  });
});

describe('an export that is cancelled', { timeout: 60_000 }, () => {
  it.each([
    ['csv', undefined], ['xlsx', undefined], ['tagged', undefined], ['tei', undefined], ['marcxml', 'bagit'], ['tagged', 'bagit'], ['tagged', 'bagit-zip'], ['csv', 'bagit-tar'],
  ] as const)('leaves nothing: %s %s', async (format: ExportFormat, kind) => {
    const abort = new AbortController();
    const out = join(folder, `cancelled-${format}-${kind ?? ''}`);
    const before = readdirSync(folder);
    await expect(give({ out, format, package: kind, sources: true }, { signal: abort.signal, progress: ({ done }) => { if (done > 100) abort.abort(); } })).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(folder).filter((name) => !before.includes(name))).toEqual([]);
  });
});

/** A disk of one megabyte, where this user may make one. */
function smallDisk(): string | null {
  const at = mkdtempSync(join(tmpdir(), 'jianbao-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at]).status === 0) return at;
  rmSync(at, { recursive: true });
  return null;
}
const disk = smallDisk();
/** Two bodies of letters by chance, or what the packed formats write would fit. */
let filled = false;
async function fill(): Promise<void> {
  if (filled) return;
  filled = true;
  for (const id of [1, 2]) {
    const body = Array.from({ length: 400_000 }, () => String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 20_000))).join('');
    await withEngine((engine) => engine.handlers.records.set({ selection: { ids: [id] }, values: { body } }, call));
  }
}

afterAll(() => {
  if (disk === null) return;
  spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

describe(`a disk that is full${disk === null ? ' (no small disk can be mounted here: not checked)' : ''}`, { timeout: 60_000 }, () => {
  it.skipIf(disk === null).each([
    ['csv', undefined], ['xlsx', undefined], ['parquet', undefined], ['cnmarc', undefined], ['tagged', undefined], ['tagged', 'bagit'], ['csv', 'bagit-zip'], ['tagged', 'bagit-tar'],
  ] as const)('is told in a sentence and nothing is left: %s %s', async (format: ExportFormat, kind) => {
    await fill();
    await expect(give({ out: join(disk ?? '', 'out'), format, package: kind })).rejects.toMatchObject({ code: 'disk-full' });
    expect(readdirSync(disk ?? '')).toEqual([]);
  });
});

it('a loss report writes nothing but the list it is asked for', async () => {
  const lossFile = join(folder, 'losses.csv');
  const before = readdirSync(folder);
  const report = await withEngine((engine) => engine.handlers.exports.losses({ selection: { query: '' }, format: 'ris', lossFile }, call));
  expect(report.counts).toMatchObject([{ kind: 'field', field: 'body', records: RECORDS }]);
  expect(report).toMatchObject({ records: RECORDS, writable: RECORDS });
  expect(report.losses).toHaveLength(200);
  expect(readdirSync(folder).filter((name) => !before.includes(name))).toEqual(['losses.csv']);
  expect(readFileSync(lossFile, 'utf8').trimEnd().split('\r\n')).toHaveLength(RECORDS + 1);
});
