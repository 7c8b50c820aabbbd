import type { LocalText } from './text.ts';
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
}

/** A value that later work touched, so that undoing would overwrite it. */
export interface Conflict {
  readonly record: number | null;
  readonly field: string;
  readonly expected: string | null;
  readonly found: string | null;
}

export interface HistoryApi {
  list(input: { readonly record?: number } & Partial<Window>): { readonly total: number; readonly operations: readonly Operation[] };
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
