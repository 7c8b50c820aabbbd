import { app, dialog, ipcMain, shell } from 'electron';
import type { BrowserWindow, FileFilter, OpenDialogOptions } from 'electron';
import { existsSync } from 'node:fs';
import { access, copyFile, mkdtemp, open } from 'node:fs/promises';
import { basename, extname, isAbsolute, join, resolve } from 'node:path';
import type { AppInfo, DesktopApi, EngineState, Language, LibraryRef, Outcome } from '../contract/desktop.ts';
import { Fault } from '../contract/fault.ts';
import { isOurPage } from './security.ts';
import { withoutRecent } from './settings.ts';
import type { SettingsFile } from './settings.ts';

export const LIBRARY_ENDING = '.jianbao';

const PICTURES: readonly { readonly ending: string; readonly bytes: readonly number[] }[] = [
  { ending: '.jpg', bytes: [0xff, 0xd8, 0xff] }, { ending: '.png', bytes: [0x89, 0x50, 0x4e, 0x47] }, { ending: '.gif', bytes: [0x47, 0x49, 0x46, 0x38] },
  { ending: '.tif', bytes: [0x49, 0x49, 0x2a, 0x00] }, { ending: '.tif', bytes: [0x4d, 0x4d, 0x00, 0x2a] }, { ending: '.webp', bytes: [0x52, 0x49, 0x46, 0x46] },
  { ending: '.bmp', bytes: [0x42, 0x4d] },
];
const VIEWED: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.gif', '.bmp', '.tif', '.tiff', '.webp']);

type DesktopHandlers = {
  readonly [M in keyof DesktopApi]: (input: Parameters<DesktopApi[M]>[0]) => ReturnType<DesktopApi[M]> | Promise<ReturnType<DesktopApi[M]>>;
};

export interface DesktopWiring {
  /** The page's origin; what comes from anywhere else is not answered. */
  readonly origin: string;
  readonly settings: SettingsFile;
  readonly window: () => BrowserWindow | undefined;
  readonly language: () => Language;
  readonly setLanguage: (language: Language) => void;
  readonly open: (path: string, create: boolean) => Promise<LibraryRef>;
  readonly close: () => Promise<void>;
  readonly engineState: () => EngineState;
  /** Called with every call of the page: it runs, and hears what is sent to it. */
  readonly onPageAwake: () => void;
  readonly connect: () => void;
  readonly restart: () => Promise<EngineState>;
  readonly restore: (backup: string) => Promise<LibraryRef>;
}

/** Answers what the window asks of the desktop, and only that. Answers are values: ipc keeps of a thrown error only its message. */
export function serveDesktop(wiring: DesktopWiring): void {
  const handlers: Readonly<Record<string, (input: never) => unknown>> = desktopHandlers(wiring);
  ipcMain.handle('desktop', async (event, method: unknown, input: unknown): Promise<Outcome<unknown>> => {
    try {
      if (!isOurPage(event.senderFrame, wiring.origin)) throw new Fault('bad-input');
      wiring.onPageAwake();
      const handler = typeof method === 'string' && Object.hasOwn(handlers, method) ? handlers[method] : undefined;
      if (handler === undefined) {
        const shown = String(method).slice(0, 80);
        throw new Fault('bad-input', { zh: `没有名为“${shown}”的方法。`, en: `There is no method "${shown}".` });
      }
      return { ok: true, value: await handler(readInput(method as keyof DesktopApi, input) as never) };
    } catch (thrown) {
      const fault = Fault.from(thrown);
      if (fault.code === 'internal') console.error(`desktop: ${String(method)}`, fault.cause ?? fault);
      return { ok: false, fault: fault.toData() };
    }
  });
}

function desktopHandlers(wiring: DesktopWiring): DesktopHandlers {
  const { settings, open, close, engineState, connect, restart, restore } = wiring;
  const say = (zh: string, en: string): string => (wiring.language() === 'zh-CN' ? zh : en);
  const libraryFilter = (): FileFilter[] => [{ name: say('剪报资料库', 'Jianbao libraries'), extensions: [LIBRARY_ENDING.slice(1)] }];
  // Subtle: dialogs are called as members of `dialog`, so that a test can answer them.
  const choosePaths = async (options: OpenDialogOptions): Promise<string[]> => {
    const window = wiring.window();
    const { canceled, filePaths } = await (window === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options));
    return canceled ? [] : filePaths;
  };
  const chooseTarget = async (title: string, defaultPath: string, filters: FileFilter[]): Promise<string | null> => {
    const window = wiring.window();
    const options = { title, defaultPath, filters };
    const { canceled, filePath } = await (window === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
    return canceled || filePath === '' ? null : filePath;
  };

  return {
    appInfo: () => appInfo(wiring.language()),
    setLanguage: ({ language }) => wiring.setLanguage(language),

    async chooseImport({ what }) {
      const folders = what === 'folders';
      return {
        paths: await choosePaths({
          title: folders ? say('选择要导入的文件夹', 'Choose folders to import') : say('选择要导入的文件', 'Choose files to import'),
          properties: [folders ? 'openDirectory' : 'openFile', 'multiSelections'],
        }),
      };
    },
    async chooseLibrary() {
      const [path = null] = await choosePaths({
        title: say('打开资料库', 'Open library'), filters: libraryFilter(), properties: ['openFile'],
      });
      return { path };
    },
    async chooseNewLibrary({ name = say('资料库', 'Library') }) {
      const path = await chooseTarget(say('新建资料库', 'New library'), name + LIBRARY_ENDING, libraryFilter());
      return { path: path === null || path.endsWith(LIBRARY_ENDING) ? path : path + LIBRARY_ENDING };
    },
    async chooseExport({ what, name = '', extensions = [] }) {
      if (what === 'file') {
        const filters = extensions.length === 0 ? [] : [{ name: extensions.join(', '), extensions: [...extensions] }];
        return { path: await chooseTarget(say('导出为', 'Export as'), name, filters) };
      }
      const [path = null] = await choosePaths({
        title: say('选择导出到的文件夹', 'Choose the folder to export to'), properties: ['openDirectory', 'createDirectory'],
      });
      return { path };
    },

    async chooseToOpen({ what, extensions = [] }) {
      const [path = null] = await choosePaths({
        title: what === 'folder' ? say('选择文件夹', 'Choose a folder') : say('选择文件', 'Choose a file'),
        properties: [what === 'folder' ? 'openDirectory' : 'openFile'],
        filters: extensions.length === 0 ? [] : [{ name: extensions.join(', '), extensions: [...extensions] }],
      });
      return { path };
    },

    recentLibraries: () => Promise.all(settings.get().recent.map(async ({ path, openedAt }) => ({
      ...libraryRef(path), openedAt, exists: await access(path).then(() => true, () => false),
    }))),
    forgetLibrary: ({ path }) => settings.set({ recent: withoutRecent(settings.get().recent, path) }),

    openLibrary: ({ path, create = false }) => open(path, create),
    closeLibrary: () => close(),
    engineState,
    connectEngine: () => connect(),
    restartEngine: () => restart(),
    restoreLibrary: ({ backup }) => restore(backup),

    showInFolder({ path }) {
      mustExist(path);
      shell.showItemInFolder(path);
    },
    async openPicture({ path }) {
      mustExist(path);
      const trouble = await shell.openPath(await openable(path));
      if (trouble !== '') throw new Fault('not-found', undefined, { details: { path, trouble } });
    },
  };
}

/**
 * A picture under a name the system's viewer takes. Pictures of newspapers have endings like .T01, so the content tells;
 * anything else could be a program and is not opened.
 */
async function openable(path: string): Promise<string> {
  const head = Buffer.alloc(12);
  const file = await open(path, 'r');
  try {
    await file.read(head, 0, head.length, 0);
  } finally {
    await file.close();
  }
  const ending = PICTURES.find(({ bytes }) => head.subarray(0, bytes.length).equals(Buffer.from(bytes)))?.ending;
  if (ending === undefined) throw new Fault('bad-input');
  if (VIEWED.has(extname(path).toLowerCase())) return path;
  const copy = join(await mkdtemp(join(app.getPath('temp'), 'jianbao-picture-')), `${basename(path)}${ending}`);
  await copyFile(path, copy);
  return copy;
}

/** A library as the window knows it, from the path of its file. */
export function libraryRef(path: string): LibraryRef {
  const full = resolve(path);
  return { path: full, name: basename(full, LIBRARY_ENDING) };
}

function appInfo(language: Language): AppInfo {
  const { electron = '', chrome = '', node } = process.versions;
  return {
    name: app.getName(), version: app.getVersion(), language, platform: process.platform,
    versions: { electron, chrome, node }, packaged: app.isPackaged,
  };
}

function mustExist(path: string): void {
  if (!existsSync(path)) throw new Fault('not-found', undefined, { details: { path } });
}

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string' && value.length <= 4096 && !value.includes('\0');
const isPath: Check = (value) => isText(value) && isAbsolute(value as string);
const isFlag: Check = (value) => typeof value === 'boolean';
const isTexts: Check = (value) => Array.isArray(value) && value.length <= 20 && value.every(isText);
const oneOf = (...words: readonly unknown[]): Check => (value) => words.includes(value);
const maybe = (check: Check): Check => (value) => value === undefined || check(value);

/** The input each method takes; what is not named here does not come through. */
const INPUTS = {
  appInfo: {},
  setLanguage: { language: oneOf('zh-CN', 'en') },
  chooseImport: { what: oneOf('files', 'folders') },
  chooseLibrary: {},
  chooseNewLibrary: { name: maybe(isText) },
  chooseExport: { what: oneOf('file', 'folder'), name: maybe(isText), extensions: maybe(isTexts) },
  chooseToOpen: { what: oneOf('file', 'folder'), extensions: maybe(isTexts) },
  recentLibraries: {},
  forgetLibrary: { path: isPath },
  openLibrary: { path: isPath, create: maybe(isFlag) },
  closeLibrary: {},
  engineState: {},
  connectEngine: {},
  restartEngine: {},
  restoreLibrary: { backup: isPath },
  showInFolder: { path: isPath },
  openPicture: { path: isPath },
} as const satisfies Record<keyof DesktopApi, Readonly<Record<string, Check>>>;

function readInput(method: keyof DesktopApi, input: unknown): Record<string, unknown> {
  const given: Readonly<Record<string, unknown>> = typeof input === 'object' && input !== null ? { ...input } : {};
  const entries = Object.entries<Check>(INPUTS[method]).map(([name, check]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (!check(value)) throw new Fault('bad-input', undefined, { details: { method, field: name } });
    return [name, value] as const;
  });
  return Object.fromEntries(entries);
}
