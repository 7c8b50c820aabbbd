import type { FieldChange } from './records.ts';
import type { Selection, Window } from './selection.ts';
import type { LocalText } from './text.ts';

/** Fields whose values are names and words that should be written one way. Authors, genres and keywords may hold several values. */
export const AUTHORITY_FIELDS = ['author', 'genre', 'pageName', 'column', 'keywords'] as const;
export type AuthorityField = (typeof AUTHORITY_FIELDS)[number];

/**
 * How spellings were found to belong together, the surest first. `known`: the authority list says so. `width` to `variant`
 * are equal once width and case, then spaces and punctuation, then traditional forms, then variant words are put aside
 * (key collision, after the "fingerprint" of Google Refine); `order`: the same words in another order. The last three are
 * neighbours and need a look: `lookalike` differs in characters a scanner confuses, `edit` by one or two characters
 * (Levenshtein, found by the deletion index of Garbe's SymSpell), `pinyin` in one character of the same reading.
 */
export const CLUSTER_METHODS = ['known', 'width', 'spacing', 'script', 'variant', 'order', 'lookalike', 'edit', 'pinyin'] as const;
export type ClusterMethod = (typeof CLUSTER_METHODS)[number];

/** Methods that may be approved without looking at each cluster. */
export const SURE_METHODS = ['known', 'width', 'spacing', 'script', 'variant'] as const satisfies readonly ClusterMethod[];

export interface AuthorityValue {
  readonly value: string;
  /** Records that have it, among other values or alone. */
  readonly records: number;
  /** What the authority list says of it: its own form, another spelling of `preferred`, or nothing. */
  readonly standing: 'preferred' | 'variant' | 'new';
  readonly preferred: string | null;
}

export interface ClusterSpelling {
  readonly value: string;
  readonly records: number;
  readonly method: ClusterMethod;
  /** What tells it from the preferred form: 异形词：它 / 他. */
  readonly why: LocalText;
}

/** Spellings that may be one: approving writes `into` in place of each of them. */
export interface Cluster {
  readonly id: number;
  readonly into: string;
  /** The weakest method of its spellings. */
  readonly method: ClusterMethod;
  readonly spellings: readonly ClusterSpelling[];
  /** Records that have `into` now, and that will have it. */
  readonly before: number;
  readonly after: number;
}

export interface ClusterPage {
  /** Different values of the field in the library. */
  readonly values: number;
  readonly total: number;
  /** Clusters and spellings by method, over the whole field. */
  readonly methods: readonly { readonly method: ClusterMethod; readonly clusters: number; readonly spellings: number }[];
  readonly clusters: readonly Cluster[];
}

export interface Merging {
  readonly into: string;
  readonly values: readonly string[];
}

export interface MergeResult {
  /** Null for a dry run and when nothing changed. */
  readonly operation: number | null;
  readonly records: number;
  /** The first changes, complete up to 1,000. */
  readonly changes: readonly FieldChange[];
  /** Different values of the field, before and after, among the records worked on. */
  readonly valuesBefore: number;
  readonly valuesAfter: number;
}

export interface Authority {
  readonly id: number;
  readonly preferred: string;
  readonly variants: readonly string[];
  /** Records that have the preferred form. */
  readonly records: number;
}

export interface AuthoritiesApi {
  /** All values of a field with exact counts, most used first. `find` looks in them, width and case aside. */
  values(input: { readonly field: AuthorityField; readonly find?: string } & Partial<Window>): {
    readonly total: number; readonly values: readonly AuthorityValue[];
  };
  /** Spellings that may be one. Worked out anew when the field has changed, as a task; then paged. Fault `cancelled`. */
  clusters(input: { readonly field: AuthorityField; readonly methods?: readonly ClusterMethod[]; readonly find?: string } & Partial<Window>): ClusterPage;
  /**
   * Write one form for other spellings in records (all, or those selected), each value by itself within a field of
   * several, and keep the spellings as variants in the authority list. One operation, however many merges.
   */
  merge(input: { readonly field: AuthorityField; readonly merges: readonly Merging[]; readonly selection?: Selection; readonly dryRun?: boolean }): MergeResult;
  /** All clusters of these methods (the sure ones when none are named) in one operation. */
  mergeAll(input: { readonly field: AuthorityField; readonly methods?: readonly ClusterMethod[]; readonly find?: string; readonly dryRun?: boolean }): MergeResult & { readonly clusters: number };
  /** The values look alike and are not one: none of `others` is shown with `value` again. One operation. */
  keepApart(input: { readonly field: AuthorityField; readonly value: string; readonly others: readonly string[] }): { readonly operation: number | null };
  /** The authority list of a field by preferred form. */
  list(input: { readonly field: AuthorityField; readonly find?: string } & Partial<Window>): { readonly total: number; readonly authorities: readonly Authority[] };
  /** Put a form on the list, or say anew which spellings are its variants. Fault `conflict` when a spelling belongs to another form. */
  put(input: { readonly field: AuthorityField; readonly preferred: string; readonly variants?: readonly string[] }): { readonly operation: number | null; readonly id: number };
  /** Put every value that at least `least` records have on the list, unless it is there. One operation. */
  adopt(input: { readonly field: AuthorityField; readonly least: number }): { readonly operation: number | null; readonly added: number };
  remove(input: { readonly id: number }): { readonly operation: number };
  /** Completion while typing: forms of the list first (found by a variant or by pinyin initials, too), then other values in use. */
  complete(input: { readonly field: AuthorityField; readonly prefix: string; readonly limit?: number }): readonly { readonly value: string; readonly records: number; readonly listed: boolean }[];
  /** A query that finds the records with any of these values. */
  query(input: { readonly field: AuthorityField; readonly values: readonly string[] }): { readonly query: string };
}
