import type { ImportSummary, LedgerFilter, LedgerRow } from '../../../contract/imports.ts';
import type { FileState } from '../../../contract/imports.ts';
import type { RecordProblem } from '../../../contract/records.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { Store } from '../store/open.ts';
import { sumOf } from './sums.ts';
import { versionCount } from './versions.ts';

interface Row {
  readonly id: number; readonly root: string; readonly path: string; readonly state: FileState; readonly bytes: number; readonly found: number;
  readonly encoding: string | null; readonly confidence: number | null; readonly reason_zh: string | null; readonly reason_en: string | null;
}

/** Lines that stand: of a file that was read again only the latest. */
const STANDING = `FROM source s JOIN import_root r ON r.id = s.root_id
  WHERE s.replaced_by IS NULL AND (@operation IS NULL OR s.operation_id = @operation) AND (@state IS NULL OR s.state = @state)
    AND (@find = '' OR instr(s.path, @find) > 0) AND (@reason IS NULL OR s.reason_zh = @reason)`;

const filterOf = ({ operation = null, state = null, find = '', reason = null }: {
  readonly operation?: number | null; readonly state?: FileState | null; readonly find?: string; readonly reason?: string | null;
}) => ({ operation, state, find, reason });

/** The problems of a file, by their place in it. */
function problemReader({ sqlite }: Store): (source: number) => readonly RecordProblem[] {
  const problems = sqlite.prepare<[number], { code: string; severity: RecordProblem['severity']; offset: number; zh: string; en: string }>(
    'SELECT code, severity, "offset", zh, en FROM problem WHERE source_id = ? ORDER BY "offset"');
  return (source) => problems.all(source).map(({ code, severity, offset, zh, en }) => ({ code, severity, offset, text: { zh, en } }));
}

const COLUMNS = 's.id, r.path AS root, s.path, s.state, s.bytes, s.found, s.encoding, s.confidence, s.reason_zh, s.reason_en';

function rowOf(row: Row, problems: readonly RecordProblem[]): LedgerRow {
  return {
    id: row.id, path: `${row.root}/${row.path}`, state: row.state, bytes: row.bytes, records: row.found,
    encoding: row.encoding, confidence: row.confidence,
    reason: row.reason_zh === null || row.reason_en === null ? null : { zh: row.reason_zh, en: row.reason_en },
    problems,
  };
}

export function ledgerPage(store: Store, input: LedgerFilter & { readonly offset?: number; readonly limit?: number }): {
  readonly total: number; readonly rows: readonly LedgerRow[];
} {
  const { offset = 0, limit = 200 } = input;
  const filter = filterOf(input);
  const { sqlite } = store;
  const total = sqlite.prepare(`SELECT count(*) ${STANDING}`).pluck().get(filter) as number;
  const rows = sqlite.prepare(`SELECT ${COLUMNS} ${STANDING} ORDER BY s.id LIMIT @limit OFFSET @offset`).all({ ...filter, limit, offset }) as Row[];
  const problems = problemReader(store);
  return { total, rows: rows.map((row) => rowOf(row, problems(row.id))) };
}

/** Every line the filter lets through, without holding them. */
export function* ledgerLines(store: Store, filter: LedgerFilter): Generator<LedgerRow> {
  const problems = problemReader(store);
  let after = 0;
  const rows = store.sqlite.prepare(`SELECT ${COLUMNS} ${STANDING} AND s.id > @after ORDER BY s.id LIMIT 1000`);
  for (;;) {
    const some = rows.all({ ...filterOf(filter), after }) as Row[];
    if (some.length === 0) return;
    for (const row of some) yield rowOf(row, problems(row.id));
    after = some.at(-1)?.id ?? after;
  }
}

/** Why files ended as they did, the most frequent reason first. */
export function ledgerReasons({ sqlite }: Store, { operation, state }: Pick<LedgerFilter, 'operation' | 'state'>): readonly { readonly text: LocalText; readonly files: number }[] {
  const rows = sqlite.prepare(
    `SELECT s.reason_zh AS zh, s.reason_en AS en, count(*) AS files ${STANDING} AND s.reason_zh IS NOT NULL AND s.reason_en IS NOT NULL
     GROUP BY s.reason_zh ORDER BY files DESC, s.reason_zh LIMIT 100`).all(filterOf({ operation, state })) as { zh: string; en: string; files: number }[];
  return rows.map(({ zh, en, files }) => ({ text: { zh, en }, files }));
}

export function importSummaries(store: Store): readonly ImportSummary[] {
  const rows = store.sqlite.prepare<[], { id: number; at: number; input: string; state: ImportSummary['state']; undone: number | null }>(
    "SELECT id, at, input, state, undone_by AS undone FROM operation WHERE kind = 'imports.run' ORDER BY id DESC").all();
  return rows.map((row) => ({
    operation: row.id, at: row.at, paths: (JSON.parse(row.input) as { readonly paths: readonly string[] }).paths,
    state: row.undone === null ? row.state : 'undone', ...sumOf(store, row.id), versions: row.undone === null ? versionCount(store, row.id) : 0,
  }));
}
