import type { MarcDialect } from '../../../../contract/exports.ts';
import { textWriter, textOrBytes } from '../text-writer.ts';
import { mapLosses } from '../values.ts';
import type { FormatWriter, RecordWriter, WriterOptions } from '../writer.ts';
import { xmlText } from '../xml-text.ts';
import { marcRecord } from './build.ts';
import type { Pinyin } from './build.ts';
import { DIALECTS } from './dialects.ts';
import { iso2709Record } from './iso2709-write.ts';
import type { MarcRecord } from './record.ts';

/** The reading of Chinese text in letters without tones, a syllable a word, as catalogues have it. */
async function pinyinFor(dialect: MarcDialect): Promise<Pinyin | null> {
  if (dialect !== 'cnmarc') return null;
  const { pinyin } = await import('pinyin-pro');
  return (text) => pinyin(text, { toneType: 'none', nonZh: 'consecutive', v: true }).replace(/\s+/g, ' ').trim();
}

async function isoWriter(options: WriterOptions): Promise<RecordWriter> {
  const pinyin = await pinyinFor(options.dialect);
  const { encoding, dialect, map } = options;
  return {
    render(record) {
      const rendered = iso2709Record(marcRecord(record, options, pinyin), encoding, DIALECTS[dialect].body);
      return { ...rendered, losses: [...mapLosses(record, map), ...rendered.losses] };
    },
    begin() {},
    write: (part, sink) => sink.write(textOrBytes(part)),
    end() {},
    show: (part) => (part instanceof Uint8Array ? isoLines(new TextDecoder(encoding).decode(part)) : ''),
  };
}

/** A record line by line, for people. */
function isoLines(text: string): string {
  const end = text.indexOf('\u001e');
  const tags = text.slice(24, end).match(/.{12}/g)?.map((entry) => entry.slice(0, 3)) ?? [];
  const fields = text.slice(end + 1).split('\u001e');
  return `LDR ${text.slice(0, 24)}\n${tags.map((tag, at) => `${tag} ${(fields[at] ?? '').replaceAll('\u001f', ' $')}`).join('\n')}\n\n`;
}

const iso = (name: MarcDialect, zh: string, en: string): FormatWriter => ({
  info: {
    name, label: { zh, en }, kind: 'file', extension: 'mrc', encodings: ['utf-8', 'gb18030'], body: 'limited', map: DIALECTS[name].map, places: null,
    about: {
      zh: `ISO 2709 交换格式。正文放入 ${DIALECTS[name].body} 字段，超过 9,999 字节只取前面的段落。`,
      en: `ISO 2709. The body goes to field ${DIALECTS[name].body}; above 9,999 bytes only its first paragraphs.`,
    },
  },
  open: (options) => isoWriter({ ...options, dialect: name }),
});

export const marc21Writer = iso('marc21', 'MARC 21（ISO 2709）', 'MARC 21 (ISO 2709)');
export const cnmarcWriter = iso('cnmarc', 'CNMARC（ISO 2709）', 'CNMARC (ISO 2709)');

export const marcJsonWriter = {
  info: {
    name: 'marcjson', label: { zh: 'MARC-in-JSON', en: 'MARC-in-JSON' }, kind: 'file', extension: 'json', encodings: ['utf-8'], body: 'whole',
    map: DIALECTS.marc21.map, places: null,
    about: { zh: '一个 JSON 数组，每条记录一个对象，字段同 MARC 21 或 CNMARC；正文完整。', en: 'A JSON array, an object a record, with the fields of MARC 21 or CNMARC; the body is whole.' },
  },
  async open(options) {
    const pinyin = await pinyinFor(options.dialect);
    return textWriter('utf-8', {
      head: '[\n', between: ',\n', tail: '\n]\n',
      render: (record) => ({ text: JSON.stringify(jsonOf(marcRecord(record, options, pinyin))), losses: mapLosses(record, options.map) }),
    });
  },
} satisfies FormatWriter;

/** Source: R. Singer, "A proposal to serialize MARC in JSON" (2010). */
function jsonOf({ leader, fields }: MarcRecord): object {
  return {
    leader,
    fields: fields.map(({ tag, indicators, value, subfields }) => ({
      [tag]: indicators === '' ? value
        : { ind1: indicators.charAt(0), ind2: indicators.charAt(1), subfields: subfields.map(([code, text]) => ({ [code]: text })) },
    })),
  };
}

export const marcXmlWriter = {
  info: {
    name: 'marcxml', label: { zh: 'MARCXML', en: 'MARCXML' }, kind: 'file', extension: 'xml', encodings: ['utf-8'], body: 'whole',
    map: DIALECTS.marc21.map, places: null,
    about: { zh: 'MARC 21 或 CNMARC 的 XML 形式，没有长度限制，正文完整，可再导入。', en: 'MARC 21 or CNMARC as XML, without limits of length; the body is whole. Can be imported again.' },
  },
  async open(options) {
    const pinyin = await pinyinFor(options.dialect);
    return textWriter('utf-8', {
      head: '<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n',
      tail: '</collection>\n',
      render: (record) => ({ text: xmlOf(marcRecord(record, options, pinyin)), losses: mapLosses(record, options.map) }),
    });
  },
} satisfies FormatWriter;

/** Source: MARC 21 XML Schema (Library of Congress); lengths in the leader are left as zeros, as it is done there. */
function xmlOf({ leader, fields }: MarcRecord): string {
  let xml = `<record>\n  <leader>${leader}</leader>\n`;
  for (const { tag, indicators, value, subfields } of fields) {
    if (indicators === '') xml += `  <controlfield tag="${tag}">${xmlText(value)}</controlfield>\n`;
    else {
      xml += `  <datafield tag="${tag}" ind1="${indicators.charAt(0)}" ind2="${indicators.charAt(1)}">\n`;
      for (const [code, text] of subfields) xml += `    <subfield code="${code}">${xmlText(text)}</subfield>\n`;
      xml += '  </datafield>\n';
    }
  }
  return `${xml}</record>\n`;
}
