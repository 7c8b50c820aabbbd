import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import type { FileState, RetryInput, RetryReport } from '../../../contract/imports.ts';
import type { History, LongOperation } from '../history/history.ts';
import type { Job } from '../job.ts';
import type { Store } from '../store/open.ts';
import { meter } from '../meter.ts';
import { drive } from './drive.ts';
import { examine } from './examine.ts';
import type { Examined, Reading } from './examine.ts';
import { core, digestFrom, digestOf } from './known.ts';
import { packer } from './parcel.ts';
import type { Parcel } from './parcel.ts';
import { openReaders } from './readers.ts';
import type { ReaderOptions } from './readers.ts';
import { replacements } from './replace.ts';
import type { OldRow, Replacements } from './replace.ts';
import { openRoots } from './roots.ts';
import { intoLibrary, readingFor } from './run.ts';
import type { Told } from './run.ts';
import type { LongFile, Sink } from './sink.ts';
import { takeIn } from './take-in.ts';
import type { TakeIn } from './take-in.ts';
import type { MetFile } from './walk.ts';

/** Read again what an import refused, or wants looked at. */
export async function retryImport(store: Store, history: History, input: RetryInput, job: Job, options: ReaderOptions): Promise<RetryReport> {
  const started = performance.now();
  const told = toldFor(store, input.operation);
  const how = readingFor(store, { ...told, ...withoutNothing(input) });
  const rows = oldRows(store, input.operation);
  const files = [...filesOf(rows)];
  const operation = history.begin({ kind: 'imports.retry', input: withoutNothing(input), sentence: { zh: '重读文件', en: 'Read files again' } });
  const readers = openReaders(options);
  const into = takeIn(store, input.operation, openRoots(store, input.operation, false), how);
  const again = sinkFor(store, operation, into, rows, how, input.operation);
  const progress = meter(job, 'import', 'files');
  let cancelled = false;
  let done = 0;
  const rest = async (): Promise<boolean> => {
    await job.rest();
    return !job.signal.aborted;
  };
  try {
    cancelled = !await drive(files.values(), readers, again.sink, how, {
      files: (more) => {
        done += more;
        progress.at(done, Math.max(done, rows.size));
        return rest();
      },
      bytes: () => rest(),
    });
  } catch (error) {
    if (!job.signal.aborted) {
      again.settle();
      operation.finish({ zh: '重读文件（因故障中断）', en: 'Read files again (broken off by a failure)' }, 1, 'done');
      throw error;
    }
    cancelled = true;
  } finally {
    readers.close();
  }
  again.settle();
  const { total, changed, added, replaced, kept, changes } = again.sums();
  const states = stateCounts(store, rows);
  operation.finish(
    changed === 0 ? { zh: `重读 ${total} 个文件：没有变化`, en: `Read ${total} files again: nothing changed` }
      : { zh: `重读 ${total} 个文件：${changed} 个有变化，${added} 条新记录`, en: `Read ${total} files again: ${changed} changed, ${added} new records` },
    changes);
  return {
    operation: operation.id, files: { total, changed, ...states, missing: rows.size - total }, records: { added, replaced, kept },
    seconds: (performance.now() - started) / 1000, cancelled,
  };
}

const withoutNothing = <T extends object>(input: T): T => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;

/** How the import was told to read. Faults `not-found`, `conflict`. */
export function toldFor({ sqlite }: Store, operation: number): Told {
  const row = sqlite.prepare<[number], { input: string; state: string; undone: number | null }>(
    "SELECT input, state, undone_by AS undone FROM operation WHERE id = ? AND kind = 'imports.run'").get(operation);
  if (row === undefined) throw new Fault('not-found', { zh: `第 ${operation} 号操作不是导入。`, en: `Operation ${operation} is no import.` });
  if (row.undone !== null) throw new Fault('conflict', { zh: '这次导入已经收回，没有可以重读的文件。', en: 'The import was taken back; there is nothing to read again.' });
  if (row.state === 'running') throw new Fault('conflict', { zh: '这次导入还在进行，请等它做完。', en: 'The import is still running. Wait until it is done.' });
  const { paths: _, ...told } = JSON.parse(row.input) as Told & { readonly paths: readonly string[] };
  return told;
}

const keyOf = (root: string, path: string): string => `${root}\0${path}`;

function oldRows({ sqlite }: Store, operation: number): ReadonlyMap<string, OldRow> {
  const rows = sqlite.prepare<[number], OldRow>(
    `SELECT s.id, r.path AS root, s.path, s.state, s.sha256, s.found, s.encoding, s.format FROM source s JOIN import_root r ON r.id = s.root_id
     WHERE s.operation_id = ? AND s.state IN ('refused', 'needsReview') AND s.replaced_by IS NULL ORDER BY s.id`).all(operation);
  return new Map(rows.map((row) => [keyOf(row.root, row.path), row]));
}

/** Where the files lie: themselves, or the archive they are in. */
function* filesOf(rows: ReadonlyMap<string, OldRow>): Generator<MetFile> {
  const archives = new Set<string>();
  for (const { root, path } of rows.values()) {
    const place = onDisk(root, path);
    if (place === null) continue;
    if (place !== path) {
      if (archives.has(keyOf(root, place))) continue;
      archives.add(keyOf(root, place));
    }
    yield { root, path: place, kind: 'file' };
  }
}

function onDisk(root: string, path: string): string | null {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const stat = statSync(join(root, at), { throwIfNoEntry: false });
    if (stat !== undefined) return stat.isFile() ? at : null;
  }
  return null;
}

function stateCounts({ sqlite }: Store, rows: ReadonlyMap<string, OldRow>): { readonly stillRefused: number; readonly stillReview: number } {
  const state = sqlite.prepare<[number], FileState>('SELECT coalesce(n.state, o.state) FROM source o LEFT JOIN source n ON n.id = o.replaced_by WHERE o.id = ?').pluck();
  const states = [...rows.values()].map(({ id }) => state.get(id));
  return { stillRefused: states.filter((one) => one === 'refused').length, stillReview: states.filter((one) => one === 'needsReview').length };
}

interface Again {
  readonly sink: Sink;
  /** Put back what was begun and not ended. */
  settle(): void;
  sums(): { readonly total: number; readonly changed: number; readonly added: number; readonly replaced: number; readonly kept: number; readonly changes: number };
}

function sinkFor(store: Store, operation: LongOperation, into: TakeIn, rows: ReadonlyMap<string, OldRow>, how: Reading, of: number): Again {
  const library = intoLibrary(store, operation, into);
  let replace: Replacements | undefined;
  const all: Replacements[] = [];
  const first = into.nextRecord;
  let total = 0;
  let changed = 0;
  const replacing = (): Replacements => {
    if (replace === undefined) throw new Error('called outside of a write');
    return replace;
  };
  const again = (met: MetFile | undefined): OldRow | undefined => (met === undefined ? undefined : rows.get(keyOf(met.root, met.path)));
  const sink: Sink = {
    write: (work) => library.write((tx) => {
      replace = replacements(store, tx, of);
      all.push(replace);
      work();
      replace.swap();
      replace = undefined;
    }),
    parcel(met, parcel) {
      const packing = packer();
      const fresh: MetFile[] = [];
      for (const [at, file] of parcel.files.entries()) {
        const one = met[at];
        const old = again(one);
        if (one === undefined || old === undefined || file.failure !== null) continue;
        total++;
        const bytes = parcel.raw.subarray(file.start, file.start + file.length);
        const examined = examine(bytes, `${one.root}/${one.path}`, how);
        if (isSame(old, bytes, parcel, at, examined)) continue;
        changed++;
        replacing().begin(old, one, sameReading(old, examined) ? digestsOf(bytes, examined) : new Set());
        packing.add(bytes, file.modifiedAt);
        fresh.push(one);
      }
      let from = 0;
      for (const part of packing.take()) {
        into.parcel(fresh.slice(from, from + part.files.length), part);
        from += part.files.length;
      }
      for (const one of fresh) replacing().end(one);
    },
    noted(met) {
      if (again(met) !== undefined) total++;
    },
    long(met, proven, encoding): LongFile | null {
      const old = again(met);
      if (old === undefined) return null;
      total++;
      if (old.sha256 !== null && old.sha256.equals(Buffer.from(proven.sha256)) && old.encoding === encoding) return null;
      changed++;
      replacing().begin(old, met, new Set());
      const file = into.long(met, proven, encoding);
      if (file === null) {
        replacing().end(met);
        return null;
      }
      return {
        ...file,
        end(outcome) {
          file.end(outcome);
          replacing().end(met);
        },
      };
    },
    within: (root, archive) => {
      const wanted = (path: string): boolean => rows.has(keyOf(root, `${archive}/${path}`));
      return [...entriesBelow(store, of, root, archive)].filter((path) => !wanted(path));
    },
  };
  return {
    sink,
    settle: () => operation.batch((tx) => {
      for (const one of all) one.giveBack(tx);
      into.end();
    }),
    sums: () => {
      const replaced = all.reduce((sum, one) => sum + one.hidden, 0);
      const kept = all.reduce((sum, one) => sum + one.kept, 0);
      return { total, changed, added: into.nextRecord - first, replaced, kept, changes: changed === 0 ? 0 : Math.max(1, into.nextRecord - first + replaced) };
    },
  };
}

/** Nothing about the file is different: the same bytes, read to the same end. */
function isSame(old: OldRow, _bytes: Uint8Array, { hashes }: Parcel, at: number, examined: Examined): boolean {
  const { sha256 } = digestFrom(Buffer.from(hashes.buffer, hashes.byteOffset + at * 32, 32));
  return old.sha256 !== null && sha256.equals(old.sha256) && old.state === examined.state && old.found === examined.records.length && sameReading(old, examined);
}

const sameReading = (old: OldRow, { encoding, format }: Examined): boolean => old.encoding === encoding && (old.format === format || old.format === null);

/** The records of a file by the digest of their bytes. */
function digestsOf(bytes: Uint8Array, { records }: Examined): ReadonlySet<number> {
  return new Set(records.map(({ start, end, identity }) => digestOf(identity === undefined ? core(bytes.subarray(start, end)) : Buffer.from(identity, 'utf8')).key));
}

function entriesBelow({ sqlite }: Store, operation: number, root: string, archive: string): Iterable<string> {
  return sqlite.prepare<[number, string, string, string], string>(
    `SELECT DISTINCT s.path FROM source s JOIN import_root r ON r.id = s.root_id WHERE s.operation_id = ? AND r.path = ? AND s.path > ? || '/' AND s.path < ? || '0'`)
    .pluck().all(operation, root, archive, archive).map((path) => path.slice(archive.length + 1));
}
