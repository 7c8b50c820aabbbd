import { describe, expect, it } from 'vitest';
import { dublinCore } from '../dublin-core/reader.ts';
import type { FormatReader, FormatReading } from '../format.ts';
import { marcxml } from '../marcxml/reader.ts';
import { formatOf } from '../registry.ts';
import { readerSuite, sound } from '../suite.ts';
import { bytesOf } from '../tagged/arbitrary.ts';

const MARC = [
  '<?xml version="1.0" encoding="GBK"?>', '<!-- 馆藏 -->',
  '<collection xmlns="http://www.loc.gov/MARC21/slim">', '<record>', '  <leader>00000nam0 2200000   450 </leader>',
  '  <controlfield tag="001">012345</controlfield>',
  '  <datafield tag="200" ind1="1" ind2=" ">', '    <subfield code="a">农机下田</subfield>', '    <subfield code="e">春耕 &lt;全面&gt; 展开</subfield>',
  '  </datafield>', '  <datafield tag="210" ind1=" " ind2=" "><subfield code="d">2003-01-02</subfield></datafield>',
  '  <datafield tag="606" ind1="0" ind2=" "><subfield code="a">春耕</subfield></datafield>',
  '  <datafield tag="690" ind1=" " ind2=" "><subfield code="a">S22</subfield></datafield>',
  '  <datafield tag="701" ind1=" " ind2="0"><subfield code="a">王明</subfield></datafield>',
  '  <datafield tag="701" ind1=" " ind2="0"><subfield code="a">李华</subfield></datafield>', '</record>',
  '<record><leader>00000nam0 2200000   450 </leader><datafield tag="200"><subfield code="a">第二篇</subfield></datafield></record>',
  '</collection>', '',
].join('\r\n');
const MARC_VALUES = { '001': '012345', BT: '农机下田', FT: '春耕 <全面> 展开', RQ: '20030102', GJ: '春耕', FL: 'S22', ZZ: '王明/李华' };
const prefixed = MARC.replace('xmlns=', 'xmlns:marc=').replace(/<(\/?)(collection|record|leader|controlfield|datafield|subfield)/g, '<$1marc:$2')
  .replace('encoding="GBK"', 'encoding="UTF-8"');
const single = MARC.slice(MARC.indexOf('<record>'), MARC.indexOf('</record>') + 9);
readerSuite(marcxml, [
  { bytes: bytesOf(MARC, 'gb18030'), path: 'a.xml', records: 2, first: MARC_VALUES },
  { bytes: bytesOf(prefixed, 'utf-8'), path: 'a.xml', records: 2, first: MARC_VALUES },
  { bytes: bytesOf(`\ufeff${single}`, 'utf-8'), path: 'a.xml', records: 1, first: MARC_VALUES },
  { bytes: bytesOf(MARC.replace('"GBK"', '"UTF-16"'), 'utf-16le'), path: 'a.xml', records: 2, first: MARC_VALUES },
]);

const DC = [
  '<?xml version="1.0" encoding="UTF-8"?>', '<records xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
  '<item><dc:title>农机下田</dc:title><dc:creator>王明</dc:creator><dc:creator>李华</dc:creator><dc:date>2003-01-02T08:00:00Z</dc:date>',
  '<dc:subject>春耕</dc:subject><dc:subject>农机</dc:subject><dc:subject xsi:type="dcterms:CLC">S22</dc:subject>',
  '<dc:description><![CDATA[第一段 & 完]]></dc:description><dc:publisher>某日报</dc:publisher></item>',
  '<item><dc:title>第二篇</dc:title></item>', '</records>', '',
].join('\n');
const DC_VALUES = {
  BT: '农机下田', ZZ: '王明/李华', RQ: '20030102', GJ: '春耕/农机', FL: 'S22', description: '第一段 & 完', publisher: '某日报',
};
const OAI = [
  '<?xml version="1.0" encoding="UTF-8"?>', '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">', '<responseDate>2011-06-14T00:00:00Z</responseDate>',
  '<ListRecords>', '<record><header status="deleted"><identifier>oai:x:0</identifier></header></record>',
  '<record><header><identifier>oai:x:1</identifier><datestamp>2011-06-14</datestamp><setSpec>news</setSpec></header>', '<metadata>',
  '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">',
  '<dc:title>农机下田</dc:title><dc:creator>王明</dc:creator><dc:date>2003-01-02</dc:date>', '</oai_dc:dc></metadata></record>',
  '<record><header><identifier>oai:x:2</identifier></header><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"',
  ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>第二篇</dc:title></oai_dc:dc></metadata></record>',
  '<resumptionToken>abc</resumptionToken>', '</ListRecords></OAI-PMH>', '',
].join('\n');
readerSuite(dublinCore, [
  { bytes: bytesOf(DC, 'utf-8'), path: 'a.xml', records: 2, first: DC_VALUES },
  { bytes: bytesOf(DC.replace('UTF-8', 'GB2312'), 'gb18030'), path: 'a.xml', records: 2, first: DC_VALUES },
  { bytes: bytesOf(OAI, 'utf-8'), path: 'a.xml', records: 2, first: { BT: '农机下田', ZZ: '王明', RQ: '20030102', 'oai-identifier': 'oai:x:1', 'oai-setSpec': 'news' } },
  {
    bytes: bytesOf('<dc xmlns="http://purl.org/dc/elements/1.1/"><title>农机下田</title><creator>王明</creator></dc>', 'utf-8'), path: 'a.xml', records: 1,
    first: { BT: '农机下田', ZZ: '王明' },
  },
]);

const read = (format: FormatReader, text: string): FormatReading => {
  const bytes = bytesOf(text, 'utf-8');
  const reading = format.read({ bytes, path: 'a.xml', encoding: null, maxProblems: 20 });
  sound(reading, bytes);
  return reading;
};
const titles = ({ records }: FormatReading) => records.map(({ fields }) => fields.find(({ code }) => code === 'BT')?.value);
const codes = ({ records, problems }: FormatReading) => [...problems, ...records.flatMap((record) => record.problems)].map(({ code }) => code);
const record = (title: string, after = '') => `<record><leader>x</leader><datafield tag="245"><subfield code="a">${title}</subfield>${after}</datafield></record>`;

describe('XML', () => {
  it('is told apart by its elements, whatever the file is called', () => {
    expect(formatOf(bytesOf(MARC, 'gb18030'), 'a.txt')?.name).toBe('marcxml');
    expect(formatOf(bytesOf(OAI, 'utf-8'), 'a.dat')?.name).toBe('dublincore');
    expect(formatOf(bytesOf('<html><head><title>x</title></head></html>', 'utf-8'), 'a.html')).toBeNull();
    expect(formatOf(bytesOf('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'utf-8'), 'a.xml')).toBeNull();
  });

  it('gives a value its span only where the bytes are the value', () => {
    const [first] = read(marcxml, MARC.replace('GBK', 'UTF-8')).records;
    const spans = Object.fromEntries(first?.fields.map(({ code, start }) => [code, start !== null]) ?? []);
    expect(spans).toMatchObject({ BT: true, FT: false, ZZ: false, '001': true });
  });

  it('never expands an entity, nor fetches one', () => {
    const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
    const bomb = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">${laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>`
      + `<collection>${record('甲&l12;乙')}${record('丙&x;')}</collection>`;
    const reading = read(marcxml, bomb);
    expect(titles(reading)).toEqual(['甲&l12;乙', '丙&x;']);
    expect(codes(reading)).toEqual(['xml-entity-unknown', 'xml-entity-unknown']);
  });

  it('reads a lone “&”, an entity of HTML and a control character as they stand, and says so', () => {
    const reading = read(marcxml, `<collection>${record('甲 & 乙')}${record('丙&nbsp;丁')}${record('戊\u000b己')}${record('庚 &amp; 辛')}</collection>`);
    expect(titles(reading)).toEqual(['甲 & 乙', '丙&nbsp;丁', '戊\u000b己', '庚 & 辛']);
    expect(codes(reading)).toEqual(['xml-ampersand', 'xml-entity-unknown', 'xml-character']);
  });

  it('keeps what came before a break and goes on with the next record', () => {
    const reading = read(marcxml, `<collection>${record('甲')}${record('乙', '<subfield code="b">断</datafield>')}${record('丙')}</collection>`);
    expect(titles(reading)).toEqual(['甲', '乙', '丙']);
    expect(reading.records.map(({ problems }) => problems.map(({ code }) => code))).toEqual([[], ['xml-broken'], []]);
    const harvest = read(dublinCore, OAI.replace('</dc:title><dc:creator>', '<dc:creator>'));
    expect(titles(harvest)).toEqual(['农机下田', '第二篇']);
    expect(harvest.records[0]?.fields.find(({ code }) => code === 'ZZ')?.value).toBe('王明');
    expect(codes(harvest)).toContain('xml-broken');
  });

  it('says of a file that is cut off which element is not closed', () => {
    const { records } = read(marcxml, `<collection>${record('甲')}<record><datafield tag="245"><subfield code="a">乙</subfield>`);
    expect(records.map(({ problems }) => problems.map(({ text }) => text.zh))).toMatchObject([[], [expect.stringContaining('没有结束标记')]]);
  });

  it('is not followed into the depth', () => {
    const deep = `<collection>${'<a>'.repeat(100_000)}${record('甲')}`;
    const reading = read(marcxml, deep);
    expect(titles(reading)).toEqual(['甲']);
    expect(codes(reading)).toContain('xml-too-deep');
  });

  it('of a harvest tells which records the source has deleted', () => {
    const { records } = read(dublinCore, OAI);
    expect(records[0]?.problems).toMatchObject([{ code: 'record-deleted', text: { zh: expect.stringContaining('oai:x:0') } }]);
  });

  it('takes time in proportion to its length', () => {
    const many = (count: number) => `<collection>${Array.from({ length: count }, (_, n) => record(`第${n}篇 & <br>`)).join('')}</collection>`;
    const time = (count: number): number => {
      const bytes = bytesOf(many(count), 'utf-8');
      const started = performance.now();
      expect(marcxml.read({ bytes, path: 'a.xml', encoding: null, maxProblems: 20 }).records).toHaveLength(count);
      return performance.now() - started;
    };
    time(500);
    expect(time(8000)).toBeLessThan(40 * Math.max(20, time(1000)));
  });
});
