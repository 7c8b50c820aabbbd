import type Database from 'better-sqlite3';
import type { ChangeRow } from '../history/writer.ts';

/**
 * One merge that stands: what an operation did to make several records one. An operation by a rule holds a thousand of
 * them; each is an unbroken run of its changes, from `merged_into` of the first absorbed record to `hidden` of the last.
 */
export interface MergeUnit {
  readonly operation: number;
  readonly first: number;
  readonly last: number;
  readonly survivor: number;
  readonly absorbed: readonly number[];
  readonly at: number;
}

export interface UnitChange extends ChangeRow {
  readonly operation_id: number;
  readonly seq: number;
}

export interface MergeUnits {
  /** The merge a record went in by; undefined when it is not merged. */
  by(absorbed: number): MergeUnit | undefined;
  /** Merges that stand with this survivor, the latest first. */
  into(survivor: number): readonly MergeUnit[];
  changes(unit: MergeUnit): readonly UnitChange[];
}

export const CHANGE_COLUMNS = 'c.operation_id, c.seq, c.table_name, c.row_id, c.row_to, c.record_id, c."column", c."before", c."after"';

/** More records than any one merge takes in. */
const MOST_AT_ONCE = 10_000;

/** Later first. */
export const byAge = (a: MergeUnit, b: MergeUnit): number => b.operation - a.operation || b.first - a.first;

export function createMergeUnits(sqlite: Database.Database): MergeUnits {
  const state = sqlite.prepare<[number], { survivor: number | null; hidden: number }>('SELECT merged_into AS survivor, hidden FROM record WHERE id = ?');
  const children = sqlite.prepare<[number], number>('SELECT id FROM record WHERE merged_into = ? AND hidden = 2 ORDER BY id').pluck();
  // Subtle: an undo or redo swaps the values of an operation that has them as well, so the operation itself is the merge.
  const mark = sqlite.prepare<[number], { operation: number; seq: number; kind: string; at: number }>(
    `SELECT o.id AS operation, c.seq, o.kind, o.at FROM change c JOIN operation o ON o.id = c.operation_id
     WHERE c.record_id = ? AND c.table_name = 'record' AND c."column" = 'merged_into' AND c."after" IS NOT NULL
       AND o.undone_by IS NULL AND o.kind NOT IN ('history.undo', 'history.redo') ORDER BY o.id DESC, c.seq DESC LIMIT 1`);
  const marks = sqlite.prepare<[number, number, number, string], { seq: number; record: number }>(
    `SELECT seq, row_id AS record FROM change WHERE operation_id = ? AND seq BETWEEN ? AND ?
       AND table_name = 'record' AND "column" = 'merged_into' AND "after" = ? ORDER BY seq`);
  const whole = sqlite.prepare<[number], number>('SELECT max(seq) FROM change WHERE operation_id = ?').pluck();
  const hiding = sqlite.prepare<[number, number, number], number>(
    `SELECT min(seq) FROM change WHERE record_id = ? AND operation_id = ? AND seq > ? AND table_name = 'record' AND "column" = 'hidden' AND "after" = '2'`).pluck();
  const rows = sqlite.prepare<[number, number, number], UnitChange>(
    `SELECT ${CHANGE_COLUMNS} FROM change c WHERE c.operation_id = ? AND c.seq BETWEEN ? AND ? ORDER BY c.seq`);

  const isStill = (record: number, survivor: number): boolean => {
    const now = state.get(record);
    return now?.hidden === 2 && now.survivor === survivor;
  };

  function by(record: number): MergeUnit | undefined {
    const survivor = state.get(record)?.survivor ?? null;
    if (survivor === null || !isStill(record, survivor)) return undefined;
    const found = mark.get(record);
    if (found === undefined) return undefined;
    const { operation, at, seq, kind } = found;
    // A merge by hand is its whole operation; libraries of the first version have its changes in another order.
    const byHand = kind === 'duplicates.merge';
    const near = byHand ? [0, whole.get(operation) ?? 0] as const : [seq - MOST_AT_ONCE, seq + MOST_AT_ONCE] as const;
    const run = marks.all(operation, ...near, String(survivor));
    const own = byHand ? run : runAround(run, seq);
    const all = own.map((one) => one.record);
    const absorbed = all.filter((id) => isStill(id, survivor));
    if (byHand) return { operation, at, survivor, absorbed, first: 0, last: near[1] };
    const first = own[0]?.seq ?? seq;
    return { operation, at, survivor, absorbed, first, last: Math.max(first, ...all.map((id) => hiding.get(id, operation, first) ?? first)) };
  }

  return {
    by,
    into(survivor) {
      const units = new Map<string, MergeUnit>();
      for (const child of children.all(survivor)) {
        const unit = by(child);
        if (unit !== undefined) units.set(`${unit.operation}.${unit.first}`, unit);
      }
      return [...units.values()].sort(byAge);
    },
    changes: ({ operation, first, last }) => rows.all(operation, first, last),
  };
}

/** The marks that follow each other without a gap around the one at `seq`. */
function runAround(marks: readonly { readonly seq: number; readonly record: number }[], seq: number): readonly { readonly seq: number; readonly record: number }[] {
  const at = marks.findIndex((mark) => mark.seq === seq);
  let [from, to] = [at, at];
  while (from > 0 && marks[from - 1]?.seq === (marks[from]?.seq ?? 0) - 1) from--;
  while (to + 1 < marks.length && marks[to + 1]?.seq === (marks[to]?.seq ?? 0) + 1) to++;
  return marks.slice(from, to + 1);
}
