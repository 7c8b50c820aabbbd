import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../contract/fields.ts';
import { bibtex } from './bibtex/reader.ts';
import { csv } from './csv/read.ts';
import { csvWriter } from './csv/write.ts';
import type { FormatReader } from './format.ts';
import { jsonl } from './jsonl/read.ts';
import { jsonlWriter } from './jsonl/write.ts';
import { marc } from './marc/reader.ts';
import type { PlainRecord } from './plain-record.ts';
import { formatOf } from './registry.ts';
import { ris } from './ris/reader.ts';
import { readerSuite, sound } from './suite.ts';
import { bytesOf } from './tagged/arbitrary.ts';
import { tagged } from './tagged/reader.ts';
import { plainText } from './text/reader.ts';
import { trs } from './trs/reader.ts';
import { writtenBy } from './writer-suite.ts';
import type { FormatWriter } from './writer.ts';

const ARTICLE = '全市春耕全面展开\r\n\r\n    本报讯 各乡镇抓紧春耕，农机下田。\r\n    记者从市农业局获悉，今年播种面积稳中有增。\r\n';
readerSuite(plainText, (['gb18030', 'utf-8'] as const).map((encoding) => ({
  bytes: bytesOf(ARTICLE, encoding), path: 'C1/1.txt', records: 1,
  first: { BT: '全市春耕全面展开', ZW: '    本报讯 各乡镇抓紧春耕，农机下田。\n    记者从市农业局获悉，今年播种面积稳中有增。' },
})));

const TRS = [
  '<REC>', '<日期>=2003.01.02', '<版次>= 04', '<标题>=农机下田', '', '<作者>=王明；李华', '<来源>=本报',
  '<正文>=', '    第一段。', '    第二段，3<5>=2。', '<REC>', '<标题>=第二篇', '<正文>=一句。', '',
].join('\r\n');
readerSuite(trs, (['gb18030', 'utf-8', 'utf-16le'] as const).map((encoding) => ({
  bytes: bytesOf(TRS, encoding), path: 'a.trs', records: 2,
  first: {
    RQ: '20030102', BH: '04', BT: '农机下田', ZZ: '王明；李华', 来源: '本报', ZW: '    第一段。\n    第二段，3<5>=2。',
  },
})));

const JSONL = '{"标题":"农机下田","作者":["王明","李华"],"日期":"2003-1-2","页数":3,"meta":{"a":[1]},"正文":"一。\\r\\n二。"}\n'
  + '{"title":"第二篇","body":"一句。"}\n';
readerSuite(jsonl, (['gb18030', 'utf-8'] as const).map((encoding) => ({
  bytes: bytesOf(JSONL, encoding), path: 'a.jsonl', records: 2,
  first: { BT: '农机下田', ZZ: '王明/李华', RQ: '20030102', 页数: '3', meta: '{"a":[1]}', ZW: '一。\n二。' },
})));

const CSV = '\ufeff题名,作者,日期,"来 源",全文\r\n农机下田,王明/李华,2003-1-2,本报,"　　一，\r\n""二""。"\r\n\r\n第二篇,,,,\'=1+1\r\n';
readerSuite(csv, [CSV, CSV.replaceAll(',', '\t').slice(1)].map((text) => ({
  bytes: bytesOf(text, text.startsWith('\ufeff') ? 'utf-8' : 'gb18030'), path: 'a.csv', records: 2,
  first: { BT: '农机下田', ZZ: '王明/李华', RQ: '20030102', 来_源: '本报', ZW: '　　一，\n"二"。' },
})));

const RIS = [
  'TY  - NEWS', 'TI  - 农机下田', 'AU  - 王明', 'AU  - 李华', 'PY  - 2003', 'DA  - 2003/01/02/', 'T2  - 某日报', 'SP  - 4',
  'KW  - 春耕', 'KW  - 农机', 'AB  - 第一段。', '第二段。', 'ER  - ', '', 'TY  - NEWS', 'T1  - 第二篇', 'ER  -', '',
].join('\r\n');
const ENDNOTE = [
  '%0 Newspaper Article', '%A 王明', '%A 李华', '%T 农机下田', '%J 某日报', '%D 2003-01-02', '%P 4', '%K 春耕;农机;',
  '%X 第一段。', '第二段。', '%W CNKI', '', '%0 Newspaper Article', '%T 第二篇', '', '',
].join('\n');
const REFWORKS = [
  'RT Newspaper Article', 'SR 1', 'A1 王明;李华', 'T1 农机下田', 'JF 某日报', 'YR 2003', 'FD 2003-01-02', 'K1 春耕;农机',
  'SP 4', 'AB 第一段。', '第二段。', 'DS CNKI', '', 'RT Newspaper Article', 'T1 第二篇', '',
].join('\r\n');
const REFERENCE = { BT: '农机下田', ZZ: '王明/李华', RQ: '20030102', BH: '4', GJ: '春耕/农机' };
const REFERENCES: readonly { readonly text: string; readonly more: Readonly<Record<string, string>> }[] = [
  { text: RIS, more: { T2: '某日报', AB: '第一段。\n第二段。', PY: '2003' } },
  { text: ENDNOTE, more: { '%J': '某日报', '%X': '第一段。\n第二段。' } },
  { text: REFWORKS, more: { JF: '某日报', AB: '第一段。\n第二段。', YR: '2003' } },
];
readerSuite(ris, REFERENCES.flatMap(({ text, more }) => (['utf-8', 'gb18030'] as const).map((encoding) => ({
  bytes: bytesOf(text, encoding), path: 'a.txt', records: 2, first: { ...REFERENCE, ...more },
}))));

const BIBTEX = [
  '% exported', '@string{rb = "某日报"}', '@comment{x}', '',
  '@article{wang2003,', '  title = {{农机}下田},', '  author = "王明 and 李华",', '  journal = rb # " 海外版",',
  '  year = 2003, month = jan, day = {2},', '  keywords = {春耕; 农机},',
  '  pages = {4},', '  abstract = {第一段。', '第二段。}', '}',
  '@misc(b2, title = "第二篇, 带\\"引号{"}")', '',
].join('\r\n');
readerSuite(bibtex, (['utf-8', 'gb18030'] as const).map((encoding) => ({
  bytes: bytesOf(BIBTEX, encoding), path: 'a.bib', records: 2,
  first: {
    BT: '农机下田', ZZ: '王明/李华', RQ: '20030102', GJ: '春耕/农机', journal: '某日报 海外版', abstract: '第一段。\n第二段。',
    key: 'wang2003', type: 'article', pages: '4',
  },
})));

/** A record of ISO 2709, as written by the book; `shift` makes the directory wrong. */
function iso2709(fields: readonly (readonly [string, string])[], encoding: 'utf-8' | 'gb18030', shift = 0): Buffer {
  const data = fields.map(([tag, value]) =>
    ({ tag, bytes: Buffer.concat([bytesOf(value, encoding), Buffer.of(0x1e)]) }));
  let offset = shift;
  const directory = data.map(({ tag, bytes }) => {
    const entry = `${tag}${String(bytes.length).padStart(4, '0')}${String(offset).padStart(5, '0')}`;
    offset += bytes.length;
    return entry;
  }).join('');
  const base = 24 + directory.length + 1;
  const length = base + data.reduce((sum, { bytes }) => sum + bytes.length, 0) + 1;
  const leader = `${String(length).padStart(5, '0')}nam0 22${String(base).padStart(5, '0')}   450 `;
  return Buffer.concat([
    Buffer.from(`${leader}${directory}\x1e`), ...data.map(({ bytes }) => bytes), Buffer.of(0x1d),
  ]);
}
const CNMARC = [
  ['001', '012345'], ['200', '1 \x1fa农机下田\x1fe春耕全面展开\x1ff王明，李华著'], ['210', '  \x1fd2003-01-02'],
  ['606', '0 \x1fa春耕\x1fx农机'], ['690', '  \x1faS22\x1fv4'], ['701', ' 0\x1fa王明'], ['701', ' 0\x1fa李华'],
] as const;
const CNMARC_VALUES = {
  '001': '012345', BT: '农机下田', FT: '春耕全面展开', '200f': '王明，李华著', RQ: '20030102', FL: 'S22', ZZ: '王明/李华',
};
readerSuite(marc, (['utf-8', 'gb18030'] as const).flatMap((encoding) => [0, 3].map((shift) => ({
  bytes: Buffer.concat([iso2709(CNMARC, encoding, shift), Buffer.from('\r\n'), iso2709(CNMARC.slice(0, 3), encoding)]),
  path: 'a.iso', records: 2, first: CNMARC_VALUES,
}))));

const valuesOf = async (format: FormatReader, text: string, mapping?: Record<string, string | null>) => {
  const reading = await format.read({
    bytes: bytesOf(text, 'utf-8'), path: 'C1/a', encoding: null, maxProblems: 10, ...(mapping && { mapping }),
  });
  return reading.records.map(({ fields }) => Object.fromEntries(fields.map(({ code, value }) => [code, value])));
};

const RECORD: PlainRecord = {
  id: 7, ref: '2003/1.TXT#1', day: 20030102, status: 'done', tags: ['重点', '存疑'], sets: ['一组'], path: '1.TXT#1', classes: [],
  values: {
    date: '2003-1-2', page: '04', title: '=农机"下田"，又一题', author: '王明/李华', keywords: '+春耕/农机',
    body: '    第一段。\n    "第二段"\u2028 \\，完。',
  },
  others: [{ code: 'XX', name: '其他', value: '甲=乙/丙' }, { code: 'LY', name: '来源', value: '新华社' }],
};
const OUT = {
  RQ: '2003-1-2', BH: '04', BT: '=农机"下田"，又一题', ZZ: '王明/李华', GJ: '+春耕/农机',
  ZW: '    第一段。\n    "第二段"\u2028 \\，完。', XX: '甲=乙/丙', LY: '新华社', tags: '重点；存疑', sets: '一组',
};
const written = async (format: FormatWriter, records: readonly PlainRecord[]): Promise<string> => (await writtenBy(format, records)).toString();

describe('our own tables and JSON Lines', () => {
  // A record's values have "\n" for line ends and are not blank; half a character of UTF-16 has no bytes in UTF-8.
  const value = fc.string({ unit: fc.oneof(
    fc.constantFrom(...'，。、\n"\'=+-@;,\t|；/\\　 题農𠮷\u2028{}[]:'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ), minLength: 1, maxLength: 12 }).map((text) => text.replaceAll('\r', '')).filter((text) => text.trim() !== '');
  const record = fc.dictionary(fc.constantFrom(...FIELDS.map(({ field }) => field)), value, { minKeys: 1 });
  const backFrom = async (format: FormatReader, text: string): Promise<readonly Record<string, string>[]> => {
    const bytes = Buffer.from(text, 'utf8');
    const reading = await format.read({ bytes, path: 'a', encoding: 'utf-8', maxProblems: 10 });
    sound(reading, bytes);
    return reading.records.map(({ fields }) => Object.fromEntries(fields.map(({ code, value }) => [code, value])));
  };

  it.each([['csv', csv, csvWriter], ['jsonl', jsonl, jsonlWriter]] as const)(
    'give every value back as it was: %s',
    async (_name, format, writer) => {
      await fc.assert(fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 4 }), async (all) => {
        const records = all.map((values, id): PlainRecord =>
          ({ id, ref: null, values, others: [], day: null, status: 'new', tags: [], sets: [], path: null, classes: [] }));
        const back = await backFrom(format, await written(writer, records));
        const codes = all.map((values) => Object.fromEntries(FIELDS.flatMap(({ field, code }) =>
          values[field] === undefined ? [] : [[code, values[field]]])));
        expect(back).toEqual(codes);
      }), { numRuns: 300 });
    },
  );

  it('give lines of a cell back together that has nothing else to quote: csv', async () => {
    const values = { body: '第一段\n第二段' };
    const text = await written(csvWriter, [{ ...RECORD, values, others: [], tags: [], sets: [] }]);
    expect(await backFrom(csv, text)).toEqual([{ ZW: '第一段\n第二段' }]);
  });
});

describe('plain text', () => {
  it('takes the folder for a field when told to, and no line for a title when told to', async () => {
    expect(await valuesOf(plainText, ARTICLE, { folder: 'FL' })).toMatchObject([{ FL: 'C1', BT: '全市春耕全面展开' }]);
    const [whole] = await valuesOf(plainText, ARTICLE, { title: null });
    expect(Object.keys(whole ?? {})).toEqual(['ZW']);
  });

  it('is not refused for beginning as a program does', async () => {
    expect(await valuesOf(plainText, 'MZ 世代\n一段。\n')).toEqual([{ BT: 'MZ 世代', ZW: '一段。' }]);
  });

  it('takes a long first line, or one that ends as a sentence, for a paragraph', async () => {
    expect(await valuesOf(plainText, `${'字'.repeat(81)}\n二`)).toEqual([{ ZW: `${'字'.repeat(81)}\n二` }]);
    expect(await valuesOf(plainText, '　　他说：“好。”\n二')).toEqual([{ ZW: '　　他说：“好。”\n二' }]);
  });
});

describe('TRS exports', () => {
  it('leave out what the mapping leaves out, and rename what it renames', async () => {
    expect(await valuesOf(trs, '<REC>\n<标题>=甲\n<来源>=乙\n', { 标题: 'YT', 来源: null })).toEqual([{ YT: '甲' }]);
  });

  it('tell of text that belongs to no field', async () => {
    const { records } = await trs.read({
      bytes: bytesOf('共一条\n<REC>\n无名\n<标题>=甲\n', 'utf-8'), path: 'a', encoding: null, maxProblems: 10,
    });
    expect(records[0]?.problems.map(({ code }) => code)).toEqual(['text-before-first-tag', 'text-between-fields']);
  });
});

describe('JSON Lines', () => {
  it('of our own come back with the values they went out with', async () => {
    const back = await valuesOf(jsonl, await written(jsonlWriter, [RECORD, { ...RECORD, id: 8, others: [] }]));
    expect(back).toHaveLength(2);
    expect(back[0]).toEqual(OUT);
  });

  it('and tables of other things are not taken for records unasked', () => {
    const json = bytesOf('{"leader":"01474ckm","fields":[{"001":"x"}]}\n', 'utf-8');
    const table = bytesOf('left,right\na/1.TXT,b/1.TXT\nc/2.TXT,d/2.TXT\n', 'utf-8');
    expect(formatOf(json, 'a.jsonl')).toBeNull();
    expect(formatOf(table, 'a.csv')).toBeNull();
    expect(formatOf(bytesOf(JSONL.slice(0, 40), 'utf-8'), 'a')?.name).toBe('jsonl');
  });

  it('keep a broken line as a record to be looked at', async () => {
    const reading = await jsonl.read({
      bytes: bytesOf('{"title":"甲"}\n{"title":"乙\n{"title":"丙"}\n', 'utf-8'), path: 'a',
      encoding: null, maxProblems: 10,
    });
    expect(reading.records.map(({ fields }) => fields[0]?.value)).toEqual(['甲', '{"title":"乙', '丙']);
    expect(reading.records[1]?.problems).toMatchObject([{ offset: 16 }]);
  });
});

describe('tables', () => {
  it('of our own come back with the values they went out with', async () => {
    const back = await valuesOf(csv, await written(csvWriter, [RECORD, { ...RECORD, id: 8, others: [] }]));
    expect(back).toHaveLength(2);
    expect(back[0]).toEqual(OUT);
  });

  it('are read by the mapping, which goes before the names', async () => {
    const text = '标题;甲;乙\n一;二;三\n';
    expect(await valuesOf(csv, text, { 甲: 'FT', 乙: null })).toEqual([{ BT: '一', FT: '二' }]);
  });

  it('lose nothing to a quote that is never closed', async () => {
    const text = '标题,正文\n一,"二"\n三,"四\n五,六\n';
    const { records } = await csv.read({ bytes: bytesOf(text, 'utf-8'), path: 'a', encoding: null, maxProblems: 10 });
    const values = records.map(({ fields }) => fields.map(({ value }) => value));
    expect(values).toEqual([['一', '二'], ['三', '"四'], ['五', '六']]);
    expect(records.map(({ problems }) => problems.length)).toEqual([0, 1, 0]);
  });

  it('show cells beyond the header instead of dropping them', async () => {
    expect(await valuesOf(csv, '标题,作者\n一,二,三\n')).toEqual([{ BT: '一', ZZ: '二', 第3列: '三' }]);
  });
});

describe('BibTeX', () => {
  it('reads on behind an entry that is never closed', async () => {
    const { records } = await bibtex.read({
      bytes: bytesOf('@article{a, title = {甲, year = 2003\n\n@article{b, title = {乙}}\n', 'utf-8'), path: 'a',
      encoding: null, maxProblems: 10,
    });
    expect(records).toHaveLength(2);
    expect(records[0]?.problems.map(({ code }) => code)).toContain('entry-not-closed');
    expect(records[1]?.fields.find(({ code }) => code === 'BT')?.value).toBe('乙');
  });
});

describe('MARC', () => {
  const read = (bytes: Uint8Array) => marc.read({ bytes, path: 'a', encoding: null, maxProblems: 10 });

  it('past a wrong directory is read by its separators, and says so', () => {
    const codes = (bytes: Uint8Array) =>
      read(bytes).records.flatMap(({ problems }) => problems.map(({ code }) => code));
    expect(codes(iso2709(CNMARC, 'utf-8'))).toEqual([]);
    expect(codes(iso2709(CNMARC, 'utf-8', 3))).toEqual(['marc-directory-wrong']);
    expect(codes(iso2709(CNMARC, 'utf-8').subarray(0, -1))).toEqual(['marc-not-ended']);
  });

  it('in MARC-8 is flagged for review', () => {
    const { records } = read(iso2709([['245', '10\x1faA\x1b$1!0!\x1b(B b']], 'utf-8'));
    expect(records[0]?.problems).toMatchObject([{ code: 'marc-8-not-read' }]);
  });

  it('that lost its separators is refused in words', () => {
    const text = '01475nam0 2200325   450 001001300000!012003000006!20181018200552.9!';
    expect(read(Buffer.from(text))).toMatchObject({ records: [], problems: [{ code: 'no-record' }] });
  });
});

describe('files of tagged records and of plain text', () => {
  const others = [trs, jsonl, csv, ris, bibtex, marc];
  const files = ['sample', 'traps'].flatMap((folder) => {
    const root = join(import.meta.dirname, '../../../../fixtures', folder);
    return readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  });

  it('are not taken for another format', () => {
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) {
      const head = readFileSync(file);
      for (const { name, sniff } of others) expect([file, name, sniff(head, file)]).toEqual([file, name, 0]);
    }
    expect(files.filter((file) => tagged.sniff(readFileSync(file)) > 0.3).length).toBeGreaterThan(40);
    for (const { sniff } of others) expect(sniff(bytesOf(ARTICLE, 'gb18030'), 'a.txt')).toBe(0);
  });
});
