import type Database from 'better-sqlite3';
import type { PairDecision } from '../../../contract/duplicates.ts';
import type { Writer } from '../history/writer.ts';

/** Reads and keeps what was decided about pairs. */
export interface Decider {
  of(one: number, two: number): PairDecision | undefined;
  /** All decisions a record is in, with the other record. */
  around(record: number): readonly { readonly other: number; readonly decision: PairDecision }[];
  /** Keep a decision for a pair, in place of an earlier one. False when it stood already. */
  put(tx: Writer, one: number, two: number, decision: PairDecision): boolean;
  /** Take the decision of a pair away, when it is the one named. */
  drop(tx: Writer, one: number, two: number, only: readonly PairDecision[]): boolean;
}

interface Row { readonly id: number; readonly decision: PairDecision }

export function createDecider(sqlite: Database.Database): Decider {
  const find = sqlite.prepare<[number, number], Row>('SELECT id, decision FROM duplicate_decision WHERE a = ? AND b = ?');
  const around = sqlite.prepare<[number, number], { other: number; decision: PairDecision }>(
    'SELECT b AS other, decision FROM duplicate_decision WHERE a = ? UNION ALL SELECT a, decision FROM duplicate_decision WHERE b = ?');
  const rowOf = (one: number, two: number): Row | undefined => (one < two ? find.get(one, two) : find.get(two, one));
  return {
    of: (one, two) => rowOf(one, two)?.decision,
    around: (record) => around.all(record, record),
    put(tx, one, two, decision) {
      const row = rowOf(one, two);
      if (row !== undefined) return tx.set('duplicate_decision', row.id, 'decision', decision);
      tx.insert('duplicate_decision', { a: Math.min(one, two), b: Math.max(one, two), decision });
      return true;
    },
    drop(tx, one, two, only) {
      const row = rowOf(one, two);
      return row !== undefined && only.includes(row.decision) && tx.remove('duplicate_decision', row.id);
    },
  };
}
