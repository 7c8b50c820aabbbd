import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Locator, Page } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, launch } from './app.ts';
import type { Running } from './app.ts';

let folder: string;
let running: Running | undefined;

/** The command line; 3 is done, with something to look at. */
function jianbao(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/jianbao.mjs'), ...args], { encoding: 'utf8' });
  expect([0, 3], stderr).toContain(status);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-e2e-exports-'));
  jianbao('import', join(ROOT, 'fixtures/sample'), '--library', join(folder, '样本.jianbao'));
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function desk(): Promise<{ readonly app: ElectronApplication; readonly page: Page; readonly dialog: Locator }> {
  running = await launch({ library: join(folder, '样本.jianbao') });
  await running.page.getByRole('button', { name: '导出…' }).click();
  return { ...running, dialog: running.page.getByRole('dialog') };
}
const answerSave = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, path);
const answerOpen = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, one) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [one] }); }, path);

/** A picture for whoever wants to look: JIANBAO_PICTURES=DIR. */
async function picture(page: Page, name: string): Promise<void> {
  const to = process.env['JIANBAO_PICTURES'];
  if (to !== undefined) await page.screenshot({ path: join(to, `${name}.png`) });
}

describe('the export desk', () => {
  it('shows the first records and every loss before it writes, and repeats by one click', async () => {
    const { app, page, dialog } = await desk();
    await expectPage(dialog.getByRole('region', { name: '预览' })).toContainText('〖BT/标题〗');
    await dialog.getByRole('radio', { name: 'GB/T 7714' }).check();
    await dialog.getByRole('textbox', { name: '报纸名称' }).fill('松河日报');
    await expectPage(dialog.getByRole('region', { name: '预览' })).toContainText('[N]. 松河日报, ');
    await picture(page, 'desk-preview');
    await dialog.getByRole('radio', { name: 'RIS' }).check();
    await dialog.getByRole('tab', { name: '损失报告' }).click();
    await expectPage(dialog.getByRole('row', { name: '没有位置 正文 70 70' })).toBeVisible();
    await picture(page, 'desk-losses');
    const out = join(folder, 'r.ris');
    await answerSave(app, out);
    await dialog.getByRole('button', { name: '导出', exact: true }).click();
    await expectPage(dialog.getByText('写出 74 条记录，1 个文件。')).toBeVisible();
    expect(readFileSync(out, 'utf8')).toContain('T2  - 松河日报');
    await picture(page, 'desk-result');
    rmSync(out);
    await dialog.getByRole('button', { name: '再导出一份' }).click();
    await dialog.getByRole('button', { name: '重复上次（RIS 题录）' }).click();
    await expectPage(dialog.getByText('写出 74 条记录，1 个文件。')).toBeVisible();
    expect(existsSync(out)).toBe(true);
  });

  it('makes a package, and verifies it', async () => {
    const { app, page, dialog } = await desk();
    const out = join(folder, 'bag.zip');
    await answerSave(app, out);
    await dialog.getByRole('radio', { name: 'CNMARC' }).check();
    await dialog.getByRole('combobox', { name: '打包' }).selectOption({ label: 'BagIt 包（.zip）' });
    await dialog.getByRole('checkbox', { name: '附上来源文件' }).click();
    await dialog.getByRole('button', { name: '导出', exact: true }).click();
    await expectPage(dialog.getByText('写出 74 条记录')).toBeVisible();
    await answerOpen(app, out);
    await dialog.getByRole('button', { name: '检验 BagIt 包' }).click();
    await dialog.getByRole('button', { name: '选择 .zip 或 .tar…' }).click();
    await expectPage(dialog.getByText('有效的 BagIt 1.0 包')).toBeVisible();
    await picture(page, 'verify-valid');
    const broken = join(folder, 'broken');
    // A library is held by whoever has it open, so the other bag comes from another one.
    const other = join(folder, 'other.jianbao');
    jianbao('import', join(ROOT, 'fixtures/sample'), '--library', other);
    jianbao('export', '--query', 'class:F83', '--format', 'csv', '--package', 'bagit', '--out', broken, '--library', other);
    writeFileSync(join(broken, 'data', 'records.csv'), 'changed');
    await answerOpen(app, broken);
    await dialog.getByRole('button', { name: '选择文件夹…' }).click();
    await expectPage(dialog.getByText('不是有效的 BagIt 包')).toBeVisible();
    await expectPage(dialog.getByText('sha256 校验和不符，内容已改变或损坏。')).toBeVisible();
    await picture(page, 'verify-broken');
  });

  it('keeps a profile that says what goes where', async () => {
    const { page, dialog } = await desk();
    await dialog.getByRole('radio', { name: 'CNMARC' }).check();
    await dialog.getByRole('button', { name: '编辑映射方案' }).click();
    await dialog.getByRole('textbox', { name: '方案名称' }).fill('馆藏方案');
    await dialog.getByRole('textbox', { name: '“关键”放到哪里' }).fill('900$a');
    await dialog.getByRole('button', { name: '保存方案' }).click();
    await expectPage(dialog.getByRole('alert')).toHaveCount(0);
    await dialog.getByRole('button', { name: '编辑映射方案' }).click();
    await picture(page, 'profile');
    await dialog.getByRole('textbox', { name: '“体裁”放到哪里' }).fill('somewhere');
    await dialog.getByRole('button', { name: '保存方案' }).click();
    await expectPage(dialog.getByRole('alert')).toContainText('somewhere');
    await dialog.getByRole('button', { name: '返回' }).click();
    await expectPage(dialog.getByRole('region', { name: '预览' })).toContainText(/^900 {4}\$a/m);
  });

  it('can be worked by everybody', async () => {
    const { page, dialog } = await desk();
    await expectPage(dialog.getByRole('region', { name: '预览' })).toContainText('〖');
    const { violations } = await new AxeBuilder({ page: page as never }).include('[role="dialog"]').setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
