import type Database from 'better-sqlite3';
import { atOnce } from '../slices.ts';
import type { Steps } from '../slices.ts';
import type { Keepable, KeptColumns } from './kept.ts';

export interface Sources {
  /** Index = source id: the import's operation, and the root it was found under. */
  readonly operation: Uint32Array;
  readonly root: Uint32Array;
  readonly roots: readonly { readonly id: number; readonly path: string }[];
}

/** Rows of the ledger read between two steps. */
const ROWS = 20_000;

/** Where records came from, by source id; rows of the ledger that are new are read when it is next asked for. */
export class SourceColumns implements Keepable {
  readonly name = 'sources';
  readonly #sqlite: Database.Database;
  readonly #columns: KeptColumns | null;
  #kept: Sources = { operation: new Uint32Array(1), root: new Uint32Array(1), roots: [] };
  #taking: Steps<unknown> | null = null;

  constructor(sqlite: Database.Database, columns: KeptColumns | null = null) {
    this.#sqlite = sqlite;
    this.#columns = columns;
  }

  /** The highest source id that was read. */
  get through(): number {
    return this.#kept.root.length - 1;
  }

  get(): Sources {
    return atOnce(this.reading());
  }

  * reading(): Steps<Sources> {
    const top = this.#sqlite.prepare<[], number>('SELECT coalesce(max(id), 0) FROM source').pluck().get() ?? 0;
    if (this.through < top && this.#columns !== null) {
      // Where a file came from does not change, so nothing has to be made up for.
      this.#taking ??= this.#columns.load(this);
      while (this.#taking.next().done !== true) yield;
    }
    const known = this.#kept;
    const from = known.root.length - 1;
    if (from === top && known.roots.length > 0) return known;
    const operation = new Uint32Array(top + 1);
    const root = new Uint32Array(top + 1);
    operation.set(known.operation);
    root.set(known.root);
    const rows = this.#sqlite.prepare<[number, number], [number, number, number]>('SELECT id, operation_id, root_id FROM source WHERE id > ? AND id <= ?').raw();
    for (let after = from; after < top; after += ROWS) {
      for (const [id, op, rootId] of rows.all(after, Math.min(top, after + ROWS))) {
        operation[id] = op;
        root[id] = rootId;
      }
      yield;
    }
    const roots = this.#sqlite.prepare<[], { id: number; path: string }>('SELECT id, path FROM import_root ORDER BY id').all();
    return this.#kept = { operation, root, roots };
  }

  * pieces(): Iterable<readonly [number, Uint8Array]> {
    const { operation, root } = this.#kept;
    const both = new Uint32Array(operation.length * 2);
    both.set(operation);
    both.set(root, operation.length);
    yield [0, new Uint8Array(both.buffer)];
  }

  take(piece: Uint8Array): void {
    const both = new Uint32Array(piece.length / 4);
    new Uint8Array(both.buffer).set(piece);
    const size = both.length / 2;
    if (size > this.#kept.root.length) this.#kept = { operation: both.slice(0, size), root: both.slice(size), roots: [] };
  }

  /** Sources at a path or below it: absolute, below a root, from the root's own folder name on, or any run of whole parts. */
  at(path: string): Uint8Array {
    const { root, roots } = this.get();
    const wanted = new Uint8Array(root.length);
    const plain = path.replaceAll('\\', '/').replace(/\/+$/u, '');
    for (const { id, path: rootPath } of roots) {
      const whole = rootPath.replaceAll('\\', '/').replace(/\/+$/u, '');
      const inRoot = `/${whole}/`.replace('//', '/').includes(`/${plain}/`.replace('//', '/'));
      if (inRoot) for (let source = 0; source < root.length; source++) if (root[source] === id) wanted[source] = 1;
      if (inRoot) continue;
      for (const start of [`${whole}/`, `${whole.slice(whole.lastIndexOf('/') + 1)}/`]) {
        if (plain.startsWith(start)) this.#mark(wanted, 'root_id = ? AND (path = ? OR (path >= ? AND path < ?))', id, ...span(plain.slice(start.length)));
      }
    }
    this.#mark(wanted, "instr('/' || path || '/', ?) > 0", `/${plain.replace(/^\/+/u, '')}/`);
    return wanted;
  }

  #mark(wanted: Uint8Array, where: string, ...values: readonly (string | number)[]): void {
    for (const id of this.#sqlite.prepare<unknown[], number>(`SELECT id FROM source WHERE ${where}`).pluck().iterate(...values)) wanted[id] = 1;
  }
}

/** A path itself and everything below it, as bounds: '0' is the character after '/'. */
const span = (path: string): readonly [string, string, string] => [path, `${path}/`, `${path}0`];
