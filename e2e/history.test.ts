import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectPage } from 'playwright/test';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launch } from './app.ts';
import type { Running } from './app.ts';
import { importSample, jianbao, search, shows, side } from './library.ts';

// What was done is looked at again: kept as a recipe, undone for one record, found by its day.

let folder: string;
let library: string;
let running: Running;
let page: Page;

async function open(): Promise<void> {
  running = await launch({ library, userData: join(folder, 'user-data') });
  ({ page } = running);
  await shows(page, '74 条');
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-past-'));
  library = join(folder, '样.jianbao');
  importSample(library);
});
afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const undoLine = (): ReturnType<Page['getByRole']> => page.getByRole('contentinfo').getByRole('button', { name: /撤销：/ });
const count = async (query: string, records: number): Promise<void> => {
  await side(page, '全部记录');
  await search(page, query);
  await shows(page, `${records} 条`);
};

describe('a recipe', () => {
  it('is kept from two bulk edits, rehearsed on another query, done, shared, and undone as one', async () => {
    jianbao(library, 'records', 'set', '--query', 'genre:散文', 'TC=随笔');
    jianbao(library, 'records', 'tag', '--query', 'genre:随笔', '--add', '已校');
    await open();
    await side(page, '配方');
    await page.getByRole('button', { name: '到历史里选' }).click();
    await page.getByRole('checkbox', { name: /选入配方：给 4 条记录加上标签“已校”/ }).check();
    await page.getByRole('checkbox', { name: /选入配方：把 4 条记录的体裁改为“随笔”/ }).check();
    await expectPage(page.getByRole('checkbox', { name: /选入配方：导入/ })).toBeDisabled();
    await page.getByRole('textbox', { name: '配方的名称' }).fill('改随笔');
    await page.getByRole('button', { name: '存为配方' }).click();
    await expectPage(page.getByRole('list', { name: '步骤' }).getByRole('listitem')).toHaveText([/把体裁改为“随笔”/, /加上标签“已校”/]);

    await page.getByRole('textbox', { name: /检索式/ }).fill('genre:通讯');
    await page.getByRole('button', { name: '试运行' }).click();
    await shows(page, '会改动 12 条记录');
    await expectPage(page.getByRole('row', { name: /体裁 通讯 随笔 12/ })).toBeVisible();
    await expectPage(page.getByRole('row', { name: /标签 已校 12/ })).toBeVisible();
    await count('genre:随笔', 4);

    await side(page, '配方');
    await page.getByRole('textbox', { name: /检索式/ }).fill('genre:通讯');
    await page.getByRole('button', { name: '试运行' }).click();
    await page.getByRole('button', { name: '照做（12 条）' }).click();
    await expectPage(undoLine()).toContainText('按配方“改随笔”处理 12 条记录');
    await count('genre:随笔 tag:已校', 16);
    await undoLine().click();
    await shows(page, '4 条');

    const file = join(folder, '改随笔.json');
    await running.app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, file);
    await running.app.evaluate(({ dialog }, one) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [one] }); }, file);
    await side(page, '配方');
    await page.getByRole('button', { name: '写成文件…' }).click();
    await expect.poll(() => existsSync(file)).toBe(true);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'jianbao-recipe', version: 1 });
    await page.getByRole('button', { name: '读入文件…' }).click();
    await expectPage(page.getByRole('textbox', { name: '名称' })).toHaveValue('改随笔（2）');
  });
});

describe('the history', () => {
  it('gives one record of a bulk step back, over a restart, and does it again; what was touched since is listed first', async () => {
    jianbao(library, 'records', 'set', '--query', 'genre:散文', 'TC=随笔');
    const { records } = jianbao(library, 'records', 'list', '--query', 'genre:随笔', '--sort', 'id', '--limit', '4') as { records: readonly { readonly id: number; readonly title: string }[] };
    const [touched, alone] = records.filter(({ title }) => records.filter((other) => other.title === title).length === 1);
    jianbao(library, 'records', 'set', '--query', `id:${touched?.id ?? 0}`, 'TC=杂文');
    await open();
    await side(page, '操作历史');
    await page.getByRole('combobox', { name: '字段' }).selectOption({ label: '体裁' });
    await expectPage(page.getByRole('status').filter({ hasText: '2 步' })).toBeVisible();
    await page.getByRole('option', { name: /把 4 条记录的体裁改为“随笔”/ }).click();
    await page.getByRole('button', { name: '改动', exact: true }).click();
    const changes = page.getByRole('listbox', { name: '这一步改动的记录' });
    await expectPage(changes.getByRole('option')).toHaveCount(4);

    await page.getByRole('button', { name: `只撤销“${touched?.title ?? ''}”` }).click();
    await expectPage(page.getByRole('alert').getByRole('row', { name: /体裁 随笔 杂文/ })).toBeVisible();
    await page.getByRole('button', { name: '不动了' }).click();

    await page.getByRole('button', { name: `只撤销“${alone?.title ?? ''}”` }).click();
    await expectPage(changes.getByText('已单独撤销')).toHaveCount(1);
    await count('genre:散文', 1);
    await running.close();
    await open();
    await count('genre:随笔', 2);
    await page.getByRole('button', { name: '重做' }).click();
    await shows(page, '3 条');
  });

  it('keeps a search in the left pane, with its count, and forgets it through the history', async () => {
    await open();
    await search(page, 'genre:散文');
    await shows(page, '4 条');
    await page.getByRole('button', { name: '保存这个检索…' }).click();
    const name = page.getByRole('textbox', { name: '检索的名称' });
    await name.fill('散文选');
    await name.press('Enter');
    await search(page, '');
    await shows(page, '74 条');
    await page.getByRole('button', { name: /^散文选\s*4$/ }).click();
    await expectPage(page.getByRole('searchbox', { name: '检索' })).toHaveValue('genre:散文');
    await page.getByRole('button', { name: '删除检索“散文选”' }).focus();
    await page.keyboard.press('Enter');
    await expectPage(page.getByRole('button', { name: /^散文选/ })).toHaveCount(0);
    await undoLine().click();
    await expectPage(page.getByRole('button', { name: /^散文选\s*4$/ })).toBeVisible();
  });
});

describe('the timeline', () => {
  const timeline = (): ReturnType<Page['getByRole']> => page.getByRole('slider', { name: '按日期分布' });
  const box = (): ReturnType<Page['getByRole']> => page.getByRole('searchbox', { name: '检索' });

  it('is brushed over years, entered down to a day by mouse and keyboard, and leads to the issue of that day', async () => {
    await open();
    const area = await timeline().boundingBox();
    if (area === null) throw new Error('no timeline');
    // 1956 to 2012 are 57 bars.
    const at = (year: number): number => area.x + (area.width * (year - 1956 + 0.5)) / 57;
    const middle = area.y + area.height / 2;
    await page.mouse.move(at(2012), middle);
    await page.mouse.down();
    await page.mouse.move(at(2011), middle, { steps: 3 });
    await page.mouse.move(at(2007), middle, { steps: 3 });
    await page.mouse.up();
    await expectPage(box()).toHaveValue('date:2007..2012');
    await shows(page, '31 条');
    await page.mouse.click(at(2011), middle);
    await expectPage(box()).toHaveValue('date:2011');
    await shows(page, '12 条');

    // Months, then days, by keyboard: June is the first month with records.
    await expectPage(timeline()).toHaveAttribute('aria-valuetext', '2011-06：12 条');
    await timeline().press('Enter');
    await expectPage(box()).toHaveValue('date:2011-06');
    await expectPage(timeline()).toHaveAttribute('aria-valuetext', '2011-06-14：8 条');
    await timeline().press('Shift+ArrowRight');
    await timeline().press('Enter');
    await expectPage(box()).toHaveValue('date:2011-06-14..2011-06-15');
    await shows(page, '11 条');
    await timeline().press('Home');
    for (let day = 1; day < 14; day++) await timeline().press('ArrowRight');
    await timeline().press('Enter');
    await expectPage(box()).toHaveValue('date:2011-06-14');

    await page.getByRole('button', { name: '看这一期' }).first().click();
    await expectPage(page.getByRole('heading', { name: /2011-06-14/ })).toBeVisible();
    await shows(page, '8 条 · 总期');
    await expectPage(page.getByRole('region', { name: '第 1 版' }).getByRole('button', { name: /雨夜架桥，不开一盏灯/ })).toBeVisible();
    await expectPage(page.getByRole('region', { name: '中缝' }).getByRole('button', { name: /广告/ })).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expectPage(page.getByRole('heading', { name: /2011-06-15/ })).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expectPage(page.getByRole('heading', { name: /2011-06-16/ })).toBeVisible();
    // One record there, item 1 of page 2: the page before it is not in the library.
    await expectPage(page.getByText('缺第 1 版')).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expectPage(page.getByRole('heading', { name: /2011-06-15/ })).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expectPage(page.getByRole('heading', { name: /2011-06-14/ })).toBeVisible();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expectPage(box()).toHaveValue('date:2011-06-14');
    await shows(page, '8 条');
  });
});
