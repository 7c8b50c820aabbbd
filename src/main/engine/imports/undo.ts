import type { History } from '../history/history.ts';
import type { Store } from '../store/open.ts';
import { sumOf } from './sums.ts';

/** Take an import back, with what was read again of its files: the latest first, all of it or nothing. */
export function undoImport(
  store: Store, history: History, { operation, force }: { readonly operation: number; readonly force?: boolean },
): { readonly operation: number; readonly records: number } {
  const { records } = sumOf(store, operation);
  const later = store.sqlite.prepare<[number, number], number>(
    `SELECT id FROM operation WHERE kind IN ('imports.retry', 'imports.reread') AND json_extract(input, '$.operation') = ? AND undone_by IS NULL
       AND state <> 'running' AND changes > 0 AND id > ? ORDER BY id DESC`).pluck().all(operation, operation);
  const undone: number[] = [];
  try {
    for (const id of later) undone.push(history.undo({ operation: id, force }).operation);
    const undo = history.undo({ operation, force });
    return { operation: undo.operation, records: records.added };
  } catch (error) {
    for (const id of undone.reverse()) history.redo({ operation: id, force: true });
    throw error;
  }
}
