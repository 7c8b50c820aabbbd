import Database from 'better-sqlite3';
import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { Fault } from '../../../contract/fault.ts';
import { lockLibrary } from '../store/lock.ts';
import { mustBeLibrary } from '../store/open.ts';

/**
 * Put a backup in the place of a library nobody has open. The backup is copied and checked beside it first, and the
 * present library stays under another name, damaged or not. The backup itself is not opened: opening could change it.
 * Faults: `not-found`, `not-a-library`, `library-damaged` for the backup, `library-busy`, `disk-full`, `read-only`.
 */
export function restoreLibrary(file: string, backup: string): { readonly file: string; readonly kept: string | null } {
  if (!existsSync(backup)) throw new Fault('not-found', { zh: `没有找到备份“${backup}”。`, en: `There is no backup at "${backup}".` });
  mustBeLibrary(backup);
  const copy = `${file}.restoring`;
  const lock = lockLibrary(file);
  try {
    copyFileSync(backup, copy);
    mustBeSound(copy);
    if (existsSync(file)) foldLog(file);
    const kept = existsSync(file) ? keepAside(file) : null;
    renameSync(copy, file);
    return { file, kept };
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true });
    lock.release();
  }
}

function mustBeSound(copy: string): void {
  const sqlite = new Database(copy);
  let trouble: string;
  try {
    trouble = String(sqlite.pragma('integrity_check(1)', { simple: true }));
  } catch (error) {
    trouble = error instanceof Error ? error.message : String(error);
  } finally {
    sqlite.close();
  }
  if (trouble === 'ok') return;
  throw new Fault('library-damaged', {
    zh: `这个备份自检不通过，没有恢复：${trouble}`, en: `The backup did not pass its check and was not restored: ${trouble}`,
  });
}

/**
 * Bring what its log still holds into the present library, so that the log need not be moved with it: a kill between the
 * two moves would leave the one without the other. One that is too damaged for it keeps its log and goes as it is.
 */
function foldLog(file: string): void {
  try {
    const sqlite = new Database(file);
    try {
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      sqlite.close();
    }
  } catch {
    // Just what a backup is brought back for.
  }
}

/** The present library under another name, with the log a damaged one may have left; the name it had stays taken. */
function keepAside(file: string): string {
  const kept = freeName(file);
  try {
    // Subtle: a second name for the same file, so that the rename that follows replaces it in one step.
    linkSync(file, kept);
  } catch {
    renameSync(file, kept);
  }
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${kept}${suffix}`);
  }
  return kept;
}

function freeName(file: string): string {
  for (let n = 1; ; n += 1) {
    const name = `${file.replace(/\.jianbao$/i, '')}.before-restore-${n}.jianbao`;
    if (!existsSync(name)) return name;
  }
}
