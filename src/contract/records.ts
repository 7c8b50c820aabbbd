import type { RecordAction, RehearsedPage, Rehearsal } from './record-changes.ts';
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
  /** Values, most frequent first (years, months and pages in their own order): all of them, or the window asked for. */
  readonly values: readonly FacetValue[];
  /** Number of different values in all, with `find` of those that hold it. */
  readonly total: number;
  /** Records found that have no value. */
  readonly missing: number;
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
  /** The first changes, complete up to 1,000; `rehearse` has them all. */
  readonly changes: readonly FieldChange[];
  /** Records the action is meant for and could not do. */
  readonly left?: number;
}

/** Records of a year (2011), a month (201106) or a day (20110614). */
export interface DayCount {
  readonly value: number;
  readonly count: number;
}

/** One record in the issue of its day; values as they stand, '' where the field is absent. */
export interface IssueItem {
  readonly id: number;
  readonly item: string;
  readonly title: string;
  readonly kicker: string;
  readonly author: string;
  readonly genre: string;
  readonly class: string;
  readonly status: RecordStatus;
}

export interface IssuePage {
  /** Without leading noughts; '' for records that name no page. */
  readonly page: string;
  readonly pageName: string;
  readonly items: readonly IssueItem[];
  /** Item numbers below the highest that no record has. */
  readonly missing: readonly number[];
}

export interface IssueDay {
  /** YYYYMMDD. */
  readonly day: number;
  readonly records: number;
  /** Issue numbers met; more than one is an error in some record. */
  readonly issues: readonly string[];
  readonly pages: readonly IssuePage[];
  readonly missingPages: readonly number[];
  /** The days before and after that have records. */
  readonly previous: number | null;
  readonly next: number | null;
}

export interface ListRecords extends Partial<Window> {
  readonly query?: string;
  readonly sort?: readonly Sort[];
}

export interface RecordsApi {
  /** One window of the records a query finds. Fault `bad-query` with the position in `fault.position`. */
  list(input: ListRecords): RecordPage;
  count(input: { readonly query?: string }): { readonly count: number };
  /**
   * Exact counts by value over everything the query finds. A facet may have hundreds of thousands of values: `offset` and
   * `limit` ask for a window of each, `find` for the values that hold a text (width and case aside).
   */
  facets(input: { readonly query?: string; readonly by: readonly FacetName[]; readonly find?: string } & Partial<Window>): readonly Facet[];
  /** Exact counts by year, month or day, of days from `from` to `to` (YYYYMMDD, both included); `undated` have no real date. */
  days(input: { readonly query?: string; readonly level: 'year' | 'month' | 'day'; readonly from?: number; readonly to?: number }): {
    readonly days: readonly DayCount[]; readonly undated: number;
  };
  /** The issue of one day (YYYYMMDD) page by page; with a query only what it finds. A day without records has no pages. */
  issue(input: { readonly day: number; readonly query?: string }): IssueDay;
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
  /**
   * Do something to the fields of records: one operation, all of it or nothing, also after a crash. Long with progress; a
   * cancel takes back what was done. Fault `bad-input` for an action that makes no sense or an expression that does not end.
   */
  change(input: { readonly selection: Selection; readonly action: RecordAction; readonly dryRun?: boolean }): EditResult;
  /** Work out what `change` would do to every record, and write nothing. Faults as `change`. */
  rehearse(input: { readonly selection: Selection; readonly action: RecordAction }): Rehearsal;
  /** Changes of a rehearsal. The last few rehearsals are kept; fault `not-found` for an older one: rehearse again. */
  rehearsed(input: { readonly rehearsal: number; readonly find?: string } & Partial<Window>): RehearsedPage;
  /** `change` with the action `set`. */
  set(input: { readonly selection: Selection; readonly values: Partial<Record<FieldName, string | null>>; readonly dryRun?: boolean }): EditResult;
  /** `change` with the action `replace`. */
  replace(input: {
    readonly selection: Selection; readonly field: FieldName; readonly find: string; readonly replace: string;
    readonly regex?: boolean; readonly dryRun?: boolean;
  }): EditResult;
  tag(input: { readonly selection: Selection; readonly add?: readonly string[]; readonly remove?: readonly string[] }): EditResult;
  status(input: { readonly selection: Selection; readonly status: RecordStatus }): EditResult;
  /** Values already used in a field, most used first, for completion while typing. */
  values(input: { readonly field: FieldName | 'tag'; readonly prefix?: string; readonly limit?: number }): readonly FacetValue[];
}
