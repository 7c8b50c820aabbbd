import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOnScreen, openSettings, withRecent } from './settings.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'jianbao-settings-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the settings', () => {
  it('are there again after the next start, and nothing else lies beside them', () => {
    const window = { x: -20, y: 0, width: 1280, height: 800, maximized: true };
    openSettings(folder).set({ language: 'en', window });
    openSettings(folder).set({ recent: [{ path: '/库/甲.jianbao', openedAt: 7 }] });
    expect(openSettings(folder).get()).toEqual({ language: 'en', window, recent: [{ path: '/库/甲.jianbao', openedAt: 7 }] });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it.each(['', '{', 'null', '[]', '7', '{"recent": 3, "window": {"x": "1"}, "language": "fr"}', '{"recent": [null, {"path": 1}]}'])(
    'of a spoiled file %j count as none', (content) => {
      writeFileSync(join(folder, 'settings.json'), content);
      expect(openSettings(folder).get()).toEqual({ recent: [] });
    });

  it('keep working in memory where the folder cannot be written', () => {
    const settings = openSettings(join(folder, 'not', 'there'));
    settings.set({ language: 'en' });
    expect(settings.get().language).toBe('en');
  });

  it('are written as text a person can read', () => {
    openSettings(folder).set({ language: 'zh-CN' });
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toContain('\n  "language": "zh-CN"');
  });
});

describe('recent libraries', () => {
  it('name each library once, the latest first, twelve at most', () => {
    let recent = withRecent([], '/a', 1);
    for (let n = 0; n < 14; n++) recent = withRecent(recent, `/${n}`, n);
    recent = withRecent(recent, '/5', 99);
    expect(recent).toHaveLength(12);
    expect(recent[0]).toEqual({ path: '/5', openedAt: 99 });
    expect(new Set(recent.map(({ path }) => path)).size).toBe(12);
  });
});

describe('a remembered window place', () => {
  const displays = [{ x: 0, y: 0, width: 1920, height: 1080 }, { x: 1920, y: 0, width: 1280, height: 1024 }];
  const at = (x: number, y: number) => ({ x, y, width: 1280, height: 800, maximized: false });
  it.each([[at(0, 0), true], [at(1900, 100), true], [at(-1190, 50), true], [at(-1250, 50), false], [at(3300, 0), false], [at(0, -400), false],
    [at(100, 1060), false]])('%j is used: %s', (place, used) => {
    expect(isOnScreen(place, displays)).toBe(used);
  });
});
