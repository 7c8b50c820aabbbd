/**
 * The in-memory index from fingerprints and block keys to records. Candidate scoring sees only the two interfaces, so
 * the same scoring runs on postings kept in a database.
 */
import type { Sketch } from './sketch.ts';

/** Which records hold a 32-bit key. */
export interface Postings {
  /**
   * Records holding the key, at most the `most` that were added last; undefined = none. The answer is valid until the
   * next call.
   */
  get(key: number, most?: number): ArrayLike<number> | undefined;
  /** How many records hold the key. */
  df(key: number): number;
}

/** The stored sketches of indexed records. */
export interface Sketches {
  sketch(record: number): Sketch | undefined;
}

const NONE = 0xffff_ffff;

/**
 * Postings in typed arrays: an open-addressed table of keys, each with its count and the head of a chain. About 8
 * bytes a posting and 12 to 24 a distinct key; 30 million postings fit in 0.9 GB.
 */
export class MemoryIndex implements Postings, Sketches {
  #keys = new Uint32Array(1 << 16);
  #counts = new Uint32Array(1 << 16);
  /** Count 1: the record itself; more: head of its chain. */
  #heads = new Uint32Array(1 << 16);
  #used = 0;
  #records = new Uint32Array(1 << 16);
  #next = new Uint32Array(1 << 16);
  #chained = 0;
  #free = NONE;
  readonly #sketches = new Map<number, Sketch>();
  #found = new Uint32Array(64);

  /** Number of records in the index. */
  get size(): number {
    return this.#sketches.size;
  }

  /** Adds a record under its fingerprints and block keys. The record must not be in the index. */
  add(record: number, sketch: Sketch, keys: Iterable<number>): void {
    this.#sketches.set(record, sketch);
    for (const print of sketch.prints) this.#insert(print, record);
    for (const key of new Set(keys)) this.#insert(key, record);
  }

  /** Takes a record out again, under the same keys as it was added. An absent record is left alone. */
  remove(record: number, keys: Iterable<number>): void {
    const sketch = this.#sketches.get(record);
    if (sketch === undefined) return;
    this.#sketches.delete(record);
    for (const print of sketch.prints) this.#delete(print, record);
    for (const key of new Set(keys)) this.#delete(key, record);
  }

  has(record: number): boolean {
    return this.#sketches.has(record);
  }

  sketch(record: number): Sketch | undefined {
    return this.#sketches.get(record);
  }

  df(key: number): number {
    return this.#counts[this.#slot(key)] ?? 0;
  }

  get(key: number, most = NONE): ArrayLike<number> | undefined {
    const slot = this.#slot(key);
    const all = this.#counts[slot] ?? 0;
    if (all === 0) return undefined;
    const count = Math.min(all, most);
    if (count > this.#found.length) this.#found = new Uint32Array(count * 2);
    let at = this.#heads[slot] ?? 0;
    if (all === 1) {
      this.#found[0] = at;
    } else {
      for (let size = 0; size < count; size++) {
        this.#found[size] = this.#records[at] ?? 0;
        at = this.#next[at] ?? NONE;
      }
    }
    return this.#found.subarray(0, count);
  }

  /** Slot of the key, or the empty slot where it belongs. A slot once used keeps its key, also at count 0. */
  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    // Subtle: key 0 marks an empty slot, so it is stored as 1; a fingerprint 0 and 1 share postings, which is harmless.
    const wanted = key === 0 ? 1 : key;
    let slot = (Math.imul(wanted, 0x9e37_79b1) >>> 7) & mask;
    for (;;) {
      const there = this.#keys[slot] ?? 0;
      if (there === wanted || there === 0) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #insert(key: number, record: number): void {
    if (this.#used * 4 > this.#keys.length * 3) this.#grow();
    const slot = this.#slot(key);
    const count = this.#counts[slot] ?? 0;
    const head = this.#heads[slot] ?? 0;
    if (this.#keys[slot] === 0) {
      this.#keys[slot] = key === 0 ? 1 : key;
      this.#used++;
    }
    this.#counts[slot] = count + 1;
    if (count === 0) this.#heads[slot] = record;
    else this.#heads[slot] = this.#link(record, count === 1 ? this.#link(head, NONE) : head);
  }

  #delete(key: number, record: number): void {
    const slot = this.#slot(key);
    const count = this.#counts[slot] ?? 0;
    if (count === 0) return;
    const head = this.#heads[slot] ?? 0;
    if (count === 1) {
      if (head === record) this.#counts[slot] = 0;
      return;
    }
    let before = NONE;
    for (let at = head; at !== NONE; before = at, at = this.#next[at] ?? NONE) {
      if (this.#records[at] !== record) continue;
      const after = this.#next[at] ?? NONE;
      if (before === NONE) this.#heads[slot] = after;
      else this.#next[before] = after;
      this.#release(at);
      this.#counts[slot] = count - 1;
      if (count === 2) {
        const last = this.#heads[slot] ?? NONE;
        this.#heads[slot] = this.#records[last] ?? 0;
        this.#release(last);
      }
      return;
    }
  }

  #link(record: number, next: number): number {
    let at = this.#free;
    if (at === NONE) {
      at = this.#chained++;
      if (at === this.#records.length) {
        this.#records = grown(this.#records);
        this.#next = grown(this.#next);
      }
    } else {
      this.#free = this.#next[at] ?? NONE;
    }
    this.#records[at] = record;
    this.#next[at] = next;
    return at;
  }

  #release(at: number): void {
    this.#next[at] = this.#free;
    this.#free = at;
  }

  #grow(): void {
    const keys = this.#keys;
    const counts = this.#counts;
    const heads = this.#heads;
    const size = keys.length * 2;
    this.#keys = new Uint32Array(size);
    this.#counts = new Uint32Array(size);
    this.#heads = new Uint32Array(size);
    this.#used = 0;
    for (let at = 0; at < keys.length; at++) {
      const count = counts[at] ?? 0;
      if (count === 0) continue;
      const slot = this.#slot(keys[at] ?? 0);
      this.#keys[slot] = keys[at] ?? 0;
      this.#counts[slot] = count;
      this.#heads[slot] = heads[at] ?? 0;
      this.#used++;
    }
  }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(array.length * 2);
  result.set(array);
  return result;
}
