import { closeSync } from 'node:fs';
import { openFile, readAt } from './read.ts';

/** A file's bytes from its start, at most so many. Throws the system's errors. */
export function wholeFile(path: string, most: number): Uint8Array {
  const { fd, size } = openFile(path);
  try {
    const bytes = new Uint8Array(Math.min(size, most));
    return bytes.subarray(0, readAt(fd, bytes, 0));
  } finally {
    closeSync(fd);
  }
}
