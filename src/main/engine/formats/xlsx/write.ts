import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { cellText, columnLosses, columnsOf, TABLE_MAP } from '../table/columns.ts';
import type { Column } from '../table/columns.ts';
import { FORMULA, formulaLoss } from '../table/formula.ts';
import { lengthLoss } from '../losses.ts';
import type { Cell, FormatWriter, Loss, RecordWriter, Sink, WriterOptions } from '../writer.ts';
import { cellXml, PARTS, SHEET_HEAD, SHEET_TAIL, workbookParts } from './parts.ts';

/** What a sheet and a cell hold. Source: ECMA-376, and Excel specifications and limits. */
export const MOST_ROWS = 1_048_576;
export const MOST_CHARACTERS = 32_767;

const CONTINUED = '续 Continued';
const FLUSH = 256 * 1024;

/**
 * A workbook of text cells, as many sheets as the rows need; what a cell cannot hold goes on, in pieces, on a last sheet
 * (record, column, piece). Written as a stream with back-pressure, so that a million rows need no more memory than a
 * thousand: the writers of the known libraries keep the sheet, or let their queues grow.
 */
export async function xlsxRecords({ map, constants, now }: Pick<WriterOptions, 'map' | 'constants' | 'now'>, mostRows = MOST_ROWS): Promise<RecordWriter> {
  const { default: yazl } = await import('yazl');
  const columns = columnsOf(map);
  const zip = new yazl.ZipFile();
  const when = { mtime: now };
  const sheets: string[] = [];
  const rest: (readonly [id: string, column: string, piece: number, text: string])[] = [];
  let failed: unknown;
  let ended: Promise<void> | undefined;
  let sheet: PassThrough | undefined;
  let rows = 0;
  let held = '';

  const flush = async (): Promise<void> => {
    const text = held;
    held = '';
    if (failed !== undefined) throw failed;
    if (sheet?.write(text) === false) await once(sheet, 'drain');
    if (failed !== undefined) throw failed;
  };
  const openSheet = (name: string, header: readonly string[]): void => {
    sheets.push(name);
    sheet = new PassThrough({ highWaterMark: FLUSH });
    zip.addReadStream(sheet, `xl/worksheets/sheet${sheets.length}.xml`, when);
    held = `${SHEET_HEAD}<row r="1">${header.map((text, at) => cellXml(text, at, 1, 'header')).join('')}</row>`;
    rows = 1;
  };
  const closeSheet = async (): Promise<void> => {
    held += SHEET_TAIL;
    await flush();
    sheet?.end();
  };
  const row = (cells: readonly Cell[]): void => {
    rows++;
    held += `<row r="${rows}">`;
    cells.forEach((cell, at) => {
      if (cell !== '' && cell !== null) held += cellXml(Array.isArray(cell) ? cell.join('；') : cell as string | number, at, rows, typeof cell === 'string' && FORMULA.test(cell) ? 'guarded' : 'text');
    });
    held += '</row>';
  };
  const header = columns.map(({ name }) => name);

  return {
    render(record) {
      const losses: Loss[] = columnLosses(record, map);
      const part = columns.map((column): Cell => {
        const text = cellText(record, column, constants);
        if (text.length > MOST_CHARACTERS) losses.push(lengthLoss(column.name, text.length, MOST_CHARACTERS, 'characters', 'moved'));
        if (FORMULA.test(text)) losses.push(formulaLoss(column.name, text, 'text'));
        return isNumber(column) ? record.id : text;
      });
      return { part: [record.id, ...part], losses };
    },
    begin(sink) {
      ended = pump(zip.outputStream, sink, (error) => {
        failed = error;
        sheet?.destroy();
      });
      for (const [path, xml] of PARTS) zip.addBuffer(Buffer.from(xml), path, when);
      openSheet('记录 1', header);
    },
    async write(part, _sink) {
      const [id, ...cells] = part as readonly Cell[];
      if (rows >= mostRows) {
        await closeSheet();
        openSheet(`记录 ${sheets.length + 1}`, header);
      }
      row(cells.map((cell, at) => {
        if (typeof cell !== 'string' || cell.length <= MOST_CHARACTERS) return cell;
        const [first = '', ...pieces] = piecesOf(cell);
        pieces.forEach((piece, n) => rest.push([String(id), header[at] ?? '', n + 2, piece]));
        return first;
      }));
      if (held.length > FLUSH) await flush();
    },
    async end() {
      await closeSheet();
      if (rest.length > 0) {
        openSheet(CONTINUED, ['id', 'column', 'piece', 'text']);
        for (const cells of rest) {
          row(cells);
          if (held.length > FLUSH) await flush();
        }
        await closeSheet();
      }
      for (const [path, xml] of workbookParts(sheets)) zip.addBuffer(Buffer.from(xml), path, when);
      zip.end();
      await ended;
      if (failed !== undefined) throw failed;
    },
    show: (part) => `${(part as readonly Cell[]).slice(1).map((cell, at) => `${header[at] ?? ''}：${String(cell ?? '')}`).filter((line) => !line.endsWith('：')).join('\n')}\n\n`,
  };
}

const isNumber = ({ sources }: Column): boolean => sources.length === 1 && sources[0] === 'id';

/** Pieces a cell can hold; a pair of surrogates is not torn. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    let to = Math.min(text.length, at + MOST_CHARACTERS);
    if (to < text.length && /[\ud800-\udbff]/.test(text.charAt(to - 1))) to--;
    pieces.push(text.slice(at, to));
    at = to;
  }
  return pieces;
}

function pump(from: NodeJS.ReadableStream, sink: Sink, failed: (error: unknown) => void): Promise<void> {
  return new Promise((resolve) => {
    from.on('data', (chunk: Buffer) => {
      try {
        sink.write(chunk);
      } catch (error) {
        failed(error);
        resolve();
      }
    });
    from.on('error', (error) => {
      failed(error);
      resolve();
    });
    from.on('end', resolve);
  });
}

export const xlsxWriter = {
  info: {
    name: 'xlsx', label: { zh: 'Excel 工作簿（XLSX）', en: 'Excel workbook (XLSX)' }, kind: 'file', extension: 'xlsx', encodings: ['utf-8'], body: 'whole', map: TABLE_MAP, places: null,
    about: {
      zh: '全部为文本单元格，不会执行公式；超过 1,048,576 行分表，超过 32,767 字的单元格续写在末表。',
      en: 'Text cells only, nothing is run; sheets of 1,048,576 rows, cells over 32,767 characters go on on a last sheet.',
    },
  },
  open: (options) => xlsxRecords(options),
} satisfies FormatWriter;
