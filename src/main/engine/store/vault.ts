import type Database from 'better-sqlite3';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

// The byte vault: every kept file's bytes, one file after another in one long stream, cut into compressed blocks.
// A file is found by where it starts in the stream and how long it is; a block by its first byte.

/** Longer pieces are cut, so that reading one record never unpacks more than this. */
const LONGEST_BLOCK = 640 * 1024;

export interface VaultWriter {
  /** Where the bytes of the next piece will start. */
  readonly end: number;
  /**
   * Put a piece at the end of the stream: the bytes of one file or of many. `packed` is the same as zstd, where that was
   * done already. Must be committed together with the rows that name the files in it.
   */
  add(raw: Uint8Array, packed?: Uint8Array | null): void;
  /** Keep a stretch of the stream free for a file that comes piece by piece; returns where it starts. */
  reserve(length: number): number;
  /** Put a piece into a stretch that was kept free. */
  place(start: number, raw: Uint8Array, packed: Uint8Array | null): void;
  /** Take some of the blocks of a stretch away again; false when there are none left. */
  clear(start: number, length: number): boolean;
}

/** Blocks taken away at once: each is some hundred kilobytes of pages to be given back. */
const CLEARED_AT_ONCE = 32;

export function vaultWriter(sqlite: Database.Database): VaultWriter {
  // A block of no length marks the end of a stretch that is kept free, and gives way to what follows it.
  const insert = sqlite.prepare(`INSERT INTO source_block (start, length, codec, data) VALUES (?, ?, ?, ?)
    ON CONFLICT (start) DO UPDATE SET length = excluded.length, codec = excluded.codec, data = excluded.data WHERE length = 0`);
  const remove = sqlite.prepare('DELETE FROM source_block WHERE start IN (SELECT start FROM source_block WHERE start >= ? AND start < ? ORDER BY start LIMIT ?)');
  let end = vaultEnd(sqlite);
  const set = (start: number, part: Uint8Array, packed: Uint8Array): void => {
    const { changes } = packed.length < part.length ? insert.run(start, part.length, 'zstd', packed) : insert.run(start, part.length, 'none', part);
    if (changes === 0) throw new RangeError(`the vault has a block at ${start} already`);
  };
  const put = (part: Uint8Array, packed: Uint8Array): void => {
    set(end, part, packed);
    end += part.length;
  };
  return {
    get end() { return end; },
    add(raw, packed) {
      if (raw.length === 0) return;
      if (packed !== undefined && packed !== null && raw.length <= LONGEST_BLOCK) {
        put(raw, packed);
        return;
      }
      for (let at = 0; at < raw.length; at += LONGEST_BLOCK) {
        const part = raw.subarray(at, at + LONGEST_BLOCK);
        put(part, zstdCompressSync(part));
      }
    },
    reserve(length) {
      const start = end;
      end += length;
      if (length > 0) insert.run(end, 0, 'none', Buffer.alloc(0));
      return start;
    },
    place(start, raw, packed) {
      if (raw.length > 0) set(start, raw, packed ?? zstdCompressSync(raw));
    },
    clear: (start, length) => remove.run(start, start + length, CLEARED_AT_ONCE).changes === CLEARED_AT_ONCE,
  };
}

function vaultEnd(sqlite: Database.Database): number {
  const last = sqlite.prepare('SELECT start + length FROM source_block ORDER BY start DESC LIMIT 1').pluck().get();
  return typeof last === 'number' ? last : 0;
}

export type VaultReader = (start: number, length: number) => Uint8Array;

/** Read bytes out of the vault. The last blocks stay unpacked, because records of one block are mostly read together. */
export function vaultReader(sqlite: Database.Database): VaultReader {
  const find = sqlite.prepare<[number], { start: number; length: number; codec: string; data: Buffer }>(
    'SELECT start, length, codec, data FROM source_block WHERE start <= ? ORDER BY start DESC LIMIT 1');
  const kept = new Map<number, Uint8Array>();

  const blockAt = (position: number): { readonly start: number; readonly bytes: Uint8Array } => {
    for (const [start, bytes] of kept) if (start <= position && position < start + bytes.length) return { start, bytes };
    const row = find.get(position);
    if (row === undefined || position >= row.start + row.length) throw new RangeError(`the vault has no byte ${position}`);
    const bytes = row.codec === 'zstd' ? zstdDecompressSync(row.data) : row.data;
    if (bytes.length !== row.length) throw new RangeError(`the vault block at ${row.start} has ${bytes.length} bytes, not ${row.length}`);
    kept.set(row.start, bytes);
    if (kept.size > 8) for (const oldest of kept.keys()) { kept.delete(oldest); break; }
    return { start: row.start, bytes };
  };

  return (start, length) => {
    const first = length === 0 ? { start, bytes: new Uint8Array() } : blockAt(start);
    const from = start - first.start;
    if (from + length <= first.bytes.length) return first.bytes.subarray(from, from + length);
    const out = new Uint8Array(length);
    for (let done = 0; done < length;) {
      const block = blockAt(start + done);
      const part = block.bytes.subarray(start + done - block.start, start + length - block.start);
      out.set(part, done);
      done += part.length;
    }
    return out;
  };
}
