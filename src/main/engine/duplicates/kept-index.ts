import type Database from 'better-sqlite3';
import type { Postings, Sketches } from './core/index.ts';
import { HOLDERS_NEEDED, MemoryIndex } from './core/index.ts';
import type { Prepared } from './core/prepared.ts';
import { keysOf } from './core/prepared.ts';
import type { Sketch } from './core/sketch.ts';
import { hashed, KEPT, packKeys, readShelf, shelfOf, unpackKeys } from './shelf.ts';

/** The shelves cannot answer exactly any more: too many of the holders they know of a key have changed. They must be packed anew. */
export class WornShelves extends Error {}

/** Rows read between two rests. */
const PORTION = 2000;
/** The index is taken into memory as a whole when more than this share of it is to be looked up. */
const WORTH_LOADING = 0.02;

interface Row {
  readonly id: number; readonly sketch: Buffer; readonly packed: number;
}

/**
 * The index of a library: postings packed in shelves, and those of the records that came or changed since in memory. Both
 * are written in the transaction of the caller; when that fails, `forget` what is in memory.
 */
export class KeptIndex implements Postings, Sketches {
  readonly #sqlite: Database.Database;
  readonly #row: Database.Statement<[number], { sketch: Buffer; packed: number }>;
  readonly #put: Database.Statement<[number, Buffer, number]>;
  readonly #drop: Database.Statement<[number]>;
  readonly #shelf: Database.Statement<[number], Buffer>;
  #memory = new MemoryIndex();
  /** Records whose postings in the shelves do not count; those of them that are there are in memory. */
  #loose = new Uint8Array(1024);
  #looseCount = 0;
  #bits = 0;
  #loaded: 'nothing' | 'loose' | 'all' = 'nothing';
  #found = new Uint32Array(2 * KEPT);

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite;
    this.#row = sqlite.prepare('SELECT sketch, packed FROM duplicate_sketch WHERE record_id = ?');
    this.#put = sqlite.prepare('INSERT OR REPLACE INTO duplicate_sketch (record_id, sketch, packed) VALUES (?, ?, ?)');
    this.#drop = sqlite.prepare('DELETE FROM duplicate_sketch WHERE record_id = ?');
    this.#shelf = sqlite.prepare<[number], Buffer>('SELECT postings FROM duplicate_shelf WHERE id = ?').pluck();
  }

  /** Records that are in memory because their postings are in no shelf. */
  get loose(): number {
    return this.#looseCount;
  }

  get memory(): MemoryIndex {
    return this.#memory;
  }

  get bits(): number {
    return this.#bits;
  }

  isLoose(record: number): boolean {
    return this.#loose[record] === 1;
  }

  /** Gets ready for so many look-ups; to be called before the others. Yields between portions. */
  *open(lookups: number): Generator<void, void, void> {
    const count = this.#sqlite.prepare<[], number>('SELECT count(*) FROM duplicate_sketch').pluck().get() ?? 0;
    const all = lookups > count * WORTH_LOADING + 50;
    if (this.#loaded === 'all' || (this.#loaded === 'loose' && !all)) return;
    this.forget();
    this.#bits = this.#sqlite.prepare<[], number>('SELECT shelf_bits FROM duplicate_state').pluck().get() ?? 0;
    const loose = this.#sqlite.prepare<[number, number], Row>(
      'SELECT record_id AS id, sketch, packed FROM duplicate_sketch WHERE packed <> 1 AND record_id > ? ORDER BY record_id LIMIT ?');
    const every = this.#sqlite.prepare<[number, number], Row>('SELECT record_id AS id, sketch, packed FROM duplicate_sketch WHERE record_id > ? ORDER BY record_id LIMIT ?');
    const pick = all ? every : loose;
    for (let last = 0, rows = pick.all(last, PORTION); rows.length > 0; rows = pick.all(last, PORTION)) {
      for (const { id, sketch, packed } of rows) {
        last = id;
        if (packed !== 1) this.#loosen(id);
        if (sketch.length === 0) continue;
        const { prints, bound, blocks } = unpackKeys(sketch);
        this.#memory.add(id, { prints, bound }, blocks);
      }
      yield;
    }
    this.#loaded = all ? 'all' : 'loose';
  }

  /** Lets go of what is in memory; it is read again when it is needed. */
  forget(): void {
    this.#memory = new MemoryIndex();
    this.#loose = new Uint8Array(1024);
    this.#looseCount = 0;
    this.#loaded = 'nothing';
  }

  /** After packing: nothing is loose any more. */
  settled(): void {
    this.forget();
  }

  /** Takes a record in, in place of what was here under its id. Returns false when that was the same. */
  add(prepared: Prepared): boolean {
    const { article: { id }, sketch } = prepared;
    const blocks = keysOf(prepared);
    const packed = packKeys(sketch.prints, sketch.bound, blocks);
    const row = this.#row.get(id);
    if (row?.sketch.equals(packed) === true) return false;
    this.#put.run(id, packed, row === undefined || row.packed === 0 ? 0 : 2);
    this.#loosen(id);
    this.#memory.add(id, sketch, blocks);
    return true;
  }

  /** Takes a record of an id above all others in. */
  append(prepared: Prepared): void {
    const { article: { id }, sketch } = prepared;
    const blocks = keysOf(prepared);
    this.#put.run(id, packKeys(sketch.prints, sketch.bound, blocks), 0);
    this.#loosen(id);
    this.#memory.add(id, sketch, blocks);
  }

  /** Takes a record out. */
  remove(record: number): void {
    const row = this.#row.get(record);
    if (row === undefined) return;
    if (row.packed === 0) this.#drop.run(record);
    else this.#put.run(record, Buffer.alloc(0), 2);
    this.#loosen(record);
    this.#memory.remove(record);
  }

  /** All keys of a record; none when it is not here. */
  keys(record: number): readonly number[] {
    const row = this.#row.get(record);
    if (row === undefined || row.sketch.length === 0) return [];
    const { prints, blocks } = unpackKeys(row.sketch);
    return [...prints, ...blocks];
  }

  sketch(record: number): Sketch | undefined {
    const here = this.#memory.sketch(record);
    if (here !== undefined || this.#loaded === 'all') return here;
    const row = this.#row.get(record);
    return row === undefined || row.sketch.length === 0 ? undefined : unpackKeys(row.sketch);
  }

  before(key: number, record: number, most: number): ArrayLike<number> {
    const here = this.#memory.before(key, record, most);
    if (this.#loaded === 'all' || this.#bits === 0) return here;
    const there = this.#shelved(key, record);
    if (there.length === 0) return here;
    // The highest ids first: both are in order already, the shelf's the other way round.
    if (this.#found.length < most) this.#found = new Uint32Array(most * 2);
    const found = this.#found;
    let size = 0;
    for (let a = 0, b = there.length - 1; size < most && (a < here.length || b >= 0);) {
      const mine = here[a] ?? 0;
      const shelf = there[b] ?? 0;
      if (mine > shelf) {
        found[size++] = mine;
        a++;
      } else {
        found[size++] = shelf;
        b--;
      }
    }
    return found.subarray(0, size);
  }

  /** The next holders of a key after a record, lowest id first, at most `most`. */
  after(key: number, record: number, most: number): readonly number[] {
    const here = this.#memory.after(key, record);
    const there = this.#loaded === 'all' || this.#bits === 0 ? [] : this.#shelved(key, 0xffff_ffff).filter((id) => id > record);
    return [...here, ...there].sort((a, b) => a - b).slice(0, most);
  }

  /** Holders by the shelves below an id, ascending. */
  #shelved(key: number, below: number): readonly number[] {
    const hash = hashed(key);
    const shelf = this.#shelf.get(shelfOf(hash, this.#bits));
    if (shelf === undefined) return [];
    const holders: number[] = [];
    let known = 0;
    let valid = 0;
    readShelf(shelf, (at, record) => {
      if (at !== hash) return at < hash;
      known++;
      if (this.#loose[record] === 1) return true;
      valid++;
      if (record < below) holders.push(record);
      return true;
    });
    if (known === KEPT && valid < HOLDERS_NEEDED) throw new WornShelves();
    return holders;
  }

  #loosen(record: number): void {
    if (record >= this.#loose.length) {
      const larger = new Uint8Array(Math.max(record + 1, this.#loose.length * 2));
      larger.set(this.#loose);
      this.#loose = larger;
    }
    if (this.#loose[record] === 1) return;
    this.#loose[record] = 1;
    this.#looseCount++;
  }
}
