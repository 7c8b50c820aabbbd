import type { ConstantName, Constants, ExportChoice, ExportFormat, ExportInput, FormatInfo, MarcDialect } from '../../contract/exports.ts';
import type { Selection } from '../../contract/selection.ts';

/** What stands in the form: everything but which records, and where to. */
export interface Draft {
  readonly format: ExportFormat;
  /** Null for the format's own first one. */
  readonly encoding: string | null;
  readonly profile: number | null;
  readonly dialect: MarcDialect;
  readonly newspaper: string;
  /** A BagIt package: a folder, or packed. */
  readonly pack: 'none' | 'folder' | 'zip' | 'tar';
  readonly sources: boolean;
}

export const EMPTY: Draft = { format: 'tagged', encoding: null, profile: null, dialect: 'cnmarc', newspaper: '', pack: 'none', sources: false };

/** Formats in the groups the form shows them in. */
export const GROUPS: readonly { readonly name: 'whole' | 'tables' | 'catalogue' | 'references' | 'classes'; readonly formats: readonly ExportFormat[] }[] = [
  { name: 'whole', formats: ['tagged'] },
  { name: 'tables', formats: ['csv', 'xlsx', 'jsonl', 'parquet'] },
  { name: 'catalogue', formats: ['cnmarc', 'marc21', 'marcxml', 'marcjson', 'dc', 'mods', 'tei'] },
  { name: 'references', formats: ['gbt7714', 'ris', 'bibtex', 'csljson'] },
  { name: 'classes', formats: ['skos'] },
];

export const hasDialect = (format: ExportFormat): boolean => format === 'marcxml' || format === 'marcjson';

/** Whether the format says anywhere which newspaper a record is from. */
export const namesNewspaper = (info: FormatInfo | undefined): boolean => (info?.map['@newspaper']?.length ?? 0) > 0;

/** Profiles that fit: of the format, or of a MARC dialect for the forms that carry one. */
export const fits = (format: ExportFormat, profile: ExportFormat): boolean =>
  format === profile || hasDialect(format) && (profile === 'marc21' || profile === 'cnmarc');

export function choiceOf(draft: Draft, selection: Selection): ExportChoice {
  const constants: Constants = draft.newspaper.trim() === '' ? {} : { newspaper: draft.newspaper.trim() } satisfies Partial<Record<ConstantName, string>>;
  return {
    selection, format: draft.format,
    ...(draft.encoding === null ? {} : { encoding: draft.encoding }),
    ...(draft.profile === null ? {} : { profile: draft.profile }),
    ...(hasDialect(draft.format) ? { dialect: draft.dialect } : {}),
    ...(Object.keys(constants).length === 0 ? {} : { constants }),
  };
}

/** What is chosen as the target: a folder, or a file with this ending. */
export function targetOf(draft: Draft, info: FormatInfo | undefined): { readonly what: 'folder' } | { readonly what: 'file'; readonly extension: string } {
  if (draft.pack === 'zip' || draft.pack === 'tar') return { what: 'file', extension: draft.pack };
  if (draft.pack === 'folder' || info === undefined || info.kind === 'folder') return { what: 'folder' };
  return { what: 'file', extension: info.extension };
}

export function inputOf(draft: Draft, selection: Selection, out: string): ExportInput {
  const pack = { none: undefined, folder: 'bagit', zip: 'bagit-zip', tar: 'bagit-tar' } as const;
  return {
    ...choiceOf(draft, selection), out,
    ...(draft.pack === 'none' ? {} : { package: pack[draft.pack], sources: draft.sources }),
  };
}
