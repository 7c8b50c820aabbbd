import { dayOf } from '../../../../contract/day.ts';
import type { DateOrder } from '../../../../contract/mapping.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const DIGITS: Readonly<Record<string, string>> = {
  〇: '0', 零: '0', '○': '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9',
};
/** A time of day behind a date, a weekday around it. */
const BESIDE = /[ T　]+\d{1,2}[:：时]\d{2}.*$|[ 　（(]*(?:星期|周)[一二三四五六日天][）)]?|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/gi;
/** Days between 1 January 1970 and the first day spreadsheets count, one too many since they hold 1900 for a leap year. */
const EPOCH_1900 = 25_569;

/** YYYYMMDD where the text means a real day in that order, else the text as it stands. */
export function dateIn(text: string, order: DateOrder): string {
  const plain = text.normalize('NFKC').trim().replace(BESIDE, '').replace(/\/+$/, '').trim();
  const day = order === 'serial' ? fromSerial(plain) : order === 'dmy' || order === 'mdy' ? backwards(plain, order) : null;
  const found = day ?? dayOf(plain) ?? dayOf(inDigits(plain));
  return found === null ? text : String(found);
}

function backwards(text: string, order: 'dmy' | 'mdy'): number | null {
  const [first = '', second = '', third = ''] = text.replace(/(\d)(?:st|nd|rd|th)\b/gi, '$1').split(/[\s/.,\-年月日]+/).filter((part) => part !== '');
  if (!/^\d{4}$/.test(third)) return null;
  // A month in words is known wherever it stands.
  const named = monthOf(first) !== null ? 'mdy' : monthOf(second) !== null ? 'dmy' : order;
  const [day, month] = named === 'dmy' ? [first, second] : [second, first];
  return dayOf(`${third}-${monthOf(month) ?? month}-${day}`);
}

function monthOf(word: string): number | null {
  const at = /^[A-Za-z]{3,}$/.test(word) ? MONTHS.findIndex((name) => word.toLowerCase().startsWith(name)) : -1;
  return at < 0 ? null : at + 1;
}

function fromSerial(text: string): number | null {
  if (!/^\d{1,6}(?:\.\d+)?$/.test(text)) return null;
  return serialDay(Number(text), false);
}

/** The day of a spreadsheet's number, null when it has none. `since1904`: counted as old Macintosh files do. */
export function serialDay(serial: number, since1904: boolean): number | null {
  const days = Math.floor(serial) + (since1904 ? 1462 : 0);
  if (!Number.isFinite(days) || days < 1 || days > 2_958_465) return null;
  const date = new Date((days - EPOCH_1900 + (days < 60 ? 1 : 0)) * 86_400_000);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** 二〇一一年六月十四日 → 2011年6月14日. */
function inDigits(text: string): string {
  if (!/[〇零○一二三四五六七八九十]/.test(text)) return text;
  return text.replace(/[〇零○一二三四五六七八九十]+/g, (word) => {
    if (!word.includes('十')) return [...word].map((sign) => DIGITS[sign] ?? '').join('');
    const [tens = '', ones = ''] = word.split('十');
    return String((tens === '' ? 1 : Number(DIGITS[tens] ?? 0)) * 10 + (ones === '' ? 0 : Number(DIGITS[ones] ?? 0)));
  });
}

/** The order the dates of a column are in; `sure` is false where day and month could change places in all of them. */
export function orderOf(values: readonly string[]): { readonly order: DateOrder; readonly sure: boolean } {
  const said = values.map((value) => value.trim()).filter((value) => value !== '');
  const fits = (order: DateOrder): number => said.filter((value) => /^\d{8}$/.test(dateIn(value, order))).length;
  const year = fits('auto');
  if (said.length === 0 || year * 2 >= said.length) return { order: 'auto', sure: true };
  const [dmy, mdy, serial] = [fits('dmy'), fits('mdy'), fits('serial')];
  if (Math.max(dmy, mdy) > serial) return { order: dmy >= mdy ? 'dmy' : 'mdy', sure: dmy !== mdy };
  return serial > 0 ? { order: 'serial', sure: true } : { order: 'auto', sure: false };
}
