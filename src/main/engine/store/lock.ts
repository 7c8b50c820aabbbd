import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { Fault } from '../../../contract/fault.ts';

/**
 * One engine a library at a time. The lock is a second, empty SQLite file held in an exclusive transaction: the system
 * gives it back by itself when the process dies, however it dies, and it works alike on every platform.
 */
export function lockLibrary(file: string): { release(): void } {
  const name = `${file}-lock`;
  const lock = new Database(name, { timeout: 200 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new Fault('library-busy', undefined, { cause: error });
  }
  return {
    release() {
      lock.close();
      rmSync(name, { force: true });
    },
  };
}
