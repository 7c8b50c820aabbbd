/** How the parts of the dates in a column follow each other. */
export const DATE_ORDERS = ['auto', 'ymd', 'dmy', 'mdy', 'serial'] as const;
/**
 * `auto`: year first in any of its spellings (20110614, 2011-6-14, 2011.06.14, 2011年6月14日, 二〇一一年六月十四日), a
 * time behind it left out; `ymd`: the same; `dmy`: 14/06/2011, 14.6.2011, 14 June 2011; `mdy`: 06/14/2011, June 14, 2011;
 * `serial`: days as spreadsheets count them (40708 is 2011-06-14). A value that is no real day stays as it stands.
 */
export type DateOrder = (typeof DATE_ORDERS)[number];

/** What a column may become beside a field: a tag of the record. Values with separators (；;，,、|) give several. */
export const TAG_TARGET = '#tag';

/** What becomes of one column of a table, or of one key of JSON objects. */
export interface ColumnRule {
  /** The name in the header; a column without one is called 第N列. */
  readonly column: string;
  /** A code of `FIELDS`, a code of the file's own (no blanks, no `#`, `/`), `TAG_TARGET`, or null to leave it out. */
  readonly to: string | null;
  /** For a column that becomes the date; `auto` by default. */
  readonly dates?: DateOrder;
}

export interface ColumnMapping {
  readonly columns: readonly ColumnRule[];
  /** What every record gets that has no value of its own: `to` as in a rule. */
  readonly constants: readonly { readonly to: string; readonly value: string }[];
}

/** A mapping for tables with just these columns. */
export interface TableMapping extends ColumnMapping {
  readonly header: readonly string[];
}

/** A mapping under a name. A table with just these columns is read by it without being asked. */
export interface SavedMapping extends ColumnMapping {
  readonly id: number;
  readonly name: string;
  /** The columns it was made for, in their order. */
  readonly header: readonly string[];
}
