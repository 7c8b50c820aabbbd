import { existsSync, statSync } from 'node:fs';
import type { EngineApi } from '../../../contract/engine.ts';
import type { BackupReason } from '../../../contract/library.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import { jobOf } from '../job.ts';
import type { Job } from '../job.ts';
import type { Store } from '../store/open.ts';
import { createChecker } from './aside.ts';
import { writeBackup } from './backup.ts';
import { dropDerived } from './repair.ts';
import { dropOld, hasRoom, listBackups, nextBackup } from './snapshots.ts';

export interface LibraryDeps {
  readonly store: Store;
  /** Records waiting for the search index. */
  readonly pending: () => number;
  /** The checking thread. */
  readonly checkThread: URL;
  /** Called when derived data was emptied: whoever keeps something of it forgets it, and fills it again. */
  readonly emptied: () => void;
}

export interface Library {
  readonly api: Handlers<EngineApi>['library'];
  /**
   * A backup the library makes of itself, into the folder beside it. Null when nothing changed since the latest one, or when
   * the disk has no room for it: what was to come is done all the same, since history can take it back.
   */
  snapshot(reason: BackupReason, job: Job): Promise<string | null>;
  /** Whether the latest of its own backups is a day old and something changed since. */
  isDue(): boolean;
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

export function createLibrary({ store, pending, checkThread, emptied }: LibraryDeps): Library {
  const { sqlite, file } = store;
  const checker = createChecker(checkThread);
  const number = (sql: string): number => sqlite.prepare(sql).pluck().get() as number;
  const onDisk = (): number => [file, `${file}-wal`].reduce((sum, name) => sum + (existsSync(name) ? statSync(name).size : 0), 0);
  const lastChange = (): number => number("SELECT coalesce(max(at), 0) FROM operation WHERE state <> 'running'");
  const changedSince = (moment: number): boolean => lastChange() > moment;
  const latest = (): number => listBackups(file)[0]?.at ?? 0;

  const snapshot = async (reason: BackupReason, job: Job): Promise<string | null> => {
    const since = latest();
    // Large steps often come one after another, and a copy of a large library takes its time.
    if (!changedSince(since) || (reason === 'large' && Date.now() - since < HOUR) || !hasRoom(file)) return null;
    const { file: made } = await writeBackup(sqlite, nextBackup(file, reason, Date.now()), checker, job);
    dropOld(file);
    return made;
  };

  return {
    snapshot,
    isDue: () => Date.now() - latest() > DAY && changedSince(latest()),
    api: {
      info() {
        const row = sqlite.prepare('SELECT name, created_at AS createdAt FROM library WHERE id = 1').get() as { readonly name: string; readonly createdAt: number };
        return {
          file, ...row, bytes: onDisk(), schema: store.version, pending: pending(), leftOpen: store.leftOpen,
          records: number('SELECT count(*) FROM record WHERE hidden = 0'),
          imports: number("SELECT count(*) FROM operation WHERE kind = 'imports.run' AND undone_by IS NULL"),
          operations: number('SELECT count(*) FROM operation'),
        };
      },
      check: ({ deep = false }, call) => checker.check({ file, depth: deep ? 'deep' : 'file' }, jobOf(call)),
      async repair(_input, call) {
        const backup = await snapshot('repair', jobOf(call));
        const rebuilt = dropDerived(sqlite);
        emptied();
        return { rebuilt, backup, check: await checker.check({ file, depth: 'file' }, jobOf(call)) };
      },
      backup: ({ file: target }, call) => writeBackup(sqlite, target, checker, jobOf(call)),
      backups: () => listBackups(file),
      compact() {
        const before = onDisk();
        sqlite.exec('VACUUM');
        sqlite.pragma('wal_checkpoint(TRUNCATE)');
        return { before, after: onDisk() };
      },
      schema: () => ({
        sql: (sqlite.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all() as string[])
          .map((sql) => `${sql};`).join('\n\n'),
      }),
    },
  };
}

