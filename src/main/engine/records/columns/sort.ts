import type Database from 'better-sqlite3';
import type { FieldName, Sort } from '../../../../contract/records.ts';
import type { Steps } from '../slices.ts';
import type { Bits } from './bits.ts';
import { comparePlaces } from './collation.ts';
import { isCoded } from './column.ts';
import type { CodedField } from './column.ts';
import type { Columns } from './columns.ts';
import type { KeptColumns } from './kept.ts';
import { rising, sortedByKeys } from './radix.ts';
import { TextOrder } from './text-order.ts';
import type { LongField } from './text-order.ts';
import { ValueOrder } from './value-order.ts';

/** A rank from 1 for each record that has a value, 0 for the others. */
interface Ranking {
  readonly rank: (id: number) => number;
  readonly highest: number;
}

/** All records there are, in one order: what is found is put in order by looking its records up here. */
interface Whole {
  readonly by: readonly Sort[];
  readonly order: Uint32Array;
  /** Index = record id: its place. */
  readonly places: Uint32Array;
}

/** Orders kept, eight bytes a record each. */
const WHOLES = 3;
/** With fewer than one record in so many it is quicker to sort them than to look through all. */
const SPARSE = 24;

/** Puts records in order by any field. Records without a value come last in either direction, equals by id. */
export class Sorter {
  readonly #sqlite: Database.Database;
  readonly #columns: Columns;
  readonly #kept: KeptColumns | null;
  readonly #texts = new Map<LongField, TextOrder>();
  readonly #values = new Map<CodedField, ValueOrder>();
  readonly #wholes = new Map<string, Whole>();
  /** Counts changes, to know an order that was overtaken while it was being made. */
  #changes = 0;

  constructor(sqlite: Database.Database, columns: Columns, kept: KeptColumns | null = null) {
    this.#sqlite = sqlite;
    this.#columns = columns;
    this.#kept = kept;
  }

  /** The ids found, in order. */
  * sorting(found: { readonly bits: Bits; readonly ids: Uint32Array }, by: readonly Sort[]): Steps<Uint32Array> {
    const { bits, ids } = found;
    if (by.length === 0) return ids;
    const { order, places } = yield* this.#whole(withinIssue(by));
    if (ids.length * SPARSE < order.length) {
      return yield* sortedByKeys(ids, ids.map((id) => places[id] ?? 0), order.length);
    }
    const sorted = new Uint32Array(ids.length);
    for (let at = 0, size = 0; at < order.length; at++) {
      const id = order[at] ?? 0;
      if (bits.has(id)) sorted[size++] = id;
    }
    return sorted;
  }

  changed(ids: ReadonlySet<number>, columns: ReadonlySet<string> | null): void {
    this.#changes++;
    for (const [field, order] of this.#texts) if (columns === null || columns.has(field)) order.changed(ids);
    for (const [key, { by }] of this.#wholes) {
      if (columns === null || by.some(({ field }) => columnsOf(field).some((column) => columns.has(column)))) this.#wholes.delete(key);
    }
  }

  /** Orders of long fields that are there, for keeping. */
  filled(): readonly TextOrder[] {
    return [...this.#texts.values()].filter(({ through }) => through > 0);
  }

  * #whole(by: readonly Sort[]): Steps<Whole> {
    const key = JSON.stringify(by);
    const { size } = this.#columns;
    const known = this.#wholes.get(key);
    this.#wholes.delete(key);
    const changes = this.#changes;
    const whole = known?.places.length === size ? known : yield* this.#making(by, size);
    if (changes === this.#changes) this.#wholes.set(key, whole);
    if (this.#wholes.size > WHOLES) for (const oldest of this.#wholes.keys()) { this.#wholes.delete(oldest); break; }
    return whole;
  }

  * #making(by: readonly Sort[], size: number): Steps<Whole> {
    let order: Uint32Array = rising(size - 1, 1);
    for (const { field, descending = false } of by.toReversed()) {
      yield;
      if (field === 'id') {
        order = yield* sortedByKeys(order, descending ? order.map((id) => ~id >>> 0) : order.slice(), 0xffffffff);
        continue;
      }
      const { rank, highest } = yield* this.#ranking(field);
      const keys = new Uint32Array(order.length);
      for (let at = 0; at < order.length; at++) {
        const here = rank(order[at] ?? 0);
        keys[at] = here === 0 ? highest + 1 : descending ? highest - here : here;
      }
      yield;
      order = yield* sortedByKeys(order, keys, highest + 1);
    }
    yield;
    const places = new Uint32Array(size);
    for (let at = 0; at < order.length; at++) places[order[at] ?? 0] = at;
    return { by, order, places };
  }

  * #ranking(field: FieldName | 'status'): Steps<Ranking> {
    const columns = this.#columns;
    if (field === 'status') {
      const { status } = columns;
      return { rank: (id) => (status[id] ?? 0) + 1, highest: 256 };
    }
    if (field === 'date') {
      const { day } = columns;
      return { rank: (id) => day[id] ?? 0, highest: 99_999_999 };
    }
    if (isCoded(field)) {
      const [column] = yield* columns.coding([field]);
      if (column === undefined) return { rank: () => 0, highest: 0 };
      let values = this.#values.get(field);
      if (values === undefined) this.#values.set(field, values = new ValueOrder(column.dictionary, comparison(field)));
      const ranks = yield* values.ranks();
      const { codes } = column;
      return { rank: (id) => ranks[codes[id] ?? 0] ?? 0, highest: ranks.length };
    }
    const { ranks, highest } = yield* this.warming(field);
    return { rank: (id) => ranks[id] ?? 0, highest };
  }

  /** The order of a long field, ready to be looked up. */
  * warming(field: LongField): Steps<TextOrder> {
    let order = this.#texts.get(field);
    if (order === undefined) this.#texts.set(field, order = new TextOrder(this.#sqlite, field, this.#kept));
    yield* order.refreshing(this.#columns.size - 1);
    return order;
  }
}

/** Columns of the table that an order by a field depends on. */
const columnsOf = (field: Sort['field']): readonly string[] => (field === 'date' ? ['day'] : field === 'pageName' ? ['page_name'] : [field]);

/** A list by date reads like the newspaper: within a day by page and item. */
function withinIssue(by: readonly Sort[]): Sort[] {
  const sorts = by.flatMap((sort): Sort[] => (sort.field === 'date' ? [sort, { field: 'page' }, { field: 'item' }] : [sort]));
  return sorts.filter(({ field }, at) => sorts.findIndex((other) => other.field === field) === at);
}

function comparison(field: CodedField): (a: string, b: string) => number {
  const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  if (field === 'class' || field === 'date') return byCode;
  if (field === 'page' || field === 'item' || field === 'issue') return (a, b) => leading(a) - leading(b) || byCode(a, b);
  return (a, b) => comparePlaces(a, b) || byCode(a, b);
}

/** The number a value begins with; values without one after all numbers. */
function leading(value: string): number {
  const digits = /^\s*(\d{1,15})/u.exec(value)?.[1];
  return digits === undefined ? Number.MAX_SAFE_INTEGER : Number(digits);
}
