import { app } from 'electron';
import type { BrowserWindow } from 'electron';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DesktopEvents, Language, LibraryRef } from '../contract/desktop.ts';
import { Fault } from '../contract/fault.ts';
import { LIBRARY_ENDING, libraryRef, serveDesktop } from './desktop.ts';
import { EngineHost } from './engine-host.ts';
import { setMenu } from './menu.ts';
import { UI_ORIGIN, registerUiScheme, serveUi } from './protocol.ts';
import { confinePages, isOurPage, refusePermissions } from './security.ts';
import { openSettings, withRecent } from './settings.ts';
import { createWindow } from './window.ts';

/** Milliseconds the engine gets to close its library when the application quits. */
const FAREWELL = 15_000;

const userData = process.env['JIANBAO_USER_DATA'];
if (userData !== undefined) app.setPath('userData', resolve(userData));

/** Only a checkout listens to the development server; an installed application shows its own files, whatever the environment says. */
const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];

registerUiScheme();
confinePages();
// Subtle: as root Chromium cannot make its sandbox; --no-sandbox together with enableSandbox ends every child at once.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

/** Libraries the system asks for; macOS does so before the application is ready. */
const asked: string[] = [];
let openAsked = (path: string): void => { asked.push(path); };
app.on('open-file', (event, path) => {
  event.preventDefault();
  openAsked(path);
});

if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function start(): void {
  const origin = devServer === undefined ? UI_ORIGIN : new URL(devServer).origin;
  const settings = openSettings(app.getPath('userData'));
  let language = firstLanguage(settings.get().language);
  let window: BrowserWindow | undefined;
  /** Whether the page of the window is far enough to hear of new ports. */
  let listening = false;
  let refused: DesktopEvents['refused'] | undefined;

  const send = <E extends keyof DesktopEvents>(event: E, data: DesktopEvents[E]): void => {
    window?.webContents.send('desktop-event', event, data);
  };

  const host = new EngineHost({
    entry: join(import.meta.dirname, 'engine.js'),
    migrations: app.isPackaged ? join(process.resourcesPath, 'migrations') : join(app.getAppPath(), 'migrations'),
    root: app.getAppPath(),
    deliver(port) {
      if (window === undefined || !listening || !isOurPage(window.webContents.mainFrame, origin)) return false;
      window.webContents.postMessage('engine-port', null, [port]);
      return true;
    },
    tell: (state) => send('engine', state),
  });

  const openLibrary = async (path: string, create: boolean): Promise<LibraryRef> => {
    const library = libraryRef(path);
    await host.open(library, create);
    refused = undefined;
    settings.set({ recent: withRecent(settings.get().recent, library.path, Date.now()) });
    app.addRecentDocument(library.path);
    refreshMenu();
    return library;
  };
  const openFromOutside = (path: string): void => {
    openLibrary(path, false).catch((thrown: unknown) => {
      refused = { path, fault: Fault.from(thrown).toData() };
      send('refused', refused);
    });
  };

  const refreshMenu = (): void => setMenu({
    language,
    recent: settings.get().recent.map(({ path }) => libraryRef(path)),
    development: !app.isPackaged,
    command: (command) => send('command', { command }),
    openLibrary: openFromOutside,
  });

  const showWindow = (): void => {
    if (window !== undefined) {
      if (window.isMinimized()) window.restore();
      window.focus();
      return;
    }
    const shown = createWindow(devServer ?? `${UI_ORIGIN}/index.html`, settings);
    window = shown;
    shown.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) listening = false;
    });
    shown.on('closed', () => {
      window = undefined;
      listening = false;
    });
  };

  serveDesktop({
    origin,
    settings,
    window: () => window,
    language: () => language,
    setLanguage(wanted) {
      language = wanted;
      settings.set({ language });
      refreshMenu();
      send('language', { language });
    },
    open: openLibrary,
    close: () => host.close(),
    engineState: () => (host.state.state === 'none' && refused !== undefined ? { state: 'none', refused } : host.state),
    onPageAwake() { listening = true; },
    connect: () => host.connect(),
    restart: () => host.restart(),
    restore: (backup) => host.restore(backup),
  });

  app.on('second-instance', (_event, words, folder) => {
    showWindow();
    const path = libraryAmong(words);
    if (path !== undefined) openFromOutside(resolve(folder, path));
  });
  openAsked = openFromOutside;
  app.on('activate', showWindow);
  app.on('window-all-closed', () => app.quit());
  quitAfter(() => host.close());

  if (devServer === undefined) serveUi(join(import.meta.dirname, '../renderer'));
  refusePermissions();
  refreshMenu();
  for (const path of [libraryAmong(process.argv), ...asked]) {
    if (path !== undefined) openFromOutside(resolve(path));
  }
  showWindow();
}

/** The library named on a command line; Chromium adds words of its own to those of a second start. */
function libraryAmong(words: readonly string[]): string | undefined {
  return words.slice(1).find((word) => !word.startsWith('-') && word.endsWith(LIBRARY_ENDING));
}

/** Named on the command line, or chosen here before, or the system's. */
function firstLanguage(chosen: Language | undefined): Language {
  const named = app.commandLine.getSwitchValue('lang');
  if (named === '' && chosen !== undefined) return chosen;
  const [wanted = 'zh-CN'] = named === '' ? app.getPreferredSystemLanguages() : [named];
  return wanted.startsWith('zh') ? 'zh-CN' : 'en';
}

/** Lets `work` finish, within limits, before the application ends. */
function quitAfter(work: () => Promise<void>): void {
  let done = false;
  app.on('will-quit', (event) => {
    if (done) return;
    event.preventDefault();
    // Subtle: quitting again from within this event, even in a microtask of it, leaves the process hanging.
    void Promise.all([pause(1), Promise.race([work(), pause(FAREWELL)])]).finally(() => {
      done = true;
      app.quit();
    });
  });
}
