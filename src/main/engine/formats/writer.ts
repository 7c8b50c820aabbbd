import type { Constants, FieldMap, FormatInfo, LossKind, MarcDialect } from '../../../contract/exports.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { EncodingName } from './encoding.ts';
import type { PlainRecord } from './plain-record.ts';

/** Where the bytes go. It counts and hashes them; text is written as UTF-8. */
export interface Sink {
  write(chunk: string | Uint8Array): void;
}

export type Cell = string | number | null | readonly string[];

/** One record in the format: text, bytes, or the cells of a row. */
export type Part = string | Uint8Array | readonly Cell[];

/** Something of one record the format cannot hold. */
export interface Loss {
  readonly kind: LossKind;
  /** The field's name in the contract, or its own code. */
  readonly field: string;
  readonly text: LocalText;
}

export interface Rendered {
  /** Null when the record cannot be written; then the losses say why. */
  readonly part: Part | null;
  readonly losses: readonly Loss[];
  /** Formats with a file a record: its path below the folder, "/" between. */
  readonly path?: string;
}

/** A class and what stands above it, the nearest first. */
export interface ClassStep {
  readonly notation: string;
  /** Null for a number the scheme does not have. */
  readonly caption: LocalText | null;
}

export interface WriterOptions {
  readonly encoding: EncodingName;
  /** The format's own map with what a profile changes. */
  readonly map: FieldMap;
  readonly constants: Constants;
  readonly dialect: MarcDialect;
  /** When the export is made: some formats say so in every record. */
  readonly now: Date;
  readonly library: { readonly uuid: string; readonly name: string };
  readonly classPath: (notation: string) => readonly ClassStep[];
}

/**
 * Writes one export. `render` is pure and says what is lost, so that a report can be made without writing; the other
 * three put the parts together in order.
 */
export interface RecordWriter {
  render(record: PlainRecord): Rendered;
  begin(sink: Sink): void | Promise<void>;
  write(part: Part, sink: Sink): void | Promise<void>;
  end(sink: Sink): void | Promise<void>;
  /** A part as text, for the preview. */
  show(part: Part): string;
}

/**
 * A format that can be given out. One file a format, one line in `writers.ts`. It knows no library and no disk; heavy
 * libraries are loaded in `open`.
 */
export interface FormatWriter {
  readonly info: Omit<FormatInfo, 'reads'>;
  open(options: WriterOptions): Promise<RecordWriter>;
}
