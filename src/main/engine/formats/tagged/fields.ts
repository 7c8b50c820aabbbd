import { FIELDS } from '../../../../contract/fields.ts';
import type { FieldName } from '../../../../contract/records.ts';

/**
 * What a tag's code means for the shape of a record. `field`: one of the record's own, on a line of its own; `body`:
 * the one with lines in it; `block` and `part`: a picture block in the body and the file it names; `mark`: inline,
 * never a field; `unknown`: any other code, a field under the name its own tag gives.
 */
export type TagKind = 'field' | 'body' | 'block' | 'part' | 'mark' | 'unknown';

export interface TagCode {
  readonly code: string;
  /** The Chinese name in the tag; '' for an unknown code. */
  readonly name: string;
  /** The same in traditional characters. */
  readonly traditional: string;
  readonly kind: TagKind;
  /** Place in the canonical order of a record's fields, from 0; -1 for codes that have none. */
  readonly rank: number;
  /** The record's column it fills. */
  readonly field: FieldName | null;
}

const TRADITIONAL: Readonly<Record<string, string>> = {
  ZQ: '總期',
  BH: '版號',
  TH: '條號',
  YT: '引題',
  BT: '標題',
  FT: '副題',
  FL: '分類',
  LM: '欄目',
  GJ: '關鍵',
  TC: '體裁',
  TM: '中圖',
  HH: '換行',
};

const known = (code: string, name: string, kind: TagKind, rank: number, field: FieldName | null): TagCode =>
  ({ code, name, traditional: TRADITIONAL[code] ?? name, kind, rank, field });

/** ZQ RQ BH TH YT BT FT ZZ FL LM BM GJ TC ZW: the record's own fields in canonical order. */
export const FIELD_CODES: readonly TagCode[] = FIELDS.map(({ code, zh, field }, rank) =>
  known(code, zh, field === 'body' ? 'body' : 'field', rank, field));

/** Tags that occur inside others. */
export const PICTURE = known('TM', '中图', 'block', -1, null);
export const PICTURE_FILE = known('WJ', '文件', 'part', -1, null);
export const LINE_BREAK = known('HH', '换行', 'mark', -1, null);
export const BOLD = known('JZ', '加重', 'mark', -1, null);
export const SPECIAL = known('ZI', '字符', 'mark', -1, null);

const ALL: readonly TagCode[] = [...FIELD_CODES, PICTURE, PICTURE_FILE, LINE_BREAK, BOLD, SPECIAL];
const BY_CODE: ReadonlyMap<string, TagCode> = new Map(ALL.map((tag) => [tag.code, tag]));

export const knownCode = (code: string): TagCode | undefined => BY_CODE.get(code);

/**
 * Rank of the first field that a new record after a finished one cannot do without: nothing up to the title follows a
 * body.
 */
export const TITLE_RANK = FIELD_CODES.findIndex(({ field }) => field === 'title');
/** Issue, date, page, item: a record has each of them once. */
export const LAST_IDENTITY_RANK = FIELD_CODES.findIndex(({ field }) => field === 'item');

/**
 * Which field of a record is meant: its code, and from the second field of the same code on "#2", "#3", … Repeated and
 * unknown fields are reached the same way. Tags nested in others have no key.
 */
export type FieldKey = string;

export const fieldKey = (code: string, occurrence: number): FieldKey =>
  occurrence <= 1 ? code : `${code}#${occurrence}`;

export function readFieldKey(key: FieldKey): { readonly code: string; readonly occurrence: number } {
  const [code = '', occurrence] = key.split('#');
  return { code, occurrence: occurrence === undefined ? 1 : Number(occurrence) };
}

/** The record's own fields under their keys, in the order they stand in it. */
export function fieldsByKey<F extends { readonly code: string; readonly parent: string | null }>(
  fields: readonly F[],
): Map<FieldKey, F> {
  const count = new Map<string, number>();
  const byKey = new Map<FieldKey, F>();
  for (const field of fields) {
    if (field.parent !== null) continue;
    const occurrence = (count.get(field.code) ?? 0) + 1;
    count.set(field.code, occurrence);
    byKey.set(fieldKey(field.code, occurrence), field);
  }
  return byKey;
}
