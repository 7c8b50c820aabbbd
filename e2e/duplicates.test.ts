import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeCorpus } from '../scripts/corpus/write.mjs';
import { ROOT, dropFiles, launch } from './app.ts';
import type { Running } from './app.ts';

// A librarian at the review desk: by keyboard, by rule, and the ways back. The records are generated; the copies are the
// same records in another encoding, so that their bytes differ and their texts do not.

let folder: string;
let library: string;
let userData: string;
let running: Running | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-desk-'));
  library = join(folder, '查重.jianbao');
  userData = join(folder, 'user-data');
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(open?: string): Promise<Page> {
  running = await launch({ userData, ...(open === undefined ? {} : { library: open }) });
  await running.app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, library);
  return running.page;
}

async function restart(): Promise<Page> {
  await running?.close();
  return start(library);
}

/** Generated records, and the same ones in another encoding beside them. */
async function withCopies(records: number): Promise<{ readonly first: string; readonly copies: string }> {
  const first = join(folder, '甲馆');
  const copies = join(folder, '乙馆');
  await writeCorpus({
    out: first, records, seed: 7, encoding: 'gb18030', concat: 1, from: '19980101', to: '20051231', duplicates: 0, hard: 0, house: 0, dirt: 0,
    errors: undefined, errorRate: 0, truth: undefined,
  });
  const decoder = new TextDecoder('gb18030');
  for (const path of filesUnder(first)) {
    const to = join(copies, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, decoder.decode(readFileSync(join(first, path))));
  }
  return { first, copies };
}

function filesUnder(root: string, below = ''): string[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(root, path) : /\.TXT$/i.test(entry.name) ? [path] : [];
  });
}

async function bringIn(page: Page, ...paths: readonly string[]): Promise<void> {
  await dropFiles(page, 'body', paths);
  await expectPage(page.getByText(/\d 条新记录/).first()).toBeVisible({ timeout: 60_000 });
}

async function openDesk(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: '查重' }).click();
}

async function find(page: Page): Promise<void> {
  await openDesk(page);
  await page.getByRole('region', { name: '查重' }).getByRole('button', { name: /开始查重|重新查重/ }).first().click();
  await expectPage(page.getByText(/比对了 [\d,]+ 条记录/).last()).toBeVisible({ timeout: 60_000 });
}

/** Groups left, as the head of the view tells it. */
const left = (page: Page): Locator => page.getByRole('status').filter({ hasText: /^余 [\d,]+ 组/ });
async function leftNow(page: Page): Promise<number> {
  const text = await left(page).textContent();
  return Number(/余 ([\d,]+) 组/.exec(text ?? '')?.[1]?.replaceAll(',', ''));
}
const becomes = (page: Page, groups: number): Promise<void> =>
  expectPage(left(page)).toContainText(`余 ${new Intl.NumberFormat('en').format(groups)} 组`, { timeout: 20_000 });
const show = async (page: Page, state: string): Promise<void> => {
  await page.getByRole('combobox', { name: '按处理情况筛选' }).selectOption({ label: state });
};
const undo = (page: Page): Promise<void> => page.getByRole('contentinfo').getByRole('button', { name: /撤销：/ }).click();

describe('the review desk', () => {
  it('takes thirty decisions by keyboard, each next pair there before the hand has left the key', async () => {
    const { first, copies } = await withCopies(60);
    const page = await start();
    await bringIn(page, first, copies);
    await find(page);
    const open = await leftNow(page);
    expect(open).toBeGreaterThan(35);
    await expectPage(page.getByRole('button', { name: /合并.*M/ })).toBeEnabled();
    // From the key going down to the next group on the desk, as the page itself sees it.
    await page.evaluate(() => {
      const desk = (): string => document.querySelector('[data-group]')?.getAttribute('data-group') ?? '';
      const waits: number[] = [];
      let pressed = 0;
      let before = desk();
      window.addEventListener('keydown', () => { pressed = performance.now(); }, true);
      new MutationObserver(() => {
        const now = desk();
        if (now === before || now === '') return;
        before = now;
        waits.push(performance.now() - pressed);
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
      Reflect.set(window, 'waits', waits);
    });
    const began = performance.now();
    for (let at = 0; at < 30; at++) {
      await page.keyboard.press(at % 5 === 4 ? 'n' : 'm');
      await page.waitForFunction((done) => (Reflect.get(window, 'waits') as number[]).length > done, at, { polling: 5 });
    }
    const seconds = (performance.now() - began) / 1000;
    const waits = (await page.evaluate(() => Reflect.get(window, 'waits') as number[])).toSorted((a, b) => a - b);
    console.log(`thirty decisions in ${seconds.toFixed(1)} s; from key to next pair: median ${waits[15]?.toFixed(0)} ms, longest ${waits.at(-1)?.toFixed(0)} ms`);
    expect(seconds).toBeLessThan(60);
    await becomes(page, open - 30);
    await expectPage(left(page)).toContainText('今日已定 30');
    await expectPage(page.getByRole('combobox', { name: '按处理情况筛选' })).toContainText('已合并 24 组');

    // The last one back by its key, all of them found again in the list of decisions.
    await page.keyboard.press('u');
    await becomes(page, open - 29);
    await page.getByRole('button', { name: '已作的判定' }).click();
    await expectPage(page.getByRole('radio', { name: /合并 24/ })).toBeVisible();
    await expectPage(page.getByRole('radio', { name: /不是重复 5/ })).toBeVisible();
    await page.getByRole('button', { name: '收回判定' }).first().click();
    await expectPage(page.getByRole('radio', { name: /不是重复 4/ })).toBeVisible();
    await becomes(page, open - 28);
  });

  it('settles a thousand groups by a rule in one step, and gives them back by one undo', async () => {
    const { first, copies } = await withCopies(1100);
    const page = await start();
    await bringIn(page, first, copies);
    await find(page);
    const open = await leftNow(page);
    await page.getByRole('button', { name: /按规则处理/ }).click();
    const pane = page.getByRole('region', { name: '按规则处理' });
    await pane.getByRole('radio', { name: /保留最早导入/ }).check();
    const carryOut = pane.getByRole('button', { name: /^处理 [\d,]+ 组$/ });
    await expectPage(carryOut).toBeEnabled();
    const groups = Number(/([\d,]+)/.exec(await carryOut.textContent() ?? '')?.[1]?.replaceAll(',', ''));
    expect(groups).toBeGreaterThan(1000);
    // All of it can be looked through: the list is as long as the rule's reach.
    await expectPage(pane.getByRole('listbox').getByRole('option').first()).toHaveAttribute('aria-setsize', String(groups));
    await pane.getByRole('checkbox', { name: /^处理“/ }).first().uncheck();
    const began = performance.now();
    await pane.getByRole('button', { name: `处理 ${new Intl.NumberFormat('en').format(groups - 1)} 组` }).click();
    await becomes(page, open - groups + 1);
    console.log(`a rule settled ${groups - 1} groups in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    await undo(page);
    await becomes(page, open);
  });

  it('takes a merge apart after a restart, an edit made since given to whom it belongs', async () => {
    const { first, copies } = await withCopies(12);
    let page = await start();
    await bringIn(page, first, copies);
    await find(page);
    const open = await leftNow(page);
    await page.keyboard.press('m');
    await becomes(page, open - 1);
    await show(page, '已合并 1 组');
    const title = await page.getByRole('listbox', { name: '重复组' }).getByRole('option').first().locator('.title').textContent();
    await page.getByRole('navigation').getByRole('button', { name: '全部记录' }).click();
    await page.getByRole('searchbox', { name: '检索' }).fill(`title:"${title ?? ''}"`);
    await expectPage(page.getByRole('status').filter({ hasText: /^1 条/ }).first()).toBeVisible();
    await page.getByRole('row', { name: title ?? '' }).click();
    await page.getByRole('tab', { name: '编辑' }).click();
    await page.getByRole('textbox', { name: '体裁' }).fill('特写');
    await page.getByRole('textbox', { name: '体裁' }).press('Control+Enter');
    await expectPage(page.getByRole('row', { name: /特写/ })).toBeVisible();

    page = await restart();
    await openDesk(page);
    await show(page, '已合并 1 组');
    await page.getByRole('button', { name: '拆开合并' }).click();
    const apart = page.getByRole('region', { name: '拆开合并' });
    await apart.getByRole('combobox', { name: /体裁“特写”归谁/ }).selectOption({ index: 1 });
    await apart.getByRole('button', { name: '拆开，1 条恢复' }).click();
    await becomes(page, open);
    await page.getByRole('navigation').getByRole('button', { name: '全部记录' }).click();
    await page.getByRole('searchbox', { name: '检索' }).fill(`title:"${title ?? ''}"`);
    await expectPage(page.getByRole('row', { name: title ?? '' })).toHaveCount(2);
    await expectPage(page.getByRole('row', { name: /特写/ })).toHaveCount(1);
  });

  it('keeps "not a duplicate" over a new search and the arrival of a third copy', async () => {
    const { first, copies } = await withCopies(8);
    const page = await start();
    await bringIn(page, first, copies);
    await find(page);
    const open = await leftNow(page);
    const title = await page.getByRole('listbox', { name: '重复组' }).getByRole('option', { selected: true }).locator('.title').textContent() ?? '';
    await page.keyboard.press('n');
    await becomes(page, open - 1);
    await find(page);
    await becomes(page, open - 1);

    // A third copy of the same record, from yet another hand.
    const path = filesUnder(copies).find((one) => readFileSync(join(copies, one), 'utf8').includes(title)) ?? '';
    const third = join(folder, '丙馆');
    mkdirSync(third);
    writeFileSync(join(third, '三.TXT'), `\uFEFF${readFileSync(join(copies, path), 'utf8').replaceAll('，', ',')}`);
    await bringIn(page, third);
    await find(page);
    // The third one is put beside the others, never the two that were told apart beside each other.
    await expect.poll(() => leftNow(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(open);
    const groups = page.getByRole('listbox', { name: '重复组' }).getByRole('option', { name: title });
    expect(await groups.count()).toBeGreaterThan(0);
    for (const group of await groups.all()) await expectPage(group).toContainText('2 条');
    await page.getByRole('button', { name: '已作的判定' }).click();
    await expectPage(page.getByRole('radio', { name: /不是重复 1/ })).toBeVisible();
    await expectPage(page.getByRole('listbox').getByRole('option').first()).toContainText(title);
    await page.getByRole('button', { name: '收回判定' }).click();
    await expectPage(page.getByRole('radio', { name: /不是重复 0/ })).toBeVisible();
  });

  it('reads linked parts as one article, in the order their marks tell', async () => {
    const delivery = join(folder, '松河日报');
    cpSync(join(ROOT, 'fixtures', 'sample', 'txt', '2007'), delivery, { recursive: true });
    const page = await start();
    await bringIn(page, delivery);
    await find(page);
    await becomes(page, 1);
    await page.keyboard.press('l');
    await becomes(page, 0);
    await show(page, '已关联 1 组');
    await page.getByRole('button', { name: /连起来读/ }).click();
    const article = page.getByRole('article', { name: '连起来的全文' });
    await expectPage(article.getByText('第 1 部分，共 2 部分')).toBeVisible();
    await expectPage(article.locator('header').first()).toContainText('2007-06-15 01');
    await article.getByRole('button', { name: '第 2 部分前移' }).click();
    await expectPage(article.locator('header').first()).toContainText('2007-06-15 03');
    await page.getByRole('button', { name: '收回判定' }).click();
    await becomes(page, 1);
  });
});
