import { describe, expect, it } from 'vitest';
import type { GroupDetail } from '../../contract/duplicates.ts';
import type { RecordDetail } from '../../contract/records.ts';
import { letterOf, pairsOf, rankedPairs, shownPair } from './pairs.ts';
import { splitReason } from './reasons.ts';

const member = (id: number, mergedInto: number | null = null) => ({ id, mergedInto }) as RecordDetail;
const group: GroupDetail = {
  id: 1, kind: 'near', state: 'open', score: 0.8, records: [1, 2, 3], title: '', days: [], decisions: [],
  members: [1, 2, 3].map((id) => member(id)),
  pairs: [
    { a: 2, b: 1, kind: 'near', score: 0.8, reasons: [], decision: null },
    { a: 2, b: 3, kind: 'reprint', score: 0.95, reasons: [], decision: null },
  ],
};

describe('the pairs of a group', () => {
  it('come the surest first, those that were never compared last, each member in the group\'s order', () => {
    expect(rankedPairs(group).map(({ left, right, pair }) => [left.id, right.id, pair?.score ?? null]))
      .toEqual([[2, 3, 0.95], [1, 2, 0.8], [1, 3, null]]);
  });

  it('are gone through around and around', () => {
    expect([0, 3, -1].map((place) => shownPair(group, place)?.left.id)).toEqual([2, 2, 1]);
    expect(shownPair({ ...group, members: [member(1)] }, 0)).toBeNull();
  });

  it('are named by letters, also beyond the alphabet', () => {
    expect([0, 25, 26, 53].map(letterOf)).toEqual(['A', 'Z', 'AA', 'BB']);
  });

  it('of a group half settled are those of the records that stand, what was merged speaking through its survivor', () => {
    const half: GroupDetail = { ...group, members: [member(1), member(2, 1), member(3)] };
    expect(pairsOf(half).map(({ left, right, pair }) => [left.id, right.id, pair?.score ?? null])).toEqual([[1, 3, 0.95]]);
    expect(pairsOf({ ...half, state: 'merged' })).toHaveLength(3);
  });

  it('come last when they are decided, and say how', () => {
    const decided: GroupDetail = { ...group, decisions: [{ id: 1, a: 2, b: 3, decision: 'distinct' }] };
    expect(rankedPairs(decided).map(({ left, right, decision }) => [left.id, right.id, decision]))
      .toEqual([[1, 2, null], [1, 3, null], [2, 3, 'distinct']]);
  });
});

describe('a reason', () => {
  it('is cut before the figure it ends with', () => {
    expect(splitReason('正文重合 93 %')).toEqual({ label: '正文重合', figure: '93 %' });
    expect(splitReason('Numbers agree: 12/12')).toEqual({ label: 'Numbers agree', figure: '12/12' });
    expect(splitReason('相差 1 天')).toEqual({ label: '相差', figure: '1 天' });
  });

  it('stays whole without one', () => {
    expect(splitReason('作者相同')).toEqual({ label: '作者相同', figure: null });
    expect(splitReason('Day 3 of the series')).toEqual({ label: 'Day 3 of the series', figure: null });
  });
});
