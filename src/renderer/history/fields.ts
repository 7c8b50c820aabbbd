import { FIELDS } from '../../contract/fields.ts';
import type { ChangedField } from '../../contract/history.ts';
import { i18n, language, t } from '../i18n/language.ts';

/** A field of the record under its own name, anything else under the history's word for it. */
export function fieldCaption(field: string): string {
  const known = FIELDS.find((each) => each.field === field || each.code === field);
  if (known !== undefined) return language.value === 'en' ? known.en : known.zh;
  const key = `history.value.${field}`;
  return i18n.global.te(key) ? t(key) : field;
}

/** A value as people say it: states and the coming and going of records in words. */
export function valueCaption(field: ChangedField, value: string): string {
  if (field === 'status' && i18n.global.te(`records.status.${value}`)) return t(`records.status.${value}`);
  if (field === 'hidden' && (value === '0' || value === '1' || value === '2')) return t(`history.hidden.${value}`);
  return value;
}

/** Fields that the history can be limited to, in the order of the record. */
export const CHANGED_FIELDS = [
  ...FIELDS.map(({ field }) => field), 'status', 'tag', 'set', 'mergedInto', 'duplicate', 'authority',
] as const satisfies readonly ChangedField[];
