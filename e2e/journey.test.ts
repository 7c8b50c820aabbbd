import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, dropFiles, launch } from './app.ts';
import type { Running } from './app.ts';

// One delivery from the drop to the export, as a librarian works on it. What the sample holds is told in fixtures/README.md.

let folder: string;
let delivery: string;
let library: string;
let userData: string;
let running: Running | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-journey-'));
  // A name with Han characters and a blank, as folders have them.
  delivery = join(folder, '松河日报 来件');
  cpSync(join(ROOT, 'fixtures', 'sample'), delivery, { recursive: true });
  library = join(folder, '松河日报.jianbao');
  userData = join(folder, 'user-data');
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(open?: string): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  running = await launch({ userData, ...(open === undefined ? {} : { library: open }) });
  return running;
}

async function restart(): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  await running?.close();
  return start(library);
}

const answerSave = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, path);
const answerOpen = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, one) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [one] }); }, path);

const shows = (page: Page, text: string): Promise<void> => expectPage(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();
const side = (page: Page, name: string): Promise<void> => page.getByRole('navigation').getByRole('button', { name }).first().click();

async function search(page: Page, query: string): Promise<void> {
  await page.getByRole('searchbox', { name: '检索' }).fill(query);
}

/** Groups still to be decided, as the queue's own choice of states tells them. */
const left = (page: Page, groups: number): Promise<void> =>
  expectPage(page.getByRole('main').getByText(`待定 ${groups} 组`)).toHaveCount(1, { timeout: 20_000 });

/** Every file under a folder: path below it and bytes. */
function filesUnder(root: string, below = ''): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const name of readdirSync(join(root, below))) {
    const path = below === '' ? name : `${below}/${name}`;
    if (statSync(join(root, path)).isDirectory()) for (const [inner, bytes] of filesUnder(root, path)) files.set(inner, bytes);
    else files.set(path, readFileSync(join(root, path)));
  }
  return files;
}

describe('a delivery', () => {
  it('is dropped, corrected, settled and exported, over a restart', async () => {
    let { app, page } = await start();
    await answerSave(app, library);
    await dropFiles(page, 'body', [delivery]);
    await expectPage(page.getByText('76 个文件，74 条新记录')).toBeVisible({ timeout: 30_000 });
    for (const count of ['已在库中 1', '待查 3', '未收 4']) await expectPage(page.getByRole('radio', { name: count })).toBeVisible();

    // Found by two characters, opened, corrected.
    await side(page, '全部记录');
    await shows(page, '74 条');
    await search(page, '增雪');
    await shows(page, '1 条');
    await page.getByRole('row', { name: /今冬首场人工增雪/ }).click();
    await page.getByRole('tab', { name: '编辑' }).click();
    const genre = page.getByRole('textbox', { name: '体裁' });
    await expectPage(genre).toHaveValue('消息');
    await genre.fill('通讯');
    await genre.press('Control+Enter');
    await expectPage(page.getByRole('row', { name: /今冬首场人工增雪.*通讯/ })).toBeVisible();

    // Undone, done again, and still there after a restart.
    await page.getByRole('button', { name: /撤销：/ }).click();
    await expectPage(page.getByRole('row', { name: /今冬首场人工增雪.*消息/ })).toBeVisible();
    await page.getByRole('button', { name: '重做' }).click();
    await expectPage(page.getByRole('row', { name: /今冬首场人工增雪.*通讯/ })).toBeVisible();
    ({ app, page } = await restart());
    await search(page, '增雪');
    await expectPage(page.getByRole('row', { name: /今冬首场人工增雪.*通讯/ })).toBeVisible();

    // Duplicates: the first group is merged by one key, taken apart again by undo.
    await side(page, '查重');

    await page.getByRole('main').getByRole('button', { name: /查重/ }).first().click();
    await left(page, 11);
    // The first group has to be on screen before it can be decided.
    await expectPage(page.getByRole('button', { name: '合并 M' })).toBeEnabled();
    await page.keyboard.press('m');
    await left(page, 10);
    await page.keyboard.press('n');
    await left(page, 9);
    await page.getByRole('contentinfo').getByRole('button', { name: /撤销：/ }).click();
    await left(page, 10);
    await page.getByRole('contentinfo').getByRole('button', { name: /撤销：合并/ }).click();
    await left(page, 11);

    // Exported: every file comes out byte for byte but the one that was edited, and there only the genre differs.
    await side(page, '全部记录');
    await search(page, '');
    await shows(page, '74 条');
    const out = join(folder, '移交');
    await answerOpen(app, out);
    await answerSave(app, out);
    await page.getByRole('button', { name: '导出…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /全部馆藏/ }).check();
    await dialog.getByRole('button', { name: '选择文件夹…' }).click();
    await dialog.getByRole('button', { name: '导出', exact: true }).click();
    await expectPage(dialog.getByText(/写出 74 条记录/)).toBeVisible({ timeout: 20_000 });

    const root = existsSync(join(out, 'txt')) ? out : join(out, readdirSync(out)[0] ?? '');
    const given = filesUnder(delivery);
    const changed: string[] = [];
    for (const [path, bytes] of filesUnder(root)) if (!(given.get(path)?.equals(bytes) ?? false)) changed.push(path);
    expect(changed).toHaveLength(1);
    const [edited = ''] = changed;
    const decoder = new TextDecoder('gb18030');
    const before = decoder.decode(given.get(edited));
    expect(decoder.decode(filesUnder(root).get(edited))).toBe(before.replace('〖TC/体裁〗消息', '〖TC/体裁〗通讯'));
    expect(filesUnder(root).size).toBe(70);
  });

  it('adds nothing when it comes a second time', async () => {
    const { app, page } = await start();
    await answerSave(app, library);
    await dropFiles(page, 'body', [delivery]);
    await expectPage(page.getByText('76 个文件，74 条新记录')).toBeVisible({ timeout: 30_000 });
    await dropFiles(page, 'body', [delivery]);
    await expectPage(page.getByText('76 个文件，0 条新记录')).toBeVisible({ timeout: 30_000 });
    await side(page, '全部记录');
    await shows(page, '74 条');
  });

  it('is edited in bulk after a look at every change, and given back by one undo', async () => {
    const { app, page } = await start();
    await answerSave(app, library);
    await dropFiles(page, 'body', [delivery]);
    await expectPage(page.getByText('76 个文件，74 条新记录')).toBeVisible({ timeout: 30_000 });
    await side(page, '全部记录');
    await shows(page, '74 条');
    await search(page, 'genre:散文');
    await expectPage(page.getByRole('row', { name: /通讯|消息/ })).toHaveCount(0);
    const essays = await page.getByRole('row', { name: /散文/ }).count();
    expect(essays).toBeGreaterThan(1);
    await page.getByRole('row', { name: /散文/ }).first().click();
    await page.keyboard.press('Control+a');
    const bulk = page.getByRole('region', { name: '批量处理' });
    await bulk.getByRole('textbox', { name: '新的值' }).fill('随笔');
    await bulk.getByRole('button', { name: '预览改动' }).click();
    await expectPage(bulk.getByText('随笔').first()).toBeVisible();
    await bulk.getByRole('button', { name: '应用' }).click();
    await expectPage(page.getByRole('button', { name: /撤销：.*随笔/ })).toBeVisible();
    await search(page, 'genre:随笔');
    await shows(page, `${essays} 条`);
    await page.getByRole('button', { name: /撤销：/ }).click();
    await search(page, 'genre:散文');
    await shows(page, `${essays} 条`);
  });
});
