import type { Store } from '../store/open.ts';
import type { KeptIndex } from './kept-index.ts';
import { hashed, packShelf, readShelf, shelfBits, shelfOf } from './shelf.ts';

/** Postings sorted at a time: as many as take some 30 ms. */
const SORTED_AT_ONCE = 1 << 20;
const ROWS = 2000;
const SHELVES = 256;
/** Keys a record, by experience: fingerprints and the rest. */
const KEYS = 40;
/** Loose records from which packing is worth its writing: the more there are on the shelves, the more. */
const LEAST_LOOSE = 8192;
const LOOSE_SHARE = 16;

/** Whether it is time to pack. */
export function wantsPacking({ sqlite }: Store, index: KeptIndex, least: number = LEAST_LOOSE): boolean {
  if (index.loose < least) return false;
  return index.loose * LOOSE_SHARE > count(sqlite);
}

const count = (sqlite: Store['sqlite']): number => sqlite.prepare<[], number>('SELECT count(*) FROM duplicate_sketch').pluck().get() ?? 0;

/**
 * Brings the loose records' postings into the shelves, and those that count no more out of them. Yields between steps of some ten
 * milliseconds, each a transaction of its own. Whenever it is interrupted, the index stays right: as long as a record is
 * not marked as packed, its postings in the shelves do not count.
 */
export function* pack({ sqlite }: Store, index: KeptIndex): Generator<void, void, void> {
  yield* index.open(0);
  const wanted = shelfBits(count(sqlite) * KEYS);
  const anew = index.bits === 0 || Math.abs(wanted - index.bits) > 1;
  const bits = anew ? wanted : index.bits;
  if (anew && index.bits !== 0) yield* index.open(Infinity);
  const mark = sqlite.prepare(`UPDATE duplicate_sketch SET packed = 2 WHERE record_id IN
    (SELECT record_id FROM duplicate_sketch WHERE packed = ${anew ? 1 : 0} LIMIT ${ROWS})`);
  if (anew) yield* portions(() => sqlite.prepare(`UPDATE duplicate_sketch SET packed = 2 WHERE record_id IN
    (SELECT record_id FROM duplicate_sketch WHERE packed = 0 LIMIT ${ROWS})`).run().changes);
  yield* portions(() => mark.run().changes);
  if (anew) {
    const clear = sqlite.prepare(`DELETE FROM duplicate_shelf WHERE id IN (SELECT id FROM duplicate_shelf LIMIT ${ROWS})`);
    yield* portions(() => clear.run().changes);
    sqlite.prepare('UPDATE duplicate_state SET shelf_bits = ?').run(bits);
  }
  yield* write(sqlite, index, bits, anew);
  const done = sqlite.prepare(`UPDATE duplicate_sketch SET packed = 1 WHERE record_id IN
    (SELECT record_id FROM duplicate_sketch WHERE packed = 2 AND length(sketch) > 0 LIMIT ${ROWS})`);
  const gone = sqlite.prepare(`DELETE FROM duplicate_sketch WHERE record_id IN (SELECT record_id FROM duplicate_sketch WHERE packed = 2 LIMIT ${ROWS})`);
  yield* portions(() => done.run().changes);
  yield* portions(() => gone.run().changes);
  index.settled();
}

function* portions(step: () => number): Generator<void, void, void> {
  while (step() > 0) yield;
}

function* write(sqlite: Store['sqlite'], index: KeptIndex, bits: number, anew: boolean): Generator<void, void, void> {
  const shelves = 2 ** bits;
  const wanted = (record: number): boolean => anew || index.isLoose(record);
  const rounds = Math.max(1, Math.ceil(((anew ? index.memory.size : index.loose) * KEYS) / SORTED_AT_ONCE));
  const step = Math.ceil(shelves / rounds);
  const pick = sqlite.prepare<[number], Buffer>('SELECT postings FROM duplicate_shelf WHERE id = ?').pluck();
  const put = sqlite.prepare('INSERT OR REPLACE INTO duplicate_shelf (id, postings) VALUES (?, ?)');
  const drop = sqlite.prepare('DELETE FROM duplicate_shelf WHERE id = ?');
  const postings = new Postings(SORTED_AT_ONCE);
  for (let from = 0; from < shelves; from += step) {
    const to = Math.min(shelves, from + step);
    postings.clear();
    let seen = 0;
    yield* index.memory.postings((key, record) => {
      const hash = hashed(key);
      const shelf = shelfOf(hash, bits);
      if (shelf >= from && shelf < to && wanted(record)) postings.add(hash, record);
      return (++seen & 0x3_ffff) !== 0;
    });
    postings.sort();
    yield;
    const some = sqlite.transaction((first: number, last: number) => {
      for (let shelf = first; shelf < last; shelf++) {
        const fresh = postings.upTo(shelf, bits);
        const old = anew ? undefined : pick.get(shelf);
        if (old === undefined && fresh.hashes.length === 0) continue;
        const merged = old === undefined ? fresh : merge(old, fresh, (record) => !index.isLoose(record));
        if (merged === null) continue;
        if (merged.hashes.length === 0) drop.run(shelf);
        else put.run(shelf, packShelf(merged));
      }
    }).immediate;
    for (let first = from; first < to; first += SHELVES) {
      some(first, Math.min(to, first + SHELVES));
      yield;
    }
  }
}

interface Run {
  readonly hashes: ArrayLike<number>;
  readonly records: ArrayLike<number>;
}

/** What is on a shelf and still counts, with what is new; null = the shelf stays as it is. */
function merge(old: Uint8Array, fresh: Run, counts: (record: number) => boolean): Run | null {
  const hashes: number[] = [];
  const records: number[] = [];
  let at = 0;
  let changed = fresh.hashes.length > 0;
  const put = (hash: number, record: number): void => {
    hashes.push(hash);
    records.push(record);
  };
  readShelf(old, (hash, record) => {
    if (!counts(record)) {
      changed = true;
      return true;
    }
    for (; at < fresh.hashes.length; at++) {
      const next = fresh.hashes[at] ?? 0;
      if (next > hash || (next === hash && (fresh.records[at] ?? 0) > record)) break;
      put(next, fresh.records[at] ?? 0);
    }
    put(hash, record);
    return true;
  });
  for (; at < fresh.hashes.length; at++) put(fresh.hashes[at] ?? 0, fresh.records[at] ?? 0);
  return changed ? { hashes, records } : null;
}

/** Postings in two columns, sorted by a radix sort: stable, so that records added in ascending order stay so. */
class Postings {
  #hashes: Uint32Array<ArrayBuffer>;
  #records: Uint32Array<ArrayBuffer>;
  #otherHashes: Uint32Array<ArrayBuffer>;
  #otherRecords: Uint32Array<ArrayBuffer>;
  #size = 0;
  #read = 0;

  constructor(size: number) {
    this.#hashes = new Uint32Array(size);
    this.#records = new Uint32Array(size);
    this.#otherHashes = new Uint32Array(size);
    this.#otherRecords = new Uint32Array(size);
  }

  clear(): void {
    this.#size = 0;
    this.#read = 0;
  }

  add(hash: number, record: number): void {
    if (this.#size === this.#hashes.length) this.#grow();
    this.#hashes[this.#size] = hash;
    this.#records[this.#size++] = record;
  }

  sort(): void {
    for (const shift of [0, 11, 22]) {
      const places = new Uint32Array(2049);
      for (let at = 0; at < this.#size; at++) {
        const digit = ((this.#hashes[at] ?? 0) >>> shift) & 2047;
        places[digit + 1] = (places[digit + 1] ?? 0) + 1;
      }
      for (let digit = 1; digit < 2049; digit++) places[digit] = (places[digit] ?? 0) + (places[digit - 1] ?? 0);
      for (let at = 0; at < this.#size; at++) {
        const hash = this.#hashes[at] ?? 0;
        const digit = (hash >>> shift) & 2047;
        const place = places[digit] ?? 0;
        places[digit] = place + 1;
        this.#otherHashes[place] = hash;
        this.#otherRecords[place] = this.#records[at] ?? 0;
      }
      [this.#hashes, this.#otherHashes] = [this.#otherHashes, this.#hashes];
      [this.#records, this.#otherRecords] = [this.#otherRecords, this.#records];
    }
    // Records changed since they came were added late: put them in their place among those of their key.
    for (let at = 1; at < this.#size; at++) {
      const hash = this.#hashes[at] ?? 0;
      const record = this.#records[at] ?? 0;
      let place = at;
      for (; place > 0 && this.#hashes[place - 1] === hash && (this.#records[place - 1] ?? 0) > record; place--) {
        this.#records[place] = this.#records[place - 1] ?? 0;
      }
      this.#records[place] = record;
    }
  }

  /** The postings of the shelves up to this one that were not given yet. Shelves are asked for in ascending order. */
  upTo(shelf: number, bits: number): Run {
    const from = this.#read;
    while (this.#read < this.#size && shelfOf(this.#hashes[this.#read] ?? 0, bits) <= shelf) this.#read++;
    return { hashes: this.#hashes.subarray(from, this.#read), records: this.#records.subarray(from, this.#read) };
  }

  #grow(): void {
    const larger = (array: Uint32Array): Uint32Array<ArrayBuffer> => {
      const result = new Uint32Array(array.length * 2);
      result.set(array);
      return result;
    };
    this.#hashes = larger(this.#hashes);
    this.#records = larger(this.#records);
    this.#otherHashes = new Uint32Array(this.#hashes.length);
    this.#otherRecords = new Uint32Array(this.#hashes.length);
  }
}
