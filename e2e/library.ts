import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect as expectPage } from 'playwright/test';
import type { Page } from 'playwright';
import { ROOT } from './app.ts';

/** The command line on a library, for what a test only needs to be there. Returns the JSON document. */
export function jianbao(library: string, ...args: readonly string[]): unknown {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(ROOT, 'bin/jianbao.mjs'), ...args, '--library', library, '--json'], { encoding: 'utf8' });
  if (status !== 0 && status !== 3) throw new Error(`jianbao ${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout);
}

/** A library with the bundled sample in it. */
export function importSample(library: string): void {
  jianbao(library, 'import', join(ROOT, 'fixtures/sample'));
}

export const side = (page: Page, name: string): Promise<void> => page.getByRole('navigation').getByRole('button', { name }).first().click();

export const shows = (page: Page, text: string | RegExp): Promise<void> =>
  expectPage(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();

export async function search(page: Page, query: string): Promise<void> {
  await page.getByRole('searchbox', { name: '检索' }).fill(query);
}
