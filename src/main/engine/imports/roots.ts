import type { Store } from '../store/open.ts';
import { insertRows } from './rows.ts';

/** A long file whose reading was broken off: its hash is known, and not yet made one to look up by. */
export interface UnfinishedRow {
  readonly id: number;
  readonly sha256: Buffer;
  readonly vaultStart: number;
  /** Bytes stored, and records found and added so far. */
  readonly bytes: number;
  readonly found: number;
  readonly added: number;
}

const UNFINISHED = 'sha256 IS NOT NULL AND hash_key IS NULL AND vault_start IS NOT NULL';

export interface Roots {
  /** The row of a dropped folder; made when first asked for. */
  id(path: string): number;
  /** Whether a resumed import is done with the file. */
  has(path: string, file: string): boolean;
  /** The row of a long file that was not read to its end. */
  unfinished(path: string, file: string): UnfinishedRow | undefined;
  /** Paths below an archive that are in the ledger of a resumed import. */
  within(path: string, archive: string): Iterable<string>;
}

export function openRoots(store: Store, operation: number, resumed: boolean): Roots {
  const insert = insertRows(store).root;
  const find = store.sqlite.prepare<[number, string]>(`SELECT 1 FROM source WHERE root_id = ? AND path = ? AND NOT (${UNFINISHED})`);
  const unfinished = store.sqlite.prepare<[number, string], UnfinishedRow>(
    `SELECT id, sha256, vault_start AS vaultStart, bytes, found, added FROM source WHERE root_id = ? AND path = ? AND ${UNFINISHED}`);
  // "0" follows "/" in the order of characters. What is not finished is not passed over.
  const below = store.sqlite.prepare<[number, string, string], string>(
    `SELECT path FROM source WHERE root_id = ? AND path > ? || '/' AND path < ? || '0' AND NOT (${UNFINISHED})`).pluck();
  const ids = new Map<string, number>();
  if (resumed) {
    const rows = store.sqlite.prepare<[number], { id: number; path: string }>('SELECT min(id) AS id, path FROM import_root WHERE operation_id = ? GROUP BY path').all(operation);
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
    unfinished: (path, file) => (resumed ? unfinished.get(id(path), file) : undefined),
    within: (path, archive) => (resumed ? below.all(id(path), archive, archive).map((file) => file.slice(archive.length + 1)) : []),
  };
}
