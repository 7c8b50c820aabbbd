import type Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { Fault } from '../../../contract/fault.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Checker } from './aside.ts';

/** Pages copied between two rests: some milliseconds. */
const PAGES = 256;

/**
 * A verified copy of the open library. It stands under its name only when it is whole and has passed SQLite's check;
 * until then it is `FILE.part`. Faults: `conflict` when the file is there, `cancelled`, `disk-full`, `library-damaged`.
 */
export async function writeBackup(sqlite: Database.Database, target: string, checker: Checker, job: Job): Promise<{ readonly file: string; readonly bytes: number }> {
  if (existsSync(target)) throw new Fault('conflict', { zh: `“${target}”已经存在，请换一个名称。`, en: `"${target}" is there already. Choose another name.` });
  const part = `${target}.part`;
  rmSync(part, { force: true });
  const progress = meter(job, 'backup', 'bytes');
  const pageSize = sqlite.pragma('page_size', { simple: true }) as number;
  try {
    await sqlite.backup(part, {
      progress({ totalPages, remainingPages }) {
        progress.at((totalPages - remainingPages) * pageSize, totalPages * pageSize);
        if (job.signal.aborted) throw new Fault('cancelled');
        return PAGES;
      },
    });
    const { ok } = await checker.check({ file: part, depth: 'pages' }, { ...job, progress: () => undefined });
    if (!ok) {
      throw new Fault('library-damaged', {
        zh: '备份没有通过检查，已删除。请检查目标磁盘后重试。',
        en: 'The backup did not pass its check and was removed. Check the target disk and try again.',
      });
    }
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    for (const suffix of ['-wal', '-shm']) rmSync(`${part}${suffix}`, { force: true });
  }
  return { file: target, bytes: statSync(target).size };
}
