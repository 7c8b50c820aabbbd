import { fold } from '../search/fold.ts';

export interface DayRange {
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * Days a date term means, as YYYYMMDD numbers: 2011, 2011-06, 201106, 2011-06-14, 2011年6月14日, and with '..' between
 * two of them, or on one side only. Null when it is none of these.
 */
export function daysOf(text: string): DayRange | null {
  const plain = fold(text).replace(/\s/gu, '');
  const two = /^(.*?)(?:\.{2,3}|~|至)(.*)$/u.exec(plain) ?? /^(\d{4})[-\u2014](\d{4})$/u.exec(plain);
  if (two === null) return dayRange(plain);
  const [, first = '', second = ''] = two;
  const from = first === '' ? null : dayRange(first);
  const to = second === '' ? null : dayRange(second);
  if ((first !== '' && from === null) || (second !== '' && to === null) || (from === null && to === null)) return null;
  return { from: from?.from ?? null, to: to?.to ?? null };
}

function dayRange(text: string): { readonly from: number; readonly to: number } | null {
  const parts = /^(\d{4})(?:(\d{2})(\d{2})?)?$/u.exec(text)
    ?? /^(\d{4})(?:[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?)?)?$/u.exec(text);
  if (parts === null) return null;
  const year = Number(parts[1]);
  const month = parts[2] === undefined ? null : Number(parts[2]);
  const day = parts[3] === undefined ? null : Number(parts[3]);
  if ((month !== null && (month < 1 || month > 12)) || (day !== null && (day < 1 || day > 31))) return null;
  return { from: year * 10_000 + (month ?? 0) * 100 + (day ?? 0), to: year * 10_000 + (month ?? 99) * 100 + (day ?? 99) };
}
