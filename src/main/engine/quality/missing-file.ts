import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Missing } from '../../../contract/quality.ts';

const KINDS = { issue: '缺期', page: '缺版', item: '缺条' } as const;
const dateOf = (day: number | null): string => (day === null ? '' : `${String(day).slice(0, 4)}-${String(day).slice(4, 6)}-${String(day).slice(6)}`);

/** The list for the supplier: one line a gap, in UTF-8 with a byte order mark, as spreadsheets want it. */
export function writeMissing(file: string, missing: readonly Missing[]): number {
  const lines = missing.map(({ kind, day, after, before, issue, through, page, item }) => [
    KINDS[kind], dateOf(day), issue ?? '', through ?? issue ?? '', page ?? '', item ?? '', dateOf(after), dateOf(before),
  ].join(','));
  const text = `\ufeff${['缺什么,日期,总期,至总期,版号,条号,在此日之后,在此日之前', ...lines].join('\r\n')}\r\n`;
  const part = `${file}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  return lines.length;
}
