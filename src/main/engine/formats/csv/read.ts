import { decode, proveEncoding } from '../encoding.ts';
import type { FormatReader, ReadRequest } from '../format.ts';
import { readText, unbroken, withFields } from '../text/drafts.ts';
import type { Draft, DraftField, DraftProblem } from '../text/drafts.ts';
import { codeFor, dateText, knownName, ownCode } from '../text/names.ts';
import { isOwnExport, isOwnField, LIBRARY_COLUMNS } from '../text/own.ts';
import { delimiterOf, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const HEAD = 16 * 1024;
/** A table of other things, as far as names tell: not taken for records unasked, the columns have to be told first. */
const UNKNOWN = 0.2;
/** What our writer and spreadsheet programs put before text that looks like a formula. Source: OWASP, CSV Injection. */
const GUARDED = /^'(?=[=+\-@\t\r])/;

/**
 * Tables with a row of names first: comma, tab, semicolon or bar between the cells. Columns are known by their names in
 * Chinese or English, or told by the mapping; the others keep their own.
 */
export const csv = {
  name: 'csv',
  label: { zh: '表格文本（CSV、TSV）', en: 'Table as text (CSV, TSV)' },
  sniff(head, path) {
    const start = head.subarray(0, HEAD);
    const { encoding, bom } = proveEncoding(start);
    const { text } = decode(start, encoding, bom);
    const line = firstLine(text);
    const delimiter = delimiterOf(line);
    if (delimiter === null) return 0;
    const names = rowsOf(line, delimiter)[0]?.cells ?? [];
    // A sentence has commas as well, but its parts are no names of fields.
    const known = new Set(names.map(knownName).filter((code) => code !== null)).size;
    if (known >= 2 && known * 4 >= names.length) return 0.9;
    const rows = rowsOf(text, delimiter).slice(0, 20).filter(({ cells }) => cells.length > 1);
    const even = rows.length > 1 && rows.slice(0, -1).every(({ cells }) => cells.length === names.length);
    return even && /\.(csv|tsv|tab)$/i.test(path) ? UNKNOWN : 0;
  },
  read: (request) => readText(request, (text) => recordsOf(text, request), {
    zh: '没有找到表头和数据行。', en: 'No row of names with rows of values below it was found.',
  }),
} satisfies FormatReader;

/** A row of names longer than this is none. */
const firstLine = (text: string): string => /\S[^\r\n]{0,65536}/.exec(text)?.[0] ?? '';

function recordsOf(text: string, { mapping }: ReadRequest): readonly Draft[] {
  const rows = rowsOf(text, delimiterOf(firstLine(text)) ?? ',').filter(({ cells }) => !cells.every(isBlank));
  const [head, ...rest] = rows;
  if (head === undefined) return [];
  const names = head.cells.map((name, at) => (isBlank(name) ? columnName(at) : unbroken(name).trim()));
  const own = isOwnExport((column) => names.includes(column));
  const drafts = rest.map((row) => ({
    start: row.start,
    fields: row.cells.flatMap((cell, at) => fieldsOf(names[at] ?? columnName(at), cell, own, mapping)),
    problems: problemsOf(row, names.length),
  }));
  const unquoted = drafts.findIndex((_, at) => rest[at]?.unquoted === true);
  return withFields(drafts.map((draft, at) => (at === unquoted
    ? { ...draft, problems: [...draft.problems, openQuote(draft.start)] } : draft)));
}

const isBlank = (cell: string): boolean => cell.trim() === '';
const columnName = (at: number): string => `第${at + 1}列`;

function problemsOf({ cells, start }: Row, wide: number): DraftProblem[] {
  if (cells.slice(wide).every(isBlank)) return [];
  return [{
    code: 'row-too-wide', at: start,
    text: {
      zh: `这一行有 ${cells.length} 格，表头只有 ${wide} 格，多出的各成一个字段。`,
      en: `The row has ${cells.length} cells, the header ${wide}; those beyond became fields of their own.`,
    },
  }];
}

const openQuote = (at: number): DraftProblem => ({
  code: 'quote-not-closed', at,
  text: {
    zh: '从这里起有一个引号没有结束，以下按行读取，引号当作文字。',
    en: 'A quote is never closed; from here on every line is a row and quotes are text.',
  },
});

function fieldsOf(
  name: string, cell: string, own: boolean, mapping: ReadRequest['mapping'],
): readonly DraftField[] {
  const value = unbroken(cell.replace(GUARDED, ''));
  if (isBlank(value)) return [];
  const told = mapping !== undefined && Object.hasOwn(mapping, name);
  if (own && !told && LIBRARY_COLUMNS.includes(name)) return [];
  if (own && !told && name === 'others') return othersOf(value);
  const code = codeFor(name, mapping);
  if (code === null) return [];
  return [{ code, name, value: code === 'RQ' && !(own && isOwnField(name)) ? dateText(value) : value }];
}

/** `code/name=value；code/name=value`, as our export writes what has no column. */
function othersOf(cell: string): readonly DraftField[] {
  const marks = [...cell.matchAll(/(?:^|；)([^/=；\s]{1,40})\/([^=；]{0,40})=/g)];
  return marks.map((mark, at) => {
    const code = ownCode(mark[1] ?? '');
    return { code, name: mark[2] ?? code, value: cell.slice(mark.index + mark[0].length, marks[at + 1]?.index) };
  }).filter(({ value, name }) => value !== '' && name !== '');
}
