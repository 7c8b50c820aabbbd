import type { Problem } from '../../../../contract/problem.ts';
import type { LocalText } from '../../../../contract/text.ts';
import { foreignKind } from '../foreign.ts';
import type { FormatReader, FormatReading, ReadRequest, SourceRecord } from '../format.ts';
import { readRow } from '../table/cells.ts';
import { strangeDates } from '../table/problems.ts';
import { columnName, headerOf, mappingFor } from '../table/rules.ts';
import { sentence } from '../tagged/sentences.ts';
import { repeated, unbroken } from '../text/drafts.ts';
import { knownName } from '../text/names.ts';
import { isWorkbook, officeKind, openPackage, PartError } from './package.ts';
import type { PartFailure } from './package.ts';
import { openWorkbook } from './workbook.ts';
import type { Sheet, SheetRow } from './workbook.ts';

/**
 * XLSX workbooks: the first sheet with a row of names, read like a table. A record has no bytes of its own in a packed
 * file, so its span is the whole file, and its values say whether it is here already.
 */
export const xlsx = {
  name: 'xlsx',
  label: { zh: 'Excel 工作簿（XLSX）', en: 'Excel workbook (XLSX)' },
  sniff: (head) => (isWorkbook(head) ? 0.95 : 0),
  read(request): FormatReading {
    const { bytes } = request;
    if (!isWorkbook(bytes)) return nothing(notAWorkbook(bytes));
    try {
      const table = tableIn(bytes);
      if (table === null) {
        return nothing({
          code: 'no-record', offset: 0,
          text: { zh: '工作簿里没有带列名的表。第一行应是列名，下面每行一条记录。', en: 'No sheet has a row of names with rows below it.' },
        });
      }
      return readTable(table, request);
    } catch (error) {
      if (error instanceof PartError) return nothing({ code: 'unreadable-file', offset: 0, text: FAILED[error.failure] });
      throw error;
    }
  },
} satisfies FormatReader;

const FAILED: Readonly<Record<PartFailure, LocalText>> = {
  missing: { zh: '工作簿里没有工作表，文件可能不完整。', en: 'The workbook has no sheets; the file may be incomplete.' },
  damaged: { zh: '工作簿打不开，文件可能不完整。请用表格软件打开后另存。', en: 'The workbook cannot be opened; it may be incomplete. Open it in a spreadsheet program and save it again.' },
  encrypted: { zh: '工作簿有密码。请去掉密码后再导入。', en: 'The workbook has a password. Take it off, then import again.' },
  'too-long': { zh: '工作簿解开后过大，没有读取。请拆分，或另存为 CSV。', en: 'The workbook is too large when unpacked and was not read. Split it, or save it as CSV.' },
};

const nothing = (problem: Problem): FormatReading => ({ proof: null, encoding: null, records: [], problems: [problem] });

function notAWorkbook(bytes: Uint8Array): Problem {
  if (Buffer.from(bytes.subarray(0, 4096)).toString('latin1').trim() === '' && bytes.length <= 4096)
    return { code: 'empty-file', offset: 0, text: sentence('empty-file') };
  const foreign = officeKind(bytes) === null ? foreignKind(bytes) : null;
  if (foreign !== null) return { code: 'foreign-file', offset: 0, text: sentence('foreign-file', foreign.zh, foreign.en) };
  return { code: 'no-record', offset: 0, text: { zh: '不是 XLSX 工作簿。', en: 'It is no XLSX workbook.' } };
}

/** Rows looked at for the one with the names. */
const BEFORE_HEADER = 20;

export interface WorkbookTable {
  readonly sheet: string;
  readonly header: SheetRow;
  readonly rows: readonly SheetRow[];
  /** Rows above the names, and sheets that are not read. */
  readonly above: readonly SheetRow[];
  readonly others: readonly string[];
}

/** The first sheet with a row of names and something below it. Throws `PartError`. */
export function tableIn(bytes: Uint8Array): WorkbookTable | null {
  const workbook = openWorkbook(openPackage(bytes));
  for (const name of workbook.sheets) {
    const found = tableOf(workbook.read(name));
    if (found !== null) return { ...found, others: workbook.sheets.filter((other) => other !== name) };
  }
  return null;
}

/** The row of names is the one with the most known ones among the first rows, else the first with two cells. */
function tableOf({ name, rows }: Sheet): Omit<WorkbookTable, 'others'> | null {
  const filled = ({ cells }: SheetRow): number => cells.filter((cell) => cell.trim() !== '').length;
  const known = ({ cells }: SheetRow): number => new Set(cells.map(knownName).filter((code) => code !== null)).size;
  const first = rows.slice(0, BEFORE_HEADER);
  const best = first.reduce((most, row) => Math.max(most, known(row)), 0);
  const at = best >= 2 ? first.findIndex((row) => known(row) === best) : first.findIndex((row) => filled(row) >= 2);
  const header = first[at];
  return header === undefined || at === rows.length - 1 ? null : { sheet: name, header, rows: rows.slice(at + 1), above: rows.slice(0, at) };
}

function readTable({ header, rows, sheet, above, others }: WorkbookTable, { bytes, mapping: tags, tables, maxProblems }: ReadRequest): FormatReading {
  const names = headerOf(header.cells);
  const mapping = mappingFor(names, tables);
  const records: SourceRecord[] = [];
  let left = maxProblems;
  let leftOut = 0;
  for (const { cells, number } of rows) {
    const read = readRow(cells.map((cell, at) => ({ column: names[at] ?? columnName(at), value: unbroken(cell) })), mapping, tags);
    if (read.fields.length === 0) continue;
    const fields = read.fields.map(({ code, name, value }) => ({ code, name, value, parent: null, start: null, end: null }));
    const problems = [
      ...(cells.slice(names.length).every((cell) => cell.trim() === '') ? [] : [tooWide(number, cells.length, names.length)]),
      ...strangeDates(0, read.strange).map(({ code, text }) => ({ code, offset: 0, text })),
      ...repeated(fields, 0),
    ];
    const kept = problems.slice(0, Math.max(0, left));
    left -= kept.length;
    leftOut += problems.length - kept.length;
    records.push({
      ordinal: records.length + 1, start: 0, end: bytes.length, fields, problems: kept, ...(read.tags.length === 0 ? {} : { tags: read.tags }),
      identity: JSON.stringify(fields.map(({ code, name, value }) => [code, name, value])),
    });
  }
  const problems = fileProblems(sheet, above, others);
  if (leftOut > 0) problems.push({ code: 'problems-left-out', offset: 0, text: sentence('problems-left-out', String(leftOut)) });
  if (records.length === 0) return nothing({ code: 'no-record', offset: 0, text: { zh: '表里没有数据行。', en: 'The table has no rows with values.' } });
  return { proof: null, encoding: null, records, problems };
}

const tooWide = (number: number, wide: number, header: number): Problem => ({
  code: 'row-too-wide', offset: 0,
  text: {
    zh: `第 ${number} 行有 ${wide} 格，表头只有 ${header} 格，多出的各成一个字段。`,
    en: `Row ${number} has ${wide} cells, the header ${header}; those beyond became fields of their own.`,
  },
});

function fileProblems(sheet: string, above: readonly SheetRow[], others: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  if (others.length > 0) {
    const list = others.join('、');
    problems.push({
      code: 'workbook-sheets-left-out', offset: 0,
      text: { zh: `只读了工作表“${sheet}”；另有 ${list} 没有读。`, en: `Only the sheet “${sheet}” was read; not read: ${others.join(', ')}.` },
    });
  }
  if (above.length > 0) {
    const words = above.map(({ cells }) => cells.filter((cell) => cell !== '').join(' ')).join(' / ').slice(0, 120);
    problems.push({
      code: 'rows-before-header', offset: 0,
      text: { zh: `列名以上还有 ${above.length} 行：${words}`, en: `${above.length} rows stand above the names: ${words}` },
    });
  }
  return problems;
}
