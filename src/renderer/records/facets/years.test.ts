import { describe, expect, it } from 'vitest';
import { chosenYears, isIn, yearsOfTerm } from './years.ts';

describe('the years of a query', () => {
  it('are read from every way to write a date', () => {
    expect(yearsOfTerm('2011-06-14')).toEqual({ from: 2011, to: 2011 });
    expect(yearsOfTerm('1998..2003')).toEqual({ from: 1998, to: 2003 });
    expect(yearsOfTerm('..2003-05')).toEqual({ from: -Infinity, to: 2003 });
    expect(yearsOfTerm('x')).toBeNull();
  });

  it('tell a year that is asked for from one that is not', () => {
    expect(isIn(2000, chosenYears('date:1998..2003'))).toBe(true);
    expect(isIn(2004, chosenYears('date:1998..2003'))).toBe(false);
  });
});
