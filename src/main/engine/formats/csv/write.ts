import { cellText, columnLosses, columnsOf, TABLE_MAP } from '../table/columns.ts';
import { FORMULA, formulaLoss } from '../table/formula.ts';
import { textWriter } from '../text-writer.ts';
import type { FormatWriter, Loss } from '../writer.ts';

/** Subtle: quotes for a lone LF or CR as well; without them some readers tear the row in two. */
const QUOTED = /[",\r\n]|^\s|\s$/;
const quoted = (cell: string): string => (QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/**
 * CSV after RFC 4180: CRLF, one row a record, names in the first row; in UTF-8 with a byte order mark, because
 * spreadsheet programs take a file without one for the system's own encoding.
 */
export const csvWriter = {
  info: {
    name: 'csv', label: { zh: 'CSV 表格', en: 'CSV' }, kind: 'file', extension: 'csv', encodings: ['utf-8', 'gb18030', 'gbk', 'utf-16le'], body: 'whole',
    map: TABLE_MAP, places: null,
    about: { zh: '一行一条，正文完整；会被当作公式的内容已处理。', en: 'A row a record, the body whole; cells that would run as formulas are made harmless.' },
  },
  async open({ encoding, map, constants }) {
    const columns = columnsOf(map);
    const mark = encoding === 'utf-8' || encoding === 'utf-16le' ? '\ufeff' : '';
    return textWriter(encoding, {
      head: `${mark}${columns.map(({ name }) => quoted(name)).join(',')}\r\n`,
      render(record) {
        const losses: Loss[] = columnLosses(record, map);
        let text = '';
        for (const column of columns) {
          let cell = cellText(record, column, constants);
          if (FORMULA.test(cell)) {
            losses.push(formulaLoss(column.name, cell, 'apostrophe'));
            cell = `'${cell}`;
          }
          text += text === '' ? quoted(cell) : `,${quoted(cell)}`;
        }
        return { text: `${text}\r\n`, losses };
      },
    });
  },
} satisfies FormatWriter;
