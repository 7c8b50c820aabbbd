import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'jianbao-figures-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The figures of a real run over these files. */
function figuresOf(files: Readonly<Record<string, string>>): unknown {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const figures = join(folder, 'figures.json');
  const env = { ...process.env, TEST_FIGURES: figures };
  const words = ['run', '--root', folder, '--globals', '--reporter', resolve('scripts/count-reporter.mjs')];
  spawnSync(process.execPath, [resolve('node_modules/vitest/vitest.mjs'), ...words], { env, cwd: folder });
  return JSON.parse(readFileSync(figures, 'utf8'));
}

it('counts passed, failed and skipped tests over all files', () => {
  expect(figuresOf({
    'a.test.js': 'it("x", () => {}); it("y", () => { throw new Error("y"); }); it.skip("z", () => {});',
    'b.test.js': 'describe("inner", () => { it("x", () => {}); it("y", () => {}); });',
  })).toEqual({ passed: 3, failed: 1, skipped: 1 });
});

it('counts a file that cannot be loaded, and an error outside of any test, as failed', () => {
  expect(figuresOf({
    'a.test.js': 'it("x", () => {});',
    'b.test.js': 'import "./nowhere.js"; it("y", () => {});',
    'c.test.js': 'it("z", () => { setTimeout(() => { throw new Error("late"); }); return new Promise((done) => setTimeout(done, 50)); });',
  })).toEqual({ passed: 2, failed: 2, skipped: 0 });
});
