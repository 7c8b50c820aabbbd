import { FIELDS } from '../../../../contract/fields.ts';
import type { FieldName } from '../../../../contract/records.ts';

/** What stands before the colon of a term, beside the record's own fields. */
export type ExtraField = 'id' | 'tag' | 'set' | 'status' | 'source' | 'import' | 'has' | 'problem' | 'duplicate';
export type QueryField = FieldName | ExtraField;

/** Fields the search index holds: a term finds any part of their text. */
export const TEXT_FIELDS = ['kicker', 'title', 'subtitle', 'author', 'keywords', 'body'] as const satisfies readonly FieldName[];
export type TextField = (typeof TEXT_FIELDS)[number];

export const isTextField = (field: QueryField): field is TextField => (TEXT_FIELDS as readonly string[]).includes(field);

/** Fields with few different values: a term is a whole value, or part of one with `*`. */
export const VALUE_FIELDS = ['issue', 'page', 'item', 'column', 'pageName', 'genre', 'class'] as const satisfies readonly FieldName[];
export type ValueField = (typeof VALUE_FIELDS)[number];

export const isValueField = (field: QueryField): field is ValueField => (VALUE_FIELDS as readonly string[]).includes(field);

const EXTRA: Readonly<Record<ExtraField, readonly string[]>> = {
  id: ['编号'],
  tag: ['标签'],
  set: ['集合'],
  status: ['状态'],
  source: ['来源'],
  import: ['导入'],
  has: ['含', '有'],
  problem: ['问题'],
  duplicate: ['重复'],
};

const isExtra = (name: string): name is ExtraField => Object.hasOwn(EXTRA, name);

const names = new Map<string, QueryField>();
for (const { field, code, zh } of FIELDS) for (const name of [field, code, zh]) names.set(name.toLowerCase(), field);
for (const [field, others] of Object.entries(EXTRA)) {
  if (isExtra(field)) for (const name of [field, ...others]) names.set(name, field);
}
names.set('keyword', 'keywords');
names.set('关键词', 'keywords');

/** The field a name means: the English name, the two-letter code or the Chinese name, in any case. */
export function fieldNamed(name: string): QueryField | undefined {
  return names.get(name.toLowerCase());
}

/** The column of `record` or `record_text` that holds a field. */
export function columnOf(field: FieldName): string {
  return field === 'pageName' ? 'page_name' : field;
}
