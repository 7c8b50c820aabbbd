import type { Sort } from './records.ts';
import type { LocalText } from './text.ts';

/**
 * A query kept under a name, with the order of its list. Lighter than a live set: it has no members, cannot be frozen or
 * handed out, and is no word of the query language.
 */
export interface SavedSearch {
  readonly id: number;
  readonly name: string;
  readonly query: string;
  readonly sort: readonly Sort[];
  /** Records it finds now; null when it cannot be answered any more. */
  readonly records: number | null;
  /** Why it cannot, for instance because a set it names is gone. */
  readonly trouble: LocalText | null;
}

export interface SearchesApi {
  /** By name. */
  list(input: object): readonly SavedSearch[];
  /** Faults `bad-query`, `conflict` when the name is taken and not to be replaced. */
  save(input: { readonly name: string; readonly query: string; readonly sort?: readonly Sort[]; readonly replace?: boolean }): { readonly id: number; readonly operation: number | null };
  rename(input: { readonly id: number; readonly name: string }): { readonly operation: number | null };
  delete(input: { readonly id: number }): { readonly operation: number };
}
