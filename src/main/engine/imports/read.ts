import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { archiveKind } from './archive/kind.ts';
import type { ArchiveKind } from './archive/kind.ts';

/** A path as the system gives it: bytes where the name is no UTF-8. */
export type FilePath = string | Uint8Array;

/** Why nothing is taken of a file: a code with its sentence in refusals.ts, or the system's own (`EACCES`). */
export interface Failure {
  readonly code: string;
  readonly detail: string;
}

/** What is too long to travel in a parcel, or holds files itself, is taken in apart. */
export type Apart = 'long' | ArchiveKind;

export type ReadFile = {
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
} & (
  | { /** Valid until the next read: the buffer is used again. */ readonly bytes: Uint8Array; readonly apart: null }
  | { readonly bytes: null; readonly apart: Apart }
);

/** Files above this are taken in piece by piece. */
export const LONG_FILE = 16 * 1024 * 1024;
/** Files and entries of archives in a format that has to be held whole are read up to this. */
export const LARGEST_WHOLE = 128 * 1024 * 1024;
/** Bytes a file is told by. */
export const HEAD = 64 * 1024;

/** Thrown for something that is no ordinary file, or has become none since it was met. */
export class NotAFile extends Error {}

/**
 * Open an ordinary file. Subtle: a pipe put in a file's place would be waited for without end, so nothing is waited for.
 */
export function openFile(path: FilePath): { readonly fd: number; readonly size: number; readonly modifiedAt: number } {
  const fd = openSync(Buffer.isBuffer(path) || typeof path === 'string' ? path : Buffer.from(path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new NotAFile('not an ordinary file');
    return { fd, size: stat.size, modifiedAt: Math.round(stat.mtimeMs) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Fill a buffer from a place in the file; fewer bytes come only at the file's end. */
export function readAt(fd: number, into: Uint8Array, at: number): number {
  let length = 0;
  while (length < into.length) {
    const got = readSync(fd, into, length, into.length - length, at + length);
    if (got === 0) break;
    length += got;
  }
  return length;
}

/** The first bytes of a file, or all of it. */
export function readHead(path: FilePath): { readonly head: Uint8Array; readonly size: number; readonly modifiedAt: number } {
  const { fd, size, modifiedAt } = openFile(path);
  try {
    const head = Buffer.allocUnsafe(Math.min(size, HEAD));
    return { head: head.subarray(0, readAt(fd, head, 0)), size, modifiedAt };
  } finally {
    closeSync(fd);
  }
}

/**
 * Reads one file after another into one buffer: a buffer a file was measured at one and a half times the cost. `most`
 * is the longest that is read whole.
 */
export function fileReader(): (path: FilePath, most: number) => ReadFile {
  let buffer = Buffer.allocUnsafe(1024 * 1024);
  return (path, most) => {
    const { fd, size, modifiedAt } = openFile(path);
    try {
      if (size > most) {
        const head = buffer.subarray(0, readAt(fd, buffer.subarray(0, HEAD), 0));
        return { size, modifiedAt, bytes: null, apart: archiveKind(head, (into, at) => readAt(fd, into, at), size) ?? 'long' };
      }
      if (size + 1 > buffer.length) buffer = Buffer.allocUnsafe(Math.ceil(size * 1.25) + 1);
      let length = 0;
      for (;;) {
        if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
        const got = readSync(fd, buffer, length, buffer.length - length, null);
        if (got === 0) break;
        length += got;
        // One read is enough for nearly every file; the second only confirms the end of one that just grew.
        if (length === size) break;
      }
      const bytes = buffer.subarray(0, length);
      const kind = archiveKind(bytes, copyFrom(bytes), length);
      return kind === null ? { size: length, modifiedAt, bytes, apart: null } : { size: length, modifiedAt, bytes: null, apart: kind };
    } finally {
      closeSync(fd);
    }
  };
}

/** Bytes that are held, as a file to be read from. */
export function copyFrom(bytes: Uint8Array): (into: Uint8Array, at: number) => number {
  return (into, at) => {
    const part = bytes.subarray(at, at + into.length);
    into.set(part);
    return part.length;
  };
}
