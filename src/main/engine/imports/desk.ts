import { closeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { archiveParts } from './archive/open.ts';
import type { ArchivePart, ArchiveRequest } from './archive/open.ts';
import { packedOf, parcelReader } from './parcel.ts';
import type { Parcel } from './parcel.ts';
import { openFile, readAt } from './read.ts';
import type { FilePath } from './read.ts';
import type { Proven } from './prove.ts';

/** Bytes of a long file that travel at once: a block of the vault, and records for some ten milliseconds of writing. */
export const PIECE = 256 * 1024;

export interface Piece {
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly packed: Uint8Array<ArrayBuffer> | null;
}

/** What can be asked of a reading thread, or of this one. */
export interface Desk {
  parcels(request: { readonly paths: readonly FilePath[]; readonly whole?: boolean }): Promise<readonly Parcel[]>;
  /** Hash a long file and prove its encoding, without holding it. */
  prove(request: { readonly path: FilePath }): Promise<Proven>;
  /** A piece of a long file; shorter only at its end. */
  piece(request: { readonly path: FilePath; readonly at: number }): Promise<Piece>;
  /** Begin to read an archive through; the answer is its number for `next`. */
  archive(request: ArchiveRequest): Promise<number>;
  /** The next part; null when there is none. */
  next(request: { readonly archive: number }): Promise<ArchivePart | null>;
}

export function openDesk(): Desk {
  const read = parcelReader();
  const archives = new Map<number, AsyncGenerator<ArchivePart, void, void>>();
  let last = 0;
  return {
    parcels: async ({ paths, whole }) => read(paths, whole),
    async prove({ path }) {
      // Only long files need to know of encodings: a thread for small ones starts without.
      const { prove } = await import('./prove.ts');
      return prove(path, () => setImmediate());
    },
    async piece({ path, at }) {
      const { fd, size } = openFile(path);
      try {
        const raw = new Uint8Array(Math.max(0, Math.min(PIECE, size - at)));
        const got = readAt(fd, raw, at);
        const bytes = got === raw.length ? raw : raw.slice(0, got);
        return { raw: bytes, packed: packedOf(bytes) };
      } finally {
        closeSync(fd);
      }
    },
    async archive(request) {
      archives.set(++last, archiveParts(request));
      return last;
    },
    async next({ archive }) {
      const step = await archives.get(archive)?.next();
      if (step?.value !== undefined) return step.value;
      archives.delete(archive);
      return null;
    },
  };
}
