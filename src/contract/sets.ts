import type { Selection } from './selection.ts';

export interface RecordSet {
  readonly id: number;
  readonly name: string;
  /** A live set is a saved query; its members are what the query finds now. */
  readonly live: boolean;
  readonly query: string | null;
  readonly note: string;
  readonly records: number;
  /** Milliseconds since 1970 when the set was frozen as exported; null while it may change. */
  readonly frozenAt: number | null;
}

export interface SetComparison {
  readonly onlyFirst: readonly number[];
  readonly onlySecond: readonly number[];
  readonly both: number;
}

export interface SetsApi {
  list(input: object): readonly RecordSet[];
  /** Fault `conflict` when the name is taken. */
  create(input: { readonly name: string; readonly selection?: Selection; readonly live?: boolean; readonly query?: string }): { readonly id: number; readonly records: number };
  add(input: { readonly set: number; readonly selection: Selection }): { readonly operation: number | null; readonly records: number };
  remove(input: { readonly set: number; readonly selection: Selection }): { readonly operation: number | null; readonly records: number };
  rename(input: { readonly set: number; readonly name: string; readonly note?: string }): { readonly operation: number | null };
  delete(input: { readonly set: number }): { readonly operation: number };
  /** Make the set stand as it is now: a live set becomes a list, nothing can be added any more. */
  freeze(input: { readonly set: number }): { readonly operation: number; readonly records: number };
  compare(input: { readonly first: number; readonly second: number }): SetComparison;
}
