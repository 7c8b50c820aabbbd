import type { FileState } from '../../../contract/imports.ts';
import type { Writer } from '../history/writer.ts';
import type { Store } from '../store/open.ts';
import type { MetFile } from './walk.ts';

/** A line of the ledger that is to be read again. */
export interface OldRow {
  readonly id: number;
  readonly root: string;
  readonly path: string;
  readonly state: FileState;
  readonly sha256: Buffer | null;
  readonly found: number;
  readonly encoding: string | null;
  readonly format: string | null;
}

export interface Replacements {
  /**
   * The file of this line is about to be written anew: its records make way, except those somebody worked on and those
   * the file still holds (`still`, by the digest of their bytes).
   */
  begin(old: OldRow, met: MetFile, still: ReadonlySet<number>): void;
  /** The new line stands: from now on it counts. */
  end(met: MetFile): void;
  /** Let the new lines that are there stand in place of the old ones. At the end of the transaction. */
  swap(): void;
  /** What was begun in it and never ended is as it was before. In a later transaction. */
  giveBack(tx: Writer): void;
  readonly hidden: number;
  readonly kept: number;
}

interface Begun {
  readonly old: OldRow;
  readonly met: MetFile;
  readonly records: readonly number[];
  state: 'begun' | 'ended' | 'swapped';
}

/** One of the two lines of a file that was read again stands at any time: undoing the step swaps them back. */
export function replacements({ sqlite }: Store, tx: Writer, operation: number): Replacements {
  const records = sqlite.prepare<[number], { id: number; digest: number }>('SELECT id, digest FROM record WHERE source_id = ? AND hidden = 0');
  const touched = sqlite.prepare<[number, number], number>(
    `SELECT 1 FROM change c JOIN operation o ON o.id = c.operation_id WHERE c.record_id = ? AND c.operation_id > ? AND o.undone_by IS NULL
       AND o.kind NOT IN ('history.undo', 'history.redo', 'imports.retry') LIMIT 1`).pluck();
  const newest = sqlite.prepare<[number, string, string], number>(
    `SELECT max(s.id) FROM source s JOIN import_root r ON r.id = s.root_id WHERE s.operation_id = ? AND r.path = ? AND s.path = ?`).pluck();
  const behind = sqlite.prepare('UPDATE source SET replaced_by = ? WHERE id = ?');
  const open = new Map<string, Begun>();
  let hidden = 0;
  let kept = 0;
  const keyOf = ({ root, path }: MetFile): string => `${root}\0${path}`;

  return {
    get hidden() { return hidden; },
    get kept() { return kept; },
    begin(old, met, still) {
      // Subtle: hidden before the file is looked up, or it would be found to be here already.
      tx.set('source', old.id, 'replaced_by', old.id);
      const gone: number[] = [];
      for (const { id, digest } of records.all(old.id)) {
        if (still.has(digest)) continue;
        if (touched.get(id, operation) !== undefined) {
          kept++;
          continue;
        }
        tx.set('record', id, 'hidden', 1);
        gone.push(id);
      }
      hidden += gone.length;
      open.set(keyOf(met), { old, met, records: gone, state: 'begun' });
    },
    end(met) {
      const one = open.get(keyOf(met));
      if (one !== undefined) one.state = 'ended';
    },
    swap() {
      for (const one of open.values()) {
        const row = newest.get(operation, one.met.root, one.met.path);
        if (one.state === 'swapped' || row === undefined || row === one.old.id) continue;
        behind.run(one.old.id, row);
        if (one.state !== 'ended') continue;
        tx.set('source', row, 'replaced_by', null);
        tx.set('source', one.old.id, 'replaced_by', row);
        one.state = 'swapped';
      }
    },
    giveBack(later) {
      for (const { old, met, records: gone, state } of open.values()) {
        if (state === 'swapped') continue;
        const row = newest.get(operation, met.root, met.path);
        if (row !== undefined && row !== old.id) for (const { id } of records.all(row)) later.set('record', id, 'hidden', 1);
        for (const id of gone) later.set('record', id, 'hidden', 0);
        later.set('source', old.id, 'replaced_by', null);
        hidden -= gone.length;
      }
      open.clear();
    },
  };
}
