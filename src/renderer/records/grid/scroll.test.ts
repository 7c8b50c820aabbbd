import { describe, expect, it } from 'vitest';
import { MAX_HEIGHT, offsetShowing, rowsInSight, scaleFor } from './scroll.ts';

const ROW = 32;
const VIEW = 600;

describe('scrolling a list higher than the browser allows', () => {
  it('is one to one while the list is short', () => {
    const scale = scaleFor(1000, ROW, VIEW);
    expect(scale.height).toBe(32_000);
    expect(scale.toOffset(12_345)).toBe(12_345);
    expect(scale.toScrollTop(12_345)).toBe(12_345);
  });

  it('reaches the first and the last of two million rows within the height a browser draws', () => {
    const rows = 2_000_000;
    const scale = scaleFor(rows, ROW, VIEW);
    expect(scale.height).toBe(MAX_HEIGHT);
    expect(scale.toOffset(0)).toBe(0);
    const bottom = scale.toOffset(scale.height - VIEW);
    expect(rowsInSight(bottom, rows, ROW, VIEW, 0).last).toBe(rows);
    expect(bottom).toBeCloseTo(rows * ROW - VIEW, 3);
  });

  it('gives the same place back from offset to scroll bar and again to offset', () => {
    const scale = scaleFor(2_000_000, ROW, VIEW);
    for (const offset of [0, 17, 32_000_000, 63_999_000]) {
      expect(scale.toOffset(scale.toScrollTop(offset))).toBeCloseTo(offset, 3);
    }
  });

  it('has no offset beyond the end, nor in a list shorter than its view', () => {
    expect(scaleFor(3, ROW, VIEW).maxOffset).toBe(0);
    expect(scaleFor(3, ROW, VIEW).toOffset(50)).toBe(0);
    expect(scaleFor(0, ROW, VIEW).height).toBe(0);
    expect(scaleFor(100, ROW, VIEW).toOffset(1e9)).toBe(100 * ROW - VIEW);
  });

  it('names the rows in sight and a few beyond, inside the list', () => {
    expect(rowsInSight(0, 1000, ROW, 64, 2)).toEqual({ first: 0, last: 4 });
    expect(rowsInSight(3200, 1000, ROW, 64, 2)).toEqual({ first: 98, last: 104 });
    expect(rowsInSight(1e9, 1000, ROW, 64, 2)).toEqual({ first: 1000, last: 1000 });
  });

  it('moves as little as needed to show a row', () => {
    expect(offsetShowing(5, 0, ROW, 640)).toBe(0);
    expect(offsetShowing(20, 0, ROW, 640)).toBe(32);
    expect(offsetShowing(1, 320, ROW, 640)).toBe(32);
    expect(offsetShowing(0, 0, ROW, 0)).toBe(0);
  });
});
