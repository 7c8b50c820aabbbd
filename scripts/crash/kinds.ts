import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from '../../src/contract/rpc.ts';
import type { Engine } from '../../src/main/engine/engine.ts';
import { backup } from './kinds/backup.ts';
import { bulkEdit } from './kinds/bulk-edit.ts';
import { exportFolder } from './kinds/export-folder.ts';
import { findDuplicates } from './kinds/find-duplicates.ts';
import { importFolder } from './kinds/import-folder.ts';
import { indexing } from './kinds/indexing.ts';
import { merging } from './kinds/merging.ts';
import { migration } from './kinds/migration.ts';
import { undoing } from './kinds/undoing.ts';

/** Where one run happens: a folder of its own, and the deliveries that all runs share. */
export interface Place {
  readonly folder: string;
  readonly library: string;
  /** Folder with tagged record files; read only. */
  readonly delivery: string;
}

/** One kind of work that is killed. */
export interface Kind {
  readonly name: string;
  /** The work creates its library; otherwise it finds the one that `prepare` left. */
  readonly creates?: true;
  /** Make `place.library`, from which every run starts with a copy. */
  prepare(place: Place): Promise<void>;
  /** What is killed. `done` tells a step once it is committed: from then on it may not be lost. */
  work(engine: Engine, place: Place, done: () => void): Promise<void>;
  /**
   * After the kill, with the library open again: bring the work to its end, or take back what came of it.
   * @param steps steps that were told as done
   * @returns what was lost or has to be mended by hand, in sentences; empty when all is well
   */
  after(engine: Engine, place: Place, steps: number): Promise<readonly string[]>;
  /** Whether the library after `after` has to equal that of an uninterrupted run, value for value. */
  readonly same: boolean;
}

export const KINDS: readonly Kind[] = [
  importFolder, bulkEdit, undoing, findDuplicates, merging, indexing, exportFolder, migration, backup,
];

/** A call nobody watches or cancels. */
export const call: Call = { signal: new AbortController().signal, progress: () => undefined };

export function placeOf(folder: string, delivery: string): Place {
  return { folder, library: join(folder, 'library.jianbao'), delivery };
}

export function removeLibrary(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-lock']) rmSync(`${file}${suffix}`, { force: true });
}
