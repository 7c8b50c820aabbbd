import type { Failure } from '../read.ts';

/** One entry of an archive as its lister meets it. Folders are not listed: they have nothing to account for. */
export interface ArchiveEntry {
  readonly name: string;
  readonly modifiedAt: number;
  /** Unpacked, as the archive says. */
  readonly size: number;
  /** Why it cannot be read, known before it is tried. */
  readonly failure: Failure | null;
  /** Its bytes, or why there are none. To be called before the next entry is asked for, or not at all. */
  read(): Promise<Uint8Array | Failure>;
}

/** Lists an archive. Throws where the archive as a whole is broken or goes beyond a limit; what came before stands. */
export type ArchiveLister = (path: string | Uint8Array, outer: string) => AsyncGenerator<ArchiveEntry, void, void>;

export const failed = (code: string, detail: string | number = ''): Failure => ({ code, detail: String(detail) });
