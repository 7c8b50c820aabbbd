import Database from 'better-sqlite3';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../contract/fault.ts';
import { openStore } from './open.ts';
import type { Store } from './open.ts';

const migrations = resolve('migrations');
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-store-'));
  file = join(folder, '军报.jianbao');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const create = (): Store => openStore({ file, migrations, mode: 'create' });
const open = (): Store => openStore({ file, migrations, mode: 'open' });
const faultCode = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
  return 'no fault';
};

describe('a library file', () => {
  it('is created with its settings and opens again', () => {
    create().close();
    const store = open();
    expect(store.sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(store.sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(store.sqlite.pragma('page_size', { simple: true })).toBe(8192);
    expect(store.sqlite.prepare('SELECT name FROM library').pluck().get()).toBe('军报');
    store.close();
  });

  it('has every table of the schema and the search table after all migrations', () => {
    const store = create();
    const names = store.sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    for (const name of ['record', 'record_text', 'source', 'source_block', 'operation', 'change', 'search', 'duplicate_decision']) expect(names).toContain(name);
    store.close();
  });

  it('is not made over a file that is there', () => {
    writeFileSync(file, 'notes');
    expect(faultCode(create)).toBe('conflict');
    expect(readFileSync(file, 'utf8')).toBe('notes');
  });

  it('is refused when there is none', () => {
    expect(faultCode(open)).toBe('not-found');
    expect(existsSync(file)).toBe(false);
  });

  it('is refused when it is no library, and the file is left as it was', () => {
    writeFileSync(file, 'plain text, longer than a header of one hundred bytes. '.repeat(4));
    expect(faultCode(open)).toBe('not-a-library');
    rmSync(file);
    const other = new Database(file);
    other.exec('CREATE TABLE t (x)');
    other.close();
    const before = readFileSync(file);
    expect(faultCode(open)).toBe('not-a-library');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is refused when a newer version made it', () => {
    const store = create();
    store.sqlite.pragma('user_version = 999');
    store.close();
    expect(faultCode(open)).toBe('newer-library');
  });

  it('is refused while another engine has it, and free again afterwards', () => {
    const store = create();
    expect(faultCode(open)).toBe('library-busy');
    store.close();
    open().close();
  });
});

describe('the migrations', () => {
  it('rise in time, so that none is skipped', () => {
    const { entries } = JSON.parse(readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8')) as { entries: { when: number }[] };
    const times = entries.map((entry) => entry.when);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
  });
});
