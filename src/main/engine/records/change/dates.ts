import { dayOf } from '../../../../contract/day.ts';

const DIGITS: Readonly<Record<string, string>> = {
  '〇': '0', '零': '0', '○': '0', '一': '1', '二': '2', '三': '3', '四': '4', '五': '5', '六': '6', '七': '7', '八': '8', '九': '9', '两': '2', '元': '1',
};
/** What a scanner reads for a digit. */
const LOOK_ALIKE: Readonly<Record<string, string>> = { '〇': '0', '○': '0', '零': '0', O: '0', o: '0', D: '0', Q: '0', l: '1', I: '1', i: '1', '|': '1', '!': '1', Z: '2', z: '2', S: '5', s: '5', B: '8' };

/** Twelve for 十二, 21 for 廿一; null for what is no number below a hundred. */
function small(text: string): string | null {
  if (/^[〇零○一二三四五六七八九]{2}$/u.test(text)) return [...text].map((digit) => DIGITS[digit] ?? '').join('');
  const plain = text.replace(/^廿/u, '二十').replace(/^卅/u, '三十');
  const [, tens = '', ten = '', ones = ''] = /^([一二三四五六七八九]?)(十?)([〇零○一二三四五六七八九元]?)$/u.exec(plain) ?? [];
  if (tens + ten + ones === '' || (tens !== '' && ten === '' && ones !== '')) return null;
  if (ten === '') return DIGITS[ones === '' ? tens : ones] ?? null;
  return String(Number(DIGITS[tens] ?? '1') * 10 + Number(ones === '' ? '0' : DIGITS[ones] ?? '0'));
}

/** Chinese numerals as digits: years digit by digit, months and days as numbers. */
function withDigits(text: string): string {
  const named = /^([〇零○一二三四五六七八九]{4})年([^年月日号]{1,3})月([^年月日号]{1,3})[日号]?$/u.exec(text);
  const [, year = '', month = '', day = ''] = named ?? [];
  if (named === null) return text;
  return `${[...year].map((digit) => DIGITS[digit] ?? '').join('')}年${small(month) ?? month}月${small(day) ?? day}日`;
}

/** What stands behind a date without being part of it: a weekday, a time of day. */
const BEHIND = /(?:[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?|[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)$/u;

/** The day a text means as YYYYMMDD; null where it cannot be read with certainty, or the calendar has no such day. */
export function repairedDay(text: string): string | null {
  const half = text.normalize('NFKC').trim();
  const plain = half.replace(BEHIND, '').replace(/\s/gu, '');
  for (const reading of [plain, withDigits(plain), withLookAlikes(plain)]) {
    const day = dayOf(asParts(reading));
    if (day !== null) return String(day);
  }
  return null;
}

/** 2011年6月14号, 2011.6.14 and 2011、6、14 as the calendar knows them. */
const asParts = (text: string): string => text.replace(/号$/u, '日').replaceAll(/[、，,~_—–－]/gu, '-').replace(/[-/.]$/u, '');

/** Letters for digits, only where all is digits otherwise: such a text is no word. */
function withLookAlikes(text: string): string {
  const read = text.replace(/[^\d年月日号\-/.]/gu, (char) => LOOK_ALIKE[char] ?? char);
  return /\d/u.test(text) ? read : text;
}
