import type { FieldMap } from '../../../../contract/exports.ts';
import { isCorporate } from '../marc/dialects.ts';
import { textWriter } from '../text-writer.ts';
import { mapLosses, placedValues } from '../values.ts';
import type { FormatWriter } from '../writer.ts';

const MAP: FieldMap = {
  title: ['title'], subtitle: ['subtitle'], kicker: ['note=引题：'], author: ['author'], unit: ['note=作者单位：'], date: ['date'], '@newspaper': ['journal'], issue: ['number'],
  page: ['pages'], item: ['note=条号：'], column: ['note=栏目：'], pageName: ['note=版名：'], keywords: ['keywords'], persons: ['keywords'], genre: ['type'], class: ['library'],
  '@publisher': ['publisher'], '@place': ['address'], '@issn': ['issn'], others: ['note'], tags: ['note=标签：'], body: [], sets: [],
};

const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', $: '\\$', '%': '\\%', '&': '\\&', '#': '\\#', _: '\\_', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}',
};
const tex = (text: string): string => text.replace(/[\\{}$%&#_^~]/g, (char) => TEX[char] ?? char).replace(/\s*\n\s*/g, ' ');

/** Entries for BibLaTeX and BibTeX: `date` for the one, `year`, `month` and `day` for the other. Text in UTF-8, TeX's own signs escaped. */
export const bibtexWriter = {
  info: {
    name: 'bibtex', label: { zh: 'BibTeX 题录', en: 'BibTeX' }, kind: 'file', extension: 'bib', encodings: ['utf-8', 'gb18030'], body: 'none', map: MAP, places: null,
    about: { zh: 'BibTeX 与 BibLaTeX 条目，不含正文。', en: 'Entries for BibTeX and BibLaTeX, without the body.' },
  },
  async open(options) {
    return textWriter(options.encoding, {
      render(record) {
        const fields: [string, string][] = [['entrysubtype', 'newspaper'], ['langid', 'chinese']];
        for (const [name, values] of placedValues(record, options)) {
          if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) continue;
          const texts = values.map(({ text, label }) => tex(label + text));
          if (name === 'author') fields.push([name, texts.map((text) => (isCorporate(text) || /\sand\s|,/.test(text) ? `{${text}}` : text)).join(' and ')]);
          else fields.push([name, texts.join(name === 'keywords' ? ', ' : '；')]);
        }
        if (record.day !== null) {
          const day = String(record.day).padStart(8, '0');
          fields.push(['year', day.slice(0, 4)], ['month', String(Number(day.slice(4, 6)))], ['day', String(Number(day.slice(6)))]);
        }
        const text = `@article{jb${record.day ?? ''}-${record.id},\n${fields.map(([name, value]) => `  ${name} = {${value}},\n`).join('')}}\n\n`;
        return { text, losses: mapLosses(record, options.map) };
      },
    });
  },
} satisfies FormatWriter;
