import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../contract/desktop.ts';

/** What the application remembers between starts; nothing of a library's content. */
export interface Settings {
  readonly language?: Language;
  readonly window?: WindowPlace;
  readonly recent: readonly { readonly path: string; readonly openedAt: number }[];
}

export interface WindowPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export interface SettingsFile {
  readonly get: () => Settings;
  readonly set: (changed: Partial<Settings>) => void;
}

const RECENT_AT_MOST = 12;

/** Settings kept in a JSON file of the folder. A file that cannot be read counts as none; one that cannot be written is let go. */
export function openSettings(folder: string): SettingsFile {
  const file = join(folder, 'settings.json');
  let current = read(file);
  return {
    get: () => current,
    set(changed) {
      current = { ...current, ...changed };
      try {
        // A crash between the two leaves the old file whole.
        writeFileSync(`${file}.new`, JSON.stringify(current, null, 2));
        renameSync(`${file}.new`, file);
      } catch (error) {
        console.warn(`settings not saved: ${String(error)}`);
      }
    },
  };
}

/** The list with this library at its head. */
export function withRecent(recent: Settings['recent'], path: string, openedAt: number): Settings['recent'] {
  return [{ path, openedAt }, ...withoutRecent(recent, path)].slice(0, RECENT_AT_MOST);
}

export function withoutRecent(recent: Settings['recent'], path: string): Settings['recent'] {
  return recent.filter((known) => known.path !== path);
}

/** Whether enough of a window's upper edge lies on a display to be taken hold of: displays come and go. Sizes in pixels. */
export function isOnScreen(place: WindowPlace, displays: readonly Omit<WindowPlace, 'maximized'>[]): boolean {
  const GRIP = 80;
  const FRAME = 8;
  return displays.some(({ x, y, width, height }) =>
    place.y >= y - FRAME && place.y <= y + height - GRIP && place.x + place.width >= x + GRIP && place.x <= x + width - GRIP);
}

function read(file: string): Settings {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { recent: [] };
  }
  if (typeof found !== 'object' || found === null) return { recent: [] };
  const { language, window, recent } = found as Record<string, unknown>;
  return {
    ...(language === 'zh-CN' || language === 'en' ? { language } : {}),
    ...(isPlace(window) ? { window } : {}),
    recent: Array.isArray(recent) ? recent.filter(isRecent).slice(0, RECENT_AT_MOST) : [],
  };
}

function isRecent(value: unknown): value is Settings['recent'][number] {
  return typeof value === 'object' && value !== null
    && 'path' in value && typeof value.path === 'string' && 'openedAt' in value && typeof value.openedAt === 'number';
}

function isPlace(value: unknown): value is WindowPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height, maximized } = value as Record<string, unknown>;
  return [x, y, width, height].every(Number.isFinite) && typeof maximized === 'boolean';
}
