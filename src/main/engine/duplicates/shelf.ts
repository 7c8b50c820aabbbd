/**
 * How postings are kept: keys are hashed so that they spread evenly, the first bits of the hash name the shelf, and a shelf
 * holds its postings in ascending order of (hashed key, record), as differences of variable length: five bytes or so each.
 */
import { isOpenKey } from './core/blocks.ts';
import { HOLDERS } from './core/index.ts';
import { mix32, unmix32 } from './core/normalise.ts';

/** Postings a shelf should hold: few enough that reading one for one key costs little. */
const SHELF = 48;
/** Of a key with more holders than `HOLDERS` one more is kept: it says that there are others. */
export const KEPT = HOLDERS + 1;

/** Bits of the hash that name a shelf, for so many postings. */
export function shelfBits(postings: number): number {
  return Math.max(4, Math.min(24, Math.ceil(Math.log2(Math.max(1, postings / SHELF)))));
}

/** The hash by which a key is shelved; no two keys have the same. */
export function hashed(key: number): number {
  return mix32(key);
}

/** The shelf of a hashed key. */
export function shelfOf(hash: number, bits: number): number {
  return hash >>> (32 - bits);
}

/** Postings by two columns, ascending by hash and within it by record. */
export interface Sorted {
  readonly hashes: ArrayLike<number>;
  readonly records: ArrayLike<number>;
}

/** Packs the postings of one shelf. Of a key with too many holders the first are kept, of an open key all. */
export function packShelf({ hashes, records }: Sorted): Uint8Array {
  let out = scratch(hashes.length * 10 + 10);
  let size = 0;
  let hash = 0;
  let record = 0;
  let run = 0;
  const put = (value: number): void => {
    let rest = value;
    while (rest > 127) {
      out[size++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    out[size++] = rest;
  };
  for (let at = 0; at < hashes.length; at++) {
    const now = hashes[at] ?? 0;
    const holder = records[at] ?? 0;
    const same = at > 0 && now === hash;
    if (same && holder === record) continue;
    run = same ? run + 1 : 1;
    if (run > KEPT && !isOpenKey(unmix32(now))) continue;
    if (size + 12 > out.length) out = scratch(out.length * 2);
    put(now - hash);
    put(same ? holder - record : holder);
    hash = now;
    record = holder;
  }
  return out.slice(0, size);
}

let bytes = new Uint8Array(4096);

function scratch(size: number): Uint8Array {
  if (size > bytes.length) {
    const larger = new Uint8Array(size);
    larger.set(bytes);
    bytes = larger;
  }
  return bytes;
}

/** Goes through a shelf; stops when `note` returns false. */
export function readShelf(shelf: Uint8Array, note: (hash: number, record: number) => boolean): void {
  let at = 0;
  let hash = 0;
  let record = 0;
  const take = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = shelf[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  for (let first = true; at < shelf.length; first = false) {
    const step = take();
    hash += step;
    record = (step === 0 && !first ? record : 0) + take();
    if (!note(hash, record)) return;
  }
}

/** The keys of a record as they are kept with it. */
export function packKeys(prints: ArrayLike<number>, bound: number, blocks: ArrayLike<number>): Buffer {
  const packed = Buffer.allocUnsafe(8 + 4 * (prints.length + blocks.length));
  packed.writeUInt16LE(prints.length, 0);
  packed.writeUInt16LE(blocks.length, 2);
  packed.writeUInt32LE(bound, 4);
  let at = 8;
  for (let i = 0; i < prints.length; i++, at += 4) packed.writeUInt32LE(prints[i] ?? 0, at);
  for (let i = 0; i < blocks.length; i++, at += 4) packed.writeUInt32LE(blocks[i] ?? 0, at);
  return packed;
}

/** Undoes {@link packKeys}. */
export function unpackKeys(packed: Buffer): { readonly prints: Uint32Array; readonly bound: number; readonly blocks: Uint32Array } {
  const words = (from: number, count: number): Uint32Array => {
    const result = new Uint32Array(count);
    for (let i = 0; i < count; i++) result[i] = packed.readUInt32LE(from + 4 * i);
    return result;
  };
  const prints = packed.readUInt16LE(0);
  return { prints: words(8, prints), bound: packed.readUInt32LE(4), blocks: words(8 + 4 * prints, packed.readUInt16LE(2)) };
}
