import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonFolder, pairOf, pairsOf, scorePairs } from './pair-score.ts';

describe('found pairs against known ones', () => {
  it('counts right, missed and wrong, each pair once and in either order', () => {
    const score = scorePairs(
      [pairOf(1, 2), pairOf(4, 3), pairOf(5, 6), pairOf(2, 1)],
      [pairOf(2, 1), pairOf(3, 4), pairOf(7, 8), [1, 2]],
    );
    expect(score).toEqual({ found: 3, right: 2, precision: 2 / 3, missed: [[5, 6]], wrong: [[7, 8]] });
  });

  it('takes every pair of a group as found', () => {
    expect(pairsOf([9, 2, 5])).toEqual([
      [2, 9],
      [5, 9],
      [2, 5],
    ]);
  });

  it('counts a pair whose two files hold one record as found when it was imported', () => {
    expect(scorePairs([pairOf(4, 4)], [])).toMatchObject({ found: 1, right: 1, missed: [] });
  });

  it('is perfect exactly when both sides are the same pairs', () => {
    const pairs = fc.array(
      fc
        .tuple(fc.nat(9), fc.nat(9))
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => pairOf(a, b)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(pairs, pairs, (truth, found) => {
        const { precision, missed, right, wrong } = scorePairs(truth, found);
        const same =
          [...new Set(truth.map(String))].sort().join(' ') === [...new Set(found.map(String))].sort().join(' ');
        expect(precision === 1 && missed.length === 0).toBe(same);
        expect(right + missed.length).toBe(new Set(truth.map(String)).size);
        expect(right + wrong.length).toBe(new Set(found.map(String)).size);
      }),
    );
  });

  it('finds the deepest folder common to files', () => {
    expect(commonFolder(['a/2022/09/x.TXT', 'a/2022/10/y.TXT'])).toBe('a/2022/');
    expect(commonFolder(['/d/a/x', '/d/ab/x'])).toBe('/d/');
    expect(commonFolder(['b/x.txt', 'b/x.txt'])).toBe('b/');
    expect(commonFolder(['x', 'y'])).toBe('');
    expect(commonFolder(['/x'])).toBe('/');
    expect(commonFolder(['a/b/c', 'a/d'])).toBe('a/');
  });
});
