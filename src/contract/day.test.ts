import { describe, expect, it } from 'vitest';
import { dayOf } from './day.ts';

describe('dayOf', () => {
  it('reads the forms a date is met in', () => {
    for (const text of ['20110614', '2011-06-14', '2011-6-14', '2011/6/14', '2011年6月14日', '２０１１０６１４', ' 20110614 ']) {
      expect(dayOf(text)).toBe(20110614);
    }
  });

  it('refuses what is no real day', () => {
    for (const text of ['', '20110631', '20110229', '2011', '201106', '20111301', '00000000', '二〇一一年', '201106140401']) {
      expect(dayOf(text)).toBeNull();
    }
  });

  it('knows leap years', () => {
    expect([dayOf('20000229'), dayOf('19000229'), dayOf('20120229')]).toEqual([20000229, null, 20120229]);
  });
});
