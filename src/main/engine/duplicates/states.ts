import type Database from 'better-sqlite3';
import type { GroupState } from '../../../contract/duplicates.ts';
import type { Store } from '../store/open.ts';

// A group's state follows from the records and the decisions, never the other way round: so undo, un-merge and a new run
// need no care of their own.

/** Work out the state of some groups again. A group of which an import took the records back is dropped. */
export function refreshGroups(sqlite: Database.Database, groups: Iterable<number>): void {
  const members = sqlite.prepare<[number], { id: number; hidden: number }>(
    'SELECT r.id, r.hidden FROM duplicate_member m JOIN record r ON r.id = m.record_id WHERE m.group_id = ? ORDER BY r.id');
  const kind = sqlite.prepare<[number], string>('SELECT kind FROM duplicate_group WHERE id = ?').pluck();
  const decision = sqlite.prepare<[number, number], string>('SELECT decision FROM duplicate_decision WHERE a = ? AND b = ?').pluck();
  const setState = sqlite.prepare('UPDATE duplicate_group SET state = ? WHERE id = ? AND state <> ?');
  for (const group of groups) {
    const state = stateOf(members.all(group), (a, b) => decision.get(a, b), kind.get(group) === 'headline');
    if (state === null) drop(sqlite, group);
    else setState.run(state, group, state);
  }
}

/** The groups some records are in. */
export function groupsOf(sqlite: Database.Database, records: Iterable<number>): ReadonlySet<number> {
  const find = sqlite.prepare<[number], number>('SELECT group_id FROM duplicate_member WHERE record_id = ?').pluck();
  const groups = new Set<number>();
  for (const record of records) for (const group of find.all(record)) groups.add(group);
  return groups;
}

/** Open groups, and pairs that count as one article, among some records or all. */
export function foundAmong({ sqlite }: Pick<Store, 'sqlite'>, among: Uint32Array | null, review: number): { readonly groups: number; readonly pairs: number } {
  if (among === null) {
    return {
      groups: sqlite.prepare<[], number>("SELECT count(*) FROM duplicate_group WHERE state = 'open'").pluck().get() ?? 0,
      pairs: sqlite.prepare<[number], number>("SELECT count(*) FROM duplicate_pair WHERE score >= ? AND kind <> 'none'").pluck().get(review) ?? 0,
    };
  }
  const ids = new Set(among);
  const open = new Set<number>();
  for (const { id, record } of sqlite.prepare<[], { id: number; record: number }>(
    "SELECT g.id, m.record_id AS record FROM duplicate_group g JOIN duplicate_member m ON m.group_id = g.id WHERE g.state = 'open'").iterate()) {
    if (ids.has(record)) open.add(id);
  }
  let pairs = 0;
  for (const { a, b } of sqlite.prepare<[number], { a: number; b: number }>("SELECT a, b FROM duplicate_pair WHERE score >= ? AND kind <> 'none'").iterate(review)) {
    if (ids.has(a) && ids.has(b)) pairs++;
  }
  return { groups: open.size, pairs };
}

function stateOf(members: readonly { readonly id: number; readonly hidden: number }[], decided: (a: number, b: number) => string | undefined, headlineOnly: boolean): GroupState | null {
  if (everyPair(members, (a, b) => decided(a, b) === 'distinct')) return 'distinct';
  const there = members.filter((member) => member.hidden === 0);
  const merged = members.some((member) => member.hidden === 2);
  if (there.length < 2) return merged ? 'merged' : null;
  let linked = false;
  for (const [at, { id: a }] of there.entries()) {
    for (const { id: b } of there.slice(at + 1)) {
      const answer = decided(a, b);
      // Nothing but the headline speaks for them (weather, columns): apart unless a person says otherwise.
      if (answer === undefined && headlineOnly) continue;
      if (answer === undefined || answer === 'duplicate') return 'open';
      if (answer !== 'distinct') linked = true;
    }
  }
  // Settled in several ways: what can be taken apart is told first.
  return merged ? 'merged' : linked ? 'linked' : 'distinct';
}

function everyPair(members: readonly { readonly id: number }[], test: (a: number, b: number) => boolean): boolean {
  return members.every(({ id: a }, at) => members.slice(at + 1).every(({ id: b }) => test(a, b)));
}

function drop(sqlite: Database.Database, group: number): void {
  sqlite.prepare('UPDATE duplicate_pair SET group_id = NULL WHERE group_id = ?').run(group);
  sqlite.prepare('DELETE FROM duplicate_member WHERE group_id = ?').run(group);
  sqlite.prepare('DELETE FROM duplicate_group WHERE id = ?').run(group);
}
