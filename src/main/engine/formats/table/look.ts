import { FIELDS } from '../../../../contract/fields.ts';
import type { ColumnMapping, ColumnRule } from '../../../../contract/mapping.ts';
import type { LocalText } from '../../../../contract/text.ts';
import { delimiterOf, rowsOf } from '../csv/rows.ts';
import { decode, proveEncoding } from '../encoding.ts';
import type { EncodingName } from '../encoding.ts';
import { cellsOf, keysOf } from '../jsonl/read.ts';
import { knownName, ownCode } from '../text/names.ts';
import { linesOf } from '../text/places.ts';
import { isWorkbook } from '../xlsx/package.ts';
import { tableIn } from '../xlsx/reader.ts';
import { readRow } from './cells.ts';
import { orderOf } from './dates.ts';
import { strangeDates } from './problems.ts';
import { headerOf, ruleFor } from './rules.ts';

/** A table's header and first rows, whatever file it is in. */
export interface TableHead {
  readonly format: 'csv' | 'jsonl' | 'xlsx';
  readonly encoding: EncodingName | null;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Rows a guess is made from. */
const ROWS = 50;

/**
 * The table a file begins with, null when it is none. Give the first 64 KB or more of a text, cut behind a line; a
 * workbook whole. Throws what a broken workbook throws.
 */
export function tableHead(bytes: Uint8Array, encoding: EncodingName | null): TableHead | null {
  if (isWorkbook(bytes)) {
    const table = tableIn(bytes);
    return table === null ? null : {
      format: 'xlsx', encoding: null, header: headerOf(table.header.cells), rows: table.rows.slice(0, ROWS).map(({ cells }) => cells),
    };
  }
  const proof = proveEncoding(bytes);
  const used = encoding ?? proof.encoding;
  const { text } = decode(bytes, used, proof.bom);
  if (/^\s*\{\s*"/.test(text)) {
    const header = keysOf(text);
    return header.length === 0 ? null : { format: 'jsonl', encoding: used, header, rows: objectRows(text, header) };
  }
  const first = /\S[^\r\n]{0,65536}/.exec(text)?.[0] ?? '';
  const delimiter = delimiterOf(first);
  if (delimiter === null) return null;
  const [head, ...rows] = rowsOf(text, delimiter).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return head === undefined || rows.length === 0 ? null
    : { format: 'csv', encoding: used, header: headerOf(head.cells), rows: rows.slice(0, ROWS).map(({ cells }) => cells) };
}

function objectRows(text: string, header: readonly string[]): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  for (const { from, to } of linesOf(text)) {
    if (rows.length === ROWS) break;
    const cells = new Map(cellsOf(text.slice(from, to)).map(({ column, value }) => [column, value]));
    if (cells.size > 0) rows.push(header.map((name) => cells.get(name) ?? ''));
  }
  return rows;
}

export interface TableGuess {
  readonly rules: readonly ColumnRule[];
  readonly doubts: readonly { readonly column: string; readonly text: LocalText }[];
}

/** What the columns of a table seem to be: by their names, then by what stands in them. */
export function guessColumns({ header, rows }: TableHead): TableGuess {
  const taken = new Map<string, string>();
  const doubts: { column: string; text: LocalText }[] = [];
  const valuesAt = (at: number): readonly string[] => rows.map((row) => row[at]?.trim() ?? '').filter((value) => value !== '');
  const named = header.map((name) => knownName(name));
  const rules = header.map((column, at): ColumnRule => {
    const values = valuesAt(at);
    const known = named[at] ?? bySight(values, named);
    if (known === null) return { column, to: ownCode(column) };
    const before = taken.get(known);
    if (before !== undefined && !['ZZ', 'GJ', 'FL'].includes(known)) {
      doubts.push({ column, text: {
        zh: `与“${before}”是同一个字段；每条记录以先有的一列为准。`, en: `The same field as “${before}”; the first of the two counts.`,
      } });
    }
    taken.set(known, before ?? column);
    if (known !== 'RQ') return { column, to: known };
    const { order, sure } = orderOf(values);
    if (!sure && values.length > 0) {
      doubts.push({ column, text: order === 'auto'
        ? { zh: '这一列有读不成日期的值，将照原样保留。', en: 'Some values of this column are no dates; they will be kept as they stand.' }
        : { zh: '日和月可以互换，请确认先日后月，还是先月后日。', en: 'Day and month could change places: say which comes first.' } });
    }
    return { column, to: known, ...(order === 'auto' ? {} : { dates: order }) };
  });
  return { rules, doubts };
}

/** A column that names do not tell, by its values: dates, and the body where no column has that name. */
function bySight(values: readonly string[], named: readonly (string | null)[]): string | null {
  if (values.length === 0) return null;
  if (!named.includes('RQ') && values.every((value) => /\d{4}/.test(value) && value.length <= 24) && orderOf(values).order !== 'serial') {
    const { order } = orderOf(values);
    if (order !== 'auto' || values.every((value) => /^\D*\d{4}\D*\d{1,2}\D*\d{1,2}/.test(value))) return 'RQ';
  }
  const long = values.filter((value) => value.length > 120).length;
  return !named.includes('ZW') && long * 2 > values.length ? 'ZW' : null;
}

const LABELS: ReadonlyMap<string, string> = new Map(FIELDS.map(({ code, zh }) => [code, zh]));

/** Rows as the records they would become. */
export function previewRows({ header, rows }: TableHead, mapping: ColumnMapping, most: number): readonly {
  readonly fields: readonly { readonly code: string; readonly label: string; readonly value: string }[];
  readonly tags: readonly string[];
  readonly problems: readonly LocalText[];
}[] {
  return rows.slice(0, most).map((row) => {
    const { fields, tags, strange } = readRow(row.map((value, at) => ({ column: header[at] ?? '', value })), mapping);
    return {
      fields: fields.map(({ code, name, value }) => ({ code, label: LABELS.get(code) ?? name, value: value.slice(0, 400) })),
      tags, problems: strangeDates(0, strange).map(({ text }) => text),
    };
  });
}

/** A guess as a mapping. */
export const mappingOf = (header: readonly string[], rules: readonly ColumnRule[]): ColumnMapping =>
  ({ columns: header.map((column) => rules.find((rule) => rule.column === column) ?? ruleFor(column, null, undefined)), constants: [] });
