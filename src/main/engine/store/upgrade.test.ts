import Database from 'better-sqlite3';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openStore } from './open.ts';

type Row = Readonly<Record<string, unknown>>;

const FIXTURES = resolve('fixtures', 'libraries');
const fixtures = readdirSync(FIXTURES).filter((name) => name.endsWith('.jianbao.gz'));

/** Rows that may be worked out again from the others; a migration may empty them, as long as they are then rebuilt. */
const DERIVED = /^(search|breach$|known_|duplicate_(sketch|group|member|pair)$|sqlite_|__drizzle)/;

/** Every row of every table a librarian's work is in, as the file has it. */
function everything(file: string): ReadonlyMap<string, readonly Row[]> {
  const sqlite = new Database(file, { readonly: true });
  const names = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all().map(String);
  const tables = new Map(names.filter((name) => !DERIVED.test(name)).map((name) => [name, sqlite.prepare(`SELECT * FROM "${name}"`).all() as readonly Row[]]));
  sqlite.close();
  return tables;
}

describe.each(fixtures)('a library of an earlier version (%s)', (fixture) => {
  it('opens with every value it had', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jianbao-upgrade-'));
    try {
      const file = join(folder, 'old.jianbao');
      writeFileSync(file, gunzipSync(readFileSync(join(FIXTURES, fixture))));
      const before = everything(file);
      expect(before.get('record')?.length).toBeGreaterThan(50);
      expect(before.get('change')?.length).toBeGreaterThan(100);

      const store = openStore({ file, migrations: resolve('migrations'), mode: 'open' });
      expect(store.sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(store.sqlite.pragma('foreign_key_check')).toEqual([]);
      store.close();

      const after = everything(file);
      for (const [table, rows] of before) {
        const columns = Object.keys(rows[0] ?? {});
        const kept = (after.get(table) ?? []).map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
        expect(kept, table).toEqual(rows);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

it('there is a library of each schema that landed', () => {
  expect(fixtures).toContain('schema-0002.jianbao.gz');
});
