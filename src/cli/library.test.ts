import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LibraryInfo } from '../contract/library.ts';
import { ask, jianbao, sampleLibrary, temporaryFolder } from './run.testing.ts';

describe('library', { timeout: 60_000 }, () => {
  it('tells what it holds, checks itself, compacts and shows its tables', async () => {
    const { library } = await sampleLibrary();
    const { value } = await ask<LibraryInfo>(library, ['library', 'info']);
    expect(value.records).toBeGreaterThan(60);
    expect(value.pending).toBe(0);
    expect((await ask(library, ['library', 'check'])).value).toEqual({ ok: true, problems: [], depth: 'file' });
    expect((await ask(library, ['library', 'check', '--deep'])).value).toEqual({ ok: true, problems: [], depth: 'deep' });
    expect((await ask<{ rebuilt: string[] }>(library, ['library', 'repair'])).value.rebuilt).toContain('search');
    expect((await ask(library, ['library', 'compact'])).code).toBe(0);
    expect((await jianbao(['library', 'schema', '--library', library])).out).toContain('CREATE TABLE');
  });

  it('comes back from a backup, and the library as it was stays under another name', async () => {
    const { folder, library } = await sampleLibrary();
    const backup = join(folder, 'backup.jianbao');
    expect((await ask(library, ['library', 'backup', backup])).code).toBe(0);
    await ask(library, ['records', 'set', '--query', '', 'TC=改']);
    expect((await ask(library, ['records', 'count', '--query', 'genre:改'])).value).not.toEqual({ count: 0 });
    const restored = await ask<{ records: number; kept: string }>(library, ['library', 'restore', backup]);
    expect(restored.code).toBe(0);
    expect((await ask(library, ['records', 'count', '--query', 'genre:改'])).value).toEqual({ count: 0 });
    expect((await ask(restored.value.kept, ['records', 'count', '--query', 'genre:改'])).value).not.toEqual({
      count: 0,
    });
    expect(existsSync(`${library}.restoring`)).toBe(false);
  });

  it('restores nothing from a file that is no library', async () => {
    const { folder, library } = await sampleLibrary();
    const backup = join(folder, 'notes.jianbao');
    writeFileSync(backup, 'not a library at all');
    const before = readFileSync(library);
    const { code, err } = await jianbao(['library', 'restore', backup, '--library', library]);
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(readFileSync(library).equals(before)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['notes.jianbao', 'sample.jianbao']);
  });

  it('refuses a file that is no library with one sentence and no change', async () => {
    const file = join(temporaryFolder(), 'x.jianbao');
    writeFileSync(file, 'a'.repeat(5000));
    for (const args of [
      ['records', 'count'],
      ['import', '.'],
      ['library', 'check'],
    ]) {
      const { code, out, err } = await jianbao([...args, '--library', file]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err.trim().split('\n')).toHaveLength(1);
    }
    expect(readFileSync(file, 'utf8')).toBe('a'.repeat(5000));
  });

  it('lists quality problems by rule and exits 3', async () => {
    const { library } = await sampleLibrary();
    const { code, value } = await ask<{
      records: number;
      breaches: number;
      rules: { rule: string; records: number }[];
    }>(library, ['quality', 'check']);
    expect(code).toBe(3);
    expect(value.breaches).toBeGreaterThan(0);
    const rule = value.rules.find(({ records }) => records > 0)?.rule ?? '';
    expect((await ask<{ total: number }>(library, ['quality', 'list', '--rule', rule])).value.total).toBeGreaterThan(0);
    expect((await ask(library, ['quality', 'check', '--query', 'title:红岭电站并网发电 date:1066'])).code).toBe(0);
  });
});
