export interface LibraryInfo {
  readonly file: string;
  readonly name: string;
  readonly records: number;
  readonly imports: number;
  readonly operations: number;
  /** Bytes on disk, the write-ahead log included. */
  readonly bytes: number;
  readonly schema: number;
  readonly createdAt: number;
  /** Records waiting for the search index. */
  readonly pending: number;
  /** Whether the process that had it before ended without closing it. Nothing committed is lost by that. */
  readonly leftOpen: boolean;
}

export interface LibraryCheck {
  readonly ok: boolean;
  /** Sentences; empty when all is well. A hundred of a kind, then a count. */
  readonly problems: readonly string[];
  readonly depth: 'file' | 'deep';
}

/** Why the library made a backup of itself: once a day, before its tables change, before much changes at once, before a repair or a restore. */
export type BackupReason = 'daily' | 'migration' | 'large' | 'repair' | 'restore';

export interface Backup {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly reason: BackupReason;
  readonly bytes: number;
}

export interface LibraryApi {
  info(input: object): LibraryInfo;
  /**
   * SQLite's own check, foreign keys, and ledger sums. `deep`: also the hash of every kept file, the bytes of every record,
   * every value against the history and every entry of the search index. Reads only, beside other work. Long.
   */
  check(input: { readonly deep?: boolean }): LibraryCheck;
  /**
   * Make anew what follows from the records: indexes, search, what is known for recognising copies. Nothing a librarian made is
   * touched. A backup is made first. `rebuilt` names what was made anew.
   */
  repair(input: object): { readonly rebuilt: readonly string[]; readonly backup: string | null; readonly check: LibraryCheck };
  /** A verified copy of the library under another name. It has that name only when it is whole. */
  backup(input: { readonly file: string }): { readonly file: string; readonly bytes: number };
  /** The backups the library made of itself, in the folder beside it, the newest first. */
  backups(input: object): readonly Backup[];
  /** Give unused space back to the disk. */
  compact(input: object): { readonly before: number; readonly after: number };
  /** The tables as SQL text. */
  schema(input: object): { readonly sql: string };
}
