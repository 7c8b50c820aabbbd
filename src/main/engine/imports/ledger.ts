import type { ImportSummary, LedgerRow } from '../../../contract/imports.ts';
import type { FileState } from '../../../contract/imports.ts';
import type { RecordProblem } from '../../../contract/records.ts';
import type { Store } from '../store/open.ts';
import { sumOf } from './sums.ts';
import { versionCount } from './versions.ts';

interface Row {
  readonly id: number; readonly root: string; readonly path: string; readonly state: FileState; readonly bytes: number; readonly found: number;
  readonly encoding: string | null; readonly confidence: number | null; readonly reason_zh: string | null; readonly reason_en: string | null;
}

export function ledgerPage({ sqlite }: Store, input: {
  readonly operation?: number; readonly state?: FileState; readonly find?: string; readonly offset?: number; readonly limit?: number;
}): { readonly total: number; readonly rows: readonly LedgerRow[] } {
  const { operation = null, state = null, find = '', offset = 0, limit = 200 } = input;
  const where = `FROM source s JOIN import_root r ON r.id = s.root_id
    WHERE (@operation IS NULL OR s.operation_id = @operation) AND (@state IS NULL OR s.state = @state)
      AND (@find = '' OR instr(s.path, @find) > 0)`;
  const total = sqlite.prepare(`SELECT count(*) ${where}`).pluck().get({ operation, state, find }) as number;
  const rows = sqlite.prepare(
    `SELECT s.id, r.path AS root, s.path, s.state, s.bytes, s.found, s.encoding, s.confidence, s.reason_zh, s.reason_en ${where}
     ORDER BY s.id LIMIT @limit OFFSET @offset`).all({ operation, state, find, limit, offset }) as Row[];
  const problems = sqlite.prepare<[number], { code: string; severity: RecordProblem['severity']; offset: number; zh: string; en: string }>(
    'SELECT code, severity, "offset", zh, en FROM problem WHERE source_id = ? ORDER BY "offset"');
  return {
    total,
    rows: rows.map((row) => ({
      id: row.id, path: `${row.root}/${row.path}`, state: row.state, bytes: row.bytes, records: row.found,
      encoding: row.encoding, confidence: row.confidence,
      reason: row.reason_zh === null || row.reason_en === null ? null : { zh: row.reason_zh, en: row.reason_en },
      problems: problems.all(row.id).map(({ code, severity, offset: at, zh, en }) => ({ code, severity, offset: at, text: { zh, en } })),
    })),
  };
}

export function importSummaries(store: Store): readonly ImportSummary[] {
  const rows = store.sqlite.prepare<[], { id: number; at: number; input: string; state: ImportSummary['state']; undone: number | null }>(
    "SELECT id, at, input, state, undone_by AS undone FROM operation WHERE kind = 'imports.run' ORDER BY id DESC").all();
  return rows.map((row) => ({
    operation: row.id, at: row.at, paths: (JSON.parse(row.input) as { readonly paths: readonly string[] }).paths,
    state: row.undone === null ? row.state : 'undone', ...sumOf(store, row.id), versions: row.undone === null ? versionCount(store, row.id) : 0,
  }));
}
