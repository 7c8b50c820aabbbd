import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Rectangle } from 'electron';
import { join } from 'node:path';
import { isOnScreen } from './settings.ts';
import type { SettingsFile, WindowPlace } from './settings.ts';

const FIRST_SIZE = { width: 1280, height: 800 };
const SMALLEST = { minWidth: 900, minHeight: 560 };
/** The page's own ground, so that the window does not flash before the page is there. */
const GROUND = { light: '#FBFAF7', dark: '#16181B' };

/** The one window, where it was when it was last closed, showing `url`. */
export function createWindow(url: string, settings: SettingsFile): BrowserWindow {
  const place = settings.get().window;
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...(place !== undefined && isOnScreen(place, screen.getAllDisplays().map((display) => display.workArea)) ? boundsOf(place) : {}),
    ...SMALLEST,
    show: false,
    title: '剪报 Jianbao',
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (place?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    settings.set({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } });
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.webContents.reload();
  });
  void window.loadURL(url);
  return window;
}

const boundsOf = ({ x, y, width, height }: WindowPlace): Rectangle => ({ x, y, width, height });
