import type { ColumnMapping, ColumnRule, SavedMapping, TableMapping } from './mapping.ts';
import type { LocalText } from './text.ts';
import type { RecordProblem } from './records.ts';
import type { Window } from './selection.ts';

/** Every file of an import ends in exactly one of these; the counts add up to the files that were there. */
export type FileState = 'imported' | 'alreadyHere' | 'repaired' | 'needsReview' | 'refused';

/** 'auto': by content; plain text has nothing to be known by and is read only when asked for. */
export const IMPORT_FORMATS = ['auto', 'tagged', 'text', 'trs', 'jsonl', 'csv', 'ris', 'bibtex', 'marc', 'marcxml', 'dublincore', 'xlsx'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ImportInput {
  /** Absolute paths of folders or files. */
  readonly paths: readonly string[];
  readonly format?: ImportFormat;
  /** 'auto' proves the encoding of each file. */
  readonly encoding?: string;
  /** Folders (absolute) whose files are all in one encoding; of several that hold a file the innermost counts. */
  readonly encodings?: readonly FolderEncoding[];
  /** How the columns of tables become fields: a mapping, or the name of a kept one. Fault `not-found`. */
  readonly mapping?: ColumnMapping | string;
  /** Mappings for tables with just the columns each names; they go before the kept ones. */
  readonly tables?: readonly TableMapping[];
  /** Plain text: take the name of the folder a file lies in for its class number. */
  readonly classFrom?: 'folder';
  /** Look only: nothing is stored, `operation` is null. */
  readonly dryRun?: boolean;
  /** Go on with the latest import of the same paths, without reading again the files its ledger has. */
  readonly resume?: boolean;
}

export interface FolderEncoding {
  readonly folder: string;
  readonly encoding: string;
}

export interface ImportReport {
  readonly operation: number | null;
  readonly files: { readonly total: number } & Readonly<Record<FileState, number>>;
  readonly records: { readonly added: number; readonly alreadyHere: number };
  /** Records that came to a date, page and item where another text stood already. `imports.versions` lists them. */
  readonly versions: number;
  readonly seconds: number;
  /** True when it was stopped before the end; what came so far is kept. */
  readonly cancelled: boolean;
  /** Files whose state is not `imported` or `alreadyHere`, the first 100. The whole list: `imports.ledger`. */
  readonly attention: readonly LedgerRow[];
}

export interface ImportSummary {
  readonly operation: number;
  readonly at: number;
  readonly paths: readonly string[];
  readonly state: 'running' | 'interrupted' | 'done' | 'undone';
  readonly files: { readonly total: number } & Readonly<Record<FileState, number>>;
  readonly records: { readonly added: number; readonly alreadyHere: number };
  /** As in the report, those that are still there. */
  readonly versions: number;
}

/** A table as it lies in a file, and as it would come in. */
export interface TableLook {
  readonly path: string;
  readonly format: 'csv' | 'jsonl' | 'xlsx';
  readonly encoding: string | null;
  /** The names of its columns, the keys of JSON objects. */
  readonly header: readonly string[];
  /** The first rows, at most ten. */
  readonly rows: readonly (readonly string[])[];
  /** What the columns seem to be: known by name, the dates by the values. Columns not known become fields of their own. */
  readonly guess: readonly ColumnRule[];
  /** Columns that want a look, and why. */
  readonly doubts: readonly { readonly column: string; readonly text: LocalText }[];
  /** The kept mapping that an import uses for this header; null when there is none. */
  readonly kept: SavedMapping | null;
  /** The same rows as records, by the mapping asked with, else the kept one, else the guess. */
  readonly preview: readonly RowPreview[];
}

export interface RowPreview {
  readonly fields: readonly { readonly code: string; readonly label: string; readonly value: string }[];
  readonly tags: readonly string[];
  readonly problems: readonly LocalText[];
}

/** What lies in one of the dropped folders, from a look at some of its files. */
export interface FolderLook {
  /** Absolute. */
  readonly folder: string;
  /** Files looked at, in it and below. */
  readonly files: number;
  readonly formats: readonly { readonly format: string; readonly label: LocalText; readonly files: number }[];
  readonly encodings: readonly EncodingLook[];
  /** A file to show before and after by; the one whose encoding is least sure. */
  readonly example: string | null;
}

export interface EncodingLook {
  readonly encoding: string;
  readonly files: number;
  /** 0 … 1: how sure the least sure of them is. */
  readonly confidence: number;
  /** How many of them are in doubt. */
  readonly doubtful: number;
  /** What speaks for it, the strongest first. */
  readonly evidence: readonly LocalText[];
}

export interface ImportLook {
  /** Files looked at; `complete` when there are no more. */
  readonly files: number;
  readonly complete: boolean;
  /** The dropped folders, or the folders just below where one was dropped; at most fifty. */
  readonly folders: readonly FolderLook[];
  /** Tables among them, one for each header; at most twelve. Their `path` is the first file met. */
  readonly tables: readonly (TableLook & { readonly files: number })[];
}

/** How files are read again: what is not said is as the import was told. */
export interface RetryInput {
  readonly operation: number;
  readonly format?: ImportFormat;
  readonly encoding?: string;
  readonly encodings?: readonly FolderEncoding[];
  readonly classFrom?: 'folder';
  readonly mapping?: ColumnMapping | string;
  /** Mappings for tables with just the columns each names; they go before the kept ones. */
  readonly tables?: readonly TableMapping[];
}

export interface RetryReport {
  readonly operation: number;
  /** Files read again, and how many of them ended in another state, or with other records, than before. */
  readonly files: { readonly total: number; readonly changed: number; readonly stillRefused: number; readonly stillReview: number; readonly missing: number };
  /** `replaced`: records of the file as it was that made way; `kept`: those that stayed because somebody had worked on them. */
  readonly records: { readonly added: number; readonly replaced: number; readonly kept: number };
  readonly seconds: number;
  readonly cancelled: boolean;
}

export interface RereadInput {
  readonly operation: number;
  /** Absolute; only files in it and below. */
  readonly folder?: string;
  readonly encoding: string;
  readonly dryRun?: boolean;
}

export interface RereadReport {
  /** Null for a dry run, and when nothing was different. */
  readonly operation: number | null;
  readonly files: number;
  readonly records: number;
  /** Values that were put right. */
  readonly values: number;
  /** Values that somebody had edited; they stay. The first 100 of `keptTotal`. */
  readonly kept: readonly { readonly record: number; readonly field: string; readonly value: string }[];
  readonly keptTotal: number;
  /** Files that fall into other records in that encoding, and stay as they are. */
  readonly skipped: readonly string[];
  /** The first changed values, for a look before. */
  readonly examples: readonly { readonly record: number; readonly field: string; readonly before: string; readonly after: string }[];
  readonly seconds: number;
}

/** A new record and the one that stood at its date, page and item before. */
export interface VersionPair {
  readonly record: number;
  readonly other: number;
  readonly date: string;
  readonly page: string;
  readonly item: string;
  readonly title: string;
  readonly otherTitle: string;
}

export interface LedgerFilter {
  readonly operation?: number;
  readonly state?: FileState;
  /** Part of the path. */
  readonly find?: string;
  readonly reason?: string;
}

export interface LedgerRow {
  readonly id: number;
  readonly path: string;
  readonly state: FileState;
  readonly bytes: number;
  /** Records found in the file, those already here included. */
  readonly records: number;
  readonly encoding: string | null;
  /** 0 … 1: how sure the encoding is. */
  readonly confidence: number | null;
  /** Why the file is in its state; null when there is nothing to say. */
  readonly reason: LocalText | null;
  readonly problems: readonly RecordProblem[];
}

export interface EncodingPreview {
  readonly encoding: string;
  /** 0 … 1 where it was proved, null where it was told. */
  readonly confidence: number | null;
  readonly evidence: readonly LocalText[];
  /** The first 600 characters; U+FFFD stands for bytes that are none. */
  readonly text: string;
  /** Places among the first 64 KB that are no character of the encoding. */
  readonly broken: number;
}

export interface ImportsApi {
  /** Bring in folders and files. Long: reports progress, can be cancelled (what came is kept; `imports.undo` takes it back). */
  run(input: ImportInput): ImportReport;
  list(input: object): readonly ImportSummary[];
  /** `reason`: the Chinese text of one, as `reasons` gives it. */
  ledger(input: LedgerFilter & Partial<Window>): {
    readonly total: number;
    readonly rows: readonly LedgerRow[];
  };
  /** What lies there, before it is imported: formats, encodings with their evidence, tables. Reads some hundred files at most. */
  look(input: { readonly paths: readonly string[]; readonly encodings?: readonly FolderEncoding[] }): ImportLook;
  /** The beginning of a file as it reads in an encoding; 'auto' for the one it is proved to be in. */
  preview(input: { readonly path: string; readonly encoding: string }): EncodingPreview;
  /** A table's columns and first rows, as they would come in by a mapping. Fault `bad-input` when the file is no table. */
  columns(input: { readonly path: string; readonly encoding?: string; readonly mapping?: ColumnMapping }): TableLook;
  mappings(input: object): readonly SavedMapping[];
  /** Keep a mapping under a name; one of that name is replaced. `operation` is null when it was the same already. */
  saveMapping(input: ColumnMapping & { readonly name: string; readonly header: readonly string[] }): { readonly id: number; readonly operation: number | null };
  /** Fault `not-found`. */
  removeMapping(input: { readonly id: number }): { readonly operation: number };
  /** Records an import brought that are another version of one that is here. */
  versions(input: { readonly operation: number } & Partial<Window>): { readonly total: number; readonly rows: readonly VersionPair[] };
  /** Why files ended as they did, the most frequent reason first; at most a hundred. */
  reasons(input: { readonly operation?: number; readonly state?: FileState }): readonly { readonly text: LocalText; readonly files: number }[];
  /**
   * Write the ledger as CSV: a line a file with state, path, sizes, encoding, reason and problems with their byte offsets.
   * UTF-8 with a mark, after RFC 4180. Fault `conflict` when the file is there, unless `overwrite`.
   */
  writeLedger(input: LedgerFilter & { readonly path: string; readonly language: 'zh' | 'en'; readonly overwrite?: boolean }): { readonly files: number; readonly bytes: number };
  /**
   * Read again the files of an import that were refused or need a look, after somebody mended them or with other settings.
   * A file that is read better replaces its line in the ledger; records that somebody worked on stay. One operation.
   */
  retry(input: RetryInput): RetryReport;
  /**
   * Read files of an import again in another encoding, from the bytes that are kept. Values nobody edited are put right in
   * their records; edited ones stay and are listed. One operation.
   */
  reread(input: RereadInput): RereadReport;
  /** Take a whole import back. What later operations touched is listed as a `conflict` fault unless `force`. */
  undo(input: { readonly operation: number; readonly force?: boolean }): { readonly operation: number; readonly records: number };
}
