import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../contract/fields.ts';
import { EXPORT_FORMATS } from '../../../contract/exports.ts';
import { bibtex } from './bibtex/reader.ts';
import { csv } from './csv/read.ts';
import { jsonl } from './jsonl/read.ts';
import { marc } from './marc/reader.ts';
import { ris } from './ris/reader.ts';
import { tagged } from './tagged/reader.ts';
import { writerOf, writers } from './writers.ts';
import { lossesOf, optionsFor, plain, writerSuite, writtenBy } from './writer-suite.ts';
import { xlsxRecords } from './xlsx/write.ts';

const ALL = FIELDS.map(({ field }) => field);
/** Words as catalogues have them: no line ends, no signs a format uses for itself. */
const words = fc.string({ unit: fc.constantFrom(...'春耕农机下田召开全国会议关于通知的报道记者王明李华一二三A1'), minLength: 2, maxLength: 20 })
  .filter((text) => /^\p{L}/u.test(text) && !/^\d|A$|1$/.test(text));

const xml = (bytes: Buffer): void => {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => { throw error; });
  parser.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).close();
};
const json = (bytes: Buffer): void => { JSON.parse(bytes.toString()); };

writerSuite(writerOf('tagged'), { reader: tagged, keeps: ALL.filter((field) => field !== 'body'), value: words });
writerSuite(writerOf('csv'), { reader: csv, keeps: ALL });
writerSuite(writerOf('jsonl'), { reader: jsonl, keeps: ALL });
writerSuite(writerOf('xlsx'), {});
writerSuite(writerOf('marc21'), { reader: marc, keeps: ['title', 'subtitle', 'keywords'], base: { title: '题' }, value: words.map((text) => `题${text}`) });
writerSuite(writerOf('cnmarc'), { reader: marc, keeps: ['title', 'subtitle', 'keywords'], base: { title: '题' }, value: words.map((text) => `题${text}`) });
writerSuite(writerOf('marcxml'), { wellFormed: xml });
writerSuite(writerOf('marcjson'), { wellFormed: json });
writerSuite(writerOf('dc'), { wellFormed: xml });
writerSuite(writerOf('mods'), { wellFormed: xml });
writerSuite(writerOf('tei'), { wellFormed: xml });
writerSuite(writerOf('ris'), { reader: ris, keeps: ['title', 'author', 'keywords', 'class', 'column', 'page'], value: words });
writerSuite(writerOf('bibtex'), { reader: bibtex, keeps: ['title', 'subtitle', 'author', 'keywords'], value: words });
writerSuite(writerOf('csljson'), { wellFormed: json });
writerSuite(writerOf('gbt7714'), {});
writerSuite(writerOf('skos'), {});
writerSuite(writerOf('parquet'), {});

describe('the formats that can be given out', () => {
  it('have the names of the contract', () => {
    expect(writers.map(({ info }) => info.name)).toEqual(EXPORT_FORMATS);
  });
});

const ARTICLE = plain({
  issue: '19717', date: '20110614', page: '04', item: '2', kicker: '新华社北京六月十三日电', title: '中哈联合公报', subtitle: '二〇一一年六月十三日', author: '王明/李华/新华社',
  class: 'D822', column: '要闻/国际', pageName: '国际', keywords: '外交/公报', genre: '公报？公告', body: '    第一段。\n    第二段“引号”。',
}, { id: 7, day: 20110614, path: 'txt/201106140402.TXT#1', classes: ['D822'] });

const textOf = async (format: Parameters<typeof writerOf>[0], record = ARTICLE, more = {}): Promise<string> => (await writtenBy(writerOf(format), [record], more)).toString();

describe('GB/T 7714', () => {
  it('has names, title, newspaper, day and page in their order', async () => {
    expect(await textOf('gbt7714')).toBe('[1] 王明, 李华, 新华社. 中哈联合公报: 二〇一一年六月十三日[N]. 文汇日报, 2011-06-14(04).\r\n');
  });

  it('has three names at most, and leaves out what is not there', async () => {
    expect(await textOf('gbt7714', plain({ title: '题', author: '甲一/乙二/丙三/丁四' }), { constants: {} })).toBe('[1] 甲一, 乙二, 丙三, 等. 题[N].\r\n');
    expect(await textOf('gbt7714', plain({ title: '题', page: '99', date: '20110614' }, { day: 20110614 }))).toBe('[1] 题[N]. 文汇日报, 2011-06-14(中缝).\r\n');
  });
});

describe('CNMARC', () => {
  const lines = async (record = ARTICLE, more = {}): Promise<string> => {
    const writer = await writerOf('cnmarc').open(optionsFor(writerOf('cnmarc'), more));
    const { part } = writer.render(record);
    return part === null ? '' : writer.show(part);
  };

  it('has the title with its reading, the host with issue and page, names of persons and of bodies', async () => {
    const text = await lines();
    expect(text).toContain('200 1  $a中哈联合公报 $Azhong ha lian he gong bao $e二〇一一年六月十三日 $f王明, 李华, 新华社');
    expect(text).toContain('701  0 $a王明 $Awang ming $4070');
    expect(text).toContain('711 02 $a新华社 $Axin hua she $4070');
    expect(text).toContain('461  0 $12001  $a文汇日报 $v总第19717期 $1011   $a1234-5679');
    expect(text).toMatch(/462 {2}0 \$1210 {3}\$d2011-06-14/);
    expect(text).toContain('$1215   $a第04版');
    expect(text).toContain('690    $aD822 $v5');
    expect(text).toContain('330    $a第一段。　　第二段“引号”。');
    expect(text).toContain('300    $a引题：新华社北京六月十三日电');
    expect(text).toContain('801  0 $aCN');
    expect(/^100 {4}\$a(.*)$/m.exec(text)?.[1]).toHaveLength(36);
  });

  it('in GB18030 is read back, its character set told in field 100', async () => {
    const bytes = await writtenBy(writerOf('cnmarc'), [ARTICLE], { encoding: 'gb18030' });
    const { records } = marc.read({ bytes, path: 'a', encoding: null, maxProblems: 10 });
    expect(records[0]?.problems).toEqual([]);
    const values = Object.fromEntries(records[0]?.fields.map(({ code, value }) => [code, value]) ?? []);
    expect(values).toMatchObject({ BT: '中哈联合公报', FT: '二〇一一年六月十三日', ZZ: '王明/李华/新华社', FL: 'D822', GJ: '外交/公报', RQ: '20110614' });
    expect(values['100a']?.slice(26, 30)).toBe('0110');
  });

  it('cuts a body that is longer than a field after a paragraph, and says so', async () => {
    const long = plain({ title: '题', body: Array.from({ length: 40 }, () => `    ${'长'.repeat(200)}`).join('\n') });
    const bytes = await writtenBy(writerOf('cnmarc'), [long]);
    const { records: [record] } = marc.read({ bytes, path: 'a', encoding: null, maxProblems: 10 });
    const body = record?.fields.find(({ code }) => code === '330a')?.value ?? '';
    expect(Buffer.byteLength(body)).toBeLessThan(9999);
    expect(body.split('　　').every((paragraph) => paragraph === '长'.repeat(200))).toBe(true);
    expect(await lossesOf(writerOf('cnmarc'), long)).toMatchObject([{ kind: 'length', field: 'body' }]);
    expect(await lossesOf(writerOf('marcxml'), long)).toEqual([]);
  });

  it('refuses a record the encoding has no characters for, and names them', async () => {
    const writer = await writerOf('cnmarc').open(optionsFor(writerOf('cnmarc'), { encoding: 'gb2312' }));
    const { part, losses } = writer.render(plain({ title: '朱镕基' }));
    expect(part).toBeNull();
    expect(losses).toMatchObject([{ kind: 'character', field: 'title' }]);
    expect(losses[0]?.text.zh).toContain('镕');
  });
});

describe('MARC 21', () => {
  it('has the host in 773, keywords in 653, the class in 084, the first name in 100', async () => {
    const writer = await writerOf('marc21').open(optionsFor(writerOf('marc21')));
    const { part } = writer.render(ARTICLE);
    const text = part === null ? '' : writer.show(part);
    for (const line of [
      '245 10 $a中哈联合公报 $b二〇一一年六月十三日 $c王明, 李华, 新华社', '100 1  $a王明', '700 1  $a李华', '710 2  $a新华社', '084    $aD822 $2clc',
      '773 0  $t文汇日报 $g总第19717期，2011-06-14，第04版，第2条 $x1234-5679', '653    $a外交', '246 1  $i引题: $a新华社北京六月十三日电', '655  7 $a公报？公告 $2local', '520    $a第一段。',
    ]) expect(text).toContain(line);
    expect(/^008 (.*)$/m.exec(text)?.[1]).toHaveLength(40);
  });

  it('as MARCXML and as JSON has the values to the letter in 989, which a profile can take away', async () => {
    const xmlText = await textOf('marcxml');
    expect(xmlText).toContain('<subfield code="a">ZW</subfield>\n    <subfield code="b">正文</subfield>\n    <subfield code="c">    第一段。\n    第二段“引号”。</subfield>');
    expect(await textOf('marcxml', ARTICLE, { constants: { verbatim: '' } })).not.toContain('tag="989"');
    expect(JSON.parse(await textOf('marcjson'))).toMatchObject([{ leader: expect.any(String) as string, fields: expect.arrayContaining([{ 989: expect.anything() as object }]) as object[] }]);
  });
});

describe('a map', () => {
  it('sends a field elsewhere, adds what is the same for all, and leaves out what it sends nowhere', async () => {
    const map = { ...writerOf('ris').info.map, body: ['AB'], '=剪报资料库': ['DB'], keywords: [] };
    const text = await textOf('ris', ARTICLE, { map });
    expect(text).toContain('AB  - 第一段。 第二段“引号”。');
    expect(text).toContain('DB  - 剪报资料库');
    expect(text).not.toContain('KW  -');
    expect((await lossesOf(writerOf('ris'), ARTICLE, { map })).map(({ field }) => field)).toEqual(['keywords']);
  });

  it('names the columns of a table', async () => {
    const text = await textOf('csv', ARTICLE, { map: { title: ['题名'], author: ['责任者'], date: ['日期'] } });
    expect(text).toBe('\ufeff题名,责任者,日期\r\n中哈联合公报,王明/李华/新华社,20110614\r\n');
  });
});

describe('a table', () => {
  it('lists the cells a spreadsheet would run, full-width signs too', async () => {
    const record = plain({ title: '=1+1', kicker: '－－记者', subtitle: '\'=x' });
    expect((await lossesOf(writerOf('csv'), record)).map(({ kind, field }) => [kind, field])).toEqual([['formula', 'kicker'], ['formula', 'title'], ['formula', 'subtitle']]);
    expect(await textOf('csv', record)).toContain(",'－－记者,'=1+1,''=x,");
  });

  it('of the workbook goes on on a new sheet, and cells that are too long on a last one', async () => {
    const { default: exceljs } = await import('exceljs');
    const writer = await xlsxRecords(optionsFor(writerOf('xlsx')), 3);
    const chunks: Uint8Array[] = [];
    const sink = { write: (chunk: string | Uint8Array): void => { chunks.push(Buffer.from(chunk)); } };
    await writer.begin(sink);
    const long = '长'.repeat(70_000);
    for (let id = 1; id <= 5; id++) {
      const { part, losses } = writer.render(plain({ title: `_x0041_第${id}\u0001`, body: id === 4 ? long : '=短' }, { id }));
      expect(losses.map(({ kind }) => kind)).toEqual(id === 4 ? ['length'] : ['formula']);
      if (part !== null) await writer.write(part, sink);
    }
    await writer.end(sink);
    const book = new exceljs.Workbook();
    await book.xlsx.load(Buffer.concat(chunks) as unknown as ArrayBuffer);
    expect(book.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([['记录 1', 3], ['记录 2', 3], ['记录 3', 2], ['续 Continued', 3]]);
    const cell = (sheet: number, row: number, name: string): unknown => {
      const found = book.worksheets[sheet]?.getRow(1).values as unknown[];
      return book.worksheets[sheet]?.getRow(row).getCell(found.indexOf(name)).value;
    };
    // Excel writes and reads signs that XML cannot hold as _xHHHH_; this library leaves them as they stand.
    expect(String(cell(0, 2, 'title')).replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))).toBe('_x0041_第1\u0001');
    expect([String(cell(1, 3, 'body')), cell(3, 2, 'text'), cell(3, 3, 'text')].join('')).toBe(long);
    expect(cell(0, 2, 'body')).toBe('=短');
  });
});

describe('SKOS', () => {
  it('has each class used once, with the number of records and what stands above it', async () => {
    const { Parser } = await import('n3');
    const text = (await writtenBy(writerOf('skos'), [ARTICLE, ARTICLE, plain({ title: '无分类' })])).toString();
    const quads = new Parser().parse(text);
    const about = quads.filter(({ subject }) => subject.value.endsWith('#class-D822')).map(({ predicate, object }) => `${predicate.value.replace(/.*[#/]/, '')} ${object.value.replace(/.*#/, '')}`);
    expect(about).toEqual(expect.arrayContaining(['type Concept', 'notation D822', 'broader class-D', 'prefLabel 类D822', 'note 2 条记录']));
    expect(quads.filter(({ object }) => object.value.endsWith('#Concept'))).toHaveLength(2);
  });
});
