import Database from 'better-sqlite3';
import { existsSync, rmSync } from 'node:fs';
import { Fault } from '../../../contract/fault.ts';

export interface Lock {
  /** The process that had the lock before did not give it back itself. */
  readonly leftBehind: boolean;
  release(): void;
}

/**
 * One engine a library at a time. The lock is a second, empty SQLite file held in an exclusive transaction: the system
 * gives it back by itself when the process dies, however it dies, and it works alike on every platform.
 */
export function lockLibrary(file: string): Lock {
  const name = `${file}-lock`;
  const leftBehind = existsSync(name);
  const lock = new Database(name, { timeout: 200 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new Fault('library-busy', undefined, { cause: error });
  }
  return {
    leftBehind,
    release() {
      lock.close();
      rmSync(name, { force: true });
    },
  };
}
