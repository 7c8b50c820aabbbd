import type { FieldChange, FieldName } from './records.ts';

/**
 * What can be done to the fields of many records at once. Every action is worked out for each record by itself, can be
 * looked at before it is done, is one operation, and can be undone as a whole or for one record. Marks of the tagged
 * format (〖…〗) inside a body are never changed by `trim`, `width` and `simplify`.
 */
export type RecordAction =
  /** Set fields to the same values; null (or '') removes a field. */
  | { readonly do: 'set'; readonly values: Partial<Record<FieldName, string | null>> }
  | { readonly do: 'clear'; readonly fields: readonly FieldName[] }
  /** Replace everywhere in a field. `regex`: a JavaScript expression (Unicode), `$1`, `$<name>` and `$&` in the replacement. */
  | { readonly do: 'replace'; readonly field: FieldName; readonly find: string; readonly replace: string; readonly regex?: boolean }
  /**
   * With `into`: what stands after the first separator goes to another field, which must be empty. Without: the field
   * (author, keywords or class) is parted into several values at every separator, and they are written as records write them.
   */
  | { readonly do: 'split'; readonly field: FieldName; readonly at: string; readonly regex?: boolean; readonly into?: FieldName }
  /** Several fields become one, in their order; the others are emptied unless `keep`. `into` is one of them, or empty. */
  | { readonly do: 'join'; readonly fields: readonly FieldName[]; readonly into: FieldName; readonly separator: string; readonly keep?: boolean }
  /** Blanks at the ends, runs of blanks, control characters and characters without width. Indents of a body stay. */
  | { readonly do: 'trim'; readonly fields: readonly FieldName[] }
  /**
   * `letters`: letters, digits and the signs of figures in half width. `punctuation`: half-width punctuation beside Han
   * characters in full width. Both unless one is refused.
   */
  | { readonly do: 'width'; readonly fields: readonly FieldName[]; readonly letters?: boolean; readonly punctuation?: boolean }
  /** Traditional to simplified characters, words before single characters (the tables of OpenCC). */
  | { readonly do: 'simplify'; readonly fields: readonly FieldName[] }
  /**
   * Dates as people and scanners write them to YYYYMMDD: 2011年6月14日, 2011-6-14, 二〇一一年六月十四日, full-width digits, O for
   * 0 and l for 1. Only a day that the calendar has is written; what cannot be read is left.
   */
  | { readonly do: 'dates' };

export type ActionName = RecordAction['do'];

/** What an action would do, worked out for every record; `rehearsed` gives the changes window by window. */
export interface Rehearsal {
  readonly rehearsal: number;
  /** Records that would change. */
  readonly records: number;
  /** Values that would change. */
  readonly changes: number;
  /** Records the action is meant for and cannot do: a date that cannot be read, a field to split into that has a value. */
  readonly left: number;
}

export interface RehearsedPage {
  /** Changes in all; with `find` those that hold it. */
  readonly total: number;
  /** Long texts are cut around the first difference, with … where they go on. */
  readonly changes: readonly FieldChange[];
  /** Records were changed since the rehearsal, so it may not hold any more. */
  readonly stale: boolean;
}
