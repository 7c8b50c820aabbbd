import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import type { Backup, BackupReason } from '../../../contract/library.ts';

// The backups a library makes of itself, in a folder beside it: NAME.backups/2026-11-22T155009-daily.jianbao. The name is
// all there is to know of one, so that a folder copied by hand, or one without its library, still tells its story.

const NAME = /^(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})-(daily|migration|large|repair|restore)\.jianbao$/;

/** How many of each stay; the oldest go first. */
const KEPT: Readonly<Record<BackupReason, number>> = { daily: 3, migration: 2, large: 2, repair: 1, restore: 2 };

export const backupFolder = (library: string): string => join(dirname(library), `${basename(library).replace(/\.jianbao$/i, '')}.backups`);

/** The library's own backups, the newest first. */
export function listBackups(library: string): readonly Backup[] {
  const folder = backupFolder(library);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const [, day, hours, minutes, seconds, reason] = NAME.exec(name) ?? [];
    if (day === undefined) return [];
    const file = join(folder, name);
    return [{ file, at: Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`), reason: reason as BackupReason, bytes: statSync(file).size }];
  }).sort((a, b) => b.at - a.at || (a.file < b.file ? 1 : -1));
}

/** Where a backup made now shall lie. The folder is made when it is not there. */
export function nextBackup(library: string, reason: BackupReason, now: number): string {
  const folder = backupFolder(library);
  mkdirSync(folder, { recursive: true });
  for (let at = now; ; at += 1000) {
    const file = join(folder, `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}-${reason}.jianbao`);
    if (!existsSync(file)) return file;
  }
}

/** Let go of the oldest of each reason. */
export function dropOld(library: string): void {
  const seen = new Map<BackupReason, number>();
  for (const { file, reason } of listBackups(library)) {
    const nth = (seen.get(reason) ?? 0) + 1;
    seen.set(reason, nth);
    if (nth > KEPT[reason]) rmSync(file, { force: true });
  }
}

/** Whether a copy fits and leaves as much free again: a backup must never be what fills the disk. */
export function hasRoom(library: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(library));
  return bavail * bsize > 2 * statSync(library).size;
}

/** The backup before a library of an earlier version is changed: the file is complete and nobody else has it. Fault `disk-full`. */
export function copyBeforeMigration(library: string): void {
  if (!hasRoom(library)) {
    throw new Fault('disk-full', {
      zh: '这个资料库要先升级，升级前须留一个备份，而磁盘空间不够。请清理磁盘后再打开；资料库没有改动。',
      en: 'This library has to be upgraded, and a backup comes before that, but the disk has no room for it. Free some space and open it again; nothing was changed.',
    });
  }
  const target = nextBackup(library, 'migration', Date.now());
  copyFileSync(library, `${target}.part`, constants.COPYFILE_FICLONE);
  renameSync(`${target}.part`, target);
  dropOld(library);
}
