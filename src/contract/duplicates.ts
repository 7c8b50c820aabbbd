import type { LocalText } from './text.ts';
import type { FieldName, RecordDetail } from './records.ts';
import type { Window } from './selection.ts';

export type DuplicateKind = 'exact' | 'near' | 'reprint' | 'continuation' | 'contained' | 'headline' | 'version';
/** `distinct`: decided so, or nothing but the headline is the same. */
export type GroupState = 'open' | 'merged' | 'distinct' | 'linked';

export interface DuplicateGroup {
  readonly id: number;
  readonly kind: DuplicateKind;
  readonly state: GroupState;
  /** 0 … 1: the weakest link that holds the group together. */
  readonly score: number;
  readonly records: readonly number[];
  readonly title: string;
  readonly days: readonly (number | null)[];
}

export interface DuplicatePair {
  readonly a: number;
  readonly b: number;
  readonly kind: DuplicateKind;
  readonly score: number;
  /** Why, in words, the strongest first; `weight` is signed, positive speaks for a duplicate. */
  readonly reasons: readonly { readonly text: LocalText; readonly weight: number }[];
}

export interface GroupDetail extends DuplicateGroup {
  readonly members: readonly RecordDetail[];
  readonly pairs: readonly DuplicatePair[];
}

export interface DuplicateCounts {
  readonly open: number;
  readonly byKind: Readonly<Record<DuplicateKind, number>>;
  readonly merged: number;
  readonly distinct: number;
}

export interface MergeInput {
  /** Two or more records. */
  readonly ids: readonly number[];
  /** The record that stays; by default the one with more fields, then the longer body, then the lower id. */
  readonly survivor?: number;
  /** Values the survivor takes, by field; fields not named keep the survivor's, or another's where the survivor has none. */
  readonly values?: Partial<Record<FieldName, string | null>>;
}

/** How duplicates are looked for, in a librarian's words. */
export interface DuplicateSettings {
  /** `strict` shows only what is all but sure, `thorough` also what is rather not. */
  readonly sensitivity: 'strict' | 'balanced' | 'thorough';
  /** The kinds looked for. */
  readonly kinds: readonly DuplicateKind[];
  /** Advanced: least score of a pair that is shown, 0.1 … 0.99. By default 0.7, 0.3 and 0.1 in the order of the sensitivities. */
  readonly review: number;
  /** Advanced: least score of a pair that rules may settle without a look, 0.5 … 1. By default 0.98 (strict) or 0.95, and never below `review`. */
  readonly automatic: number;
  /** Decisions of this library by which the weights were adjusted (`refine`); 0 = the weights are as they came. */
  readonly learnedFrom: number;
}

/** What is not named stays; null goes back to the bound of the sensitivity. */
export interface DuplicateSettingsInput {
  readonly sensitivity?: DuplicateSettings['sensitivity'];
  readonly kinds?: readonly DuplicateKind[];
  readonly review?: number | null;
  readonly automatic?: number | null;
}

export interface FindInput {
  /** Kept in the library before it is searched, as an operation of its own; later searches use them too. */
  readonly settings?: DuplicateSettingsInput;
  /** Counts what is found among these records only; every record that waits is compared all the same. */
  readonly query?: string;
  /** Take all keys and compare all records anew. Gives the same, unless a part of the library was damaged. */
  readonly again?: boolean;
}

export interface FindResult {
  /** Groups to be settled. */
  readonly groups: number;
  /** Pairs that count as one article. */
  readonly pairs: number;
  readonly seconds: number;
  /** Records compared by this call: those that came or changed since the last time. */
  readonly records: number;
}

export interface DuplicatesApi {
  /**
   * Look for duplicates by the full text, where that was not done since the last change. Decisions already made are respected. Long;
   * what is found until it is cancelled is kept, and the rest follows with the next call.
   */
  find(input: FindInput): FindResult;
  /** How duplicates are looked for in this library. */
  settings(input: object): DuplicateSettings;
  /**
   * Adjust the weights of this library to the decisions made in it so far, or with `reset` take them back to those that came with the
   * program. At least 50 decisions with ten of either answer are needed, and they must help to foretell decisions that were held
   * back; else nothing is learned. Undoable, and the same decisions always teach the same. Pairs are judged anew with the next `find`. Long.
   */
  refine(input: { readonly reset?: boolean }): {
    /** Decisions looked at. */
    readonly decisions: number;
    /** Whether the weights are adjusted now. */
    readonly learned: boolean;
    readonly operation: number | null;
  };
  counts(input: object): DuplicateCounts;
  list(input: { readonly kind?: DuplicateKind; readonly state?: GroupState } & Partial<Window>): {
    readonly total: number; readonly groups: readonly DuplicateGroup[];
  };
  get(input: { readonly group: number }): GroupDetail;
  /** Every pair found that counts as one article, in ascending order, up to 100,000 at a time. */
  pairs(input: { readonly minScore?: number } & Partial<Window>): {
    readonly total: number; readonly pairs: readonly Pick<DuplicatePair, 'a' | 'b' | 'kind' | 'score'>[];
  };
  /** Merge records into one. The absorbed ones stay in the library, with their bytes, and come back by `unmerge`. */
  merge(input: MergeInput): { readonly operation: number; readonly survivor: number; readonly absorbed: readonly number[] };
  /** Decide that every pair of these records is not a duplicate: kept for the pair, over re-runs and new imports. */
  distinct(input: { readonly ids: readonly number[] }): { readonly operation: number; readonly pairs: number };
  /** Decide that these records are parts of one article. */
  link(input: { readonly ids: readonly number[] }): { readonly operation: number; readonly pairs: number };
  /** Take a merge apart again, by the survivor or an absorbed record. Fault `conflict` lists later edits unless `force`. */
  unmerge(input: { readonly id: number; readonly force?: boolean }): { readonly operation: number; readonly records: readonly number[] };
}
