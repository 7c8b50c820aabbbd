import { stringify } from 'csv-stringify/sync';
import { FIELDS } from '../../../../contract/fields.ts';
import type { FlatWriter, Harmless, PlainRecord } from '../plain-record.ts';

const COLUMNS = ['id', 'ref', ...FIELDS.map((entry) => entry.field), 'status', 'tags', 'sets', 'others'] as const;

/**
 * Cells that begin like this are run as formulas by spreadsheet programs. An apostrophe before them makes them text.
 * Source: OWASP, CSV Injection.
 */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * CSV after RFC 4180, UTF-8 with a byte order mark (spreadsheet programs take a file without one for the system's own
 * encoding), CRLF, one row a record, the field names of the contract in the first row.
 */
export function csvWriter(): FlatWriter {
  // Subtle: left to itself the library quotes a cell for a CRLF in it and not for a lone LF, which tears the row in two.
  const line = (cells: readonly string[]): string => stringify([[...cells]], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
  return {
    head: `\ufeff${line(COLUMNS)}`,
    record(record) {
      const changed: Harmless[] = [];
      const cells = cellsOf(record).map((cell, at) => {
        if (!FORMULA.test(cell)) return cell;
        changed.push({ field: COLUMNS[at] ?? '', was: cell.slice(0, 40) });
        return `'${cell}`;
      });
      return { text: line(cells), changed };
    },
    tail: '',
  };
}

function cellsOf(record: PlainRecord): readonly string[] {
  return [
    String(record.id), record.ref ?? '', ...FIELDS.map(({ field }) => record.values[field] ?? ''),
    record.status, record.tags.join('；'), record.sets.join('；'),
    record.others.map(({ code, name, value }) => `${code}/${name}=${value}`).join('；'),
  ];
}
