import { hash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { LARGEST_WHOLE, LONG_FILE, NotAFile, fileReader } from './read.ts';
import type { Apart, Failure, FilePath } from './read.ts';

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
  /** Why it could not be read; null when it was. */
  readonly failure: Failure | null;
}

export interface Parcel {
  /** In the order they were asked for. */
  readonly files: readonly ParcelFile[];
  readonly raw: Uint8Array<ArrayBuffer>;
  /** Thirty-two bytes of SHA-256 a file, one after another. */
  readonly hashes: Uint8Array<ArrayBuffer>;
  /** `raw` as zstd, or nothing where that would not be shorter. */
  readonly packed: Uint8Array<ArrayBuffer> | null;
  /** How the one file of this parcel is to be taken in, when its bytes are not here. */
  readonly apart: Apart | null;
}

/** Bytes after which a reader stops and hands over what it has; one more file may go over it. */
const ENOUGH = 16 * 1024 * 1024;

/** Gathers files into parcels. */
export interface Packer {
  /** The bytes are copied. */
  add(bytes: Uint8Array, modifiedAt: number): void;
  fail(failure: Failure, modifiedAt?: number): void;
  apart(kind: Apart, size: number, modifiedAt: number): void;
  /** Bytes gathered since the last `take`. */
  readonly bytes: number;
  readonly files: number;
  /** All that was gathered. */
  take(): readonly Parcel[];
}

export function packer(): Packer {
  let parcels: Parcel[] = [];
  let files: ParcelFile[] = [];
  let parts: Uint8Array[] = [];
  let length = 0;
  let total = 0;
  let count = 0;
  const close = (): void => {
    if (files.length > 0) parcels.push(pack(files, parts, length));
    files = [];
    parts = [];
    length = 0;
  };
  return {
    get bytes() { return total; },
    get files() { return count; },
    add(bytes, modifiedAt) {
      if (files.length >= PARCEL_FILES || (length > 0 && length + bytes.length > PARCEL_BYTES)) close();
      files.push({ start: length, length: bytes.length, modifiedAt, failure: null });
      // Subtle: the reader uses its buffer again for the next file.
      parts.push(Uint8Array.prototype.slice.call(bytes));
      length += bytes.length;
      total += bytes.length;
      count++;
    },
    fail(failure, modifiedAt = 0) {
      if (files.length >= PARCEL_FILES) close();
      files.push({ start: length, length: 0, modifiedAt, failure });
      count++;
    },
    apart(kind, size, modifiedAt) {
      close();
      parcels.push({
        files: [{ start: 0, length: size, modifiedAt, failure: null }], raw: new Uint8Array(), hashes: new Uint8Array(32), packed: null, apart: kind,
      });
      count++;
    },
    take() {
      close();
      const all = parcels;
      parcels = [];
      total = 0;
      count = 0;
      return all;
    },
  };
}

/**
 * Reads the files given by absolute path into parcels. With large files it stops before the end of the list: the caller
 * counts the files that came and asks again for the rest. `whole`: also what would else be taken in apart.
 */
export type ParcelReader = (paths: readonly FilePath[], whole?: boolean) => readonly Parcel[];

export function parcelReader(): ParcelReader {
  const read = fileReader();
  const into = packer();
  return (paths, whole = false) => {
    for (const path of paths) {
      if (into.bytes >= ENOUGH) break;
      try {
        const file = read(path, whole ? LARGEST_WHOLE : LONG_FILE);
        if (file.bytes === null) into.apart(file.apart, file.size, file.modifiedAt);
        else into.add(file.bytes, file.modifiedAt);
      } catch (error) {
        into.fail(failureOf(error));
      }
    }
    return into.take();
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
  // What is long is packed in pieces when it is written.
  return { files, raw, hashes, packed: length > LONG_FILE ? null : packedOf(raw), apart: null };
}

/** Bytes as zstd; nothing where that would not be shorter. */
export function packedOf(raw: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const packed = raw.length === 0 ? null : new Uint8Array(zstdCompressSync(raw));
  return packed !== null && packed.length < raw.length ? packed : null;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof NotAFile) return { code: 'special', detail: '' };
  return { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown', detail: error instanceof Error ? error.message : '' };
}
