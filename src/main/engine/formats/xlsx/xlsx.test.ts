import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { TableRules } from '../table/rules.ts';
import { formatOf } from '../registry.ts';
import { readerSuite, sound } from '../suite.ts';
import { isWorkbook, officeKind } from './package.ts';
import { xlsx } from './reader.ts';

type Value = ExcelJS.CellValue;

/** A workbook as a real program writes it. */
async function workbook(sheets: Readonly<Record<string, readonly (readonly Value[])[]>>, dress?: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows.map((row) => [...row]));
  dress?.(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const HEADER = ['题名', '作者', '日期', '版次', '来 源', '全文'];
const SAMPLE = await workbook({
  说明: [['松河日报目录']],
  目录: [
    ['松河日报 2003 年'], [], HEADER,
    ['农机下田', '王明/李华', new Date(Date.UTC(2003, 0, 2)), 4, { richText: [{ text: '本' }, { text: '报', font: { bold: true } }] }, '　　一，\n二。'],
    ['第二篇', null, '2003年1月3日', { formula: '1+1', result: 2 }, { text: '网页', hyperlink: 'https://example.org' }, null],
  ],
}, (book) => { const sheet = book.getWorksheet('目录'); if (sheet !== undefined) sheet.getCell('D4').numFmt = '00'; });
readerSuite(xlsx, [{
  bytes: SAMPLE, path: 'a.xlsx', records: 2,
  first: { BT: '农机下田', ZZ: '王明/李华', RQ: '20030102', BH: '04', 来_源: '本报', ZW: '　　一，\n二。' },
}]);

const read = (bytes: Uint8Array, tables?: TableRules) => {
  const reading = xlsx.read({ bytes, path: 'a.xlsx', encoding: null, maxProblems: 20, ...(tables === undefined ? {} : { tables }) });
  sound(reading, bytes);
  return reading;
};
const values = (bytes: Uint8Array, tables?: TableRules) =>
  read(bytes, tables).records.map(({ fields }) => Object.fromEntries(fields.map(({ code, value }) => [code, value])));

/** A ZIP of our own making, for what no program writes. */
function zip(parts: Readonly<Record<string, string>>, packed = true): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const data = packed ? deflateRawSync(text) : Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(packed ? 8 : 0, 4);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(Buffer.byteLength(text), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, Buffer.from(name), data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, place, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, list, end]);
}
const CONTENT = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const BOOK = '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>';
const RELS = '<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>';
const small = (sheet: string, more: Readonly<Record<string, string>> = {}) =>
  zip({ '[Content_Types].xml': CONTENT, 'xl/workbook.xml': BOOK, 'xl/_rels/workbook.xml.rels': RELS, 'xl/worksheets/sheet1.xml': sheet, ...more });
const inline = (...rows: readonly (readonly string[])[]) =>
  `<worksheet><sheetData>${rows.map((row) => `<row>${row.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`;

describe('a workbook', () => {
  it('is told from an archive and from other Office files by its parts', () => {
    expect(isWorkbook(SAMPLE)).toBe(true);
    expect(formatOf(SAMPLE.subarray(0, 65_536), 'a.bin')?.name).toBe('xlsx');
    expect(officeKind(zip({ 'docProps/app.xml': '<a/>', 'xl/workbook.xml': BOOK, '[Content_Types].xml': CONTENT }))).toBe('workbook');
    expect(officeKind(zip({ '[Content_Types].xml': CONTENT, 'word/document.xml': '<a/>' }))).toBe('document');
    expect(officeKind(zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }, false))).toBe('open-document');
    expect(officeKind(zip({ '2011/06/1.TXT': '〖BT/标题〗', 'xl/1.TXT': 'x' }))).toBeNull();
  });

  it('says what it did not read: other sheets, and rows above the names', () => {
    expect(read(SAMPLE).problems.map(({ code, text }) => [code, text.zh])).toEqual([
      ['workbook-sheets-left-out', '只读了工作表“目录”；另有 说明 没有读。'], ['rows-before-header', '列名以上还有 1 行：松河日报 2003 年'],
    ]);
  });

  it('shows numbers, formulas, links and dates as the program shows them', () => {
    expect(values(SAMPLE)[1]).toEqual({ BT: '第二篇', RQ: '20030103', BH: '2', 来_源: '网页' });
  });

  it('counts days from 1904 where the file says so', async () => {
    const book = await workbook({ 一: [['标题', '日期'], ['甲', new Date(Date.UTC(2011, 5, 14))]] }, (made) => { made.properties.date1904 = true; });
    expect(values(book)).toEqual([{ BT: '甲', RQ: '20110614' }]);
  });

  it('leaves hidden sheets out, and readings in another script', async () => {
    const hidden = await workbook({ 旧: [['标题', '作者'], ['旧', '旧']], 新: [['标题', '作者'], ['新', '新']] }, (book) => {
      const sheet = book.getWorksheet('旧');
      if (sheet !== undefined) sheet.state = 'hidden';
    });
    expect(values(hidden)).toEqual([{ BT: '新', ZZ: '新' }]);
    const shared = small('<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c t="s"><v>2</v></c><c t="s"><v>1</v></c></row></sheetData></worksheet>', {
      'xl/_rels/workbook.xml.rels': RELS.replace('</R', '<Relationship Id="r2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/></R'),
      'xl/sharedStrings.xml': '<sst><si><t>标题</t></si><si><t>作者</t></si><si><r><t>松</t></r><r><t>河_x000D_\n</t></r><rPh sb="0" eb="1"><t>ソンハ</t></rPh></si></sst>',
    });
    expect(values(shared)).toEqual([{ BT: '松河\n', ZZ: '作者' }]);
  });

  it('is not unpacked beyond measure, and not believed when it is broken', () => {
    const bomb = small(`<worksheet><sheetData>${'<row/>'.repeat(1)}</sheetData>${' '.repeat(264 * 1024 * 1024)}</worksheet>`);
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    expect(read(bomb).problems).toMatchObject([{ code: 'unreadable-file', text: { zh: expect.stringContaining('过大') } }]);
    expect(read(small(inline(['标题', '作者'], ['甲', '乙']).slice(0, -30))).problems).toMatchObject([{ code: 'unreadable-file' }]);
    expect(read(SAMPLE.subarray(0, -200)).problems).toMatchObject([{ code: 'unreadable-file' }]);
    expect(values(small(inline(['标题', '作者'], ['甲', '乙'])))).toEqual([{ BT: '甲', ZZ: '乙' }]);
  });

  it('is read by a mapping: columns, tags, constants, dates day first', () => {
    const book = small(inline(['t', 'by', 'also by', 'when', 'about'], ['甲', '王明', '李华', '14/06/2011', '重点；存疑'], ['乙', '', '', '31/31/2011', '']));
    const tables: TableRules = {
      told: {
        columns: [
          { column: 't', to: 'BT' }, { column: 'by', to: 'ZZ' }, { column: 'also by', to: 'ZZ' }, { column: 'when', to: 'RQ', dates: 'dmy' },
          { column: 'about', to: '#tag' },
        ],
        constants: [{ to: 'LY', value: '松河日报' }, { to: 'ZZ', value: '佚名' }, { to: '#tag', value: '目录' }],
      },
      kept: [],
    };
    expect(values(book, tables)).toEqual([
      { BT: '甲', ZZ: '王明/李华', RQ: '20110614', LY: '松河日报' }, { BT: '乙', RQ: '31/31/2011', LY: '松河日报', ZZ: '佚名' },
    ]);
    const { records } = read(book, tables);
    expect(records.map(({ tags }) => tags)).toEqual([['重点', '存疑', '目录'], ['目录']]);
    expect(records.map(({ problems }) => problems.map(({ code }) => code))).toEqual([[], ['date-not-read']]);
  });
});
