import type { LocalText } from './text.ts';
import type { Selection } from './selection.ts';

/** Stable names, as on the command line. What each holds: `exports.formats` and docs/formats.md. */
export const EXPORT_FORMATS = [
  'tagged', 'csv', 'xlsx', 'jsonl', 'marc21', 'cnmarc', 'marcxml', 'marcjson', 'dc', 'mods', 'tei',
  'ris', 'bibtex', 'csljson', 'gbt7714', 'skos', 'parquet',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `folder` and the archives hold a BagIt 1.0 bag (RFC 8493). */
export const PACKAGES = ['bagit', 'bagit-zip', 'bagit-tar'] as const;
export type PackageKind = (typeof PACKAGES)[number];

/** What a record does not say and a catalogue wants to know; the same for all records of an export. */
export const CONSTANTS = [
  { name: 'newspaper', zh: '报纸名称', en: 'Newspaper' },
  { name: 'issn', zh: 'ISSN', en: 'ISSN' },
  { name: 'cn', zh: '统一刊号（CN）', en: 'CN number' },
  { name: 'publisher', zh: '出版者', en: 'Publisher' },
  { name: 'place', zh: '出版地', en: 'Place of publication' },
  { name: 'agency', zh: '编目机构代码', en: 'Cataloguing agency' },
  { name: 'organization', zh: '来源机构', en: 'Source organization' },
  { name: 'contact', zh: '联系人', en: 'Contact' },
  { name: 'verbatim', zh: 'MARC 原值字段号', en: 'MARC field of verbatim values' },
] as const;
export type ConstantName = (typeof CONSTANTS)[number]['name'];
export type Constants = Readonly<Partial<Record<ConstantName, string>>>;

/**
 * Which value goes to which places of a format. A key is a source: a field's name; `persons` (of the keywords), `unit` (of the author),
 * `part` (issue, date, page and item in words), `pictures`, `tags`, `sets`, `status`, `id`, `ref`, `path`; `others`, or `other:CODE` for one
 * field of the source's own; `@CONSTANT`; or `=TEXT`, which is TEXT itself.
 * A place is written as the format writes it (`690$a`, `dc:subject`, a column). An empty list leaves the value out.
 */
export type FieldMap = Readonly<Record<string, readonly string[]>>;

/** A way of writing a format, made here by copying one that is built in. Saved in the library, or as a JSON file. */
export interface ExportProfile {
  readonly id: number;
  readonly name: string;
  readonly format: ExportFormat;
  /** What differs from the format's own map. */
  readonly map: FieldMap;
  readonly constants: Constants;
}

/** `marcxml` and `marcjson`: whose fields they carry. */
export type MarcDialect = 'marc21' | 'cnmarc';

export interface FormatInfo {
  readonly name: ExportFormat;
  readonly label: LocalText;
  /** One sentence: what it is for, and what becomes of the body. */
  readonly about: LocalText;
  /** One file, or a folder of files (`tagged` mirrors the delivery, `tei` has a file an article). */
  readonly kind: 'file' | 'folder';
  /** Without the dot; of the files in the folder for that kind. */
  readonly extension: string;
  readonly encodings: readonly string[];
  /** Whether the body text goes along unless a profile says otherwise. */
  readonly body: 'whole' | 'limited' | 'none';
  /** Where each value goes; empty where a profile has nothing to say. */
  readonly map: FieldMap;
  /** Every place a profile may name; null when any name will do (columns, MARC fields). */
  readonly places: readonly string[] | null;
  /** The format can be read in again. */
  readonly reads: boolean;
}

/** What to write and how; where to is told when it is run. */
export interface ExportChoice {
  readonly selection: Selection;
  readonly format: ExportFormat;
  /** `tagged`: 'source' (default) keeps each file's own. Others: one of `FormatInfo.encodings`, the first by default. */
  readonly encoding?: string;
  /** Number of a profile of the same format (or of a MARC dialect, for `marcxml` and `marcjson`). */
  readonly profile?: number;
  /** Beside a profile or without one: constants of this export alone. */
  readonly constants?: Constants;
  readonly dialect?: MarcDialect;
  /**
   * 'joined' writes the linked parts of an article as one record, the first part's, with all bodies one after another and the
   * references of the other parts in the field `PARTS`; by default, and always in `tagged`, every part is a record of its own.
   */
  readonly continuations?: 'apart' | 'joined';
}

export interface ExportInput extends ExportChoice {
  /** Absolute. A folder for `kind: 'folder'` and for `package: 'bagit'`, else a file. */
  readonly out: string;
  /** Replace what is already at `out`. Without it a file there is a `conflict` fault. */
  readonly overwrite?: boolean;
  readonly package?: PackageKind;
  /** Packages only: the source files of the records go along, under data/sources. */
  readonly sources?: boolean;
  /** Write every loss into this CSV file as well. Absolute. */
  readonly lossFile?: string;
}

/**
 * `field`: the format has no place for it. `repeat`: more values than it takes. `length`: too long, and what was done.
 * `character`: none in the encoding or the format. `markup`: inline marks or picture blocks became plain text. `formula`: a spreadsheet would
 * run it, and it was made harmless. `record`: cannot be written at all.
 */
export const LOSS_KINDS = ['record', 'character', 'length', 'repeat', 'field', 'markup', 'formula'] as const;
export type LossKind = (typeof LOSS_KINDS)[number];

/** Something the format or the encoding cannot hold. Nothing is ever replaced by "?". */
export interface ExportLoss {
  readonly id: number;
  readonly ref: string;
  readonly field: string;
  readonly kind: LossKind;
  /** The record itself was written, without this or with it changed as the text says. */
  readonly written: boolean;
  readonly text: LocalText;
}

export interface LossCount {
  readonly kind: LossKind;
  readonly field: string;
  readonly records: number;
  readonly values: number;
}

export interface LossReport {
  /** Records of the selection, and how many of them can be written. */
  readonly records: number;
  readonly writable: number;
  /** Exact, over all records. */
  readonly counts: readonly LossCount[];
  /** The first 200 of each kind and field, in the order of the records; all of them in `lossFile`. */
  readonly losses: readonly ExportLoss[];
  /** What to know about the export as a whole, such as a name of the newspaper that is not given. */
  readonly notes: readonly LocalText[];
}

export interface ExportReport extends LossReport {
  /** Records written. */
  readonly records: number;
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 in hex: of the file, or of the manifest that lists every file of the folder or bag. */
  readonly sha256: string;
  /** The manifest beside the folder (`tagged`, `tei`) or in the bag, else null. */
  readonly manifest: string | null;
  readonly out: string;
  /** Files that an earlier, interrupted run of the same export had written already. */
  readonly resumed: number;
  readonly seconds: number;
}

export interface BagFinding {
  readonly severity: 'error' | 'warning';
  /** Stable: 'checksum', 'missing', 'extra', 'path', 'bagit-txt' … */
  readonly code: string;
  /** The file inside the bag it is about; '' for the bag as a whole. */
  readonly path: string;
  readonly text: LocalText;
}

export interface BagVerdict {
  readonly path: string;
  readonly kind: 'folder' | 'zip' | 'tar';
  readonly valid: boolean;
  /** 'BagIt-Version' as it stands; '' when it cannot be read. */
  readonly version: string;
  readonly algorithms: readonly string[];
  readonly files: number;
  readonly bytes: number;
  /** bag-info.txt in its order. */
  readonly info: readonly { readonly name: string; readonly value: string }[];
  /** All errors and warnings, up to 1,000; `findings` counts all. */
  readonly list: readonly BagFinding[];
  readonly findings: number;
  readonly seconds: number;
}

export interface ExportsApi {
  /** Every format with what it holds. */
  formats(input: object): readonly FormatInfo[];
  /** What the format cannot hold of these records, worked out by writing them nowhere. Long. */
  losses(input: ExportChoice & { readonly lossFile?: string }): LossReport;
  /** The first records as they would be written, as text; of a binary format what stands in it, told in lines. */
  preview(input: ExportChoice & { readonly records?: number }): { readonly text: string; readonly records: number };
  /** Write records out. Nothing stands under its final name before all of it is written. Long. */
  run(input: ExportInput): ExportReport;
  /** The latest export of this library that was carried through, to be run again; null when there is none. */
  last(input: object): { readonly input: ExportInput; readonly at: number } | null;
  /** Check a BagIt bag (folder, .zip, .tar, .tar.gz), of ours or others'. Nothing is fetched or unpacked. A bag that is wrong is no fault. Long. */
  verify(input: { readonly path: string }): BagVerdict;
  profiles(input: object): readonly ExportProfile[];
  /** A new profile without `id`, else the one it names. Faults: conflict (name taken), bad-input (a place the format does not have). */
  saveProfile(input: Omit<ExportProfile, 'id'> & { readonly id?: number }): { readonly id: number; readonly operation: number | null };
  deleteProfile(input: { readonly id: number }): { readonly operation: number };
  /** As a file for another library. `conflict` when there is one, unless `overwrite`. */
  writeProfile(input: { readonly id: number; readonly file: string; readonly overwrite?: boolean }): { readonly file: string };
  /** A profile from such a file; its name gets a number when it is taken. */
  readProfile(input: { readonly file: string }): { readonly id: number; readonly operation: number | null };
}
