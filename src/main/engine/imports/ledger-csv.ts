import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { Fault } from '../../../contract/fault.ts';
import type { FileState, LedgerFilter, LedgerRow } from '../../../contract/imports.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { Store } from '../store/open.ts';
import { ledgerLines } from './ledger.ts';

const HEADINGS: readonly LocalText[] = [
  { zh: '结果', en: 'state' }, { zh: '路径', en: 'path' }, { zh: '字节', en: 'bytes' }, { zh: '记录', en: 'records' }, { zh: '编码', en: 'encoding' },
  { zh: '编码把握', en: 'confidence' }, { zh: '说明', en: 'reason' }, { zh: '问题', en: 'problems' },
];
const STATES = {
  imported: { zh: '已导入', en: 'imported' }, alreadyHere: { zh: '已在库中', en: 'already here' }, repaired: { zh: '已修补', en: 'repaired' },
  needsReview: { zh: '待查', en: 'to review' }, refused: { zh: '未收', en: 'refused' },
} as const satisfies Readonly<Record<FileState, LocalText>>;
/** Cells that spreadsheet programs run as formulas. Source: OWASP, CSV Injection. */
const FORMULA = /^[=+\-@\t\r]/;
/** Problems told for one file. */
const TOLD = 20;

/** Write the ledger as CSV; it stands under its name only when it is whole. */
export function writeLedger(
  store: Store, { path, language, overwrite = false, ...filter }: LedgerFilter & { readonly path: string; readonly language: 'zh' | 'en'; readonly overwrite?: boolean },
): { readonly files: number; readonly bytes: number } {
  if (!overwrite && existsSync(path)) {
    throw new Fault('conflict', { zh: `“${path}”已经存在。请换一个名称，或选择覆盖。`, en: `"${path}" is there already. Choose another name, or choose to replace it.` });
  }
  mkdirSync(dirname(path), { recursive: true });
  const part = join(dirname(path), `.${basename(path)}.part`);
  const fd = openSync(part, 'w');
  let files = 0;
  let bytes = 0;
  try {
    const put = (text: string): void => { bytes += writeSync(fd, text); };
    let held = `\ufeff${line(HEADINGS.map((heading) => heading[language]))}`;
    for (const row of ledgerLines(store, filter)) {
      held += line(cellsOf(row, language));
      files++;
      if (held.length > 64 * 1024) {
        put(held);
        held = '';
      }
    }
    put(held);
    fsyncSync(fd);
  } catch (error) {
    closeSync(fd);
    rmSync(part, { force: true });
    throw error;
  }
  closeSync(fd);
  renameSync(part, path);
  return { files, bytes };
}

const line = (cells: readonly string[]): string =>
  stringify([cells.map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell))], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });

function cellsOf({ state, path, bytes, records, encoding, confidence, reason, problems }: LedgerRow, language: 'zh' | 'en'): readonly string[] {
  const told = problems.slice(0, TOLD).map(({ offset, text }) => `${offset ?? 0}: ${text[language]}`);
  if (problems.length > TOLD) told.push(language === 'zh' ? `另有 ${problems.length - TOLD} 处` : `${problems.length - TOLD} more`);
  return [
    STATES[state][language], path, String(bytes), String(records), encoding ?? '', confidence === null ? '' : confidence.toFixed(2), reason?.[language] ?? '', told.join('\n'),
  ];
}
