import { describe, expect, it } from 'vitest';
import { WINDOW, Windows, windowsOf } from './windows.ts';

const numbers = (window: number): number[] => Array.from({ length: WINDOW }, (_, place) => window * WINDOW + place);

describe('windows of a long list', () => {
  it('names every window that a range touches, and none for an empty range', () => {
    expect(windowsOf(0, 1)).toEqual([0]);
    expect(windowsOf(95, 105)).toEqual([0, 1]);
    expect(windowsOf(100, 200)).toEqual([1]);
    expect(windowsOf(1_999_950, 2_000_000)).toEqual([19_999]);
    expect(windowsOf(40, 40)).toEqual([]);
  });

  it('gives rows by their index in the list, and nothing for a window that has not come', () => {
    const windows = new Windows<number>();
    windows.put(3, numbers(3));
    expect(windows.at(317)).toBe(317);
    expect(windows.at(17)).toBeUndefined();
    expect(windows.indexOf((row) => row === 342)).toBe(342);
    expect(windows.indexOf((row) => row === 42)).toBe(-1);
  });

  it('forgets the oldest windows and keeps what came last', () => {
    const windows = new Windows<number>();
    for (let window = 0; window < 80; window += 1) windows.put(window, numbers(window));
    expect(windows.has(0)).toBe(false);
    expect(windows.has(30)).toBe(true);
    expect(windows.at(79 * WINDOW)).toBe(7900);
  });
});
