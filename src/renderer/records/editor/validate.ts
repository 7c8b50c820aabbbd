import type { FieldName } from '../../../contract/records.ts';

/** What is wrong with a value; the sentence is `editor.fault.<fault>`. */
export type FieldFault = 'dateForm' | 'dateNotReal' | 'digits';

/** Full-width digits, signs and blanks as plain ones. */
function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');
}

/** Whether YYYYMMDD is a day of the calendar. */
export function isRealDay(text: string): boolean {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const at = new Date(Date.UTC(year, month - 1, day));
  at.setUTCFullYear(year);
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/** A day as records write it (YYYYMMDD), from any of the ways one types it; the text itself when it is none of them. */
export function readDay(text: string): string {
  const plain = halfWidth(text).trim();
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(plain);
  if (match === null) return plain;
  return `${match[1]}${match[2]?.padStart(2, '0')}${match[3]?.padStart(2, '0')}`;
}

/** The value as it is to be stored. */
export function tidy(field: FieldName, text: string): string {
  switch (field) {
    case 'date': return readDay(text);
    case 'page': {
      const page = halfWidth(text).trim();
      return /^\d$/.test(page) ? `0${page}` : page;
    }
    case 'item':
    case 'issue': return halfWidth(text).trim();
    case 'body': return text;
    default: return text.trim();
  }
}

/** What keeps a value from being saved; null when nothing does. An empty value removes the field. */
export function faultOf(field: FieldName, text: string): FieldFault | null {
  const value = tidy(field, text);
  if (value === '') return null;
  if (field === 'date') {
    if (!/^\d{8}$/.test(value)) return 'dateForm';
    return isRealDay(value) ? null : 'dateNotReal';
  }
  if (field === 'page' || field === 'item' || field === 'issue') return /^\d+$/.test(value) ? null : 'digits';
  return null;
}
