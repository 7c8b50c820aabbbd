import type { LocalText } from '../../../contract/text.ts';
import type { Problem } from '../../../contract/problem.ts';
import type { EncodingName, EncodingProof } from './encoding.ts';
import type { TableRules } from './table/rules.ts';

/** One value of a record, as a file gave it. */
export interface SourceField {
  /**
   * The code of the tagged format where the value has a known field there (`FIELDS`), else a code of the file's own.
   */
  readonly code: string;
  /** What the file calls it. */
  readonly name: string;
  /** Verbatim text; line ends are "\n". */
  readonly value: string;
  /** The code of the field this one stands inside of. Only fields with null are the record's own. */
  readonly parent: string | null;
  /** Byte span of the value in the file; null where the format has none (a cell of a packed workbook). */
  readonly start: number | null;
  readonly end: number | null;
}

export interface SourceRecord {
  /** Which record of its file it is, from 1. */
  readonly ordinal: number;
  /** Byte span in the file. The spans of a file's records tile it from 0 to its end, where the format allows. */
  readonly start: number;
  readonly end: number;
  readonly fields: readonly SourceField[];
  readonly problems: readonly Problem[];
  /** Tags the record is to get, where a column was told to give them. */
  readonly tags?: readonly string[];
  /**
   * What makes it the same record elsewhere, where its bytes cannot: in a packed workbook a record has none of its own,
   * and its span is the whole file.
   */
  readonly identity?: string;
}

export interface ReadRequest {
  readonly bytes: Uint8Array;
  /**
   * Path of the file, "/" between; a member of an archive reads
   * `archive.zip/member.txt`.
   */
  readonly path: string;
  /** What the librarian chose for the folder; null to prove it. Formats that carry their own encoding pass over it. */
  readonly encoding: EncodingName | null;
  /** Source tag → field code, for formats that need telling (`null`: leave it out). */
  readonly mapping?: Readonly<Record<string, string | null>>;
  /** What becomes of the columns of tables, for formats that have some. */
  readonly tables?: TableRules;
  /** Problems reported for one file; what is beyond is counted in one more. */
  readonly maxProblems: number;
}

export interface FormatReading {
  /** Null for formats without text of their own. */
  readonly proof: EncodingProof | null;
  /** The encoding it was read in. */
  readonly encoding: EncodingName | null;
  readonly records: readonly SourceRecord[];
  /** Problems of the file as a whole; those of a record stand with it. */
  readonly problems: readonly Problem[];
}

/** Records that are settled, with their bytes: from the first one's `start` to the last one's `end`. */
export interface StreamBatch {
  readonly records: readonly SourceRecord[];
  readonly bytes: Uint8Array;
}

/** Reads a file in pieces, for files too long to hold. Offsets count from the start of the file. */
export interface StreamReader {
  /** Give the next piece, of any length; get what is settled by now. The piece may be used again afterwards. */
  push(piece: Uint8Array): StreamBatch;
  /** Nothing more comes: the rest, and the problems of the file as a whole. */
  end(): StreamBatch & { readonly problems: readonly Problem[] };
}

/**
 * A format that can be brought in. One file a format, one line in the registry. Pure: bytes in, data out, no disk, so
 * that it runs in any thread. A file that is broken is data too: `read` never throws.
 */
export interface FormatReader {
  /** The name on the command line. */
  readonly name: string;
  readonly label: LocalText;
  /**
   * 0 … 1: how likely a file of this beginning (at least 4 KB, or all of it) is of the format. By content; the path may
   * only decide between what the content leaves open. A table somebody has told the columns of is known by them.
   */
  sniff(head: Uint8Array, path: string, tables?: TableRules): number;
  read(request: ReadRequest): FormatReading;
  /**
   * For formats whose files may hold more records than memory. The encoding is settled before: from the first piece.
   */
  stream?(
    request: Omit<ReadRequest, 'bytes' | 'encoding'> & { readonly encoding: EncodingName; readonly bom: number },
  ): StreamReader;
}
