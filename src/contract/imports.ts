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
  /** Plain text: take the name of the folder a file lies in for its class number. */
  readonly classFrom?: 'folder';
  /** Look only: nothing is stored, `operation` is null. */
  readonly dryRun?: boolean;
  /** Go on with the latest import of the same paths, without reading again the files its ledger has. */
  readonly resume?: boolean;
}

export interface ImportReport {
  readonly operation: number | null;
  readonly files: { readonly total: number } & Readonly<Record<FileState, number>>;
  readonly records: { readonly added: number; readonly alreadyHere: number };
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

export interface ImportsApi {
  /** Bring in folders and files. Long: reports progress, can be cancelled (what came is kept; `imports.undo` takes it back). */
  run(input: ImportInput): ImportReport;
  list(input: object): readonly ImportSummary[];
  ledger(input: { readonly operation?: number; readonly state?: FileState; readonly find?: string } & Partial<Window>): {
    readonly total: number;
    readonly rows: readonly LedgerRow[];
  };
  /** Take a whole import back. What later operations touched is listed as a `conflict` fault unless `force`. */
  undo(input: { readonly operation: number; readonly force?: boolean }): { readonly operation: number; readonly records: number };
}
