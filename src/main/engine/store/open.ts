import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import { faultOf } from './fault.ts';
import { lockLibrary } from './lock.ts';
import type { Lock } from './lock.ts';
import * as schema from './schema.ts';

/** 'JBLB' in the SQLite header marks the file as a library of ours. */
const APPLICATION_ID = 0x4a424c42;

/** An open library file. `orm` for queries, `sqlite` for what drizzle has no words for (FTS5, pragmas, hot loops). */
export interface Store {
  readonly file: string;
  readonly sqlite: Database.Database;
  readonly orm: BetterSQLite3Database<typeof schema>;
  /** Number of migrations in the file. */
  readonly version: number;
  /** Whether the process that had it before did not close it: it was killed, or the power went. */
  readonly leftOpen: boolean;
  close(): void;
}

export interface OpenOptions {
  readonly file: string;
  /** Folder with the migrations. */
  readonly migrations: string;
  readonly mode: 'open' | 'create';
  /** Called before a library of an earlier version is changed, with the file complete on disk. What it throws stops the opening. */
  readonly beforeMigration?: (file: string) => void;
}

/**
 * Open a library, or create one where there is no file yet, and bring it to the newest schema.
 * Faults: `not-found`, `not-a-library`, `newer-library`, `library-busy`, `library-damaged`, `read-only`, and `conflict` for `create` on a file that is there.
 */
export function openStore({ file, migrations, mode, beforeMigration }: OpenOptions): Store {
  const there = existsSync(file) && statSync(file).size > 0;
  if (mode === 'open' && !there) {
    throw new Fault('not-found', { zh: `没有找到资料库“${file}”。请检查文件是否被移动或改名。`, en: `There is no library at "${file}". Was it moved or renamed?` });
  }
  if (mode === 'create' && there) {
    throw new Fault('conflict', { zh: `“${file}”已经存在，请换一个名称。`, en: `"${file}" is there already. Choose another name.` });
  }
  if (there) mustBeLibrary(file);
  let lock: Lock | undefined;
  let sqlite: Database.Database | undefined;
  try {
    lock = lockLibrary(file);
    sqlite = new Database(file, { timeout: 5000 });
    const version = prepare(sqlite, migrations, there ? undefined : nameOf(file), () => beforeMigration?.(file));
    const open = { sqlite, lock };
    return {
      file, sqlite, version, leftOpen: lock.leftBehind,
      orm: drizzle(sqlite, { schema }),
      close() {
        open.sqlite.pragma('optimize');
        open.sqlite.close();
        open.lock.release();
      },
    };
  } catch (error) {
    sqlite?.close();
    lock?.release();
    throw faultOf(error);
  }
}

const nameOf = (file: string): string => basename(file).replace(/\.jianbao$/i, '');

/**
 * Read the header before SQLite touches the file: opening a foreign database must leave no trace in it.
 * Faults: `not-a-library`, and what the disk says.
 */
export function mustBeLibrary(file: string): void {
  const head = Buffer.alloc(100);
  let length = 0;
  try {
    const fd = openSync(file, 'r');
    length = readSync(fd, head, 0, 100, 0);
    closeSync(fd);
  } catch (error) {
    throw faultOf(error);
  }
  if (length < 100 || head.toString('latin1', 0, 15) !== 'SQLite format 3' || head.readUInt32BE(68) !== APPLICATION_ID) {
    throw new Fault('not-a-library');
  }
}

/** Settings, migrations, and the library's own row. Returns the number of migrations in the file. */
function prepare(sqlite: Database.Database, migrations: string, newName: string | undefined, beforeMigration: () => void): number {
  const journal = JSON.parse(readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8')) as { readonly entries: readonly unknown[] };
  const known = journal.entries.length;
  const found = sqlite.pragma('user_version', { simple: true }) as number;
  if (found > known) throw new Fault('newer-library');
  if (newName !== undefined) {
    // Bodies of two to three kilobytes: pages of 8 KB were measured 20 % faster to fill than the default 4.
    sqlite.pragma('page_size = 8192');
    sqlite.pragma(`application_id = ${APPLICATION_ID}`);
  }
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  // Each checkpoint waits for the disk; in an import they would come after every second megabyte or so of records.
  sqlite.pragma('wal_autocheckpoint = 4000');
  sqlite.pragma('cache_size = -65536');
  sqlite.pragma('temp_store = MEMORY');
  if (found < known) {
    if (found > 0) {
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
      beforeMigration();
    }
    // Subtle: a table rebuild with foreign keys on deletes the children, and the pragma does nothing inside a transaction.
    sqlite.pragma('foreign_keys = OFF');
    migrate(drizzle(sqlite), { migrationsFolder: migrations });
    const broken = sqlite.pragma('foreign_key_check') as readonly unknown[];
    if (broken.length > 0) throw new Fault('library-damaged', undefined, { details: { broken: broken.length } });
    sqlite.pragma(`user_version = ${known}`);
  }
  sqlite.pragma('foreign_keys = ON');
  // Subtle: also for a file that is there, since its maker may have died between the tables and this row.
  drizzle(sqlite).insert(schema.library).values({ id: 1, uuid: randomUUID(), name: newName ?? nameOf(sqlite.name), createdAt: Date.now() })
    .onConflictDoNothing().run();
  return known;
}
