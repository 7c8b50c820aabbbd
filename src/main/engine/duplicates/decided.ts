import type Database from 'better-sqlite3';
import type { DecidedRecord, Decision, PairDecision } from '../../../contract/duplicates.ts';

interface Line {
  readonly id: number; readonly a: number; readonly b: number; readonly decision: PairDecision;
  readonly operation: number | null; readonly at: number | null; readonly grp: number | null;
}

/** What was decided, as one finds it again. */
export interface Decided {
  record(id: number): DecidedRecord;
  /** `PATH#N` of a record; null when its file is not known. */
  ref(id: number): string | null;
  list(input: { readonly decision?: PairDecision; readonly find?: string; readonly offset?: number; readonly limit?: number }): {
    readonly total: number; readonly decisions: readonly Decision[];
  };
}

export function createDecided(sqlite: Database.Database): Decided {
  const records = sqlite.prepare<[number], { id: number; title: string | null; day: number | null; page: string | null; item: string | null; mergedInto: number | null }>(
    'SELECT id, title, day, page, item, merged_into AS mergedInto FROM record WHERE id = ?');
  const refs = sqlite.prepare<[number], string>(
    `SELECT rtrim(i.path, '/\\') || '/' || s.path || '#' || r.ordinal FROM record r JOIN source s ON s.id = r.source_id
     JOIN import_root i ON i.id = s.root_id WHERE r.id = ?`).pluck();
  const record = (id: number): DecidedRecord => {
    const row = records.get(id);
    return { id, title: row?.title ?? '', day: row?.day ?? null, page: row?.page ?? '', item: row?.item ?? '', mergedInto: row?.mergedInto ?? null };
  };
  const where = `FROM duplicate_decision d WHERE (@decision IS NULL OR d.decision = @decision) AND (@find IS NULL OR d.a = @number OR d.b = @number
    OR EXISTS (SELECT 1 FROM record r WHERE r.id IN (d.a, d.b) AND instr(r.title, @find) > 0))`;
  const total = sqlite.prepare(`SELECT count(*) ${where}`).pluck();
  // By their own numbers, so that a page is read without looking up the steps of all others.
  const page = sqlite.prepare(`SELECT d.id, d.a, d.b, d.decision,
      (SELECT max(c.operation_id) FROM change c WHERE c.record_id = d.a AND c.table_name = 'duplicate_decision' AND c.row_id = d.id) AS operation,
      (SELECT m.group_id FROM duplicate_member m JOIN duplicate_member n ON n.group_id = m.group_id WHERE m.record_id = d.a AND n.record_id = d.b LIMIT 1) AS grp
    ${where} ORDER BY d.id DESC LIMIT @limit OFFSET @offset`);
  const when = sqlite.prepare<[number], number>('SELECT at FROM operation WHERE id = ?').pluck();

  return {
    record,
    ref: (id) => refs.get(id) ?? null,
    list({ decision, find = '', offset = 0, limit = 100 }) {
      const wanted = { decision: decision ?? null, find: find.trim() === '' ? null : find.trim(), number: Number(find.trim()) || 0 };
      const lines = page.all({ ...wanted, offset, limit }) as Line[];
      return {
        total: total.get(wanted) as number,
        decisions: lines.map(({ id, a, b, grp, operation, ...line }): Decision => ({
          id, decision: line.decision, a: record(a), b: record(b), operation, group: grp, at: operation === null ? null : when.get(operation) ?? null,
        })),
      };
    },
  };
}
