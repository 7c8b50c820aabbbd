import { describe, expect, it } from 'vitest';
import { calendarOf, dayByKey } from './year.ts';

const gap = { after: 20000228, before: 20000301, issue: 9, through: 9, page: null, item: null } as const;

describe('the calendar of a year', () => {
  it('has every day once, leap days as well', () => {
    const months = calendarOf(2000, { days: [], missing: [] });
    expect(months.flat()).toHaveLength(366);
    expect(calendarOf(1900, { days: [], missing: [] }).flat()).toHaveLength(365);
    expect(months[1]?.at(-1)?.day).toBe(20000229);
  });

  it('tells whole days from days with gaps and days whose issue is lost', () => {
    const here = { issue: 8, records: 3, pages: 1, missingPages: 0, missingItems: 0 };
    const months = calendarOf(2000, {
      days: [{ ...here, day: 20000228 }, { ...here, day: 20000301 }],
      missing: [{ ...gap, kind: 'issue', day: 20000229 }, { ...gap, kind: 'item', day: 20000301, page: 1, item: 2 }],
    });
    const state = (day: number): string | undefined => months.flat().find((one) => one.day === day)?.state;
    expect([20000227, 20000228, 20000229, 20000301].map(state)).toEqual(['none', 'whole', 'lost', 'gap']);
  });

  it('is walked by the keys and not left by them', () => {
    expect(dayByKey('ArrowRight', 2, 29, 2000)).toEqual({ month: 3, day: 1 });
    expect(dayByKey('ArrowDown', 1, 31, 2001)).toEqual({ month: 2, day: 28 });
    expect(dayByKey('ArrowLeft', 1, 1, 2001)).toBeNull();
    expect(dayByKey('x', 1, 1, 2001)).toBeNull();
  });
});
