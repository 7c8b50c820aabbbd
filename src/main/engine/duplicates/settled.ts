import type Database from 'better-sqlite3';

/** Counts the groups settled since a moment (milliseconds since 1970), by hand and by rules, without what was undone. */
export function settledSince(sqlite: Database.Database): (since: number) => number {
  const byHand = sqlite.prepare<[number], number>(
    `SELECT count(*) FROM operation WHERE at >= ? AND undone_by IS NULL AND kind IN ('duplicates.merge', 'duplicates.distinct', 'duplicates.link')`).pluck();
  const byRule = sqlite.prepare<[number], { id: number; changes: number }>(
    `SELECT id, changes FROM operation WHERE at >= ? AND undone_by IS NULL AND kind = 'duplicates.resolve'`);
  const merges = sqlite.prepare<[number], number>(
    `SELECT count(DISTINCT "after") FROM change WHERE operation_id = ? AND table_name = 'record' AND "column" = 'merged_into'`).pluck();
  const pairs = sqlite.prepare<[number], number>(
    `SELECT count(*) FROM change WHERE operation_id = ? AND table_name = 'duplicate_decision' AND "column" IS NULL`).pluck();
  // A finished step does not change any more, and one by a rule may have a hundred thousand changes.
  const known = new Map<string, number>();
  const settledBy = (id: number, changes: number): number => {
    const key = `${id}.${changes}`;
    let count = known.get(key);
    if (count === undefined) known.set(key, count = (merges.get(id) ?? 0) || (pairs.get(id) ?? 0));
    return count;
  };
  return (since) => (byHand.get(since) ?? 0) + byRule.all(since).reduce((sum, { id, changes }) => sum + settledBy(id, changes), 0);
}
