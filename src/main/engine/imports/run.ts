import { resolve, sep } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import type { ImportInput, ImportReport } from '../../../contract/imports.ts';
import { isEncodingName } from '../formats/encoding.ts';
import type { EncodingName } from '../formats/encoding.ts';
import type { History, LongOperation } from '../history/history.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import type { Reading } from './examine.ts';
import { ledgerPage } from './ledger.ts';
import { deliver } from './readers.ts';
import type { ReaderOptions } from './readers.ts';
import type { Parcel } from './parcel.ts';
import { openRoots } from './roots.ts';
import type { Roots } from './roots.ts';
import { look } from './look.ts';
import { sumOf } from './sums.ts';
import { takeIn } from './take-in.ts';
import { walk } from './walk.ts';
import type { MetFile } from './walk.ts';

/**
 * Bring in folders and files. The walk is streamed, reading runs ahead of it, and every delivery of the readers is one
 * transaction: a crash loses at most one of them, and `resume` goes on after the last that was committed.
 */
export async function runImport(store: Store, history: History, input: ImportInput, job: Job, readers: ReaderOptions): Promise<ImportReport> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const paths = outermost(input.paths.map((path) => resolve(path)));
  const how: Reading = {
    format: input.format ?? 'auto', encoding: checkEncoding(input.encoding ?? 'auto'), classFrom: input.classFrom ?? null,
  };
  // A path that is not there is refused before anything is written.
  const total = counter(paths);
  const progress = meter(job, 'import', 'files');
  if (input.dryRun === true) {
    const seen = await look(deliver(walk(paths), readers), how, async (done) => {
      total.step();
      progress.at(done, total.value());
      await job.rest();
    });
    return { operation: null, ...seen, seconds: seconds(), cancelled: false };
  }

  const { operation, roots } = begin(store, history, paths, input.resume === true);
  let cancelled = false;
  try {
    const into = takeIn(store, operation.id, roots, how);
    let done = 0;
    for await (const { met, parcels } of deliver(unseen(walk(paths), roots), readers)) {
      let ordinary = met.filter((file) => file.kind === 'file');
      const others = met.filter((file) => file.kind !== 'file');
      for (const group of transactions(parcels)) {
        operation.batch((tx) => {
          const first = into.nextRecord;
          for (const parcel of group) {
            into.parcel(ordinary, parcel);
            ordinary = ordinary.slice(parcel.files.length);
          }
          if (into.nextRecord > first) tx.arrived(first, into.nextRecord - 1);
        });
        if (group !== parcels) await job.rest();
        if (job.signal.aborted) break;
      }
      if (others.length > 0) operation.batch(() => { for (const one of others) into.notAFile(one); });
      done += met.length;
      total.step();
      progress.at(done, total.value());
      await job.rest();
      cancelled = job.signal.aborted;
      if (cancelled) break;
    }
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
}

/** Bytes of one transaction, about a slice of time: the window must get its answers in between. */
const TRANSACTION = 1024 * 1024;

/**
 * Parcels that are written together. Small transactions would write the half-filled last pages of every table again and
 * again, so the parcels of a delivery of small files make one.
 */
function transactions(parcels: readonly Parcel[]): readonly (readonly Parcel[])[] {
  if (parcels.reduce((sum, parcel) => sum + parcel.raw.length, 0) <= TRANSACTION) return [parcels];
  return parcels.map((parcel) => [parcel]);
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

/** Counts the files ahead of the import, some at a time, so that the time left is known without waiting for it. */
function counter(paths: readonly string[]): { step(): void; value(): number | null } {
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
