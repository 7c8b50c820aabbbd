import { describe, expect, it } from 'vitest';
import { dateIn, orderOf } from './dates.ts';

describe('dates of a table', () => {
  it.each([
    ['2011-06-14', 'auto', '20110614'], ['2011/6/14', 'auto', '20110614'], ['2011年6月14日', 'auto', '20110614'], ['２０１１年６月１４日 星期二', 'auto', '20110614'],
    ['二〇一一年六月十四日', 'auto', '20110614'], ['一九九八年十二月三十一日', 'auto', '19981231'], ['2011-06-14T08:30:00Z', 'auto', '20110614'],
    ['2011.06.14 08:30', 'auto', '20110614'], ['14/06/2011', 'dmy', '20110614'], ['14.6.2011', 'dmy', '20110614'], ['14 June 2011', 'dmy', '20110614'],
    ['June 14th, 2011', 'mdy', '20110614'], ['06/14/2011', 'mdy', '20110614'], ['40708', 'serial', '20110614'], ['40708.75', 'serial', '20110614'],
    ['1', 'serial', '19000101'], ['61', 'serial', '19000301'],
    // A day that is none stays as it stands, and so does what another order would read.
    ['2011-02-30', 'auto', '2011-02-30'], ['31/02/2011', 'dmy', '31/02/2011'], ['14/06/2011', 'auto', '14/06/2011'], ['去年夏天', 'dmy', '去年夏天'],
  ] as const)('%s, %s: %s', (text, order, expected) => {
    expect(dateIn(text, order)).toBe(expected);
  });

  it('tell their order, and whether it is certain', () => {
    expect(orderOf(['2011-06-14', '2011-6-15'])).toEqual({ order: 'auto', sure: true });
    expect(orderOf(['14/06/2011', '03/04/2011'])).toEqual({ order: 'dmy', sure: true });
    expect(orderOf(['06/14/2011', '03/04/2011'])).toEqual({ order: 'mdy', sure: true });
    expect(orderOf(['03/04/2011', '05/06/2011'])).toEqual({ order: 'dmy', sure: false });
    expect(orderOf(['40708', '40709'])).toEqual({ order: 'serial', sure: true });
  });
});
