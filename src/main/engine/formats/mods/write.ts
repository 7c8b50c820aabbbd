import type { FieldMap } from '../../../../contract/exports.ts';
import { isCorporate } from '../marc/dialects.ts';
import { textWriter } from '../text-writer.ts';
import { mapLosses, placedValues, textsAt } from '../values.ts';
import type { Value } from '../values.ts';
import type { FormatWriter } from '../writer.ts';
import { around, element } from '../xml-text.ts';

const PLACES = [
  'titleInfo/title', 'titleInfo/subTitle', 'titleInfo[alternative]/title', 'name/namePart', 'name/affiliation', 'genre', 'originInfo/dateIssued',
  'abstract', 'note', 'subject/topic', 'subject/name', 'classification', 'relatedItem/title', 'relatedItem/publisher', 'relatedItem/place',
  'relatedItem/issn', 'relatedItem/cn', 'part/issue', 'part/page', 'part/pageName', 'part/column', 'part/item', 'part/date', 'part/text', 'location/url',
] as const;

const MAP: FieldMap = {
  title: ['titleInfo/title'], subtitle: ['titleInfo/subTitle'], kicker: ['titleInfo[alternative]/title'], author: ['name/namePart'], unit: ['name/affiliation'],
  genre: ['genre'], date: ['originInfo/dateIssued', 'part/date'], body: ['abstract'], others: ['note'], tags: ['note=标签：'], sets: [],
  keywords: ['subject/topic'], persons: ['subject/name'], class: ['classification'],
  '@newspaper': ['relatedItem/title'], '@publisher': ['relatedItem/publisher'], '@place': ['relatedItem/place'], '@issn': ['relatedItem/issn'], '@cn': ['relatedItem/cn'],
  issue: ['part/issue'], page: ['part/page'], pageName: ['part/pageName'], column: ['part/column'], item: ['part/item'], pictures: ['location/url'],
};

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<modsCollection xmlns="http://www.loc.gov/mods/v3" version="3.8">\n';

/** Source: MODS 3.8 (Library of Congress). The newspaper, its issue and its page are the host in `relatedItem`. */
export const modsWriter = {
  info: {
    name: 'mods', label: { zh: 'MODS', en: 'MODS' }, kind: 'file', extension: 'xml', encodings: ['utf-8'], body: 'whole', map: MAP, places: PLACES,
    about: { zh: 'MODS 3.8 XML，报纸、期、版写在 relatedItem；正文放在 abstract。', en: 'MODS 3.8 XML; newspaper, issue and page in relatedItem, the body in abstract.' },
  },
  async open(options) {
    const { map, library, now, constants } = options;
    return textWriter('utf-8', {
      head: HEAD, tail: '</modsCollection>\n',
      render(record) {
        const placed = placedValues(record, options);
        const at = (place: (typeof PLACES)[number]): readonly string[] => textsAt(placed, place);
        const all = (place: (typeof PLACES)[number], name: string, attributes = ''): string => at(place).map((text) => element(name, text, attributes)).join('');
        const parts = [
          around('titleInfo', all('titleInfo/title', 'title') + all('titleInfo/subTitle', 'subTitle')),
          ...at('titleInfo[alternative]/title').map((text) => around('titleInfo', element('title', text), 'type="alternative" displayLabel="引题"')),
          ...names(placed.get('name/namePart') ?? [], at('name/affiliation')),
          element('typeOfResource', 'text'),
          all('genre', 'genre', 'authority="local"'),
          around('originInfo', at('originInfo/dateIssued').map((text) => element('dateIssued', text, record.day === null ? '' : 'encoding="w3cdtf" keyDate="yes"')).join('')),
          around('language', element('languageTerm', 'chi', 'type="code" authority="iso639-2b"')),
          all('abstract', 'abstract'), all('note', 'note'),
          ...at('subject/topic').map((text) => around('subject', element('topic', text))),
          ...at('subject/name').map((text) => around('subject', around('name', element('namePart', text), 'type="personal"'))),
          all('classification', 'classification', 'authority="clc"'),
          around('relatedItem', [
            around('titleInfo', all('relatedItem/title', 'title')),
            around('originInfo', at('relatedItem/place').map((text) => around('place', element('placeTerm', text, 'type="text"'))).join('') + all('relatedItem/publisher', 'publisher')),
            all('relatedItem/issn', 'identifier', 'type="issn"'), all('relatedItem/cn', 'identifier', 'type="cn"'),
            around('part', [
              ...(['issue', 'page', 'pageName', 'column', 'item'] as const).flatMap((kind) => at(`part/${kind}`).map((text) => around('detail', element('number', text), `type="${kind}"`))),
              all('part/date', 'date', record.day === null ? '' : 'encoding="w3cdtf"'), all('part/text', 'text'),
            ].join('')),
          ].join(''), 'type="host"'),
          element('identifier', `urn:uuid:${library.uuid}#${record.id}`, 'type="uri"'),
          around('location', all('location/url', 'url')),
          around('recordInfo', element('recordContentSource', constants.agency ?? '') + element('recordCreationDate', now.toISOString().slice(0, 10), 'encoding="w3cdtf"')
            + element('recordIdentifier', String(record.id))),
        ].filter((part) => part !== '');
        return { text: `<mods version="3.8">\n${parts.map((part) => `  ${part}\n`).join('')}</mods>\n`, losses: mapLosses(record, map) };
      },
    });
  },
} satisfies FormatWriter;

const names = (values: readonly Value[], units: readonly string[]): readonly string[] =>
  values.map(({ text }, at) => around('name', element('namePart', text)
    + around('role', element('roleTerm', 'author', 'type="text" authority="marcrelator"')) + (at === 0 ? units.map((unit) => element('affiliation', unit)).join('') : ''),
  `type="${isCorporate(text) ? 'corporate' : 'personal'}"`));
