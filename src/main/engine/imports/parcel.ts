import { hash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { fileReader } from './read.ts';

// A parcel: some files read, hashed and packed together, the unit in which bytes travel from a reading thread to the
// library and lie in the vault. It knows Node's own modules only, so that a thread that makes parcels starts in no time.

/** Files and bytes of a parcel at most; a file longer than that has one to itself. Sixty-four records share a block well. */
export const PARCEL_FILES = 64;
const PARCEL_BYTES = 512 * 1024;

export interface ParcelFile {
  /** Where its bytes start in `raw`. */
  readonly start: number;
  readonly length: number;
  readonly modifiedAt: number;
  /** Why it could not be read: the system's code; 'too-large'; null when it was read. */
  readonly failure: string | null;
}

export interface Parcel {
  /** In the order they were asked for. */
  readonly files: readonly ParcelFile[];
  readonly raw: Uint8Array<ArrayBuffer>;
  /** Thirty-two bytes of SHA-256 a file, one after another. */
  readonly hashes: Uint8Array<ArrayBuffer>;
  /** `raw` as zstd, or nothing where that would not be shorter. */
  readonly packed: Uint8Array<ArrayBuffer> | null;
}

/** Bytes after which a reader stops and hands over what it has; one more file may go over it. */
const ENOUGH = 16 * 1024 * 1024;

/**
 * Reads the files given by absolute path into parcels. With large files it stops before the end of the list: the caller
 * counts the files that came and asks again for the rest.
 */
export type ParcelReader = (paths: readonly string[]) => readonly Parcel[];

export function parcelReader(): ParcelReader {
  const read = fileReader();
  return (paths) => {
    const parcels: Parcel[] = [];
    let files: ParcelFile[] = [];
    let parts: Uint8Array[] = [];
    let length = 0;
    let total = 0;
    const close = (): void => {
      if (files.length > 0) parcels.push(pack(files, parts, length));
      files = [];
      parts = [];
      length = 0;
    };
    for (const path of paths) {
      if (total >= ENOUGH) break;
      try {
        const { bytes, modifiedAt } = read(path);
        if (files.length >= PARCEL_FILES || (length > 0 && length + bytes.length > PARCEL_BYTES)) close();
        files.push({ start: length, length: bytes.length, modifiedAt, failure: null });
        // Subtle: the reader uses its buffer again for the next file.
        parts.push(Uint8Array.prototype.slice.call(bytes));
        length += bytes.length;
        total += bytes.length;
      } catch (error) {
        files.push({ start: length, length: 0, modifiedAt: 0, failure: failureOf(error) });
      }
    }
    close();
    return parcels;
  };
}

function pack(files: readonly ParcelFile[], parts: readonly Uint8Array[], length: number): Parcel {
  const raw = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    raw.set(part, at);
    at += part.length;
  }
  const hashes = new Uint8Array(files.length * 32);
  for (const [index, file] of files.entries()) {
    hashes.set(hash('sha256', raw.subarray(file.start, file.start + file.length), 'buffer'), index * 32);
  }
  const packed = length === 0 ? null : new Uint8Array(zstdCompressSync(raw));
  return { files, raw, hashes, packed: packed !== null && packed.length < length ? packed : null };
}

function failureOf(error: unknown): string {
  if (error instanceof RangeError) return 'too-large';
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
