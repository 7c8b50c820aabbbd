import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineState, Outcome } from '../src/contract/desktop.ts';
import { ROOT, electronExecutable, environment, launch, switches } from './app.ts';
import type { LaunchOptions, Running } from './app.ts';

let folder: string;
const running: Running[] = [];

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'jianbao-shell-')); });
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options?: LaunchOptions): Promise<Running> {
  const one = await launch(options);
  running.push(one);
  return one;
}

const desktop = (page: Page, method: string, input: unknown = {}): Promise<Outcome<unknown>> =>
  page.evaluate(([name, given]) => window.jianbao.desktop(name, given), [method, input] as const);

async function stateOf(page: Page): Promise<EngineState> {
  const outcome = await desktop(page, 'engineState');
  if (!outcome.ok) throw new Error(outcome.fault.text.en);
  return outcome.value as EngineState;
}

const reaches = (page: Page, state: EngineState['state']): Promise<void> =>
  expect.poll(async () => (await stateOf(page)).state, { timeout: 15_000, interval: 50 }).toBe(state);

/**
 * A message to the engine over a port of the page, beside what the page itself says there; the answer as it comes.
 * Subtle: a port that was on its way when this one was asked for may come first and be worthless by then, so every one is asked.
 */
const askEngine = (page: Page, method: string, input: unknown = {}): Promise<unknown> =>
  page.evaluate(([name, given]) => new Promise((resolve) => {
    const hear = (event: MessageEvent): void => {
      const [port] = event.ports;
      port?.addEventListener('message', ({ data }: MessageEvent<{ readonly id?: number }>) => {
        if (data.id !== 1e9) return;
        window.removeEventListener('message', hear);
        resolve(data);
      });
      port?.start();
      port?.postMessage({ id: 1e9, method: name, input: given });
    };
    window.addEventListener('message', hear);
    void window.jianbao.desktop('connectEngine', {});
  }), [method, input] as const);

/** The engine's process: a utility process by its name, or the child of main that runs engine.js. */
async function enginePid(app: ElectronApplication): Promise<number> {
  const utility = await app.evaluate(({ app: main }) => main.getAppMetrics().find(({ name }) => name === 'Jianbao engine')?.pid);
  if (utility !== undefined) return utility;
  const main = app.process().pid;
  const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).find((pid) => {
    try {
      const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return Number(parent) === main && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('engine.js');
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error('no engine process found');
  return Number(found);
}

/** Whether a process runs; one that has ended but was not yet collected by its parent does not. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('the page', () => {
  it('lives at app://ui, has the bridge and nothing of Node', async () => {
    const { page } = await start();
    expect(page.url()).toMatch(/^app:\/\/ui\/index\.html/);
    expect(await page.evaluate(() => ({
      origin: window.origin,
      secure: window.isSecureContext,
      bridge: Object.keys(window.jianbao).sort(),
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    }))).toEqual({ origin: 'app://ui', secure: true, bridge: ['desktop', 'on', 'pathForFile'], node: [] });
  });

  it('runs no inline script and no eval, and reaches no network', async () => {
    const { page } = await start();
    // Subtle: what the test itself evaluates stands above the policy; what a timer calls does not.
    const found = await page.evaluate(() => new Promise<{ tried: string[]; violated: string[] }>((resolve) => {
      setTimeout(() => {
        const tried: string[] = [];
        const violated: string[] = [];
        document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'window.inline = true';
        document.body.append(script);
        tried.push('inline' in window ? 'inline ran' : 'inline blocked');
        try {
          (0, eval)('1');
          tried.push('eval ran');
        } catch (error) {
          tried.push(error instanceof EvalError ? 'eval blocked' : String(error));
        }
        const image = new Image();
        image.src = 'https://example.com/x.png';
        fetch('https://example.com/').then(() => tried.push('fetch ran'), () => tried.push('fetch blocked')).finally(() => {
          setTimeout(() => resolve({ tried, violated: [...new Set(violated)].sort() }), 200);
        });
      });
    }));
    expect(found).toEqual({
      tried: ['inline blocked', 'eval blocked', 'fetch blocked'],
      violated: ['connect-src', 'img-src', 'script-src', 'script-src-elem'],
    });
  });

  it('gets no file from outside its folder', async () => {
    const { page } = await start();
    const statuses = await page.evaluate(() => Promise.all([
      'app://ui/index.html', 'app://ui/%2e%2e/%2e%2e/package.json', 'app://ui/..%2f..%2fpackage.json', 'app://ui/..%5c..%5cpackage.json',
      'app://ui//etc/passwd', 'app://ui/%00', 'app://ui/%E0%A4%A',
    ].map((url) => fetch(url).then(({ status }) => status))));
    expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404]);
  });

  it('cannot be led away, open a window or show a frame', async () => {
    const { app, page } = await start();
    const before = page.url();
    expect(await page.evaluate(() => window.open('app://ui/index.html'))).toBeNull();
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'app://ui/index.html';
      document.body.append(frame);
      location.href = 'https://example.com/';
    });
    await page.waitForTimeout(500);
    expect(page.url().split('#')[0]).toBe(before.split('#')[0]);
    expect(await page.evaluate(() => window.frames[0]?.location.href ?? 'no frame').catch(() => 'blocked')).not.toContain('index.html');
    expect(app.windows()).toHaveLength(1);
  });

  it('is refused what it should not ask the desktop', async () => {
    const { page } = await start();
    for (const method of ['exec', 'constructor', 'toString', '__proto__', '', 'hasOwnProperty']) {
      expect(await desktop(page, method), method).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
    }
    const wrong = [['openLibrary', {}], ['openLibrary', { path: 'relative.jianbao' }], ['openLibrary', { path: 7 }], ['openLibrary', null],
      ['setLanguage', { language: 'xx' }], ['openPicture', { path: '/bin/sh' }], ['chooseImport', { what: 'disks' }]] as const;
    for (const [method, input] of wrong) {
      expect(await desktop(page, method, input), JSON.stringify(input)).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
    }
  });

  it('speaks the language it was started with, and its menus follow a change', async () => {
    const { app, page } = await start({ language: 'en' });
    const undo = (): Promise<string | undefined> =>
      app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('undo')?.label);
    expect(await undo()).toBe('Undo');
    await desktop(page, 'setLanguage', { language: 'zh-CN' });
    expect(await undo()).toBe('撤销');
    expect(await desktop(page, 'appInfo')).toMatchObject({ ok: true, value: { language: 'zh-CN' } });
  });
});

describe('a second start', () => {
  it('leaves at once and has the first one open its library', async () => {
    const { page, userData } = await start();
    const library = join(folder, '甲.jianbao');
    expect(await desktop(page, 'openLibrary', { path: library, create: true })).toMatchObject({ ok: true });
    await desktop(page, 'closeLibrary');
    const second = spawn(electronExecutable(), [...switches('zh-CN'), ROOT, library], { env: environment(userData), stdio: 'ignore' });
    expect(await new Promise((resolve) => { second.on('exit', resolve); })).toBe(0);
    await reaches(page, 'ready');
    expect(await stateOf(page)).toEqual({ state: 'ready', library: { path: library, name: '甲' } });
  });
});

describe('the engine', () => {
  it('is refused unknown methods by a Fault and answers known ones', async () => {
    const { page } = await start();
    await desktop(page, 'openLibrary', { path: join(folder, 'a.jianbao'), create: true });
    for (const method of ['library.constructor', 'library.nothing', '__proto__.toString', 'library']) {
      expect(await askEngine(page, method), method).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
    }
    expect(await askEngine(page, 'library.info')).toMatchObject({ ok: true });
  });

  it('says why a library cannot be opened, and the one before stays', async () => {
    const { page } = await start();
    const library = join(folder, 'a.jianbao');
    const junk = join(folder, 'b.jianbao');
    writeFileSync(junk, '这不是资料库'.repeat(500));
    expect(await desktop(page, 'openLibrary', { path: library, create: true })).toMatchObject({ ok: true, value: { name: 'a' } });
    expect(await desktop(page, 'openLibrary', { path: junk })).toMatchObject({ ok: false, fault: { code: 'not-a-library' } });
    expect(await desktop(page, 'openLibrary', { path: join(folder, 'c.jianbao') })).toMatchObject({ ok: false, fault: { code: 'not-found' } });
    expect(existsSync(join(folder, 'c.jianbao'))).toBe(false);
    expect(await stateOf(page)).toEqual({ state: 'ready', library: { path: library, name: 'a' } });
    expect(await askEngine(page, 'library.info')).toMatchObject({ ok: true, value: { file: library } });
  });

  it('names the library that could not be opened at the start, and why', async () => {
    const library = join(folder, 'none.jianbao');
    const { page } = await start({ library });
    await expect.poll(() => stateOf(page)).toMatchObject({ state: 'none', refused: { path: library, fault: { code: 'not-found' } } });
  });

  it('killed is started again, killed again is reported down, and starts when asked', async () => {
    const { app, page } = await start();
    await desktop(page, 'openLibrary', { path: join(folder, 'a.jianbao'), create: true });
    expect(await askEngine(page, 'library.info')).toMatchObject({ ok: true });
    await page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      window.jianbao.on((event, data) => { if (event === 'engine') heard.push((data as { readonly state: string }).state); });
    });
    process.kill(await enginePid(app), 'SIGKILL');
    await reaches(page, 'restarted');
    expect(await askEngine(page, 'library.info')).toMatchObject({ ok: true });
    process.kill(await enginePid(app), 'SIGKILL');
    await reaches(page, 'down');
    expect(await stateOf(page)).toMatchObject({ fault: { code: 'engine-down' } });
    const notice = page.getByRole('alert').filter({ hasText: '资料库引擎意外停止' });
    await notice.waitFor({ state: 'visible' });
    expect(await page.evaluate(() => Reflect.get(window, 'heard') as unknown)).toEqual(['starting', 'restarted', 'down']);
    expect(await desktop(page, 'restartEngine')).toMatchObject({ ok: true, value: { state: 'restarted' } });
    await notice.waitFor({ state: 'hidden' });
    expect(await askEngine(page, 'library.info')).toMatchObject({ ok: true });
  });

  it('leaves when the application is killed', async () => {
    const { app, page } = await start();
    await desktop(page, 'openLibrary', { path: join(folder, 'a.jianbao'), create: true });
    const engine = await enginePid(app);
    expect(isAlive(engine)).toBe(true);
    app.process().kill('SIGKILL');
    await expect.poll(() => isAlive(engine), { timeout: 10_000, interval: 50 }).toBe(false);
  });
});

describe('the window', () => {
  it('opens where it was closed', async () => {
    const userData = join(folder, 'user data');
    const first = await launch({ userData });
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 50, width: 1111, height: 700 }));
    await first.close();
    const { app } = await start({ userData });
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()))
      .toMatchObject({ width: 1111, height: 700 });
  });
});
