import { sep } from 'node:path';
import { dayOf } from '../../../contract/day.ts';
import { Fault } from '../../../contract/fault.ts';
import { FIELDS } from '../../../contract/fields.ts';
import type { RereadInput, RereadReport } from '../../../contract/imports.ts';
import { PROBLEM_SEVERITY } from '../../../contract/problem.ts';
import type { FieldName } from '../../../contract/records.ts';
import type { SourceRecord } from '../formats/format.ts';
import type { History } from '../history/history.ts';
import type { TableName } from '../history/tables.ts';
import type { Writer } from '../history/writer.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import { vaultReader } from '../store/vault.ts';
import { columnsOf } from './commit.ts';
import { checkEncoding } from './encodings.ts';
import { examine } from './examine.ts';
import type { Examined, Reading } from './examine.ts';
import { toldFor } from './retry.ts';
import { readingFor } from './run.ts';

interface SourceRow {
  readonly id: number; readonly root: string; readonly path: string; readonly bytes: number; readonly vault: number; readonly format: string; readonly encoding: string;
  readonly confidence: number | null;
}

interface RecordRow {
  readonly id: number;
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
}

/** Examples shown of what would change, and kept values listed. */
const EXAMPLES = 20;
const LISTED = 100;
/** Formats that carry their own encoding, or none. */
const WITHOUT = new Set(['xlsx']);

/**
 * Read kept bytes again in another encoding. The bytes are the same, so the records are as well, as long as they lie in the
 * same places: their values are put right where they still are what the first reading gave, and left where somebody edited.
 */
export async function rereadImport(store: Store, history: History, input: RereadInput, job: Job): Promise<RereadReport> {
  const started = performance.now();
  const encoding = checkEncoding(input.encoding);
  if (encoding === 'auto') throw new Fault('bad-input', { zh: '请指定一个编码名，例如 gb18030 或 big5。', en: 'Name an encoding, as gb18030 or big5.' });
  const how: Reading = { ...readingFor(store, toldFor(store, input.operation)), encoding, encodings: [] };
  const work = rereading(store, how);
  const sources = sourcesOf(store, input).filter(({ encoding: now }) => now !== encoding);
  const operation = input.dryRun === true || sources.length === 0 ? null : history.begin({
    kind: 'imports.reread', input: { operation: input.operation, ...(input.folder === undefined ? {} : { folder: input.folder }), encoding },
    sentence: { zh: `按 ${encoding} 重读`, en: `Read again as ${encoding}` },
  });
  const progress = meter(job, 'import', 'files');
  for (let done = 0; done < sources.length && !job.signal.aborted; done += BATCH) {
    const some = sources.slice(done, done + BATCH);
    if (operation === null) for (const source of some) work.read(source, null);
    else operation.batch((tx) => { for (const source of some) work.read(source, tx); });
    progress.at(Math.min(sources.length, done + BATCH), sources.length);
    await job.rest();
  }
  const report = work.report();
  operation?.finish({
    zh: `按 ${encoding} 重读 ${report.files} 个文件：改正 ${report.values} 处`, en: `Read ${report.files} files again as ${encoding}: ${report.values} values put right`,
  }, report.files === 0 ? 0 : Math.max(1, report.values));
  return { operation: operation?.id ?? null, ...report, seconds: (performance.now() - started) / 1000 };
}

/** Files of one transaction. */
const BATCH = 8;

function sourcesOf({ sqlite }: Store, { operation, folder }: RereadInput): readonly SourceRow[] {
  const rows = sqlite.prepare<[number], SourceRow>(
    `SELECT s.id, r.path AS root, s.path, s.bytes, s.vault_start AS vault, s.format, s.encoding, s.confidence FROM source s JOIN import_root r ON r.id = s.root_id
     WHERE s.operation_id = ? AND s.replaced_by IS NULL AND s.vault_start IS NOT NULL AND s.format IS NOT NULL AND s.encoding IS NOT NULL ORDER BY s.id`).all(operation);
  const below = folder?.replaceAll(sep, '/').replace(/\/+$/, '');
  return rows.filter(({ format, root, path }) => !WITHOUT.has(format) && (below === undefined || `${root.replaceAll(sep, '/')}/${path}`.startsWith(`${below}/`)));
}

interface Rereading {
  read(source: SourceRow, tx: Writer | null): void;
  report(): Omit<RereadReport, 'operation' | 'seconds'>;
}

/** A value of a record: where it is stored, and what both readings say. */
interface Cell {
  readonly table: TableName;
  readonly id: number;
  readonly column: string;
  readonly field: string;
  readonly now: string | null;
  readonly was: string | null;
  readonly becomes: string | null;
}

function rereading(store: Store, how: Reading): Rereading {
  const { sqlite } = store;
  const vault = vaultReader(sqlite);
  const recordsOf = sqlite.prepare<[number], RecordRow>('SELECT id, ordinal, start, "end" FROM record WHERE source_id = ? AND hidden <> 1');
  const cells = cellReader(store);
  const problems = problemWriter(store);
  const kept: { record: number; field: string; value: string }[] = [];
  const examples: { record: number; field: string; before: string; after: string }[] = [];
  const skipped: string[] = [];
  const sums = { files: 0, records: 0, values: 0, keptTotal: 0 };

  const put = (record: number, cell: Cell, tx: Writer | null): boolean => {
    const { was, now, becomes, field } = cell;
    if (was === becomes) return false;
    if (now !== was) {
      sums.keptTotal++;
      if (kept.length < LISTED) kept.push({ record, field, value: (now ?? '').slice(0, 200) });
      return false;
    }
    sums.values++;
    if (examples.length < EXAMPLES) examples.push({ record, field, before: (was ?? '').slice(0, 200), after: (becomes ?? '').slice(0, 200) });
    tx?.set(cell.table, cell.id, cell.column, becomes);
    return true;
  };

  return {
    read(source, tx) {
      const bytes = vault(source.vault, source.bytes);
      const path = `${source.root}/${source.path}`;
      const as = (encoding: Reading['encoding']): Examined => examine(bytes, path, { ...how, format: formatOf(source.format), encoding });
      const before = as(source.encoding as Reading['encoding']);
      const after = as(how.encoding);
      const rows = recordsOf.all(source.id);
      if (!samePlaces(before.records, after.records)) {
        skipped.push(path);
        return;
      }
      sums.files++;
      for (const row of rows) {
        const [was, becomes] = [before.records[row.ordinal - 1], after.records[row.ordinal - 1]];
        if (was === undefined || becomes === undefined) continue;
        let changed = false;
        for (const cell of cells(row.id, was, becomes)) changed = put(row.id, cell, tx) || changed;
        if (changed) {
          sums.records++;
          if (tx !== null) setDay(store, tx, row.id);
        }
      }
      if (tx === null) return;
      tx.set('source', source.id, 'encoding', how.encoding);
      tx.set('source', source.id, 'confidence', 1);
      tx.set('source', source.id, 'state', after.state);
      tx.set('source', source.id, 'reason_zh', after.reason?.zh ?? null);
      tx.set('source', source.id, 'reason_en', after.reason?.en ?? null);
      problems(tx, source.id, rows, after);
    },
    report: () => ({ ...sums, kept, skipped, examples }),
  };
}

const formatOf = (name: string): Reading['format'] => name as Reading['format'];

/** The same records in the same bytes. */
const samePlaces = (one: readonly SourceRecord[], other: readonly SourceRecord[]): boolean =>
  one.length > 0 && one.length === other.length && one.every(({ start, end }, at) => other[at]?.start === start && other[at].end === end);

const COLUMN: ReadonlyMap<FieldName, string> = new Map(FIELDS.map(({ field }) => [field, field === 'pageName' ? 'page_name' : field]));

function cellReader({ sqlite }: Store): (id: number, was: SourceRecord, becomes: SourceRecord) => readonly Cell[] {
  const own = sqlite.prepare<[number], Record<string, string | null>>('SELECT r.*, t.body FROM record r LEFT JOIN record_text t ON t.id = r.id WHERE r.id = ?');
  const others = sqlite.prepare<[number], { id: number; code: string; occurrence: number; value: string | null }>(
    'SELECT id, code, occurrence, value FROM record_field WHERE record_id = ?');
  return (id, was, becomes) => {
    const row = own.get(id) ?? {};
    const [first, second] = [columnsOf(was), columnsOf(becomes)];
    const found: Cell[] = FIELDS.map(({ field, code }) => {
      const column = COLUMN.get(field) ?? field;
      return {
        table: field === 'body' ? 'record_text' : 'record', id, column, field: code,
        now: row[column] ?? null, was: first.values.get(field) ?? null, becomes: second.values.get(field) ?? null,
      };
    });
    for (const { id: place, code, occurrence, value } of others.all(id)) {
      const in1 = first.others.find((one) => one.code === code && one.occurrence === occurrence);
      const in2 = second.others.find((one) => one.code === code && one.occurrence === occurrence);
      if (in1 !== undefined && in2 !== undefined) found.push({ table: 'record_field', id: place, column: 'value', field: code, now: value, was: in1.value, becomes: in2.value });
    }
    return found;
  };
}

/** The day follows from the date. */
function setDay({ sqlite }: Store, tx: Writer, id: number): void {
  const date = sqlite.prepare<[number], string | null>('SELECT date FROM record WHERE id = ?').pluck().get(id);
  tx.set('record', id, 'day', dayOf(date));
}

/** What is to be said of a file after it was read again, in place of what was said before. */
function problemWriter({ sqlite }: Store): (tx: Writer, source: number, rows: readonly RecordRow[], examined: Examined) => void {
  const before = sqlite.prepare<[number], number>('SELECT id FROM problem WHERE source_id = ?').pluck();
  return (tx, source, rows, { problems, records }) => {
    for (const id of before.all(source)) tx.remove('problem', id);
    const add = (record: number | null, list: Examined['problems']): void => {
      for (const { code, offset, text } of list) {
        tx.insert('problem', { source_id: source, record_id: record, code, severity: PROBLEM_SEVERITY[code], offset, zh: text.zh, en: text.en });
      }
    };
    add(null, problems);
    for (const { id, ordinal } of rows) add(id, records[ordinal - 1]?.problems ?? []);
  };
}
