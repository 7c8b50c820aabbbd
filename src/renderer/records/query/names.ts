import { FIELDS } from '../../../contract/fields.ts';

/** What may stand before a colon beside the record's own fields, with its Chinese names. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  id: ['编号'], tag: ['标签'], set: ['集合'], status: ['状态'], source: ['来源'], import: ['导入'],
  has: ['含', '有'], problem: ['问题'], duplicate: ['重复'], keywords: ['keyword', '关键词'],
};

const CANONICAL = new Map<string, string>();
for (const { field, code, zh } of FIELDS) {
  for (const name of [field, code, zh]) CANONICAL.set(name.toLowerCase(), field);
}
for (const [field, names] of Object.entries(OTHERS)) {
  for (const name of [field, ...names]) CANONICAL.set(name.toLowerCase(), field);
}

/** The one name of a field that may be written by code, in Chinese or in English; null for a name nobody knows. */
export function canonicalField(name: string): string | null {
  return CANONICAL.get(name.toLowerCase()) ?? null;
}
