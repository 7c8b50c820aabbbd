import type { FieldMap } from '../../../../contract/exports.ts';
import { textWriter } from '../text-writer.ts';
import { mapLosses, placedValues, textsAt } from '../values.ts';
import type { FormatWriter } from '../writer.ts';

const PLACES = ['主要责任者', '题名', '其他题名信息', '报纸名', '出版日期', '版次'] as const;

const MAP: FieldMap = {
  author: ['主要责任者'], title: ['题名'], subtitle: ['其他题名信息'], '@newspaper': ['报纸名'], date: ['出版日期'], page: ['版次'],
};

/**
 * References as text, numbered in their order: 责任者. 题名：其他题名信息[N]. 报纸名, 出版日期(版次).
 * Source: GB/T 7714-2015, 信息与文献 参考文献著录规则, 4.3.2 and 8.1.2 (three names at most, then 等).
 */
export const gbt7714Writer = {
  info: {
    name: 'gbt7714', label: { zh: 'GB/T 7714 参考文献', en: 'GB/T 7714 citations' }, kind: 'file', extension: 'txt', encodings: ['utf-8', 'gb18030', 'gbk'], body: 'none',
    map: MAP, places: PLACES,
    about: { zh: 'GB/T 7714-2015 著录的报纸文章引文，每条一行，不含正文。', en: 'Newspaper citations after GB/T 7714-2015, one a line, without the body.' },
  },
  async open(options) {
    let number = 0;
    const writer = textWriter(options.encoding, {
      render(record) {
        const placed = placedValues(record, options);
        const at = (place: (typeof PLACES)[number]): readonly string[] => textsAt(placed, place);
        const names = at('主要责任者');
        const who = names.length > 3 ? `${names.slice(0, 3).join(', ')}, 等` : names.join(', ');
        const title = [at('题名').join(' ') || '[无题名]', ...at('其他题名信息')].join(': ');
        const page = at('版次')[0];
        const where = [at('报纸名')[0], at('出版日期')[0]].filter((part) => part !== undefined && part !== '').join(', ');
        const behind = `${where}${page === undefined ? '' : `(${page === '99' ? '中缝' : page})`}`;
        const text = `${who === '' ? '' : `${who}. `}${title}[N]. ${behind}${behind === '' ? '' : '.'}`;
        return { text: `${text.replace(/\s*\n\s*/g, ' ').trim()}\r\n`, losses: mapLosses(record, options.map) };
      },
    });
    return {
      ...writer,
      write(part, sink) {
        sink.write(`[${++number}] `);
        return writer.write(part, sink);
      },
    };
  },
} satisfies FormatWriter;
