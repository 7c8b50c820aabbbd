import type { LocalText } from './text.ts';
import type { Selection, Window } from './selection.ts';

/** The record's own fields, in the order they stand in a record. Codes and labels: `FIELDS`. */
export type FieldName =
  | 'issue' | 'date' | 'page' | 'item' | 'kicker' | 'title' | 'subtitle' | 'author'
  | 'class' | 'column' | 'pageName' | 'keywords' | 'genre' | 'body';

export type RecordStatus = 'new' | 'review' | 'done' | 'rejected';

/** What facets can be counted by. `source` is the import a record came with. */
export type FacetName =
  | 'year' | 'month' | 'page' | 'pageName' | 'genre' | 'class' | 'column' | 'author'
  | 'status' | 'tag' | 'source' | 'set' | 'problem' | 'duplicate';

export interface Sort {
  readonly field: FieldName | 'id' | 'status';
  readonly descending?: boolean;
}

export interface RecordRow {
  readonly id: number;
  /** Field values as they stand in the record; '' when the field is absent. */
  readonly title: string;
  readonly kicker: string;
  readonly date: string;
  /** YYYYMMDD as a number when `date` is a real day, else null. */
  readonly day: number | null;
  readonly page: string;
  readonly item: string;
  readonly class: string;
  readonly genre: string;
  readonly column: string;
  readonly pageName: string;
  readonly author: string;
  readonly status: RecordStatus;
  readonly tags: readonly string[];
  /** Number of parse problems and quality breaches known for the record. */
  readonly problems: number;
  /** Number of open duplicate groups the record is in. */
  readonly duplicates: number;
}

export interface RecordPage {
  /** Exact number of records the query finds. */
  readonly total: number;
  readonly rows: readonly RecordRow[];
  /** Records the search index has not reached yet; they were searched all the same, more slowly. */
  readonly pending: number;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

export interface Facet {
  readonly name: FacetName;
  /** All values, most frequent first (years and pages in their own order). */
  readonly values: readonly FacetValue[];
}

/** Where a value stands in the source file: bytes from `start` (inclusive) to `end`. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

export interface FieldView {
  /** Null for a field whose code is not among the known ones. */
  readonly field: FieldName | null;
  readonly code: string;
  readonly label: string;
  readonly value: string;
  /** What the source says; null when the field is not in the source. */
  readonly sourceValue: string | null;
  readonly span: ByteSpan | null;
}

export interface RecordProblem {
  readonly code: string;
  readonly severity: 'note' | 'repair' | 'review' | 'refuse';
  /** Byte offset in the source file; null when the record as a whole is meant. */
  readonly offset: number | null;
  readonly text: LocalText;
}

export interface ClassNumber {
  readonly notation: string;
  /** Caption in the scheme; null for a number the scheme does not know. */
  readonly caption: LocalText | null;
  readonly kind: 'known' | 'house' | 'unknown';
  readonly main: boolean;
  /** `source`: it came with the record; `human` and `machine` are told apart for ever. */
  readonly origin: 'source' | 'human' | 'machine';
}

export interface Picture {
  readonly page: string;
  readonly file: string;
}

export interface RecordSource {
  /** The `PATH#N` reference: path as imported, N-th record of that file. */
  readonly ref: string;
  readonly path: string;
  readonly ordinal: number;
  readonly encoding: string;
  /** Byte span of the record in its file. */
  readonly span: ByteSpan;
  readonly fileBytes: number;
  readonly sha256: string;
  readonly operation: number;
  /** True when an export in the tagged format gives the source bytes back unchanged. */
  readonly untouched: boolean;
}

export interface HistoryLine {
  readonly operation: number;
  readonly at: number;
  readonly sentence: LocalText;
  readonly changes: readonly { readonly field: string; readonly before: string | null; readonly after: string | null }[];
  readonly undone: boolean;
}

export interface DuplicateLink {
  readonly group: number;
  readonly kind: string;
  readonly score: number;
  readonly records: readonly number[];
}

export interface RecordDetail extends RecordRow {
  readonly fields: readonly FieldView[];
  /** The body ready for reading: picture blocks taken out, marks resolved. */
  readonly paragraphs: readonly string[];
  readonly pictures: readonly Picture[];
  readonly classes: readonly ClassNumber[];
  readonly sets: readonly { readonly id: number; readonly name: string }[];
  readonly source: RecordSource | null;
  readonly problemList: readonly RecordProblem[];
  readonly duplicateLinks: readonly DuplicateLink[];
  readonly history: readonly HistoryLine[];
  /** The record this one was merged into, when it was. */
  readonly mergedInto: number | null;
}

export interface FieldChange {
  readonly id: number;
  readonly title: string;
  readonly field: FieldName;
  readonly before: string | null;
  readonly after: string | null;
}

export interface EditResult {
  /** Null for a dry run and when nothing changed. */
  readonly operation: number | null;
  /** Records that changed (or would change). */
  readonly records: number;
  /** The first changes, complete up to 1,000. */
  readonly changes: readonly FieldChange[];
}

export interface ListRecords extends Partial<Window> {
  readonly query?: string;
  readonly sort?: readonly Sort[];
}

export interface RecordsApi {
  /** One window of the records a query finds. Fault `bad-query` with the position in `fault.position`. */
  list(input: ListRecords): RecordPage;
  count(input: { readonly query?: string }): { readonly count: number };
  /** Exact counts by value over everything the query finds. */
  facets(input: { readonly query?: string; readonly by: readonly FacetName[] }): readonly Facet[];
  /** Where a record stands in a sorted list, from 0; null when the query does not find it. */
  position(input: { readonly id: number; readonly query?: string; readonly sort?: readonly Sort[] }): { readonly index: number | null };
  /** Fault `not-found`. */
  get(input: { readonly id: number }): RecordDetail;
  /** The record's bytes decoded as they stand, for the source view. */
  source(input: { readonly id: number }): { readonly text: string; readonly encoding: string; readonly bytes: number };
  /**
   * A picture named in the record, from beside its source file; null when it is not there (any more). Told by its content,
   * whatever its ending. `type` is '' for a file that is no picture known here, and 'too-large' beyond 64 MB: then there are
   * no bytes.
   */
  picture(input: { readonly id: number; readonly file: string }): { readonly path: string; readonly type: string; readonly bytes: Uint8Array } | null;
  /** Resolve `ID` or `PATH#N`. Fault `not-found`. */
  resolve(input: { readonly ref: string }): { readonly id: number };
  /** Set fields of one record or many: one operation. A null value removes the field. */
  set(input: { readonly selection: Selection; readonly values: Partial<Record<FieldName, string | null>>; readonly dryRun?: boolean }): EditResult;
  /** Replace in one field, plainly or by a regular expression with $1 … in the replacement. */
  replace(input: {
    readonly selection: Selection; readonly field: FieldName; readonly find: string; readonly replace: string;
    readonly regex?: boolean; readonly dryRun?: boolean;
  }): EditResult;
  tag(input: { readonly selection: Selection; readonly add?: readonly string[]; readonly remove?: readonly string[] }): EditResult;
  status(input: { readonly selection: Selection; readonly status: RecordStatus }): EditResult;
  /** Values already used in a field, most used first, for completion while typing. */
  values(input: { readonly field: FieldName | 'tag'; readonly prefix?: string; readonly limit?: number }): readonly FacetValue[];
}
