// npm run screenshots -- --out DIR [--library FILE] [--size 1280x800]… [--only records.light.zh-CN]: a PNG of every view,
// light and dark, in Chinese and English, small and large, from the real window: DIR/VIEW.THEME.LANGUAGE.WIDTH.png.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, prepare } from './setup.mjs';
import { withDisplay } from './system.mjs';
import { ELECTRON_SWITCHES, buildIfStale, electronEnv } from './tools.mjs';

/** Name and place; a view with several faces stands here once for each. */
const VIEWS = {
  records: 'records', imports: 'imports', duplicates: 'duplicates', sets: 'sets', quality: 'quality', completeness: 'quality?part=calendar',
  classes: 'classes', history: 'history', authorities: 'authorities', recipes: 'recipes', days: 'days',
};
const THEMES = ['light', 'dark'];
const LANGUAGES = ['zh-CN', 'en'];

const { values: { out, library, only, size } } = parseArgs({
  options: {
    out: { type: 'string' }, library: { type: 'string' }, only: { type: 'string' },
    size: { type: 'string', multiple: true, default: ['1280x800', '1920x1080'] },
  },
});
const sizes = size.map((text) => text.split('x').map(Number)).map(([width, height]) => ({ width, height }));
if (out === undefined) {
  console.error('usage: npm run screenshots -- --out DIR [--library FILE] [--size WIDTHxHEIGHT]… [--only VIEW.THEME.LANGUAGE]');
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
  const shots = Object.keys(VIEWS).flatMap((view) => THEMES.map((theme) => ({ view, theme, name: `${view}.${theme}.${language}` })))
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
    for (const [{ view, theme, name }, { width, height }] of shots.flatMap((shot) => sizes.map((one) => [shot, one]))) {
      await app.evaluate(({ BrowserWindow }, one) => BrowserWindow.getAllWindows()[0].setContentSize(one.width, one.height), { width, height });
      await app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source; }, theme);
      await page.emulateMedia({ colorScheme: theme });
      await page.evaluate((hash) => { window.location.hash = hash; }, `#/${VIEWS[view]}`);
      await settle(page);
      const path = join(resolve(out), `${name}.${width}.png`);
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
