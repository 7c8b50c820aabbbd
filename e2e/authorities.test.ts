import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectPage } from 'playwright/test';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, it } from 'vitest';
import { launch } from './app.ts';
import type { Running } from './app.ts';
import { importSample, search, shows, side } from './library.ts';

// Spellings that are one: found, looked at, merged by the keyboard, counted, taken back.

let folder: string;
let running: Running;
let page: Page;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-authorities-'));
  importSample(join(folder, '样.jianbao'));
  running = await launch({ library: join(folder, '样.jianbao') });
  ({ page } = running);
  await shows(page, '74 条');
});
afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const clusters = (): ReturnType<Page['getByRole']> => page.getByRole('listbox', { name: '可能是同一个的写法' });

describe('authority lists', () => {
  it('show a cluster with its reason and counts, merge it by Enter, and take it back by one undo', async () => {
    await side(page, '规范档');
    await page.getByRole('combobox', { name: '字段' }).selectOption({ label: '体裁' });
    await expectPage(clusters().getByRole('option', { name: /其他言论.*异形词.*其它言论.*2 → 4/ })).toBeVisible();
    await expectPage(page.getByText('异形词：它 / 他')).toBeVisible();
    await clusters().focus();
    await page.keyboard.press('Enter');
    await expectPage(page.getByText('没有要统一的写法')).toBeVisible();

    await page.getByRole('tab', { name: '全部取值' }).click();
    await expectPage(page.getByRole('option').filter({ hasText: /其他言论\s*规范形式\s*4 条记录/ })).toBeVisible();
    await expectPage(page.getByRole('option', { name: /其它言论/ })).toHaveCount(0);
    await page.getByRole('tab', { name: '规范档' }).click();
    await expectPage(page.getByRole('option').filter({ hasText: /其他言论\s*其它言论\s*4 条记录/ })).toBeVisible();
    await page.getByRole('button', { name: '看“其他言论”的记录' }).click();
    await shows(page, '4 条');

    await page.getByRole('contentinfo').getByRole('button', { name: /撤销：把体裁“其它言论”统一为“其他言论”/ }).click();
    await search(page, 'genre:其它言论');
    await shows(page, '2 条');
    await side(page, '规范档');
    await page.getByRole('combobox', { name: '字段' }).selectOption({ label: '体裁' });
    await expectPage(clusters().getByRole('option', { name: /2 → 4/ })).toBeVisible();
  });

  it('do not ask again about what is not one, and merge all that is left after a question', async () => {
    await side(page, '规范档');
    await page.getByRole('combobox', { name: '字段' }).selectOption({ label: '版名' });
    await expectPage(clusters().getByRole('option', { name: /要闻.*繁简.*要聞/ })).toBeVisible();
    await page.keyboard.press('x');
    await expectPage(page.getByText('没有要统一的写法')).toBeVisible();
    await page.getByRole('contentinfo').getByRole('button', { name: /撤销：“要闻”与“要聞”不是/ }).click();
    await expectPage(clusters().getByRole('option', { name: /22 → 23/ })).toBeVisible();
    // The other form may be the one to keep.
    await page.getByRole('button', { name: '统一成“要聞”' }).click();
    await expectPage(page.getByRole('textbox', { name: '统一成' })).toHaveValue('要聞');
    await page.getByRole('button', { name: '统一成“要闻”' }).click();
    await page.getByRole('button', { name: /^统一 Enter/ }).click();
    await side(page, '全部记录');
    await search(page, 'pageName:要闻');
    await shows(page, '23 条');
  });
});
