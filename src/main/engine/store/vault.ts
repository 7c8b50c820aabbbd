import type Database from 'better-sqlite3';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

// The byte vault: every kept file's bytes, one file after another in one long stream, cut into compressed blocks.
// A file is found by where it starts in the stream and how long it is; a block by its first byte.

/** Bytes in a block before it is written: some sixty short records; reading one record costs one such block. */
const BLOCK = 160 * 1024;

export interface VaultWriter {
  /** Put a file's bytes at the end of the stream. Returns where they start. */
  add(bytes: Uint8Array): number;
  /** Write what is held. Must be called before the transaction that names the files is committed. */
  flush(): void;
}

export function vaultWriter(sqlite: Database.Database): VaultWriter {
  const insert = sqlite.prepare('INSERT INTO source_block (start, length, codec, data) VALUES (?, ?, ?, ?)');
  let end = vaultEnd(sqlite);
  let held: Uint8Array[] = [];
  let heldBytes = 0;

  const flush = (): void => {
    if (heldBytes === 0) return;
    const raw = held.length === 1 ? held[0] ?? new Uint8Array() : Buffer.concat(held);
    for (let at = 0; at < raw.length; at += 4 * BLOCK) {
      const part = raw.subarray(at, at + 4 * BLOCK);
      const packed = zstdCompressSync(part);
      const start = end - heldBytes + at;
      if (packed.length < part.length) insert.run(start, part.length, 'zstd', packed);
      else insert.run(start, part.length, 'none', part);
    }
    held = [];
    heldBytes = 0;
  };

  return {
    add(bytes) {
      const start = end;
      held.push(Uint8Array.prototype.slice.call(bytes));
      heldBytes += bytes.length;
      end += bytes.length;
      if (heldBytes >= BLOCK) flush();
      return start;
    },
    flush,
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
