import type { FieldMap } from '../../../../contract/exports.ts';
import { textWriter } from '../text-writer.ts';
import { mapLosses, placedValues } from '../values.ts';
import type { FormatWriter } from '../writer.ts';

const MAP: FieldMap = {
  title: ['title'], subtitle: ['note=副题：'], kicker: ['note=引题：'], author: ['author'], unit: ['note=作者单位：'], date: ['issued'], '@newspaper': ['container-title'], issue: ['number'],
  page: ['page'], item: ['note=条号：'], column: ['section'], pageName: ['note=版名：'], keywords: ['keyword'], persons: ['keyword'], genre: ['genre'], class: ['call-number'],
  '@publisher': ['publisher'], '@place': ['publisher-place'], '@issn': ['ISSN'], others: ['note'], tags: ['note=标签：'], body: [], sets: [],
};

/** Source: CSL-JSON schema 1.0.2 (citationstyles.org), type article-newspaper. Chinese names are literals: nothing says where the family name ends. */
export const cslJsonWriter = {
  info: {
    name: 'csljson', label: { zh: 'CSL-JSON 题录', en: 'CSL-JSON' }, kind: 'file', extension: 'json', encodings: ['utf-8'], body: 'none', map: MAP, places: null,
    about: { zh: '引文处理软件的 JSON 题录，不含正文；映射方案可把正文放入 abstract。', en: 'JSON for citation processors, without the body; a profile may send it to abstract.' },
  },
  async open(options) {
    return textWriter('utf-8', {
      head: '[\n', between: ',\n', tail: '\n]\n',
      render(record) {
        const item: Record<string, unknown> = { id: `jb${record.id}`, type: 'article-newspaper', language: 'zh-CN' };
        for (const [name, values] of placedValues(record, options)) {
          const texts = values.map(({ text, label }) => label + text);
          if (name === 'author' || name === 'editor' || name === 'contributor') item[name] = texts.map((literal) => ({ literal }));
          else if (name === 'issued') item[name] = issued(record.day, texts[0] ?? '');
          else item[name] = texts.join(name === 'keyword' ? ', ' : '；');
        }
        return { text: JSON.stringify(item), losses: mapLosses(record, options.map) };
      },
    });
  },
} satisfies FormatWriter;

function issued(day: number | null, text: string): object {
  return day === null ? { raw: text } : { 'date-parts': [[Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100]] };
}
