/**
 * The index from keys (fingerprints and block keys) to the records that hold them. Candidate search sees only the two
 * interfaces, so the same search runs on what is in memory and on what is kept in the library.
 *
 * Every question is asked for a record and answered from the records of lower ids. So what is found for a record does
 * not depend on when it is asked: a run over everything and any sequence of imports and edits come to the same.
 */
import { isOpenKey } from './blocks.ts';
import type { Sketch } from './sketch.ts';

/** Which records hold a 32-bit key. */
export interface Postings {
  /**
   * Holders of the key with a lower id than `record`, the highest id first, at most `most`. Of a key of many records only the
   * first {@link HOLDERS} are known, open keys (`isOpenKey`) apart. The answer is valid until the next call.
   */
  before(key: number, record: number, most: number): ArrayLike<number>;
}

/** The sketches of indexed records. */
export interface Sketches {
  /** Valid until the next call. */
  sketch(record: number): Sketch | undefined;
}

/**
 * Holders kept of one key. Nobody asks for those of a key with more than `FREQUENT` (candidates.ts) lower ids; the ones beyond are spare, so
 * that taking a few records out leaves the answer right.
 */
export const HOLDERS = 96;
/** With fewer known holders than this, and others that are not known, they have to be looked for again. */
export const HOLDERS_NEEDED = 49;

const MORE = 0x80;
const KNOWN = 0x7f;
const COUNT = 0xff;
const TAG = 0xff00;
const GONE = 0xffff_ffff;
/** Words before the keys of a record: number of fingerprints and of block keys, and the sketch's bound. */
const HEADER = 2;

/**
 * All in typed arrays: the keys of each record one after another, and an open-addressed table whose slots point at the
 * newest holder, from where a chain runs through the keys themselves. About 12 bytes a posting and 9 to 18 a distinct key.
 * Record ids are expected to be dense, as those of a library are.
 */
export class MemoryIndex implements Postings, Sketches {
  /** Header, fingerprints and block keys of each record. Position 0 is nobody's. */
  #arena = new Uint32Array(1 << 14);
  #owner = new Uint32Array(1 << 14);
  #next = new Uint32Array(1 << 14);
  #end = 1;
  /** Position in the arena by record id; 0 = not here. */
  #starts = new Uint32Array(1 << 10);
  #size = 0;
  #heads = new Uint32Array(1 << 14);
  /**
   * Known holders, whether there are others, and eight bits of the key's hash: these tell most other keys apart without a
   * look into the arena, which at a million records is a look into the main memory.
   */
  #counts = new Uint16Array(1 << 14);
  #used = 0;
  #found = new Uint32Array(HOLDERS + 1);

  /** Number of records in the index. */
  get size(): number {
    return this.#size;
  }

  has(record: number): boolean {
    return (this.#starts[record] ?? 0) !== 0;
  }

  /** Adds a record under its fingerprints and block keys. One that is here already is replaced. */
  add(record: number, sketch: Sketch, blocks: ArrayLike<number>): void {
    if (this.has(record)) this.remove(record);
    const { prints, bound } = sketch;
    const start = this.#end;
    const end = start + HEADER + prints.length + blocks.length;
    if (end > this.#arena.length) {
      const size = Math.max(end, this.#arena.length * 2);
      this.#arena = grown(this.#arena, size);
      this.#owner = grown(this.#owner, size);
      this.#next = grown(this.#next, size);
    }
    if (record >= this.#starts.length) this.#starts = grown(this.#starts, Math.max(record + 1, this.#starts.length * 2));
    while ((this.#used + prints.length + blocks.length) * 3 > this.#heads.length * 2) this.#grow();
    this.#starts[record] = start;
    this.#arena[start] = prints.length + blocks.length * 256;
    this.#arena[start + 1] = bound;
    let at = start + HEADER;
    for (let i = 0; i < prints.length; i++) this.#insert(at++, prints[i] ?? 0, record);
    for (let i = 0; i < blocks.length; i++) this.#insert(at++, blocks[i] ?? 0, record);
    this.#end = end;
    this.#size++;
  }

  /** Takes a record out again. One that is not here is left alone. */
  remove(record: number): void {
    const start = this.#starts[record] ?? 0;
    if (start === 0) return;
    const head = this.#arena[start] ?? 0;
    const end = start + HEADER + (head & 0xff) + (head >>> 8);
    this.#starts[record] = 0;
    this.#size--;
    for (let at = start + HEADER; at < end; at++) this.#owner[at] = 0;
    for (let at = start + HEADER; at < end; at++) this.#delete(at);
  }

  sketch(record: number): Sketch | undefined {
    const start = this.#starts[record] ?? 0;
    if (start === 0) return undefined;
    const from = start + HEADER;
    return { prints: this.#arena.subarray(from, from + ((this.#arena[start] ?? 0) & 0xff)), bound: this.#arena[start + 1] ?? 0 };
  }

  before(key: number, record: number, most: number): ArrayLike<number> {
    const slot = this.#slot(key);
    let at = this.#heads[slot] ?? 0;
    if (at === 0) return NOBODY;
    if (most > this.#found.length) this.#found = new Uint32Array(most * 2);
    let size = 0;
    for (; at !== 0 && size < most; at = this.#next[at] ?? 0) {
      const owner = this.#owner[at] ?? 0;
      if (owner < record) this.#found[size++] = owner;
    }
    return size === 0 ? NOBODY : this.#found.subarray(0, size);
  }

  /** Holders of the key with a higher id than `record`, the lowest id first. */
  after(key: number, record: number): number[] {
    const found: number[] = [];
    const head = this.#heads[this.#slot(key)] ?? 0;
    for (let at = head; at !== 0; at = this.#next[at] ?? 0) {
      const owner = this.#owner[at] ?? 0;
      if (owner <= record) break;
      found.push(owner);
    }
    return found.reverse();
  }

  /** Goes through the keys of all records in the order in which they were added; rests whenever `note` returns false. */
  *postings(note: (key: number, record: number) => boolean): Generator<void, void, void> {
    for (let start = 1; start < this.#end;) {
      const head = this.#arena[start] ?? 0;
      const end = start + HEADER + (head & 0xff) + (head >>> 8);
      let on = true;
      for (let at = start + HEADER; at < end; at++) {
        const owner = this.#owner[at] ?? 0;
        if (owner !== 0) on = note(this.#arena[at] ?? 0, owner) && on;
      }
      start = end;
      if (!on) yield;
    }
  }

  /** Slot of the key, or the empty slot where it belongs. */
  #slot(key: number): number {
    const heads = this.#heads;
    const mask = heads.length - 1;
    const hash = Math.imul(key, 0x9e37_79b1);
    const tag = tagOf(hash);
    let slot = (hash >>> 4) & mask;
    for (;;) {
      const head = heads[slot] ?? 0;
      if (head === 0 || (((this.#counts[slot] ?? 0) & TAG) === tag && head !== GONE && this.#arena[head] === key)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #insert(at: number, key: number, record: number): void {
    this.#arena[at] = key;
    this.#owner[at] = record;
    const slot = this.#slot(key);
    const head = this.#heads[slot] ?? 0;
    if (head === 0) {
      this.#used++;
      this.#counts[slot] = tagOf(Math.imul(key, 0x9e37_79b1));
    }
    const count = this.#counts[slot] ?? 0;
    const known = count & KNOWN;
    const open = isOpenKey(key);
    if (!open && known === HOLDERS) {
      this.#counts[slot] = (count & TAG) | HOLDERS | MORE;
      // The first holders count: one of a higher id than all that are known adds nothing.
      if (record > (this.#owner[head] ?? 0)) return;
      this.#heads[slot] = this.#next[head] ?? 0;
    } else if (!open) {
      // Subtle: while some are unknown, one of a higher id than the known would be taken for the next of them.
      if ((count & MORE) !== 0 && record > (this.#owner[head] ?? 0)) return;
      this.#counts[slot] = count + 1;
    }
    this.#link(slot, at, record);
  }

  /** Keeps the chain in descending order of records; new records mostly have the highest id. */
  #link(slot: number, at: number, record: number): void {
    let after = this.#heads[slot] ?? 0;
    if (after === 0 || (this.#owner[after] ?? 0) < record) {
      this.#next[at] = after;
      this.#heads[slot] = at;
      return;
    }
    let before = after;
    for (after = this.#next[before] ?? 0; after !== 0 && (this.#owner[after] ?? 0) > record; after = this.#next[before] ?? 0) before = after;
    this.#next[at] = after;
    this.#next[before] = at;
  }

  #delete(at: number): void {
    const key = this.#arena[at] ?? 0;
    const slot = this.#slot(key);
    let before = 0;
    for (let here = this.#heads[slot] ?? 0; here !== 0; before = here, here = this.#next[here] ?? 0) {
      if (here !== at) continue;
      const after = this.#next[at] ?? 0;
      if (before !== 0) this.#next[before] = after;
      else this.#heads[slot] = after === 0 ? GONE : after;
      if (isOpenKey(key)) return;
      const count = (this.#counts[slot] ?? 0) - 1;
      this.#counts[slot] = count;
      if ((count & MORE) !== 0 && (count & KNOWN) < HOLDERS_NEEDED) this.#refill(slot, key);
      return;
    }
  }

  /** Looks for all holders of a key of which too few are known. */
  #refill(slot: number, key: number): void {
    const holders: number[] = [];
    for (let start = 1; start < this.#end;) {
      const head = this.#arena[start] ?? 0;
      const end = start + HEADER + (head & 0xff) + (head >>> 8);
      for (let at = start + HEADER; at < end; at++) if (this.#arena[at] === key && this.#owner[at] !== 0) holders.push(at);
      start = end;
    }
    holders.sort((x, y) => (this.#owner[x] ?? 0) - (this.#owner[y] ?? 0));
    const kept = holders.slice(0, HOLDERS);
    let next = 0;
    for (const at of kept) {
      this.#next[at] = next;
      next = at;
    }
    this.#heads[slot] = next === 0 ? GONE : next;
    this.#counts[slot] = ((this.#counts[slot] ?? 0) & ~COUNT) | kept.length | (holders.length > kept.length ? MORE : 0);
  }

  #grow(): void {
    const heads = this.#heads;
    const counts = this.#counts;
    this.#heads = new Uint32Array(heads.length * 2);
    this.#counts = new Uint16Array(heads.length * 2);
    this.#used = 0;
    for (let at = 0; at < heads.length; at++) {
      const head = heads[at] ?? 0;
      if (head === 0 || head === GONE) continue;
      const slot = this.#slot(this.#arena[head] ?? 0);
      this.#heads[slot] = head;
      this.#counts[slot] = counts[at] ?? 0;
      this.#used++;
    }
  }
}

/** Bits that the place in the table does not depend on until it has millions of slots. */
function tagOf(hash: number): number {
  return ((hash ^ (hash >>> 21)) & 0xff) << 8;
}

const NOBODY: ArrayLike<number> = [];

function grown(array: Uint32Array<ArrayBuffer>, size: number): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(size);
  result.set(array);
  return result;
}
