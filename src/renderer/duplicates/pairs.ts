import type { DuplicatePair, GroupDetail } from '../../contract/duplicates.ts';
import type { RecordDetail } from '../../contract/records.ts';

export interface ShownPair {
  readonly left: RecordDetail;
  readonly right: RecordDetail;
  /** What the comparison said; null for two members that only others hold together. */
  readonly pair: DuplicatePair | null;
}

/** All pairs of a group's members in the order of its members, compared or not. */
export function pairsOf(group: GroupDetail): ShownPair[] {
  const isOf = (left: RecordDetail, right: RecordDetail) => ({ a, b }: DuplicatePair): boolean =>
    (a === left.id && b === right.id) || (a === right.id && b === left.id);
  return group.members.flatMap((left, at) => group.members.slice(at + 1).map((right): ShownPair => ({
    left, right, pair: group.pairs.find(isOf(left, right)) ?? null,
  })));
}

/** The pairs in the order they are gone through: compared ones first, the surest first. */
export function rankedPairs(group: GroupDetail): ShownPair[] {
  return pairsOf(group).toSorted((one, other) => (other.pair?.score ?? -1) - (one.pair?.score ?? -1));
}

/** The pair at a place of that order, counted around; null for a group of fewer than two members. */
export function shownPair(group: GroupDetail, place: number): ShownPair | null {
  const pairs = rankedPairs(group);
  const count = pairs.length;
  return count === 0 ? null : pairs[((place % count) + count) % count] ?? null;
}

/** A, B, … Z, then AA: how the members of a group are called. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + index % 26);
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

/** Where the members stand in a drawing: on a circle, the first at the top. Coordinates from -1 to 1. */
export function circleOf(count: number): { readonly x: number; readonly y: number }[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
    return { x: Math.cos(angle), y: Math.sin(angle) };
  });
}
