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
}

export function vaultWriter(sqlite: Database.Database): VaultWriter {
  const insert = sqlite.prepare('INSERT INTO source_block (start, length, codec, data) VALUES (?, ?, ?, ?)');
  let end = vaultEnd(sqlite);
  const put = (part: Uint8Array, packed: Uint8Array): void => {
    if (packed.length < part.length) insert.run(end, part.length, 'zstd', packed);
    else insert.run(end, part.length, 'none', part);
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
