import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright';
import type { ElectronApplication, Page } from 'playwright';

export const ROOT = resolve(import.meta.dirname, '..');

export interface LaunchOptions {
  /** A library file to open at the start. */
  readonly library?: string;
  readonly language?: 'zh-CN' | 'en';
  /** The user data of an earlier start, to start the same application again; otherwise fresh, and removed by `close`. */
  readonly userData?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Running {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** Quits the application as its user does. Whoever made the user data removes it. */
  close(): Promise<void>;
}

export function electronExecutable(): string {
  const executable = process.env['JIANBAO_ELECTRON'];
  if (executable === undefined) throw new Error('These tests need a window. Run them through "npm run e2e" or "npm test".');
  return executable;
}

export const switches = (language: string): string[] =>
  [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--log-level=3', `--lang=${language}`];

/** Starts the built application in the real Electron and waits for its window. */
export async function launch(options: LaunchOptions = {}): Promise<Running> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'jianbao-e2e-'));
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    args: [...switches(options.language ?? 'zh-CN'), ROOT, ...(options.library === undefined ? [] : [options.library])],
    env: environment(userData, options.env),
    timeout: 30_000,
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(15_000);
  return {
    app,
    page,
    userData,
    async close() {
      // A page or an engine that never lets go must not keep the tests waiting.
      const last = setTimeout(() => app.process().kill('SIGKILL'), 20_000);
      await app.close();
      clearTimeout(last);
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true });
    },
  };
}

/** Subtle: in the C locale Electron delivers the paths of dropped files as '' where they are not ASCII. */
export function environment(userData: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(inherited), LC_ALL: 'C.UTF-8', NODE_OPTIONS: '', JIANBAO_USER_DATA: userData, ...more };
}

/** Drops files and folders as a file manager does: the browser process hands the page real paths. */
export async function dropFiles(page: Page, selector: string, paths: readonly string[]): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not on screen`);
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const COPY = 1;
  const data = { items: [], files: [...paths], dragOperationsMask: COPY };
  const devtools = await page.context().newCDPSession(page);
  try {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await devtools.send('Input.dispatchDragEvent', { type, ...point, data });
  } finally {
    await devtools.detach();
  }
}
