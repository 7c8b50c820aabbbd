/**
 * Which records a call works on. A query is written in the language of the search box; '' is every record.
 * Records that were merged into another, or whose import was taken back, are never part of a selection by query or set.
 */
export type Selection =
  | { readonly query: string }
  | { readonly ids: readonly number[] }
  | { readonly set: number };

/** A window of a longer list: `offset` from 0, `limit` at most 1,000. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
}
