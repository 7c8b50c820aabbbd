import type { LocalText } from './text.ts';
import type { Selection } from './selection.ts';

export type ExportFormat = 'tagged' | 'csv' | 'jsonl';

export interface ExportInput {
  readonly selection: Selection;
  readonly format: ExportFormat;
  /** Absolute. `tagged` writes a folder that mirrors the imported one; the others write one file. */
  readonly out: string;
  /** `tagged` only: 'source' (default) keeps each file's own encoding. */
  readonly encoding?: string;
  /**
   * `csv` and `jsonl`: 'joined' writes the linked parts of an article as one record, the first part's, with all bodies one
   * after another and the references of the other parts in the field `PARTS`; by default every part is a record of its own.
   */
  readonly continuations?: 'apart' | 'joined';
  /** Replace what is already at `out`. Without it a file there is a `conflict` fault. */
  readonly overwrite?: boolean;
}

/** Something the format or the encoding cannot hold. The record it names was not written; nothing is ever replaced by "?". */
export interface ExportLoss {
  readonly id: number;
  readonly ref: string;
  readonly field: string;
  readonly text: LocalText;
}

export interface ExportReport {
  readonly records: number;
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 in hex: of the file, or of the manifest that lists every file of the folder. */
  readonly sha256: string;
  /** The manifest beside the folder (`tagged`), else null. */
  readonly manifest: string | null;
  readonly out: string;
  readonly losses: readonly ExportLoss[];
  readonly seconds: number;
}

export interface ExportsApi {
  /** Write records out. Nothing stands under its final name before all of it is written. Long. */
  run(input: ExportInput): ExportReport;
}
