import type { FieldMap } from '../../../../contract/exports.ts';
import type { PlainRecord } from '../plain-record.ts';
import { textWriter } from '../text-writer.ts';
import { mapLosses, placedValues, textsAt } from '../values.ts';
import type { FormatWriter } from '../writer.ts';
import { around, element, xmlAttribute } from '../xml-text.ts';

const PLACES = [
  'title', 'title[sub]', 'head[kicker]', 'author', 'affiliation', 'date', 'monogr/title', 'publisher', 'pubPlace', 'idno[issn]', 'idno[cn]', 'biblScope[issue]', 'biblScope[page]',
  'biblScope[item]', 'biblScope[pageName]', 'biblScope[column]', 'keywords', 'persName', 'classCode', 'catRef', 'note', 'figure', 'body',
] as const;

const MAP: FieldMap = {
  title: ['title'], subtitle: ['title[sub]'], kicker: ['head[kicker]'], author: ['author'], unit: ['affiliation'], date: ['date'],
  '@newspaper': ['monogr/title'], '@publisher': ['publisher'], '@place': ['pubPlace'], '@issn': ['idno[issn]'], '@cn': ['idno[cn]'],
  issue: ['biblScope[issue]'], page: ['biblScope[page]'], item: ['biblScope[item]'], pageName: ['biblScope[pageName]'], column: ['biblScope[column]'],
  keywords: ['keywords'], persons: ['persName'], class: ['classCode'], genre: ['catRef'], others: ['note'], tags: ['note=标签：'], sets: [], pictures: ['figure'], body: ['body'],
};

/** Source: TEI P5 Guidelines. One document an article, its paragraphs as `p`. */
export const teiWriter = {
  info: {
    name: 'tei', label: { zh: 'TEI P5', en: 'TEI P5' }, kind: 'folder', extension: 'xml', encodings: ['utf-8'], body: 'whole', map: MAP, places: PLACES,
    about: { zh: '一篇文章一个 XML 文件，正文按段落。', en: 'An XML file an article, the body in paragraphs.' },
  },
  async open(options) {
    const { map, library, now } = options;
    return textWriter('utf-8', {
      render(record) {
        const placed = placedValues(record, options);
        const at = (place: (typeof PLACES)[number]): readonly string[] => textsAt(placed, place);
        const all = (place: (typeof PLACES)[number], name: string, attributes = ''): string => at(place).map((text) => element(name, text, attributes)).join('');
        const title = all('title', 'title', 'level="a" type="main"') || '<title level="a">[无题名]</title>';
        const date = at('date').map((text) => element('date', text, record.day === null ? '' : `when="${xmlAttribute(text)}"`)).join('');
        const scopes = ([['issue', 'issue'], ['page', 'page'], ['item', 'item'], ['pageName', 'pageName'], ['column', 'column']] as const)
          .map(([place, unit]) => all(`biblScope[${place}]`, 'biblScope', `unit="${unit}"`)).join('');
        const authors = all('author', 'author') + at('affiliation').map((text) => around('respStmt', element('resp', '作者单位') + element('orgName', text))).join('');
        const header = around('teiHeader', [
          around('fileDesc', [
            around('titleStmt', title + all('title[sub]', 'title', 'level="a" type="sub"') + authors),
            around('publicationStmt', element('p', `${library.name}, ${now.toISOString().slice(0, 10)}`) || '<p/>'),
            around('notesStmt', all('note', 'note')),
            around('sourceDesc', around('biblStruct', around('analytic', title + all('title[sub]', 'title', 'level="a" type="sub"') + all('author', 'author'))
              + around('monogr', (all('monogr/title', 'title', 'level="j"') || '<title level="j"/>') + all('idno[issn]', 'idno', 'type="ISSN"') + all('idno[cn]', 'idno', 'type="CN"')
                + around('imprint', all('pubPlace', 'pubPlace') + all('publisher', 'publisher') + (date === '' ? '<date/>' : date) + scopes))
              + element('idno', `urn:uuid:${library.uuid}#${record.id}`, 'type="URI"'))),
          ].join('')),
          around('profileDesc', around('langUsage', '<language ident="zh">中文</language>') + around('textClass', [
            around('keywords', at('keywords').map((text) => element('term', text)).join('') + at('persName').map((text) => around('term', element('persName', text))).join('')),
            all('classCode', 'classCode', 'scheme="#clc"'), all('catRef', 'classCode', 'scheme="#genre"'),
          ].join(''))),
        ].join('\n'));
        const paragraphs = at('body').flatMap((text) => text.split('\n')).map((text) => element('p', text)).join('\n');
        const figures = at('figure').map((file) => `<figure><graphic url="${xmlAttribute(encodeURI(file.toWellFormed()))}"/></figure>`).join('\n');
        const text = `<text xml:lang="zh"><body><div type="article">\n${all('head[kicker]', 'head', 'type="kicker"')}${all('title', 'head', 'type="main"')}${all('title[sub]', 'head', 'type="sub"')}\n`
          + `${paragraphs}${figures}${paragraphs + figures === '' ? '<p/>' : ''}\n</div></body></text>`;
        return {
          text: `<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n${header}\n${text}\n</TEI>\n`,
          losses: mapLosses(record, map), path: pathOf(record),
        };
      },
    });
  },
} satisfies FormatWriter;

/** 2011/201106/20110614/201106140401-317.xml: as deliveries are laid out, with the record's number so that none is taken twice. */
function pathOf({ id, day, values }: PlainRecord): string {
  if (day === null) return `undated/${id}.xml`;
  const date = String(day).padStart(8, '0');
  const digits = (text: string | undefined): string => (text !== undefined && /^\d{1,4}$/.test(text) ? text.padStart(2, '0') : '00');
  return `${date.slice(0, 4)}/${date.slice(0, 6)}/${date}/${date}${digits(values.page)}${digits(values.item)}-${id}.xml`;
}
