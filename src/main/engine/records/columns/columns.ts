import type Database from 'better-sqlite3';
import type { FieldName } from '../../../../contract/records.ts';
import { columnOf } from '../query/fields.ts';
import { Bits } from './bits.ts';
import { Dictionary, Parts } from './dictionary.ts';
import type { Split } from './dictionary.ts';
import { classNumbers, splitsOf } from './splits.ts';
import type { NumbersOf } from './splits.ts';

/** Fields kept as codes. The long ones (title, body …) are not: their values hardly repeat. */
export const CODED = ['issue', 'date', 'page', 'item', 'author', 'class', 'column', 'pageName', 'keywords', 'genre'] as const satisfies readonly FieldName[];
export type CodedField = (typeof CODED)[number];

export const isCoded = (field: string): field is CodedField => (CODED as readonly string[]).includes(field);

/** Rows read at a time: some ten milliseconds. */
const CHUNK = 8192;
/** From this many changed records on, a column is read anew when it is next asked for. */
const MANY = 50_000;

/** One column of the records, index = record id. `through`: the highest id read. */
interface Column {
  readonly sql: string;
  through: number;
  room(size: number): void;
  put(id: number, value: unknown): void;
}

export interface CodedColumn {
  readonly codes: Uint32Array;
  readonly dictionary: Dictionary;
  /** For a field with several values; null for the others. */
  readonly parts: Parts | null;
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

class Numbers<A extends Uint8Array | Int32Array | Uint32Array> implements Column {
  readonly sql: string;
  through = 0;
  data: A;
  readonly #make: (size: number) => A;

  constructor(sql: string, make: (size: number) => A) {
    this.sql = sql;
    this.#make = make;
    this.data = make(0);
  }

  room(size: number): void {
    if (size <= this.data.length) return;
    const wider = this.#make(Math.ceil(size * 1.25) + 1024);
    wider.set(this.data);
    this.data = wider;
  }

  put(id: number, value: unknown): void {
    this.data[id] = numberOf(value);
  }
}

class Coded implements Column, CodedColumn {
  readonly sql: string;
  through = 0;
  codes = new Uint32Array(0);
  readonly dictionary = new Dictionary();
  readonly parts: Parts | null;

  constructor(field: CodedField, split: Split | undefined) {
    this.sql = `"${columnOf(field)}"`;
    this.parts = split === undefined ? null : new Parts(this.dictionary, split);
  }

  room(size: number): void {
    if (size <= this.codes.length) return;
    const wider = new Uint32Array(Math.ceil(size * 1.25) + 1024);
    wider.set(this.codes);
    this.codes = wider;
  }

  put(id: number, value: unknown): void {
    this.codes[id] = typeof value === 'string' ? this.dictionary.code(value) : 0;
  }
}

/**
 * The short fields of all records as typed arrays: some 30 bytes a record when everything was asked for. A column is
 * read when it is first needed, grows with the records, and follows edits record by record.
 */
export class Columns {
  readonly #sqlite: Database.Database;
  readonly #hidden = new Numbers('hidden', (size) => new Uint8Array(size).fill(1));
  readonly #status = new Numbers('status', (size) => new Uint8Array(size));
  readonly #day = new Numbers('day', (size) => new Int32Array(size));
  readonly #source = new Numbers('source_id', (size) => new Uint32Array(size));
  readonly #coded = new Map<CodedField, Coded>();
  readonly #splits: Partial<Record<FieldName, Split>>;
  readonly #maxId: Database.Statement;
  #live: Bits | null = null;
  #top = 0;

  constructor(sqlite: Database.Database, numbersOf: NumbersOf = classNumbers) {
    this.#sqlite = sqlite;
    this.#splits = splitsOf(numbersOf);
    this.#maxId = sqlite.prepare('SELECT max(id) FROM record').pluck();
  }

  /** One more than the highest record id. */
  get size(): number {
    return this.#top + 1;
  }

  /** Take in records that came since. To be called before a query is evaluated. Returns whether there were any. */
  refresh(): boolean {
    const top = numberOf(this.#maxId.get());
    if (top === this.#top && this.#hidden.through >= top) return false;
    this.#top = top;
    this.#live = null;
    this.#read([this.#hidden, this.#status, this.#day, this.#source]);
    return true;
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
    if (this.#live === null) {
      const live = new Bits(this.size);
      const hidden = this.#hidden.data;
      for (let id = 1; id <= this.#top; id++) if (hidden[id] === 0) live.add(id);
      this.#live = live;
    }
    return this.#live;
  }

  coded(field: CodedField): CodedColumn {
    return this.codedAll([field])[0] ?? this.#codedColumn(field);
  }

  /** Several at once: what is not there yet is read in one pass. */
  codedAll(fields: readonly CodedField[]): readonly CodedColumn[] {
    const columns = fields.map((field) => this.#codedColumn(field));
    this.#read(columns);
    return columns;
  }

  /** Read columns ahead, a chunk at a time, letting others run between. */
  async warm(fields: readonly CodedField[], signal?: AbortSignal): Promise<void> {
    const columns: readonly Column[] = [this.#hidden, this.#status, this.#day, this.#source, ...fields.map((field) => this.#codedColumn(field))];
    for (;;) {
      const from = Math.min(...columns.map((column) => column.through));
      if (signal?.aborted === true || from >= numberOf(this.#maxId.get())) return;
      this.#chunk(columns.filter((column) => column.through === from), from);
      await new Promise((resolve) => { setImmediate(resolve); });
    }
  }

  /** Values of these records changed. `columns` are those of the table; null: any of them. */
  changed(ids: ReadonlySet<number>, columns: ReadonlySet<string> | null): void {
    const touched = this.#all().filter((column) => column.through > 0 && (columns === null || columns.has(column.sql.replaceAll('"', ''))));
    if (touched.length === 0 || ids.size === 0) return;
    if (touched.includes(this.#hidden)) this.#live = null;
    if (ids.size > MANY) {
      for (const column of touched) column.through = 0;
      return;
    }
    const rows = this.#select(touched, 'id IN (SELECT value FROM json_each(?))').all(JSON.stringify([...ids])) as readonly (readonly unknown[])[];
    for (const row of rows) this.#put(touched, row);
  }

  /** Records `from` to `to` came or went. */
  revealed(from: number, to: number): void {
    this.#live = null;
    const last = Math.min(to, this.#hidden.through);
    if (last < from) return;
    for (const row of this.#select([this.#hidden], 'id BETWEEN ? AND ?').iterate(from, last) as IterableIterator<readonly unknown[]>) this.#put([this.#hidden], row);
  }

  #all(): readonly Column[] {
    return [this.#hidden, this.#status, this.#day, this.#source, ...this.#coded.values()];
  }

  #codedColumn(field: CodedField): Coded {
    let column = this.#coded.get(field);
    if (column === undefined) this.#coded.set(field, column = new Coded(field, this.#splits[field]));
    return column;
  }

  #read(columns: readonly Column[]): void {
    for (;;) {
      const from = Math.min(...columns.map((column) => column.through));
      if (from >= this.#top) return;
      this.#chunk(columns.filter((column) => column.through === from), from);
    }
  }

  #chunk(columns: readonly Column[], from: number): void {
    const rows = this.#select(columns, 'id > ? ORDER BY id LIMIT ?').all(from, CHUNK) as readonly (readonly unknown[])[];
    const last = rows.length < CHUNK ? Math.max(this.#top, numberOf(rows.at(-1)?.[0])) : numberOf(rows.at(-1)?.[0]);
    for (const column of columns) column.room(last + 1);
    for (const row of rows) this.#put(columns, row);
    for (const column of columns) column.through = last;
  }

  #put(columns: readonly Column[], row: readonly unknown[]): void {
    const id = numberOf(row[0]);
    for (let at = 0; at < columns.length; at++) {
      columns[at]?.put(id, row[at + 1]);
    }
  }

  /** Column names come from the constants above, never from outside. */
  #select(columns: readonly Column[], where: string): Database.Statement {
    return this.#sqlite.prepare(`SELECT id, ${columns.map((column) => column.sql).join(', ')} FROM record WHERE ${where}`).raw();
  }
}
