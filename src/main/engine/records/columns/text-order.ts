import type Database from 'better-sqlite3';
import type { Steps } from '../slices.ts';
import { comparePlaces, places } from './collation.ts';
import type { Keepable, KeptColumns, Since } from './kept.ts';
import { sortedBy } from './merge.ts';
import { rising, sortedByKeys } from './radix.ts';

/** Long fields that can be sorted by. Of the body only how it begins counts. */
export type LongField = 'kicker' | 'title' | 'subtitle' | 'body';

const QUESTIONS: Readonly<Record<LongField, { readonly table: string; readonly value: string }>> = {
  kicker: { table: 'record', value: 'kicker' },
  title: { table: 'record', value: 'title' },
  subtitle: { table: 'record', value: 'subtitle' },
  body: { table: 'record_text', value: 'substr(body, 1, 40)' },
};

/** Up to this many changes at once are put in their places one by one; finding a place reads some twenty texts. */
const FEW = 500;
const FEW_OF = 200;
const CHUNK = 8192;

/** The order of all records by one long field, kept up with edits. */
export class TextOrder implements Keepable {
  readonly name: string;
  readonly #sqlite: Database.Database;
  readonly #kept: KeptColumns | null;
  readonly #table: string;
  readonly #value: string;
  /** Records that have a value, in order. */
  #order = new Uint32Array(0);
  /** Index = record id: dense rank from 1, equal texts equal; 0 without a value. */
  ranks = new Uint32Array(0);
  #highest = 0;
  #through = 0;
  #looked = false;
  /** Driven by all who wait for the order; null when nobody does. */
  #making: Steps<void> | null = null;
  /** Records that changed while it was being made. */
  #missed = new Set<number>();

  constructor(sqlite: Database.Database, field: LongField, kept: KeptColumns | null) {
    this.name = `order of ${field}`;
    this.#sqlite = sqlite;
    this.#kept = kept;
    this.#table = QUESTIONS[field].table;
    this.#value = QUESTIONS[field].value;
  }

  get highest(): number {
    return this.#highest;
  }

  get through(): number {
    return this.#making === null ? this.#through : 0;
  }

  /** Bring up to the records there are now; `top` is the highest id. */
  * refreshing(top: number): Steps<void> {
    while (this.#making !== null || this.#through < top) {
      if (this.#making === null && this.#through > 0 && top - this.#through <= this.#few()) {
        const fresh = Array.from({ length: top - this.#through }, (_, at) => this.#through + 1 + at);
        this.#through = top;
        this.#move(fresh);
        return;
      }
      const making = this.#making ??= this.#make(top);
      while (making.next().done !== true) yield;
    }
  }

  changed(ids: ReadonlySet<number>): void {
    if (this.#making !== null) {
      for (const id of ids) this.#missed.add(id);
      return;
    }
    if (this.#through === 0) return;
    const here = [...ids].filter((id) => id <= this.#through);
    if (here.length > this.#few()) this.#through = 0;
    else this.#move(here);
  }

  * pieces(): Iterable<readonly [number, Uint8Array]> {
    const head = Uint32Array.of(this.#through, this.#highest, this.#order.length);
    const all = new Uint32Array(head.length + this.#order.length + this.#through + 1);
    all.set(head);
    all.set(this.#order, head.length);
    all.set(this.ranks.subarray(0, this.#through + 1), head.length + this.#order.length);
    yield [0, new Uint8Array(all.buffer)];
  }

  take(piece: Uint8Array): void {
    const all = new Uint32Array(piece.length / 4);
    new Uint8Array(all.buffer).set(piece);
    const [through = 0, highest = 0, size = 0] = all;
    this.#order = all.slice(3, 3 + size);
    this.ranks = all.slice(3 + size, 4 + size + through);
    this.#highest = highest;
    this.#through = through;
  }

  #few(): number {
    return Math.max(FEW, this.#through / FEW_OF);
  }

  * #make(top: number): Steps<void> {
    this.#missed = new Set();
    let since: Since | null = null;
    try {
      if (this.#kept !== null && !this.#looked) {
        this.#looked = true;
        since = yield* this.#kept.load(this);
      }
      if (since === null) {
        yield* this.#build(top);
        this.#through = top;
      }
    } finally {
      this.#making = null;
    }
    this.changed(new Set([...this.#missed, ...since?.records ?? []]));
  }

  * #build(top: number): Steps<void> {
    const place = places();
    const texts: string[] = [];
    let ids = new Uint32Array(top);
    let high = new Uint32Array(top);
    let low = new Uint32Array(top);
    let size = 0;
    const read = this.#sqlite.prepare<[number, number], [number, string | null]>(
      `SELECT id, ${this.#value} FROM "${this.#table}" WHERE id > ? ORDER BY id LIMIT ?`).raw();
    for (let from = 0; ;) {
      const rows = read.all(from, CHUNK);
      for (const [id, text] of rows) {
        from = id;
        if (text === null || text === '' || id > top) continue;
        texts[size] = text;
        ids[size] = id;
        const [first, second] = prefix(text, place);
        high[size] = first;
        low[size] = second;
        size++;
      }
      yield;
      if (rows.length < CHUNK) break;
    }
    [ids, high, low] = [ids.subarray(0, size), high.subarray(0, size), low.subarray(0, size)];
    let at: Uint32Array = rising(size, 0);
    at = yield* sortedByKeys(at, low, 0xffffffff);
    at = yield* sortedByKeys(at, at.map((index) => high[index] ?? 0), 0xffffffff);
    const same = (a: number, b: number): boolean => high[a] === high[b] && low[a] === low[b];
    const compare = (a: number, b: number): number => comparePlaces(texts[a] ?? '', texts[b] ?? '') || a - b;
    const ranks = new Uint32Array(top + 1);
    let rank = 0;
    let stepped = 0;
    for (let start = 0; start < size;) {
      let end = start + 1;
      while (end < size && same(at[start] ?? 0, at[end] ?? 0)) end++;
      if (end - start > 1) at.set(yield* sortedBy(at.subarray(start, end), compare), start);
      for (let index = start; index < end; index++) {
        const here = at[index] ?? 0;
        if (index === start || comparePlaces(texts[at[index - 1] ?? 0] ?? '', texts[here] ?? '') !== 0) rank++;
        ranks[ids[here] ?? 0] = rank;
      }
      start = end;
      if (start - stepped < CHUNK) continue;
      stepped = start;
      yield;
    }
    this.#order = at.map((index) => ids[index] ?? 0);
    this.ranks = ranks;
    this.#highest = rank;
  }

  /** Take records out and put them where their texts now belong. */
  #move(moved: readonly number[]): void {
    if (moved.length === 0) return;
    const out = new Set(moved);
    const rest = this.#order.filter((id) => !out.has(id));
    const textOf = this.#sqlite.prepare<[number], string | null>(`SELECT ${this.#value} FROM "${this.#table}" WHERE id = ?`).pluck();
    const placed = moved.map((id) => ({ id, text: textOf.get(id) ?? '' })).filter(({ text }) => text !== '')
      .map(({ id, text }) => {
        let [from, to] = [0, rest.length];
        while (from < to) {
          const middle = from + to >>> 1;
          if (comparePlaces(textOf.get(rest[middle] ?? 0) ?? '', text) < 0) from = middle + 1;
          else to = middle;
        }
        return { id, text, before: from };
      }).sort((a, b) => a.before - b.before || comparePlaces(a.text, b.text) || a.id - b.id);
    const old = this.ranks;
    const order = new Uint32Array(rest.length + placed.length);
    const ranks = new Uint32Array(Math.max(this.#through + 1, old.length));
    let size = 0;
    let rank = 0;
    let next = 0;
    // Equal to the one before it? Among old neighbours by the old rank, else by the texts.
    let lastOld = -1;
    let lastText: string | null = null;
    for (let at = 0; at <= rest.length; at++) {
      for (let here = placed[next]; here !== undefined && here.before === at; here = placed[++next]) {
        lastText ??= lastOld < 0 ? null : textOf.get(lastOld) ?? '';
        if (lastText === null || comparePlaces(lastText, here.text) !== 0) rank++;
        ranks[here.id] = rank;
        order[size++] = here.id;
        lastText = here.text;
      }
      if (at === rest.length) break;
      const id = rest[at] ?? 0;
      const equal = lastText !== null ? comparePlaces(lastText, textOf.get(id) ?? '') === 0 : lastOld >= 0 && old[lastOld] === old[id];
      if (!equal) rank++;
      ranks[id] = rank;
      order[size++] = id;
      lastOld = id;
      lastText = null;
    }
    this.#order = order;
    this.ranks = ranks;
    this.#highest = rank;
  }
}

/** The places of the first four counting units, in two numbers. */
function prefix(text: string, place: Uint16Array): readonly [number, number] {
  const four: [number, number, number, number] = [0, 0, 0, 0];
  let size = 0;
  for (let at = 0; at < text.length && size < 4; at++) {
    const here = place[text.charCodeAt(at)] ?? 0;
    if (here !== 0) four[size++] = here;
  }
  return [four[0] * 0x10000 + four[1], four[2] * 0x10000 + four[3]];
}
