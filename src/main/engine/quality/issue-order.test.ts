import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { risingIssues } from './issue-order.ts';

const day = (at: number): number => 20_000_000 + at;

describe('the issues that are believed', () => {
  it('rise, and one wrong number makes nothing else wrong, however high', () => {
    const days = Array.from({ length: 40 }, (_, at) => ({ day: day(at), issue: 100 + at, records: 5 }));
    const found = days.map((one) => (one.day === day(7) ? { ...one, issue: 99_999 } : one));
    expect(risingIssues(found).map(({ issue }) => issue)).toEqual(days.filter((one) => one.day !== day(7)).map(({ issue }) => issue));
  });

  it('follow most records of the day, and of two days with one number the one with more behind it', () => {
    const found = [
      { day: day(1), issue: 10, records: 9 }, { day: day(1), issue: 3, records: 1 }, { day: day(2), issue: 10, records: 1 }, { day: day(3), issue: 11, records: 8 },
    ];
    expect(risingIssues(found).map((one) => [one.day, one.issue])).toEqual([[day(1), 10], [day(3), 11]]);
  });

  it('are never beaten by another rising run', () => {
    fc.assert(fc.property(fc.array(fc.record({ issue: fc.integer({ min: 1, max: 9 }), records: fc.integer({ min: 1, max: 5 }) }), { maxLength: 9 }), (list) => {
      const days = list.map((one, at) => ({ ...one, day: day(at) }));
      const weightOf = (run: readonly { readonly records: number }[]): number => run.reduce((sum, { records }) => sum + records, 0);
      let most = 0;
      for (let mask = 0; mask < 1 << days.length; mask++) {
        const run = days.filter((_, at) => (mask >> at) & 1);
        if (run.every((one, at) => at === 0 || one.issue > (run[at - 1]?.issue ?? 0))) most = Math.max(most, weightOf(run));
      }
      const run = risingIssues(days);
      expect(run.every((one, at) => at === 0 || one.issue > (run[at - 1]?.issue ?? 0))).toBe(true);
      expect(weightOf(run)).toBe(most);
    }));
  });
});
