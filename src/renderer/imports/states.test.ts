import { describe, expect, it } from 'vitest';
import { FILE_STATES, sharesOf, sumOfStates } from './states.ts';

describe('the states of an import\'s files', () => {
  it('are five, and their counts add up to the files', () => {
    expect(FILE_STATES.map(({ state }) => state))
      .toEqual(['imported', 'alreadyHere', 'repaired', 'needsReview', 'refused']);
    expect(sumOfStates({ total: 15, imported: 1, alreadyHere: 2, repaired: 3, needsReview: 4, refused: 5 })).toBe(15);
  });

  it('fill the bar in proportion', () => {
    expect(sharesOf([50, 25, 25])).toEqual([50, 25, 25]);
  });

  it('keep a few files among a million visible, and nothing invisible', () => {
    const shares = sharesOf([999_997, 0, 3]);
    expect(shares[1]).toBe(0);
    expect(shares[2]).toBe(0.8);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100);
  });

  it('are no bar at all for an import of nothing', () => {
    expect(sharesOf([0, 0])).toEqual([0, 0]);
  });
});
