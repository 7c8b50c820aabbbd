import type { Lang } from './language.ts';

const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 1234567 → `1,234,567`, the way figures are grouped on screen in both languages. */
export const count = (value: number): string => GROUPED.format(value);

/** `1 file`, `1,234 files`: a count with its English noun. */
export const things = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** 1536 → `1.5 KB`; steps of 1,024. */
export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** Seconds as people read them: `0.4 秒`, `2 分 05 秒`, `1 小时 03 分`. */
export function duration(seconds: number, lang: Lang): string {
  const zh = lang === 'zh';
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)}${zh ? ' 秒' : ' s'}`;
  const whole = Math.round(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  if (whole < 3600) {
    return zh
      ? `${Math.floor(whole / 60)} 分 ${two(whole % 60)} 秒`
      : `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  }
  const minutes = Math.floor(whole / 60);
  return zh
    ? `${Math.floor(minutes / 60)} 小时 ${two(minutes % 60)} 分`
    : `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** Milliseconds since 1970 → `2026-11-22 09:05` in local time. */
export function moment(at: number): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** 0.9312 → `93.1%`. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
