import { setImmediate as breathe } from 'node:timers/promises';
import { join, resolve } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import type { FileState, ImportInput, ImportReport } from '../../../contract/imports.ts';
import type { Call } from '../../../contract/rpc.ts';
import { isEncodingName } from '../formats/encoding.ts';
import type { EncodingName } from '../formats/encoding.ts';
import type { History, LongOperation } from '../history/history.ts';
import type { Store } from '../store/open.ts';
import { vaultReader, vaultWriter } from '../store/vault.ts';
import type { VaultWriter } from '../store/vault.ts';
import { committer } from './commit.ts';
import type { Committer, FileOutcome } from './commit.ts';
import { examine } from './examine.ts';
import type { Examined } from './examine.ts';
import { digestOf, known as knownIn } from './known.ts';
import type { Known } from './known.ts';
import { ledgerPage } from './ledger.ts';
import { meter } from '../meter.ts';
import { fileReader } from './read.ts';
import { openRoots } from './roots.ts';
import type { Roots } from './roots.ts';
import { walk } from './walk.ts';
import type { MetFile } from './walk.ts';

/** Work between two looks at the clock and at what else is asked: the window must answer within a blink. */
const SLICE_MS = 12;

interface Tally {
  readonly files: { total: number } & Record<FileState, number>;
  added: number;
  alreadyHere: number;
}

/**
 * Bring in folders and files. The walk is streamed; files are read, examined and written in small transactions, so a
 * crash loses at most one of them, and `resume` goes on after the last one that was committed.
 */
export async function runImport(store: Store, history: History, input: ImportInput, call: Call): Promise<ImportReport> {
  const started = performance.now();
  const paths = input.paths.map((path) => resolve(path));
  const encoding = checkEncoding(input.encoding ?? 'auto');
  // A path that is not there is refused before anything is written.
  const total = counter(paths);
  const tally = emptyTally();
  const progress = meter(call, 'import', 'files');

  if (input.dryRun === true) {
    const read = fileReader();
    const attention: ImportReport['attention'][number][] = [];
    for (const met of walk(paths)) {
      const path = join(met.root, met.path);
      const look = lookAt(met, path, read, encoding);
      count(tally, { state: look.state, added: look.records.length, alreadyHere: 0 });
      if (attention.length < 100 && (look.state === 'refused' || look.state === 'needsReview' || look.state === 'repaired')) {
        attention.push({ ...look, id: 0, path, bytes: 0, records: look.records.length, problems: [] });
      }
      if (tally.files.total % 64 === 0) {
        total.step();
        progress.at(tally.files.total, total.value());
        await breathe();
        if (call.signal.aborted) throw new Fault('cancelled');
      }
    }
    return report(null, tally, started, false, attention);
  }

  const { operation, roots } = begin(store, history, paths, input.resume === true);
  const vault = vaultWriter(store.sqlite);
  const inVault = vaultReader(store.sqlite);
  // A record met twice in one transaction lies in a block that is still being filled.
  const known = knownIn(store, (start, length) => {
    vault.flush();
    return inVault(start, length);
  });
  const work = worker(operation, roots, known, committer(store, vault, known), vault, encoding);
  const files = walk(paths);
  let cancelled = false;
  const step = (): boolean => {
    return operation.batch((tx) => {
      const first = work.nextRecord();
      const until = performance.now() + SLICE_MS;
      let again = true;
      while (again && performance.now() < until) {
        const next = files.next();
        if (next.done === true) again = false;
        else if (!work.done(next.value)) count(tally, work.file(next.value));
      }
      vault.flush();
      const last = work.nextRecord() - 1;
      if (last >= first) tx.arrived(first, last);
      return again;
    });
  };
  try {
    for (let more = step(); more && !cancelled; more = !cancelled && step()) {
      total.step();
      progress.at(tally.files.total, total.value());
      await breathe();
      cancelled = call.signal.aborted;
    }
  } catch (error) {
    // A full disk, a library that was taken away: what is committed stays, and the import can be resumed.
    operation.finish({ zh: '导入（因故障中断）', en: 'Import (broken off by a failure)' }, 1, 'interrupted');
    throw error;
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
  return { operation: operation.id, ...sums, seconds: (performance.now() - started) / 1000, cancelled, attention };
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
    const last = store.sqlite.prepare<[string], number>(
      "SELECT id FROM operation WHERE kind = 'imports.run' AND state = 'interrupted' AND undone_by IS NULL AND input = ? ORDER BY id DESC LIMIT 1",
    ).pluck().get(JSON.stringify(intent));
    if (last !== undefined) {
      const operation = history.resume(last);
      return { operation, roots: openRoots(store, operation.id, true) };
    }
  }
  const operation = history.begin({ kind: 'imports.run', input: intent, sentence: { zh: '导入', en: 'Import' } });
  return { operation, roots: openRoots(store, operation.id, false) };
}

/** Looks at a file without the library: what a dry run and an import have in common. */
function lookAt(met: MetFile, path: string, read: ReturnType<typeof fileReader>, encoding: EncodingName | 'auto'): Examined {
  const reason = notAFile(met);
  if (reason !== null) return { state: 'refused', reason, encoding: null, confidence: null, records: [], problems: [] };
  try {
    return examine(read(path).bytes, path, encoding);
  } catch (error) {
    return { state: 'refused', reason: unreadable(error), encoding: null, confidence: null, records: [], problems: [] };
  }
}

function worker(operation: LongOperation, roots: Roots, known: Known, commit: Committer, vault: VaultWriter, encoding: EncodingName | 'auto') {
  const read = fileReader();
  const nothing = new Uint8Array();
  return {
    nextRecord: () => commit.nextRecord,
    flush: () => vault.flush(),
    done: (met: MetFile): boolean => roots.has(met.root, met.path),
    file(met: MetFile): FileOutcome {
      const facts = { operation: operation.id, root: roots.id(met.root), path: met.path, bytes: nothing, modifiedAt: 0, digest: null };
      const refuse = (reason: Examined['reason']): FileOutcome =>
        commit.file(facts, { state: 'refused', reason, encoding: null, confidence: null, records: [], problems: [] });
      const reason = notAFile(met);
      if (reason !== null) return refuse(reason);
      let bytes: Uint8Array;
      let modifiedAt: number;
      try {
        ({ bytes, modifiedAt } = read(join(met.root, met.path)));
      } catch (error) {
        return refuse(unreadable(error));
      }
      const digest = digestOf(bytes);
      const here = { ...facts, bytes, modifiedAt, digest };
      const same = known.file(digest);
      return same === undefined ? commit.file(here, examine(bytes, met.path, encoding)) : commit.alreadyHere(here, same);
    },
  };
}

function notAFile(met: MetFile): Examined['reason'] {
  if (met.kind === 'link') return { zh: '符号链接，没有跟随。请直接导入它指向的文件夹。', en: 'A symbolic link, not followed. Import the folder it points to.' };
  if (met.kind === 'special') return { zh: '不是普通文件（管道或设备），没有读取。', en: 'Not an ordinary file (a pipe or device); not read.' };
  if (met.kind === 'unreadable') return { zh: '文件夹无法打开，请检查权限。', en: 'The folder cannot be opened. Check its permissions.' };
  return null;
}

function unreadable(error: unknown): Examined['reason'] {
  if (error instanceof RangeError) return { zh: '文件超过 1 GB，没有读取。请先拆分。', en: 'The file is over 1 GB and was not read. Split it first.' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  return { zh: `文件读不出来（${code}）。请检查权限和磁盘后重试。`, en: `The file cannot be read (${code}). Check its permissions and the disk, then try again.` };
}

function emptyTally(): Tally {
  return { files: { total: 0, imported: 0, alreadyHere: 0, repaired: 0, needsReview: 0, refused: 0 }, added: 0, alreadyHere: 0 };
}

function count(tally: Tally, outcome: FileOutcome): void {
  tally.files.total++;
  tally.files[outcome.state]++;
  tally.added += outcome.added;
  tally.alreadyHere += outcome.alreadyHere;
}

function report(operation: number | null, tally: Tally, started: number, cancelled: boolean, attention: ImportReport['attention']): ImportReport {
  return {
    operation, files: tally.files, records: { added: tally.added, alreadyHere: tally.alreadyHere },
    seconds: (performance.now() - started) / 1000, cancelled, attention,
  };
}

/** The sums of an import as its ledger has them: after a resume they cover the first part too. */
export function sumOf(store: Store, operation: number): Pick<ImportReport, 'files' | 'records'> {
  const tally = emptyTally();
  const rows = store.sqlite.prepare<[number], { state: FileState; files: number; added: number; here: number }>(
    'SELECT state, count(*) AS files, sum(added) AS added, sum(found - added) AS here FROM source WHERE operation_id = ? GROUP BY state',
  ).all(operation);
  for (const row of rows) {
    tally.files[row.state] = row.files;
    tally.files.total += row.files;
    tally.added += row.added;
    tally.alreadyHere += row.here;
  }
  return { files: tally.files, records: { added: tally.added, alreadyHere: tally.alreadyHere } };
}

/** Counts the files ahead of the import, some at a time, so that the time left is known without waiting for it. */
function counter(paths: readonly string[]): { step(): void; value(): number | null } {
  const files = walk(paths);
  let seen = 0;
  let done = false;
  const step = (): void => {
    const until = performance.now() + 3;
    while (!done && performance.now() < until) {
      if (files.next().done === true) done = true;
      else seen++;
    }
  };
  step();
  return { step, value: () => (done ? seen : null) };
}
