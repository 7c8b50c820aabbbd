import { decode, proveEncoding } from '../encoding.ts';
import type { FormatReader, ReadRequest } from '../format.ts';
import { readText, unbroken, withFields } from '../text/drafts.ts';
import type { Draft, DraftField, DraftProblem } from '../text/drafts.ts';
import { strangeDates } from '../table/problems.ts';
import { readRow } from '../table/cells.ts';
import type { Cell } from '../table/cells.ts';
import { columnName, headerOf, mappingFor } from '../table/rules.ts';
import type { TableRules } from '../table/rules.ts';
import { knownName, ownCode } from '../text/names.ts';
import { isOwnExport, isOwnField, LIBRARY_COLUMNS } from '../text/own.ts';
import { delimiterOf, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const HEAD = 16 * 1024;
/** A table of other things, as far as names tell: not taken for records unasked, the columns have to be told first. */
const UNKNOWN = 0.2;
/** What our writer and spreadsheet programs put before text that looks like a formula. Source: OWASP, CSV Injection. */
const GUARDED = /^'(?='*[=+\-@\t\r\n＝＋－＠])/;

/**
 * Tables with a row of names first: comma, tab, semicolon or bar between the cells. Columns are known by their names in
 * Chinese or English, or told by the mapping; the others keep their own.
 */
export const csv = {
  name: 'csv',
  label: { zh: '表格文本（CSV、TSV）', en: 'Table as text (CSV, TSV)' },
  sniff(head: Uint8Array, path: string, tables?: TableRules) {
    const start = head.subarray(0, HEAD);
    const { encoding, bom } = proveEncoding(start);
    const { text } = decode(start, encoding, bom);
    const line = firstLine(text);
    const delimiter = delimiterOf(line);
    if (delimiter === null) return 0;
    const names = rowsOf(line, delimiter)[0]?.cells ?? [];
    if (mappingFor(headerOf(names), tables) !== null) return 0.95;
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

function recordsOf(text: string, { mapping: tags, tables }: ReadRequest): readonly Draft[] {
  const rows = rowsOf(text, delimiterOf(firstLine(text)) ?? ',').filter(({ cells }) => !cells.every(isBlank));
  const [head, ...rest] = rows;
  if (head === undefined) return [];
  const names = headerOf(head.cells);
  const own = isOwnExport((column) => names.includes(column));
  const mapping = mappingFor(names, tables);
  const drafts = rest.map((row): Draft => {
    const cells: Cell[] = [];
    const others: DraftField[] = [];
    for (const [at, cell] of row.cells.entries()) {
      const column = names[at] ?? columnName(at);
      const told = mapping?.columns.some((rule) => rule.column === column) === true || (tags !== undefined && Object.hasOwn(tags, column));
      const value = unbroken(cell.replace(GUARDED, ''));
      if (own && !told && LIBRARY_COLUMNS.includes(column)) continue;
      if (own && !told && column === 'others') others.push(...othersOf(value));
      else cells.push({ column, value, verbatim: own && !told && isOwnField(column) });
    }
    const { fields, strange, ...read } = readRow(cells, mapping, tags);
    return { start: row.start, fields: [...fields, ...others], tags: read.tags, problems: [...problemsOf(row, names.length), ...strangeDates(row.start, strange)] };
  });
  const unquoted = drafts.findIndex((_, at) => rest[at]?.unquoted === true);
  return withFields(drafts.map((draft, at) => (at === unquoted
    ? { ...draft, problems: [...draft.problems, openQuote(draft.start)] } : draft)));
}

const isBlank = (cell: string): boolean => cell.trim() === '';

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

/** `code/name=value；code/name=value`, as our export writes what has no column. */
function othersOf(cell: string): readonly DraftField[] {
  const marks = [...cell.matchAll(/(?:^|；)([^/=；\s]{1,40})\/([^=；]{0,40})=/g)];
  return marks.map((mark, at) => {
    const code = ownCode(mark[1] ?? '');
    return { code, name: mark[2] ?? code, value: cell.slice(mark.index + mark[0].length, marks[at + 1]?.index) };
  }).filter(({ value, name }) => value !== '' && name !== '');
}
