import type Database from 'better-sqlite3';
import type { FieldName } from '../../../../contract/records.ts';
import { atOnce } from '../slices.ts';
import type { Steps } from '../slices.ts';
import { Bits } from './bits.ts';
import { Coded, numberOf, Numbers } from './column.ts';
import type { CodedColumn, CodedField, Column } from './column.ts';
import type { Split } from './dictionary.ts';
import type { KeptColumns } from './kept.ts';
import { classNumbers, splitsOf } from './splits.ts';
import type { NumbersOf } from './splits.ts';

/** Rows read at a time: some ten milliseconds. */
const CHUNK = 4096;
/** From this many changed records on, a column is read anew when it is next asked for. */
const MANY = 50_000;

/**
 * The short fields of all records as typed arrays: some 30 bytes a record when everything was asked for. A column is
 * taken from what is kept in the file or read when it is first needed, grows with the records, and follows edits record
 * by record. Everything long comes in two forms: at once, and as steps.
 */
export class Columns {
  readonly #sqlite: Database.Database;
  readonly #kept: KeptColumns | null;
  readonly #hidden = new Numbers('hidden', (size) => new Uint8Array(size).fill(1));
  readonly #status = new Numbers('status', (size) => new Uint8Array(size));
  readonly #day = new Numbers('day', (size) => new Int32Array(size));
  readonly #source = new Numbers('source_id', (size) => new Uint32Array(size));
  readonly #coded = new Map<CodedField, Coded>();
  /** Columns on their way out of the library file, or looked for there. */
  readonly #taken = new Map<Column, Steps<void>>();
  readonly #splits: Partial<Record<FieldName, Split>>;
  readonly #maxId: Database.Statement;
  #live: Bits | null = null;
  #top = 0;

  constructor(sqlite: Database.Database, numbersOf: NumbersOf = classNumbers, kept: KeptColumns | null = null) {
    this.#sqlite = sqlite;
    this.#kept = kept;
    this.#splits = splitsOf(numbersOf);
    this.#maxId = sqlite.prepare('SELECT max(id) FROM record').pluck();
  }

  /** One more than the highest record id. */
  get size(): number {
    return this.#top + 1;
  }

  /** Take in records that came since. To be called before a query is evaluated. */
  refresh(): void {
    atOnce(this.refreshing());
  }

  * refreshing(): Steps<void> {
    const top = numberOf(this.#maxId.get());
    const always = this.#always();
    if (top === this.#top && always.every(({ through }) => through >= top)) return;
    this.#top = top;
    yield* this.#reading(always);
    // Subtle: whoever asked while the rows were being read has seen a part of them.
    this.#live = null;
  }

  get status(): Uint8Array {
    return this.#status.data;
  }

  /** YYYYMMDD, 0 where the date is no real day. */
  get day(): Int32Array {
    return this.#day.data;
  }

  get source(): Uint32Array {
    return this.#source.data;
  }

  /** Records that are there: neither merged away nor of an import taken back. */
  get live(): Bits {
    const hidden = this.#hidden.data;
    return this.#live ??= Bits.where(this.size, (id) => hidden[id] === 0);
  }

  coded(field: CodedField): CodedColumn {
    return atOnce(this.coding([field]))[0] ?? this.#codedColumn(field);
  }

  /** Several at once: what is not there yet is read in one pass. */
  * coding(fields: readonly CodedField[]): Steps<readonly CodedColumn[]> {
    const columns = fields.map((field) => this.#codedColumn(field));
    yield* this.#reading(columns);
    return columns;
  }

  /** Columns that are filled, for keeping. */
  filled(): readonly Column[] {
    return this.#all().filter(({ through }) => through > 0);
  }

  /** Values of these records changed. `columns` are those of the table; null: any of them. */
  changed(ids: ReadonlySet<number>, columns: ReadonlySet<string> | null): void {
    const touched = this.filled().filter(({ name }) => columns === null || columns.has(name));
    if (touched.length === 0 || ids.size === 0) return;
    if (touched.includes(this.#hidden)) this.#live = null;
    if (ids.size > MANY) {
      for (const column of touched) column.through = 0;
      return;
    }
    this.#again(touched, ids);
  }

  /** Records `from` to `to` came or went. */
  revealed(from: number, to: number): void {
    this.#live = null;
    const last = Math.min(to, this.#hidden.through);
    if (last < from) return;
    for (const row of this.#select([this.#hidden], 'id BETWEEN ? AND ?').iterate(from, last) as IterableIterator<readonly unknown[]>) this.#put([this.#hidden], row);
  }

  #always(): readonly Column[] {
    return [this.#hidden, this.#status, this.#day, this.#source];
  }

  #all(): readonly Column[] {
    return [...this.#always(), ...this.#coded.values()];
  }

  #codedColumn(field: CodedField): Coded {
    let column = this.#coded.get(field);
    if (column === undefined) this.#coded.set(field, column = new Coded(field, this.#splits[field]));
    return column;
  }

  * #reading(columns: readonly Column[]): Steps<void> {
    for (const column of columns) if (column.through === 0) yield* this.#taking(column);
    for (;;) {
      const from = Math.min(...columns.map((column) => column.through));
      if (from >= this.#top) return;
      this.#chunk(columns.filter((column) => column.through === from), from);
      yield;
    }
  }

  /** Subtle: several may wait for a column, some of them at once; all of them drive the one taking it until it is there. */
  * #taking(column: Column): Steps<void> {
    if (this.#kept === null) return;
    let taking = this.#taken.get(column);
    if (taking === undefined) this.#taken.set(column, taking = this.#take(column, this.#kept));
    while (taking.next().done !== true) yield;
  }

  /** What the library file keeps of a column, with what changed since. */
  * #take(column: Column, kept: KeptColumns): Steps<void> {
    const since = yield* kept.load(column);
    if (since === null) {
      column.through = 0;
      return;
    }
    this.#again([column], [...since.records].filter((id) => id <= column.through));
    if (column === this.#hidden) for (const [from, to] of since.ranges) this.revealed(from, to);
  }

  #again(columns: readonly Column[], ids: Iterable<number>): void {
    const rows = this.#select(columns, 'id IN (SELECT value FROM json_each(?))').all(JSON.stringify([...ids])) as readonly (readonly unknown[])[];
    for (const row of rows) this.#put(columns, row);
    for (const column of columns) column.settle();
  }

  #chunk(columns: readonly Column[], from: number): void {
    const rows = this.#select(columns, 'id > ? ORDER BY id LIMIT ?').all(from, CHUNK) as readonly (readonly unknown[])[];
    const last = rows.length < CHUNK ? Math.max(this.#top, numberOf(rows.at(-1)?.[0])) : numberOf(rows.at(-1)?.[0]);
    for (const column of columns) column.room(last + 1);
    for (const row of rows) this.#put(columns, row);
    for (const column of columns) {
      column.settle();
      column.through = last;
    }
  }

  #put(columns: readonly Column[], row: readonly unknown[]): void {
    const id = numberOf(row[0]);
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at];
      // An edit may name a record that a column has not come to yet.
      column?.room(id + 1);
      column?.put(id, row[at + 1]);
    }
  }

  /** Column names come from the constants above, never from outside. */
  #select(columns: readonly Column[], where: string): Database.Statement {
    return this.#sqlite.prepare(`SELECT id, ${columns.map(({ name }) => `"${name}"`).join(', ')} FROM record WHERE ${where}`).raw();
  }
}
