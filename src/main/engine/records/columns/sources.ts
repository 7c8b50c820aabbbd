import type Database from 'better-sqlite3';

export interface Sources {
  /** Index = source id: the import's operation, and the root it was found under. */
  readonly operation: Uint32Array;
  readonly root: Uint32Array;
  readonly roots: readonly { readonly id: number; readonly path: string }[];
}

/** Where records came from, by source id; read again when the ledger has grown. */
export class SourceColumns {
  readonly #sqlite: Database.Database;
  #kept: Sources | null = null;
  #top = -1;

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite;
  }

  get(): Sources {
    const top = this.#sqlite.prepare<[], number>('SELECT coalesce(max(id), 0) FROM source').pluck().get() ?? 0;
    if (this.#kept !== null && this.#top === top) return this.#kept;
    const operation = new Uint32Array(top + 1);
    const root = new Uint32Array(top + 1);
    for (const [id, op, rootId] of this.#sqlite.prepare<[], [number, number, number]>('SELECT id, operation_id, root_id FROM source').raw().iterate()) {
      operation[id] = op;
      root[id] = rootId;
    }
    const roots = this.#sqlite.prepare<[], { id: number; path: string }>('SELECT id, path FROM import_root ORDER BY id').all();
    this.#top = top;
    return this.#kept = { operation, root, roots };
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
