import { resolve, sep } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import type { ImportInput, ImportReport } from '../../../contract/imports.ts';
import { isEncodingName } from '../formats/encoding.ts';
import type { EncodingName } from '../formats/encoding.ts';
import type { History, LongOperation } from '../history/history.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import { drive } from './drive.ts';
import type { Steps } from './drive.ts';
import type { Reading } from './examine.ts';
import { ledgerPage } from './ledger.ts';
import { look } from './look.ts';
import { openReaders } from './readers.ts';
import type { ReaderOptions } from './readers.ts';
import { openRoots } from './roots.ts';
import type { Roots } from './roots.ts';
import type { Sink } from './sink.ts';
import { sumOf } from './sums.ts';
import { takeIn } from './take-in.ts';
import type { TakeIn } from './take-in.ts';
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
  const how: Reading = {
    format: input.format ?? 'auto', encoding: checkEncoding(input.encoding ?? 'auto'), classFrom: input.classFrom ?? null,
  };
  // A path that is not there is refused before anything is written.
  const steps = stepping(counter(paths), job);
  const readers = openReaders(options);
  try {
    if (input.dryRun === true) {
      const seen = look(how);
      await drive(walk(paths), readers, seen, how, steps);
      return { operation: null, ...seen.seen(), seconds: seconds(), cancelled: job.signal.aborted };
    }
    const { operation, roots } = begin(store, history, paths, input.resume === true);
    const into = takeIn(store, operation.id, roots, how);
    let cancelled: boolean;
    try {
      cancelled = !await drive(unseen(walk(paths), roots), readers, intoLibrary(operation, into), how, steps);
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
    return { operation: operation.id, ...sums, seconds: seconds(), cancelled, attention };
  } finally {
    readers.close();
  }
}

/** Every write one transaction of the operation, with the records it brought. */
function intoLibrary(operation: LongOperation, into: TakeIn): Sink {
  return {
    parcel: into.parcel, noted: into.noted, long: into.long, within: into.within,
    write: (work) => operation.batch((tx) => {
      const first = into.nextRecord;
      work();
      if (into.nextRecord > first) tx.arrived(first, into.nextRecord - 1);
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

function checkEncoding(name: string): EncodingName | 'auto' {
  if (name === 'auto' || isEncodingName(name)) return name;
  throw new Fault('bad-input', {
    zh: `不认识编码“${name}”。可以用 auto、gb18030、gbk、utf-8、utf-16le、utf-16be、big5。`,
    en: `"${name}" is no encoding known here. Use auto, gb18030, gbk, utf-8, utf-16le, utf-16be or big5.`,
  });
}

function begin(store: Store, history: History, paths: readonly string[], resume: boolean): { readonly operation: LongOperation; readonly roots: Roots } {
  const intent = { paths };
  if (resume) {
    // One that had come to its end is gone on with as well: a script that was killed cannot know how far it came, and
    // files that were added to the folder since then are taken in.
    const last = store.sqlite.prepare<[string], number>(
      "SELECT id FROM operation WHERE kind = 'imports.run' AND state <> 'running' AND undone_by IS NULL AND input = ? ORDER BY id DESC LIMIT 1",
    ).pluck().get(JSON.stringify(intent));
    if (last !== undefined) return { operation: history.resume(last), roots: openRoots(store, last, true) };
  }
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
