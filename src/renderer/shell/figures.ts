import { language, t } from '../i18n/language.ts';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 12,704 */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** A day given as YYYYMMDD, as text or number, in the form 2011-06-14; any other text as it stands. */
export function formatDay(day: string | number | null): string {
  const text = day === null ? '' : String(day);
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return match === null ? text : `${match[1]}-${match[2]}-${match[3]}`;
}

/** A moment in milliseconds since 1970, as 2011-06-14 09:05 in the machine's own time. */
export function formatMoment(moment: number): string {
  const at = new Date(moment);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The day of the week of a YYYYMMDD number. */
export function formatWeekday(day: number): string {
  const at = new Date(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100);
  return new Intl.DateTimeFormat(language.value, { weekday: 'short' }).format(at);
}

/** A span of time in the largest two units that matter. */
export function formatSpan(seconds: number): string {
  if (seconds < 1) return t('shell.time.lessThanSecond');
  if (seconds < 60) return t('shell.time.seconds', { n: Math.round(seconds) });
  if (seconds < 3600) return t('shell.time.minutes', { n: Math.round(seconds / 60) });
  return t('shell.time.hours', { n: Math.floor(seconds / 3600), m: Math.round((seconds % 3600) / 60) });
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let amount = bytes;
  let unit = 0;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${amount >= 100 || unit === 0 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`;
}

/** A score between 0 and 1 as a whole percentage. */
export function formatPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
