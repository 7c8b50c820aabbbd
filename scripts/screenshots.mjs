// npm run screenshots -- --out DIR [--library FILE] [--only records.light.zh-CN]: a PNG of every view, light and dark, in
// Chinese and English, from the real window.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, prepare } from './setup.mjs';
import { withDisplay } from './system.mjs';
import { ELECTRON_SWITCHES, buildIfStale, electronEnv } from './tools.mjs';

const VIEWS = ['records', 'imports', 'duplicates', 'sets', 'quality', 'classes', 'history', 'authorities', 'recipes', 'days'];
const THEMES = ['light', 'dark'];
const LANGUAGES = ['zh-CN', 'en'];
const SIZE = { width: 1440, height: 900 };

const { values: { out, library, only } } = parseArgs({
  options: { out: { type: 'string' }, library: { type: 'string' }, only: { type: 'string' } },
});
if (out === undefined) {
  console.error('usage: npm run screenshots -- --out DIR [--library FILE] [--only VIEW.THEME.LANGUAGE]');
  process.exit(2);
}

const { node, electron, whyNoWindow } = await prepare({ display: true });
if (electron === undefined) {
  console.error(`No window can be opened: ${whyNoWindow}`);
  process.exit(1);
}
if (await buildIfStale(node) !== 0) process.exit(1);
mkdirSync(out, { recursive: true });
await withDisplay(async (env) => {
  for (const language of LANGUAGES) await photograph(language, env);
});

/** Every view in one language, from one start of the application. */
async function photograph(language, env) {
  const shots = VIEWS.flatMap((view) => THEMES.map((theme) => ({ view, theme, name: `${view}.${theme}.${language}` })))
    .filter(({ name }) => only === undefined || name === only);
  if (shots.length === 0) return;
  const { _electron } = await import('playwright');
  const userData = mkdtempSync(join(tmpdir(), 'jianbao-screenshots-'));
  const app = await _electron.launch({
    executablePath: electron,
    args: [...ELECTRON_SWITCHES, `--lang=${language}`, ROOT, ...(library === undefined ? [] : [resolve(library)])],
    env: { ...electronEnv(env), JIANBAO_USER_DATA: userData, NODE_OPTIONS: '' },
  });
  try {
    const page = await app.firstWindow();
    await app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0].setContentSize(width, height), SIZE);
    for (const { view, theme, name } of shots) {
      await app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source; }, theme);
      await page.emulateMedia({ colorScheme: theme });
      await page.evaluate((hash) => { window.location.hash = hash; }, `#/${view}`);
      await settle(page);
      const path = join(resolve(out), `${name}.png`);
      await page.screenshot({ path });
      console.log(path);
    }
  } finally {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

/** Waits until the page has stopped changing for a third of a second, ten seconds at most. */
async function settle(page) {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise((done) => {
    const finish = () => {
      observer.disconnect();
      clearTimeout(last);
      done();
    };
    let calm = setTimeout(finish, 350);
    const observer = new MutationObserver(() => {
      clearTimeout(calm);
      calm = setTimeout(finish, 350);
    });
    const last = setTimeout(finish, 10_000);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  }));
}
