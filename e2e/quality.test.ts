import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectPage } from 'playwright/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, dropFiles, launch } from './app.ts';
import type { Running } from './app.ts';

let folder: string;
let running: Running;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-quality-'));
  running = await launch();
  const library = join(folder, '质量.jianbao');
  await running.app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, library);
  await dropFiles(running.page, 'body', [join(ROOT, 'fixtures', 'sample')]);
  await expectPage(running.page.getByText('76 个文件，74 条新记录')).toBeVisible({ timeout: 30_000 });
  await running.page.getByRole('navigation').getByRole('button', { name: '质量' }).first().click();
});
afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('quality', () => {
  it('is checked, mended where that is safe after a look at every change, and taken back', async () => {
    const { page } = running;
    const main = page.getByRole('main');
    await main.getByRole('button', { name: '现在检查' }).first().click();
    await main.getByRole('button', { name: '作者姓名之间没有分隔' }).click();
    await main.getByRole('button', { name: '修正…' }).click();
    await expectPage(main.getByText('何青川/徐大年')).toBeVisible();
    await main.getByRole('button', { name: '修正 1 条' }).click();
    await expectPage(page.getByText('修正了 1 条记录，可以撤销。')).toBeVisible();
    await expectPage(main.getByText('这条规则没有问题')).toBeVisible();
    await page.keyboard.press('Control+z');
    await expectPage(page.getByText('撤销：修正 1 条记录').first()).toBeVisible();
  });

  it('shows what is missing day by day, opens a day, and writes the list for the supplier', async () => {
    const { app, page } = running;
    const main = page.getByRole('main');
    await main.getByRole('button', { name: '收全情况' }).click();
    await main.getByRole('button', { name: '2007' }).click();
    await expectPage(main.getByText('缺第 2 版第 3 条')).toBeVisible();
    const file = join(folder, '缺漏.csv');
    await app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, file);
    await main.getByRole('button', { name: '缺漏清单' }).click();
    await expectPage(page.getByText('处缺漏')).toBeVisible();
    expect(readFileSync(file, 'utf8')).toContain('缺条,2007-06-15');
    const day = main.getByRole('button', { name: /^2007-06-15/ }).first();
    await day.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expectPage(page.getByRole('searchbox', { name: '检索' })).toHaveValue('date:2007-06-16');
  });
});
