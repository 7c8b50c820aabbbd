import type { DuplicateKind } from '../../../contract/duplicates.ts';
import type { Store } from '../store/open.ts';
import type { Edge } from './core/group.ts';
import { group } from './core/group.ts';
import { kindAt } from './core/match.ts';
import type { Comparison } from './comparison.ts';
import type { Judging } from './settings.ts';
import { refreshGroups } from './states.ts';

interface Pair {
  readonly a: number; readonly b: number; readonly kind: DuplicateKind; readonly score: number;
}
interface Decided {
  readonly a: number; readonly b: number; readonly decision: 'distinct' | 'duplicate' | 'continuation';
}
interface Wanted {
  readonly members: readonly number[]; readonly kind: DuplicateKind; readonly score: number;
  /** The pairs that hold it together. */
  readonly pairs: readonly Pick<Pair, 'a' | 'b'>[];
}

/**
 * Groups again what hangs together with the records that wait for it, in the transaction of the caller: at most so many of them.
 * Whatever does not hang together with a changed record keeps its groups. Returns the number of records taken care of.
 */
export type Regroup = (most: number) => number;

export function regroupOf({ sqlite }: Pick<Store, 'sqlite'>, judging: Judging, judge: Comparison['judge']): Regroup {
  const waiting = sqlite.prepare<[number], number>('SELECT record_id FROM duplicate_regroup ORDER BY record_id LIMIT ?').pluck();
  const settled = sqlite.prepare<[number]>('DELETE FROM duplicate_regroup WHERE record_id = ?');
  const pairsOf = sqlite.prepare<[number, number], Pair>(`SELECT a, b, kind, score FROM duplicate_pair WHERE a = ? AND kind <> 'none'
    UNION ALL SELECT a, b, kind, score FROM duplicate_pair WHERE b = ? AND kind <> 'none'`);
  const decidedOf = sqlite.prepare<[number, number], Decided>('SELECT a, b, decision FROM duplicate_decision WHERE a = ? UNION ALL SELECT a, b, decision FROM duplicate_decision WHERE b = ?');
  const groupsOf = sqlite.prepare<[number], number>('SELECT group_id FROM duplicate_member WHERE record_id = ?').pluck();
  const membersOf = sqlite.prepare<[number], number>('SELECT record_id FROM duplicate_member WHERE group_id = ? ORDER BY record_id').pluck();
  const insertGroup = sqlite.prepare<[DuplicateKind, number]>("INSERT INTO duplicate_group (kind, state, score) VALUES (?, 'open', ?)");
  const setGroup = sqlite.prepare<[DuplicateKind, number, number]>('UPDATE duplicate_group SET kind = ?, score = ? WHERE id = ?');
  const insertMember = sqlite.prepare<[number, number]>('INSERT OR IGNORE INTO duplicate_member (group_id, record_id) VALUES (?, ?)');
  const dropMember = sqlite.prepare<[number, number]>('DELETE FROM duplicate_member WHERE group_id = ? AND record_id = ?');
  const freePairs = sqlite.prepare<[number]>('UPDATE duplicate_pair SET group_id = NULL WHERE group_id = ?');
  const setPair = sqlite.prepare<[number, number, number, number]>('UPDATE duplicate_pair SET group_id = ? WHERE a = ? AND b = ? AND group_id IS NOT ?');
  const dropGroup = sqlite.prepare<[number]>('DELETE FROM duplicate_group WHERE id = ?');

  /** A pair as edges go: what a person decided stands above what was measured. */
  const edgeOf = (pair: Pair, decided: ReadonlyMap<string, Decided['decision']>): (Edge & Pair) | null => {
    if (!judging.kinds.has(pair.kind)) return null;
    const decision = decided.get(keyOf(pair.a, pair.b));
    if (decision === 'distinct') return null;
    return decision === undefined ? pair : { ...pair, sure: true };
  };

  /** All that hangs together with a record by pairs that count as one article. */
  const componentOf = (seed: number): { readonly records: ReadonlySet<number>; readonly pairs: readonly Pair[]; readonly decided: readonly Decided[] } => {
    const records = new Set([seed]);
    const pairs = new Map<string, Pair>();
    const decisions = new Map<string, Decided>();
    for (const record of records) {
      const own = decidedOf.all(record, record);
      for (const one of own) decisions.set(keyOf(one.a, one.b), one);
      const decided = new Map(own.map(({ a, b, decision }) => [keyOf(a, b), decision]));
      for (const pair of pairsOf.all(record, record)) {
        pairs.set(keyOf(pair.a, pair.b), pair);
        const edge = edgeOf(pair, decided);
        if (edge !== null && (edge.sure === true || edge.score >= judging.review)) records.add(edge.a).add(edge.b);
      }
    }
    return { records, pairs: [...pairs.values()], decided: [...decisions.values()] };
  };

  const wantedOf = (pairs: readonly Pair[], decided: readonly Decided[]): readonly Wanted[] => {
    const decisions = new Map(decided.map(({ a, b, decision }) => [keyOf(a, b), decision]));
    const edges = pairs.map((pair) => edgeOf(pair, decisions)).filter((edge) => edge !== null);
    const distinct = decided.filter(({ decision }) => decision === 'distinct').map(({ a, b }) => [a, b] as const);
    const compare = (a: number, b: number): (Edge & Pair) | null => {
      const pair = judge(a, b);
      const kind = pair === null ? null : kindAt(pair, judging.review);
      return pair === null || kind === null ? null : { a, b, score: pair.score, kind };
    };
    const { groups } = group(edges, { accept: judging.review, distinct, compare });
    const wanted = new Map<string, Wanted>();
    const inside = new Map<number, number>();
    for (const [at, { members, edges: own, weakest }] of groups.entries()) {
      for (const member of members) inside.set(member, at);
      wanted.set(members.join(), { members, kind: kindOfGroup(own, members.length), score: weakest.score, pairs: own });
    }
    for (const pair of edges) {
      const { a, b, kind, score } = pair;
      if (inside.has(a) && inside.get(a) === inside.get(b)) continue;
      wanted.set(`${a},${b}`, { members: [a, b], kind, score, pairs: [pair] });
    }
    for (const [a, b] of distinct) {
      const pair = pairs.find((one) => one.a === a && one.b === b);
      wanted.set(`${a},${b}`, { members: [a, b], kind: pair?.kind ?? 'headline', score: pair?.score ?? 0, pairs: pair === undefined ? [] : [pair] });
    }
    return [...wanted.values()];
  };

  /** Gives the groups of a component the members they should have. A group that changes its members keeps its number. */
  const settle = (records: ReadonlySet<number>, wanted: readonly Wanted[], touched: Set<number>): void => {
    const there = new Map<number, readonly number[]>();
    for (const record of records) for (const id of groupsOf.all(record)) if (!there.has(id)) there.set(id, membersOf.all(id));
    const byMembers = new Map([...there].map(([id, members]) => [members.join(), id]));
    const rest: Wanted[] = [];
    for (const one of wanted) {
      const id = byMembers.get(one.members.join());
      if (id === undefined || !there.has(id)) {
        rest.push(one);
        continue;
      }
      setGroup.run(one.kind, one.score, id);
      for (const { a, b } of one.pairs) setPair.run(id, a, b, id);
      there.delete(id);
      touched.add(id);
    }
    for (const { members, kind, score, pairs } of rest) {
      let id = most(there, members);
      if (id === undefined) id = Number(insertGroup.run(kind, score).lastInsertRowid);
      else {
        setGroup.run(kind, score, id);
        freePairs.run(id);
        for (const member of there.get(id) ?? []) if (!members.includes(member)) dropMember.run(id, member);
        there.delete(id);
      }
      for (const member of members) insertMember.run(id, member);
      for (const { a, b } of pairs) setPair.run(id, a, b, id);
      touched.add(id);
    }
    for (const [id, members] of there) {
      // Members elsewhere wait themselves to be grouped again.
      for (const member of members) if (records.has(member)) dropMember.run(id, member);
      if (members.filter((member) => !records.has(member)).length < 2) remove(id);
      else touched.add(id);
    }
  };

  const remove = (id: number): void => {
    freePairs.run(id);
    for (const member of membersOf.all(id)) dropMember.run(id, member);
    dropGroup.run(id);
  };

  return (limit) => {
    const seeds = waiting.all(limit);
    const done = new Set<number>();
    const touched = new Set<number>();
    for (const seed of seeds) {
      settled.run(seed);
      if (done.has(seed)) continue;
      const { records, pairs, decided } = componentOf(seed);
      for (const record of records) {
        done.add(record);
        if (record !== seed) settled.run(record);
      }
      settle(records, wantedOf(pairs, decided), touched);
    }
    refreshGroups(sqlite, touched);
    return seeds.length;
  };
}

const keyOf = (a: number, b: number): string => `${a},${b}`;

/** The group that has most of these members, two at least; of equals the oldest. */
function most(groups: ReadonlyMap<number, readonly number[]>, members: readonly number[]): number | undefined {
  let best: number | undefined;
  let shared = 1;
  for (const [id, others] of groups) {
    const count = others.filter((member) => members.includes(member)).length;
    if (count > shared || (count === shared && best !== undefined && id < best)) {
      best = id;
      shared = count;
    }
  }
  return best;
}

/** A group is called after the kind most of its pairs are; of equally many, the one that says more. */
const TELLING = ['continuation', 'contained', 'reprint', 'near', 'version', 'exact', 'headline'] as const satisfies readonly DuplicateKind[];

function kindOfGroup(pairs: readonly { readonly kind: DuplicateKind }[], size: number): DuplicateKind {
  if (size === 2) return pairs[0]?.kind ?? 'near';
  const count = (kind: DuplicateKind): number => pairs.filter((pair) => pair.kind === kind).length;
  return TELLING.reduce((best, kind) => (count(kind) > count(best) ? kind : best));
}
