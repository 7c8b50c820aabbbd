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
}

export interface LibraryApi {
  info(input: object): LibraryInfo;
  /** SQLite's own check, foreign keys, and ledger sums. `problems` is empty when all is well. */
  check(input: object): { readonly ok: boolean; readonly problems: readonly string[] };
  /** A verified copy of the library under another name. */
  backup(input: { readonly file: string }): { readonly file: string; readonly bytes: number };
  /** Give unused space back to the disk. */
  compact(input: object): { readonly before: number; readonly after: number };
  /** The tables as SQL text. */
  schema(input: object): { readonly sql: string };
}
