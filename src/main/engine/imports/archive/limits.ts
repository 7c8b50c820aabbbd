import { LARGEST_WHOLE } from '../read.ts';

// What an archive may hold. A delivery of two million records stays far below; what was made to fill a disk or a
// memory does not.

export const LIMITS = {
  /** Bytes of one entry, unpacked. */
  entryBytes: LARGEST_WHOLE,
  entries: 4_000_000,
  /** Bytes of all entries together, unpacked. */
  totalBytes: 64 * 1024 ** 3,
  /** How many times longer than packed the whole may be, and from which length on that is looked at. */
  ratio: 200,
  ratioFrom: 64 * 1024 * 1024,
  /** Characters of an entry's path. */
  path: 2000,
} as const;

/** Thrown where an archive goes beyond a limit: its reading ends there. */
export class BeyondLimit extends Error {
  readonly limit: 'archive-entries' | 'archive-total' | 'archive-ratio';

  constructor(limit: 'archive-entries' | 'archive-total' | 'archive-ratio') {
    super(limit);
    this.limit = limit;
  }
}

/** Adds up what comes out of an archive of so many bytes; throws `BeyondLimit`. */
export function guard(packedBytes: number): { entry(): void; bytes(more: number): void } {
  let entries = 0;
  let total = 0;
  return {
    entry() {
      if (++entries > LIMITS.entries) throw new BeyondLimit('archive-entries');
    },
    bytes(more) {
      total += more;
      if (total > LIMITS.totalBytes) throw new BeyondLimit('archive-total');
      if (total > LIMITS.ratioFrom && total > packedBytes * LIMITS.ratio) throw new BeyondLimit('archive-ratio');
    },
  };
}
