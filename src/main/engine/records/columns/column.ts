import type { FieldName } from '../../../../contract/records.ts';
import { columnOf } from '../query/fields.ts';
import { Dictionary, Parts } from './dictionary.ts';
import type { Split } from './dictionary.ts';

/** Fields kept as codes. The long ones (title, body …) are not: their values hardly repeat. */
export const CODED = ['issue', 'date', 'page', 'item', 'author', 'class', 'column', 'pageName', 'keywords', 'genre'] as const satisfies readonly FieldName[];
export type CodedField = (typeof CODED)[number];

export const isCoded = (field: string): field is CodedField => (CODED as readonly string[]).includes(field);

/** One column of the records, index = record id. `through`: the highest id read. */
export interface Column {
  /** As the table names it. */
  readonly name: string;
  through: number;
  room(size: number): void;
  put(id: number, value: unknown): void;
  /** Taken after some rows were put: whatever follows from new values. */
  settle(): void;
  /** The column as pieces of bytes, and back again. Piece 0 says all about records and comes last, the others hold texts. */
  pieces(): Iterable<readonly [at: number, piece: Uint8Array]>;
  take(piece: Uint8Array, at: number): void;
}

export interface CodedColumn {
  readonly codes: Uint32Array;
  readonly dictionary: Dictionary;
  /** For a field with several values; null for the others. */
  readonly parts: Parts | null;
}

export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Room for more than is there, so that records coming one by one do not copy the column each time. */
const roomy = (size: number): number => Math.ceil(size * 1.25) + 1024;

const bytesOf = (data: Uint8Array | Int32Array | Uint32Array, size: number): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, Math.min(size, data.length) * data.BYTES_PER_ELEMENT);

export class Numbers<A extends Uint8Array | Int32Array | Uint32Array> implements Column {
  readonly name: string;
  through = 0;
  data: A;
  readonly #make: (size: number) => A;

  constructor(name: string, make: (size: number) => A) {
    this.name = name;
    this.#make = make;
    this.data = make(0);
  }

  room(size: number): void {
    if (size <= this.data.length) return;
    const wider = this.#make(roomy(size));
    wider.set(this.data);
    this.data = wider;
  }

  put(id: number, value: unknown): void {
    this.data[id] = numberOf(value);
  }

  settle(): void { /* nothing follows */ }

  * pieces(): Iterable<readonly [number, Uint8Array]> {
    yield [0, bytesOf(this.data, this.through + 1)];
  }

  take(piece: Uint8Array): void {
    const size = piece.length / this.data.BYTES_PER_ELEMENT;
    this.room(size);
    bytesOf(this.data, size).set(piece);
    this.through = size - 1;
  }
}

/** Texts in one piece: enough to be quick, few enough to be read within a slice. */
const TEXTS = 20_000;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Coded implements Column, CodedColumn {
  readonly name: string;
  through = 0;
  codes = new Uint32Array(0);
  readonly dictionary = new Dictionary();
  readonly parts: Parts | null;

  constructor(field: CodedField, split: Split | undefined) {
    this.name = columnOf(field);
    this.parts = split === undefined ? null : new Parts(this.dictionary, split);
  }

  room(size: number): void {
    if (size <= this.codes.length) return;
    const wider = new Uint32Array(roomy(size));
    wider.set(this.codes);
    this.codes = wider;
  }

  put(id: number, value: unknown): void {
    this.codes[id] = typeof value === 'string' ? this.dictionary.code(value) : 0;
  }

  settle(): void {
    this.parts?.all();
  }

  * pieces(): Iterable<readonly [number, Uint8Array]> {
    // Subtle: what comes while the texts are written may have values that are not among them, so it is left to the next reading.
    const { through } = this;
    const { values } = this.dictionary;
    for (let at = 1; 1 + (at - 1) * TEXTS < values.length; at++) {
      yield [at, encoder.encode(JSON.stringify(values.slice(1 + (at - 1) * TEXTS, 1 + at * TEXTS)))];
    }
    yield [0, bytesOf(this.codes, through + 1)];
  }

  take(piece: Uint8Array, at: number): void {
    if (at > 0) {
      for (const value of JSON.parse(decoder.decode(piece)) as readonly string[]) this.dictionary.code(value);
      this.settle();
      return;
    }
    const size = piece.length / 4;
    this.room(size);
    bytesOf(this.codes, size).set(piece);
    this.through = size - 1;
  }
}
