import { Fault } from '../../../contract/fault.ts';
import type { DuplicateKind, DuplicatePair } from '../../../contract/duplicates.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import { explain } from './core/explain.ts';
import { findDuplicates } from './core/match.ts';
import type { MatchPair, MatchResult } from './core/match.ts';
import { refreshGroups } from './states.ts';
import { textOf, textsToCompare } from './texts.ts';

export interface Found {
  readonly groups: number;
  readonly pairs: number;
  readonly seconds: number;
  readonly records: number;
}

/**
 * Compare the records, keep the pairs and groups found in place of the earlier ones. Pairs that a person declared distinct
 * stay apart and stay listed as such. Nothing is kept when the run is cancelled.
 */
export async function findIn(store: Store, among: Uint32Array | null, job: Job): Promise<Found> {
  const started = performance.now();
  const { sqlite } = store;
  const distinct = sqlite.prepare<[], { a: number; b: number }>("SELECT a, b FROM duplicate_decision WHERE decision = 'distinct'").all();
  const total = among?.length ?? (sqlite.prepare('SELECT count(*) FROM record WHERE hidden <> 1').pluck().get() as number);
  const progress = meter(job, 'compare', 'records');
  const run = findDuplicates(textsToCompare(store, among), {
    distinct: distinct.map(({ a, b }) => [a, b] as const), load: textOf(store), batch: 100,
  });
  let step = run.next();
  let done = 0;
  while (step.done !== true) {
    done = step.value.done;
    progress.at(done, total);
    await job.rest();
    if (job.signal.aborted) throw new Fault('cancelled');
    step = run.next();
  }
  const groups = keep(store, step.value, distinct);
  return { groups, pairs: step.value.pairs.length, seconds: (performance.now() - started) / 1000, records: done };
}

interface GroupToKeep {
  readonly kind: DuplicateKind;
  readonly score: number;
  readonly members: readonly number[];
  readonly pairs: readonly { readonly a: number; readonly b: number }[];
}

/** Replace what an earlier run found. Returns the number of groups still to be settled. */
function keep({ sqlite }: Store, result: MatchResult, distinct: readonly { readonly a: number; readonly b: number }[]): number {
  const oldPair = sqlite.prepare<[number, number], { kind: DuplicateKind; score: number; reasons: string }>('SELECT kind, score, reasons FROM duplicate_pair WHERE a = ? AND b = ?');
  const insertPair = sqlite.prepare('INSERT OR IGNORE INTO duplicate_pair (a, b, kind, score, reasons, group_id) VALUES (?, ?, ?, ?, ?, ?)');
  const insertGroup = sqlite.prepare("INSERT INTO duplicate_group (kind, state, score) VALUES (?, 'open', ?)");
  const insertMember = sqlite.prepare('INSERT INTO duplicate_member (group_id, record_id) VALUES (?, ?)');
  return sqlite.transaction(() => {
    const apart = distinct.map(({ a, b }) => ({ a, b, ...(oldPair.get(a, b) ?? { kind: 'headline' as const, score: 0, reasons: '[]' }) }));
    sqlite.exec('DELETE FROM duplicate_pair; DELETE FROM duplicate_member; DELETE FROM duplicate_group;');
    const addGroup = ({ kind, score, members, pairs }: GroupToKeep): number => {
      const group = Number(insertGroup.run(kind, score).lastInsertRowid);
      for (const member of members) insertMember.run(group, member);
      for (const { a, b } of pairs) groupOf.set(`${a},${b}`, group);
      return group;
    };
    const groupOf = new Map<string, number>();
    const ids: number[] = [];
    for (const group of result.groups) {
      ids.push(addGroup({ kind: kindOf(group.edges, group.members.length), score: group.weakest.score, members: group.members, pairs: group.edges }));
    }
    for (const pair of [...result.bridges, ...result.related]) {
      if (groupOf.has(`${pair.a},${pair.b}`)) continue;
      ids.push(addGroup({ kind: pair.kind, score: pair.score, members: [pair.a, pair.b], pairs: [pair] }));
    }
    for (const pair of [...result.pairs, ...result.related]) {
      insertPair.run(pair.a, pair.b, pair.kind, pair.score, JSON.stringify(reasonsOf(pair)), groupOf.get(`${pair.a},${pair.b}`) ?? null);
    }
    for (const pair of apart) {
      const group = addGroup({ kind: pair.kind, score: pair.score, members: [pair.a, pair.b], pairs: [pair] });
      ids.push(group);
      insertPair.run(pair.a, pair.b, pair.kind, pair.score, pair.reasons, group);
    }
    refreshGroups(sqlite, ids);
    return sqlite.prepare("SELECT count(*) FROM duplicate_group WHERE state = 'open'").pluck().get() as number;
  })();
}

const reasonsOf = (pair: MatchPair): DuplicatePair['reasons'] =>
  explain(pair.features).slice(0, 8).map(({ words, contribution }) => ({ text: words, weight: contribution }));

/** A group is called after the kind most of its pairs are; of equally many, the one that says more. */
const TELLING = ['continuation', 'contained', 'reprint', 'near', 'version', 'exact', 'headline'] as const satisfies readonly DuplicateKind[];

function kindOf(pairs: readonly { readonly kind: DuplicateKind }[], size: number): DuplicateKind {
  if (size === 2) return pairs[0]?.kind ?? 'near';
  const count = (kind: DuplicateKind): number => pairs.filter((pair) => pair.kind === kind).length;
  return TELLING.reduce((best, kind) => (count(kind) > count(best) ? kind : best));
}
