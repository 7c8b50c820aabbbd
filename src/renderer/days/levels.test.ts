import { describe, expect, it } from 'vitest';
import { barsOf, brushed, chosenDays, daysOfTerm, isIn, spanOf, upFrom, zoomOf } from './levels.ts';

const zoom = (query: string) => zoomOf(chosenDays(query));

describe('the zoom of the timeline', () => {
  it('follows the query down to the days of a month', () => {
    expect(zoom('')).toEqual({ level: 'year', within: null });
    expect(zoom('date:2011')).toEqual({ level: 'month', within: 2011 });
    expect(zoom('date:2011-03..2011-06 增雪')).toEqual({ level: 'month', within: 2011 });
    expect(zoom('date:2011-06')).toEqual({ level: 'day', within: 201106 });
    expect(zoom('date:2011-06-14')).toEqual({ level: 'day', within: 201106 });
    expect(zoom('date:20110614..20110620')).toEqual({ level: 'day', within: 201106 });
    expect(zoom('date:1998..2003')).toEqual({ level: 'year', within: null });
    expect(zoom('date:(2011 OR 2003)')).toEqual({ level: 'year', within: null });
    expect(zoom('date:2011..')).toEqual({ level: 'year', within: null });
  });

  it('counts the days it shows and no others', () => {
    expect(spanOf({ level: 'month', within: 2011 })).toEqual({ from: 20110000, to: 20119999 });
    expect(spanOf({ level: 'day', within: 201106 })).toEqual({ from: 20110600, to: 20110699 });
    expect(spanOf({ level: 'year', within: null })).toBeNull();
  });
});

describe('date terms', () => {
  it('are read as the search reads them, or not at all', () => {
    expect(daysOfTerm('2011')).toEqual({ from: 20110000, to: 20119999 });
    expect(daysOfTerm('2011年6月14日')).toEqual({ from: 20110614, to: 20110614 });
    expect(daysOfTerm('201106')).toEqual({ from: 20110600, to: 20110699 });
    expect(daysOfTerm('..2003')).toEqual({ from: 0, to: 20039999 });
    expect(daysOfTerm('昨天')).toBeNull();
  });
});

describe('bars', () => {
  it('fill what has no records: years between, twelve months, the days of a leap February', () => {
    expect(barsOf({ level: 'year', within: null }, [{ value: 1998, count: 2 }, { value: 2001, count: 1 }]).map(({ count }) => count)).toEqual([2, 0, 0, 1]);
    expect(barsOf({ level: 'month', within: 2011 }, [{ value: 201106, count: 3 }])).toHaveLength(12);
    expect(barsOf({ level: 'day', within: 201202 }, []).at(-1)).toEqual({ value: 20120229, count: 0 });
    expect(barsOf({ level: 'year', within: null }, [])).toEqual([]);
  });

  it('are chosen where they share days with the query', () => {
    const chosen = chosenDays('date:2011-03..2011-06');
    expect([201102, 201103, 201106, 201107].map((value) => isIn(value, chosen))).toEqual([false, true, true, false]);
    expect([2010, 2011].map((value) => isIn(value, chosen))).toEqual([false, true]);
  });
});

describe('brushing', () => {
  it('writes the span into the query and keeps the rest of it', () => {
    expect(brushed('增雪', 2003, 1998)).toBe('date:1998..2003 增雪');
    expect(brushed('date:2011', 201103, 201106)).toBe('date:2011-03..2011-06');
    expect(brushed('date:2011-06', 20110614, 20110614)).toBe('date:2011-06-14');
  });

  it('goes up when the same is brushed again', () => {
    expect(brushed('date:2011-06-14', 20110614, 20110614)).toBe('date:2011-06');
    expect(brushed('date:2011-03..2011-06', 201103, 201106)).toBe('date:2011');
    expect(brushed('date:1998..2003 增雪', 1998, 2003)).toBe('增雪');
    expect(upFrom('date:2011-06', 201106)).toBe('date:2011');
  });
});
