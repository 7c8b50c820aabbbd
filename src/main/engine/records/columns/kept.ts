import type Database from 'better-sqlite3';

/** Something over all records that is kept in the library file, so that the next start need not read every record again. */
export interface Keepable {
  readonly name: string;
  /** The highest record id in it. */
  readonly through: number;
  /** Piece 0 comes last. */
  pieces(): Iterable<readonly [at: number, piece: Uint8Array]>;
  take(piece: Uint8Array, at: number): void;
}

/** What happened to records since something was kept. */
export interface Since {
  readonly records: ReadonlySet<number>;
  /** Runs of records that came or went together. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/**
 * How far the history was: its last operation, and the last change of each one that may yet go on. History is only ever
 * added to, so what is beyond this is what came since.
 */
interface Stamp {
  readonly operation: number;
  readonly open: readonly (readonly [operation: number, seq: number])[];
}

interface Head {
  readonly parts: number;
  readonly stamp: Stamp;
  readonly through: number;
}

/** Up to this many changes are made up for one by one; after more, reading anew costs no more. */
const MOST = 20_000;
/** More changes or new records than this are worth keeping everything anew. */
const BEHIND = 2000;
/** What the bytes mean; and orders of text are only good with the collation they were made with. */
const FORM = `1 ${process.versions.icu ?? ''}`;

interface ChangeRow { readonly record_id: number | null; readonly row_id: number; readonly row_to: number | null }

/** Columns and orders in the library file: derived, and checked against the history each time they are taken. */
export class KeptColumns {
  readonly #sqlite: Database.Database;

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite;
  }

  /** Whether what is kept lacks so much of something, or is not there at all, that it is worth keeping anew. */
  lags({ name, through }: Keepable): boolean {
    const head = this.#head(name);
    return head === undefined || through - head.through > BEHIND || this.#changes(head.stamp, BEHIND + 1).length > BEHIND;
  }

  /**
   * Fill something from what is kept. Returns what it lacks, as of that very step, or null when nothing usable is kept. A
   * step a piece.
   */
  * load(into: Keepable): Generator<undefined, Since | null, undefined> {
    const head = this.#head(into.name);
    if (head === undefined || this.#since(head.stamp) === null) return null;
    const piece = this.#sqlite.prepare<[string, number], Buffer>('SELECT data FROM record_column WHERE name = ? AND part = ?').pluck();
    for (let at = 1; at <= head.parts; at++) {
      const data = piece.get(into.name, at % head.parts);
      // Written anew meanwhile, by nobody we know of; reading the records is always right.
      if (data === undefined) return null;
      into.take(data, at % head.parts);
      if (at < head.parts) yield;
    }
    return this.#since(head.stamp);
  }

  /** Keep something as it is now. A step a piece. */
  * save(from: Keepable): Generator<undefined, void, undefined> {
    // Until the first piece is there nothing is kept under the name.
    this.#sqlite.prepare('DELETE FROM record_column WHERE name = ?').run(from.name);
    const put = this.#sqlite.prepare('INSERT OR REPLACE INTO record_column (name, part, parts, stamp, through, form, data) VALUES (?, ?, ?, ?, ?, ?, ?)');
    const stamp = JSON.stringify(this.#now());
    const { through } = from;
    let parts = 0;
    for (const [at, piece] of from.pieces()) {
      put.run(from.name, at, ++parts, stamp, through, FORM, piece);
      yield;
    }
  }

  #now(): Stamp {
    const operation = this.#sqlite.prepare<[], number>('SELECT coalesce(max(id), 0) FROM operation').pluck().get() ?? 0;
    const open = this.#sqlite.prepare<[], [number, number]>(
      `SELECT id, (SELECT coalesce(max(seq), -1) FROM change WHERE operation_id = operation.id) FROM operation WHERE state <> 'done'`).raw().all();
    return { operation, open };
  }

  #head(name: string): Head | undefined {
    const row = this.#sqlite.prepare<[string, string], { parts: number; stamp: string; through: number }>(
      'SELECT parts, stamp, through FROM record_column WHERE name = ? AND part = 0 AND form = ?').get(name, FORM);
    return row === undefined ? undefined : { ...row, stamp: JSON.parse(row.stamp) as Stamp };
  }

  #changes({ operation, open }: Stamp, most: number): readonly ChangeRow[] {
    const after = this.#sqlite.prepare<[number, number], ChangeRow>('SELECT record_id, row_id, row_to FROM change WHERE operation_id > ? LIMIT ?');
    const more = this.#sqlite.prepare<[number, number, number], ChangeRow>(
      'SELECT record_id, row_id, row_to FROM change WHERE operation_id = ? AND seq > ? LIMIT ?');
    return [...after.all(operation, most), ...open.flatMap(([id, seq]) => more.all(id, seq, most))];
  }

  #since(stamp: Stamp): Since | null {
    const rows = this.#changes(stamp, MOST + 1);
    if (rows.length > MOST) return null;
    return {
      records: new Set(rows.flatMap(({ record_id: id }) => (id === null ? [] : [id]))),
      ranges: rows.flatMap(({ row_id: from, row_to: to }) => (to === null ? [] : [[from, to] as const])),
    };
  }
}
