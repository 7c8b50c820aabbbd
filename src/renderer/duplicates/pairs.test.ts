import { describe, expect, it } from 'vitest';
import type { GroupDetail } from '../../contract/duplicates.ts';
import type { RecordDetail } from '../../contract/records.ts';
import { circleOf, letterOf, rankedPairs, shownPair } from './pairs.ts';
import { splitReason } from './reasons.ts';

const member = (id: number) => ({ id }) as RecordDetail;
const group: GroupDetail = {
  id: 1, kind: 'near', state: 'open', score: 0.8, records: [1, 2, 3], title: '', days: [], decisions: [],
  members: [1, 2, 3].map(member),
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

  it('are drawn on a circle that starts at the top', () => {
    const [top, right] = circleOf(4);
    expect(top?.y).toBeCloseTo(-1);
    expect(right?.x).toBeCloseTo(1);
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
