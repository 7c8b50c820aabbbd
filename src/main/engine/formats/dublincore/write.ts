import type { FieldMap } from '../../../../contract/exports.ts';
import { textWriter } from '../text-writer.ts';
import { mapLosses, placedValues, textsAt } from '../values.ts';
import type { FormatWriter } from '../writer.ts';
import { around, element, xmlAttribute, xmlText } from '../xml-text.ts';

/** The fifteen elements, in the order of the schema. */
const ELEMENTS = [
  'title', 'creator', 'subject', 'description', 'publisher', 'contributor', 'date', 'type', 'format', 'identifier', 'source', 'language',
  'relation', 'coverage', 'rights',
] as const;

const MAP: FieldMap = {
  title: ['dc:title'], author: ['dc:creator'], unit: ['dc:contributor'], class: ['dc:subject=中图分类号：'], keywords: ['dc:subject'], persons: ['dc:subject'],
  kicker: ['dc:description=引题：'], subtitle: ['dc:description=副题：'], body: ['dc:description'], others: ['dc:description'], tags: ['dc:subject=标签：'],
  '@publisher': ['dc:publisher'], date: ['dc:date'], genre: ['dc:type'], '=text/plain': ['dc:format'],
  '@newspaper': ['dc:source'], part: ['dc:source'], pageName: ['dc:source=版名：'], column: ['dc:relation=栏目：'], '@issn': ['dc:source=ISSN '], '@cn': ['dc:source=CN '],
  issue: [], page: [], item: [], pictures: ['dc:relation'], '=zh': ['dc:language'], sets: [], '=Text': ['dc:type'],
};

/** Dublin Core as OAI-PMH gives it: a `ListRecords` answer with a header and an oai_dc a record. Source: OAI-PMH 2.0; oai_dc.xsd. */
export const dublinCoreWriter = {
  info: {
    name: 'dc', label: { zh: 'Dublin Core（OAI-DC）', en: 'Dublin Core (OAI-DC)' }, kind: 'file', extension: 'xml', encodings: ['utf-8'], body: 'whole',
    map: MAP, places: ELEMENTS.map((name) => `dc:${name}`),
    about: { zh: 'XML，十五个核心元素；正文放在 dc:description。', en: 'XML with the fifteen elements; the body goes to dc:description.' },
  },
  async open(options) {
    const { now, library, map } = options;
    const stamp = `${now.toISOString().slice(0, 19)}Z`;
    return textWriter('utf-8', {
      head: '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">\n'
        + `<responseDate>${stamp}</responseDate>\n<request verb="ListRecords" metadataPrefix="oai_dc">urn:uuid:${xmlText(library.uuid)}</request>\n<ListRecords>\n`,
      tail: '</ListRecords>\n</OAI-PMH>\n',
      render(record) {
        const placed = placedValues(record, options);
        let inner = '';
        for (const name of ELEMENTS) for (const text of textsAt(placed, `dc:${name}`)) inner += `  ${element(`dc:${name}`, text)}\n`;
        const identifier = `oai:jianbao:${library.uuid}:${record.id}`;
        inner += `  ${element('dc:identifier', identifier)}\n`;
        const header = around('header', element('identifier', identifier) + element('datestamp', stamp));
        return {
          text: `<record>${header}<metadata>\n<oai_dc:dc xmlns:oai_dc="${xmlAttribute('http://www.openarchives.org/OAI/2.0/oai_dc/')}" `
            + `xmlns:dc="http://purl.org/dc/elements/1.1/">\n${inner}</oai_dc:dc>\n</metadata></record>\n`,
          losses: mapLosses(record, map),
        };
      },
    });
  },
} satisfies FormatWriter;
