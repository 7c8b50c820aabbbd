import type Database from 'better-sqlite3';
import type { FieldName, Sort } from '../../../../contract/records.ts';
import { isCoded } from './columns.ts';
import type { CodedField, Columns } from './columns.ts';
import { comparePlaces } from './collation.ts';
import { sortByKeys } from './radix.ts';
import { TextOrder } from './text-order.ts';
import type { LongField } from './text-order.ts';

/** A rank from 1 for each record that has a value, 0 for the others. */
interface Ranking {
  readonly rank: (id: number) => number;
  readonly highest: number;
}

/** Puts records in order by any field. Records without a value come last in either direction, equals by id. */
export class Sorter {
  readonly #sqlite: Database.Database;
  readonly #columns: Columns;
  readonly #orders = new Map<LongField, TextOrder>();
  readonly #codeRanks = new Map<CodedField, Uint32Array>();

  constructor(sqlite: Database.Database, columns: Columns) {
    this.#sqlite = sqlite;
    this.#columns = columns;
  }

  /** Ids ascending in, ids in order out. */
  sort(ids: Uint32Array, by: readonly Sort[]): Uint32Array {
    let sorted = ids;
    for (const { field, descending = false } of withinIssue(by).reverse()) {
      if (field === 'id') {
        sorted = sortByKeys(sorted, descending ? sorted.map((id) => ~id >>> 0) : sorted.slice(), 0xffffffff);
        continue;
      }
      const { rank, highest } = this.#ranking(field);
      const keys = new Uint32Array(sorted.length);
      for (let at = 0; at < sorted.length; at++) {
        const here = rank(sorted[at] ?? 0);
        keys[at] = here === 0 ? highest + 1 : descending ? highest - here : here;
      }
      sorted = sortByKeys(sorted, keys, highest + 1);
    }
    return sorted;
  }

  changed(ids: ReadonlySet<number>, columns: ReadonlySet<string> | null): void {
    for (const [field, order] of this.#orders) if (columns === null || columns.has(field)) order.changed(ids);
  }

  #ranking(field: FieldName | 'status'): Ranking {
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
      const { codes } = columns.coded(field);
      const ranks = this.#ranksOf(field);
      return { rank: (id) => ranks[codes[id] ?? 0] ?? 0, highest: ranks.length };
    }
    let order = this.#orders.get(field);
    if (order === undefined) this.#orders.set(field, order = new TextOrder(this.#sqlite, field));
    order.refresh(columns.size - 1);
    const { ranks, highest } = order;
    return { rank: (id) => ranks[id] ?? 0, highest };
  }

  /** Index = code. A dictionary only grows, so its length says whether the ranks are still right. */
  #ranksOf(field: CodedField): Uint32Array {
    const { values } = this.#columns.coded(field).dictionary;
    const known = this.#codeRanks.get(field);
    if (known?.length === values.length) return known;
    const compare = comparison(field);
    const order = values.map((_, code) => code).slice(1).sort((a, b) => compare(values[a] ?? '', values[b] ?? ''));
    const ranks = new Uint32Array(values.length);
    order.forEach((code, at) => { ranks[code] = at + 1; });
    this.#codeRanks.set(field, ranks);
    return ranks;
  }
}

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
