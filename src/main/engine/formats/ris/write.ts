import type { FieldMap } from '../../../../contract/exports.ts';
import { textWriter } from '../text-writer.ts';
import type { EncodingName } from '../encoding.ts';
import { mapLosses, placedValues } from '../values.ts';
import type { FormatWriter } from '../writer.ts';

const MAP: FieldMap = {
  title: ['TI'], subtitle: ['N1=副题：'], kicker: ['N1=引题：'], author: ['AU'], unit: ['AD'], date: ['DA'], '@newspaper': ['T2'], issue: ['IS'], page: ['SP'], item: ['N1=条号：'],
  column: ['SE'], pageName: ['N1=版名：'], keywords: ['KW'], persons: ['KW'], genre: ['M3'], class: ['CN'], '@publisher': ['PB'], '@place': ['CY'], '@issn': ['SN'], '@cn': ['N1=CN '],
  others: ['N1'], tags: ['N1=标签：'], pictures: ['L4'], body: [], sets: [],
};

/** Tags that hold one value; several are joined. */
const SINGLE = new Set(['TI', 'T2', 'DA', 'PY', 'IS', 'SP', 'SE', 'CN', 'M3', 'PB', 'CY', 'SN']);

/** Source: RIS format specification (Reference Manager), type NEWS. The reference, not the article: the body is left out unless a profile sends it somewhere. */
export const risWriter = {
  info: {
    name: 'ris', label: { zh: 'RIS 题录', en: 'RIS references' }, kind: 'file', extension: 'ris', encodings: ['utf-8', 'gb18030'], body: 'none', map: MAP, places: null,
    about: { zh: '文献管理软件的题录，不含正文；映射方案可把正文放入 AB。', en: 'For reference managers, without the body; a profile may send it to AB.' },
  },
  async open(options) {
    return textWriter(options.encoding as EncodingName, {
      render(record) {
        const placed = placedValues(record, options);
        let text = 'TY  - NEWS\r\n';
        const line = (tag: string, value: string): void => { text += `${tag}  - ${value.replace(/\s*\n\s*/g, ' ')}\r\n`; };
        for (const [tag, values] of placed) {
          if (!/^[A-Z][A-Z0-9]$/.test(tag)) continue;
          const texts = values.map((value) => value.label + (tag === 'DA' ? value.text.replaceAll('-', '/') : value.text));
          if (SINGLE.has(tag)) line(tag, texts.join('；'));
          else for (const value of texts) line(tag, value);
        }
        if (record.day !== null && !placed.has('PY')) line('PY', String(record.day).padStart(8, '0').slice(0, 4));
        line('LA', 'zh');
        line('ID', `jb${record.id}`);
        return { text: `${text}ER  - \r\n\r\n`, losses: mapLosses(record, options.map) };
      },
    });
  },
} satisfies FormatWriter;
