import { resolve, sep } from 'node:path';
import type { ImportInput, ImportReport } from '../../../contract/imports.ts';
import type { History, LongOperation } from '../history/history.ts';
import type { Writer } from '../history/writer.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import { drive } from './drive.ts';
import type { Steps } from './drive.ts';
import { checkEncoding } from './encodings.ts';
import type { Reading } from './examine.ts';
import { ledgerPage } from './ledger.ts';
import { look } from './look.ts';
import { tableRules } from './mappings.ts';
import { openReaders } from './readers.ts';
import type { ReaderOptions } from './readers.ts';
import { openRoots } from './roots.ts';
import type { Roots } from './roots.ts';
import type { Sink } from './sink.ts';
import { sumOf } from './sums.ts';
import { tagWriter } from './tags.ts';
import { takeIn } from './take-in.ts';
import type { TakeIn } from './take-in.ts';
import { versionCount, versionNotes } from './versions.ts';
import { walk } from './walk.ts';
import type { MetFile } from './walk.ts';

/**
 * Bring in folders, files and archives. The walk is streamed, reading runs ahead of it, and every delivery of the readers
 * is one transaction: a crash loses at most one of them, and `resume` goes on after the last that was committed.
 */
export async function runImport(store: Store, history: History, input: ImportInput, job: Job, options: ReaderOptions): Promise<ImportReport> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const paths = outermost(input.paths.map((path) => resolve(path)));
  const before = input.resume === true ? earlier(store, paths) : undefined;
  const how = readingFor(store, { ...before?.told, ...toldOf(input) });
  // A path that is not there is refused before anything is written.
  const steps = stepping(counter(paths), job);
  const readers = openReaders(options);
  try {
    if (input.dryRun === true) {
      const seen = look(how);
      await drive(walk(paths), readers, seen, how, steps);
      return { operation: null, ...seen.seen(), versions: 0, seconds: seconds(), cancelled: job.signal.aborted };
    }
    const { operation, roots } = begin(store, history, before?.id, { paths, ...toldOf(input) });
    const into = takeIn(store, operation.id, roots, how);
    let cancelled: boolean;
    try {
      cancelled = !await drive(unseen(walk(paths), roots), readers, intoLibrary(store, operation, into), how, steps);
      operation.batch(() => into.end());
    } catch (error) {
      if (!job.signal.aborted) {
        // A full disk, a library that was taken away: what is committed stays, and the import can be resumed.
        operation.finish({ zh: '导入（因故障中断）', en: 'Import (broken off by a failure)' }, 1, 'interrupted');
        throw error;
      }
      cancelled = true;
    }
    const sums = sumOf(store, operation.id);
    const n = sums.records.added;
    operation.finish(
      cancelled
        ? { zh: `导入（中途停止）：${n} 条新记录`, en: `Import (stopped midway): ${n} new records` }
        : { zh: `导入 ${sums.files.total} 个文件：${n} 条新记录`, en: `Import ${sums.files.total} files: ${n} new records` },
      Math.max(1, n), cancelled ? 'interrupted' : 'done');
    const attention = (['refused', 'needsReview', 'repaired'] as const)
      .flatMap((state) => ledgerPage(store, { operation: operation.id, state, limit: 100 }).rows).slice(0, 100);
    return { operation: operation.id, ...sums, versions: versionCount(store, operation.id), seconds: seconds(), cancelled, attention };
  } finally {
    readers.close();
  }
}

/** Every write one transaction of the operation, with the records it brought. */
export function intoLibrary(store: Store, operation: LongOperation, into: TakeIn): Omit<Sink, 'write'> & { write(work: (tx: Writer) => void): void } {
  const tag = tagWriter(store);
  const note = versionNotes(store);
  return {
    parcel: into.parcel, noted: into.noted, long: into.long, within: into.within,
    write: (work) => operation.batch((tx) => {
      const first = into.nextRecord;
      work(tx);
      if (into.nextRecord === first) return;
      tx.arrived(first, into.nextRecord - 1);
      tag(tx, into.takeTagged());
      note(first, into.nextRecord - 1);
    }),
  };
}

/** Tells how far the import came, lets others in between, and stops when it was cancelled. */
function stepping(count: Counter, job: Job): Steps {
  const files = meter(job, 'import', 'files');
  const bytes = meter(job, 'import', 'bytes');
  let done = 0;
  const rest = async (): Promise<boolean> => {
    await job.rest();
    return !job.signal.aborted;
  };
  return {
    files(more) {
      done += more;
      count.step();
      const total = count.value();
      // Entries of archives are more than the files that were counted.
      files.at(done, total === null ? null : Math.max(total, done));
      return rest();
    },
    bytes(now, total) {
      bytes.at(now, total);
      return rest();
    },
  };
}

/** Without what lies in another of them, so that no file is met twice. */
function outermost(paths: readonly string[]): readonly string[] {
  const distinct = [...new Set(paths)];
  return distinct.filter((path) => !distinct.some((other) => other !== path && path.startsWith(other.endsWith(sep) ? other : other + sep)));
}

/** Without the files the ledger of this import has already. */
function* unseen(files: Iterable<MetFile>, roots: Roots): Generator<MetFile> {
  for (const file of files) if (!roots.has(file.root, file.path)) yield file;
}

/** How an import was told to read. Faults: `bad-input` for an encoding, `not-found` for a mapping nobody knows. */
export function readingFor(store: Store, input: Told): Reading {
  return {
    format: input.format ?? 'auto', encoding: checkEncoding(input.encoding ?? 'auto'), classFrom: input.classFrom ?? null,
    encodings: (input.encodings ?? []).map(({ folder, encoding }) => ({ folder: resolve(folder), encoding: checkEncoding(encoding) })),
    tables: tableRules(store, input.mapping, input.tables),
  };
}

export type Told = Pick<ImportInput, 'format' | 'encoding' | 'encodings' | 'classFrom' | 'mapping' | 'tables'>;

const toldOf = ({ format, encoding, encodings, classFrom, mapping, tables }: Told): Told => ({
  ...(format === undefined ? {} : { format }), ...(encoding === undefined ? {} : { encoding }), ...(encodings === undefined ? {} : { encodings }),
  ...(classFrom === undefined ? {} : { classFrom }), ...(mapping === undefined ? {} : { mapping }),
  ...(tables === undefined ? {} : { tables }),
});

/**
 * The latest import of the same paths, and how it was told to read. One that had come to its end is gone on with as well:
 * a script that was killed cannot know how far it came, and files that were added to the folder since are taken in.
 */
function earlier(store: Store, paths: readonly string[]): { readonly id: number; readonly told: Told } | undefined {
  const row = store.sqlite.prepare<[string], { id: number; input: string }>(
    `SELECT id, input FROM operation WHERE kind = 'imports.run' AND state <> 'running' AND undone_by IS NULL AND json_extract(input, '$.paths') = ?
     ORDER BY id DESC LIMIT 1`).get(JSON.stringify(paths));
  return row === undefined ? undefined : { id: row.id, told: toldOf(JSON.parse(row.input) as Told) };
}

function begin(
  store: Store, history: History, before: number | undefined, intent: Told & { readonly paths: readonly string[] },
): { readonly operation: LongOperation; readonly roots: Roots } {
  if (before !== undefined) return { operation: history.resume(before), roots: openRoots(store, before, true) };
  const operation = history.begin({ kind: 'imports.run', input: intent, sentence: { zh: '导入', en: 'Import' } });
  return { operation, roots: openRoots(store, operation.id, false) };
}

interface Counter {
  step(): void;
  /** Null while it is counting. */
  value(): number | null;
}

/** Counts the files ahead of the import, some at a time, so that the time left is known without waiting for it. */
function counter(paths: readonly string[]): Counter {
  const files = walk(paths);
  let seen = 0;
  let done = false;
  const step = (): void => {
    const until = performance.now() + 2;
    while (!done && performance.now() < until) {
      if (files.next().done === true) done = true;
      else seen++;
    }
  };
  step();
  return { step, value: () => (done ? seen : null) };
}
