import type { LocalText } from './text.ts';
import type { FieldName } from './records.ts';
import type { Window } from './selection.ts';

export interface Operation {
  readonly id: number;
  readonly kind: string;
  readonly sentence: LocalText;
  readonly at: number;
  readonly actor: string;
  readonly state: 'running' | 'interrupted' | 'done';
  /** Number of changed values; for an import the number of records that came. */
  readonly changes: number;
  /** The operation that undid this one, when one did. */
  readonly undoneBy: number | null;
  /** For an undo or redo: the operation it reverses. */
  readonly target: number | null;
  /** Whether it can be a step of a recipe: what was asked for says enough to do it again to other records. */
  readonly replayable: boolean;
}

/** A value that later work touched, so that undoing would overwrite it. */
export interface Conflict {
  readonly record: number | null;
  readonly field: string;
  readonly expected: string | null;
  readonly found: string | null;
}

/** What a value in the history is of: a field of the record, or what stands beside it. `hidden`: the record came or went. */
export type ChangedField = FieldName | 'status' | 'tag' | 'set' | 'hidden' | 'mergedInto' | 'duplicate' | 'authority' | 'recipe' | 'search' | 'other';

/** Which operations to list; what is left out does not limit. */
export interface HistoryFilter {
  readonly record?: number;
  readonly field?: ChangedField;
  /** A kind ('records.set') or the noun of several ('records'). */
  readonly kind?: string;
  readonly actor?: string;
  /** Milliseconds since 1970, both included. */
  readonly from?: number;
  readonly to?: number;
  /** In the sentence, in either language. */
  readonly text?: string;
}

export interface HistoryPage {
  readonly total: number;
  readonly operations: readonly Operation[];
}

/** What there is to filter by. */
export interface HistorySummary {
  readonly kinds: readonly { readonly kind: string; readonly operations: number }[];
  readonly actors: readonly { readonly actor: string; readonly operations: number }[];
}

/** One value an operation changed, long ones cut at 300 characters. */
export interface OperationChange {
  /** Null for something that belongs to no record. */
  readonly record: number | null;
  readonly title: string;
  readonly field: ChangedField;
  readonly before: string | null;
  readonly after: string | null;
  /** What the operation did to this record was undone by itself. */
  readonly undone: boolean;
}

export interface ChangesPage {
  readonly total: number;
  readonly changes: readonly OperationChange[];
}

export interface HistoryApi {
  /** The latest first. */
  list(input: HistoryFilter & Partial<Window>): HistoryPage;
  summary(input: object): HistorySummary;
  /** What one operation changed, record by record. `find` looks in titles and values. Fault `not-found`. */
  changes(input: { readonly operation: number; readonly find?: string } & Partial<Window>): ChangesPage;
  /** What undo and redo would do next, in words; null when there is nothing. */
  next(input: object): { readonly undo: Operation | null; readonly redo: Operation | null };
  /**
   * Undo the latest operation, or the one named, or only what it did to one record.
   * Fault `conflict` with `details: Conflict[]` when later work touched the same values; `force` undoes the rest and leaves those.
   */
  undo(input: { readonly operation?: number; readonly record?: number; readonly force?: boolean }): { readonly operation: number; readonly undone: number; readonly changes: number };
  /** Redo what was undone last, or by the undo step named (its own number, not that of the operation it undid). */
  redo(input: { readonly operation?: number; readonly force?: boolean }): { readonly operation: number; readonly redone: number; readonly changes: number };
}
