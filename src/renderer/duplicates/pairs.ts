import type { DuplicatePair, GroupDetail, PairDecision } from '../../contract/duplicates.ts';
import type { RecordDetail } from '../../contract/records.ts';

export interface ShownPair {
  readonly left: RecordDetail;
  readonly right: RecordDetail;
  /** What the comparison said; null for two members that only others hold together. */
  readonly pair: DuplicatePair | null;
  /** What was decided about the two; null while that is open. */
  readonly decision: PairDecision | null;
}

export const keyOf = ({ left, right }: Pick<ShownPair, 'left' | 'right'>): string => `${left.id}-${right.id}`;

/** The members a verdict can be about: of a group still open those that were not merged into another one yet. */
export function membersOf(group: GroupDetail): readonly RecordDetail[] {
  return group.state === 'open' ? group.members.filter(({ mergedInto }) => mergedInto === null) : group.members;
}

/**
 * All pairs of a group's members in the order of its members, compared or not. A record that absorbed others stands for
 * them: what was compared with one of those speaks for it too.
 */
export function pairsOf(group: GroupDetail): ShownPair[] {
  const members = membersOf(group);
  const byId = new Map(group.members.map((member) => [member.id, member]));
  const shown = new Set(members.map(({ id }) => id));
  const standsFor = (id: number): number => {
    const into = shown.has(id) ? null : byId.get(id)?.mergedInto ?? null;
    return into === null || into === id ? id : standsFor(into);
  };
  const best = new Map<string, DuplicatePair>();
  for (const pair of group.pairs) {
    const key = [standsFor(pair.a), standsFor(pair.b)].sort((a, b) => a - b).join();
    const before = best.get(key);
    if (before === undefined || before.score < pair.score) best.set(key, pair);
  }
  const decided = new Map(group.decisions.map(({ a, b, decision }) => [`${a},${b}`, decision]));
  return members.flatMap((left, at) => members.slice(at + 1).map((right): ShownPair => {
    const key = [left.id, right.id].sort((a, b) => a - b).join();
    return { left, right, pair: best.get(key) ?? null, decision: decided.get(key) ?? null };
  }));
}

/** The pairs in the order they are gone through: open before decided, compared ones first, the surest first. */
export function rankedPairs(group: GroupDetail): ShownPair[] {
  const rank = ({ decision }: ShownPair): number => (decision === null || decision === 'duplicate' ? 0 : 1);
  return pairsOf(group).toSorted((one, other) => rank(one) - rank(other) || (other.pair?.score ?? -1) - (one.pair?.score ?? -1));
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
