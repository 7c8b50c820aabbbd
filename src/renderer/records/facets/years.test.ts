import { describe, expect, it } from 'vitest';
import { chooseYears, chosenYears, fillYears, isIn, yearsOfTerm } from './years.ts';

describe('the timeline of years', () => {
  it('fills the years between and leaves out what is no year', () => {
    expect(fillYears([{ value: '2011', count: 5 }, { value: '2009', count: 2 }, { value: '', count: 9 }])).toEqual([
      { year: 2009, count: 2 }, { year: 2010, count: 0 }, { year: 2011, count: 5 },
    ]);
    expect(fillYears([])).toEqual([]);
  });

  it('reads the years of every way to write a date', () => {
    expect(yearsOfTerm('2011-06-14')).toEqual({ from: 2011, to: 2011 });
    expect(yearsOfTerm('1998..2003')).toEqual({ from: 1998, to: 2003 });
    expect(yearsOfTerm('..2003-05')).toEqual({ from: -Infinity, to: 2003 });
    expect(yearsOfTerm('x')).toBeNull();
  });

  it('limits a query to a year or a span, and the same choice again takes it back', () => {
    const one = chooseYears('哈萨克', 2011, 2011);
    expect(one).toBe('date:2011 哈萨克');
    expect(chooseYears(one, 2003, 1998)).toBe('date:1998..2003 哈萨克');
    expect(chooseYears(one, 2011, 2011)).toBe('哈萨克');
    expect(isIn(2000, chosenYears('date:1998..2003'))).toBe(true);
    expect(isIn(2004, chosenYears('date:1998..2003'))).toBe(false);
  });
});
