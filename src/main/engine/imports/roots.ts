import type { Store } from '../store/open.ts';
import { insertRows } from './rows.ts';

export interface Roots {
  /** The row of a dropped folder; made when first asked for. */
  id(path: string): number;
  /** Whether a resumed import has a ledger row for the file already. */
  has(path: string, file: string): boolean;
}

export function openRoots(store: Store, operation: number, resumed: boolean): Roots {
  const insert = insertRows(store).root;
  const find = store.sqlite.prepare<[number, string]>('SELECT 1 FROM source WHERE root_id = ? AND path = ?');
  const ids = new Map<string, number>();
  if (resumed) {
    const rows = store.sqlite.prepare<[number], { id: number; path: string }>('SELECT id, path FROM import_root WHERE operation_id = ?').all(operation);
    for (const row of rows) ids.set(row.path, row.id);
  }
  const id = (path: string): number => {
    let known = ids.get(path);
    if (known === undefined) {
      known = insert.get({ operationId: operation, path }).id;
      ids.set(path, known);
    }
    return known;
  };
  return {
    id,
    has: (path, file) => resumed && ids.has(path) && find.get(id(path), file) !== undefined,
  };
}
