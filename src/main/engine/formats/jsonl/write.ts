import type { FieldMap } from '../../../../contract/exports.ts';
import { FIELDS } from '../../../../contract/fields.ts';
import type { PlainRecord } from '../plain-record.ts';
import { columnLosses, columnsOf, rawValue } from '../table/columns.ts';
import { textWriter } from '../text-writer.ts';
import type { FormatWriter, WriterOptions } from '../writer.ts';

const MAP: FieldMap = Object.fromEntries(
  ['id', 'ref', 'day', ...FIELDS.map(({ field }) => field), 'others', 'status', 'tags', 'sets'].map((source) => [source, [source]]));

/**
 * JSON Lines: one JSON object a record and line, UTF-8, LF; docs/jsonl.schema.json describes it. Keys: `id`, `ref`,
 * `day` (YYYYMMDD or null), the record's fields under their names in the contract (absent fields left out), `others`
 * (code, name, value), `status`, `tags`, `sets`.
 */
export const jsonlWriter = {
  info: {
    name: 'jsonl', label: { zh: 'JSON Lines', en: 'JSON Lines' }, kind: 'file', extension: 'jsonl', encodings: ['utf-8'], body: 'whole', map: MAP, places: null,
    about: { zh: '每行一个 JSON 对象，字段齐全，可完整导回。', en: 'A JSON object a line with every field; can be brought back whole.' },
  },
  async open({ map, constants }) {
    const columns = columnsOf(map);
    return textWriter('utf-8', {
      render(record) {
        const out: Record<string, unknown> = {};
        for (const { name, sources: [first = '', ...more] } of columns) {
          const value = more.length === 0 ? jsonValue(record, first, constants)
            : [first, ...more].map((source) => rawValue(record, source, constants)).filter((text) => text !== '').join('；');
          if (value !== undefined) out[name] = value;
        }
        // U+2028 and U+2029 are line ends to some readers of lines.
        const text = JSON.stringify(out);
        return { text: `${/[\u2028\u2029]/.test(text) ? text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029') : text}\n`, losses: columnLosses(record, map) };
      },
    });
  },
} satisfies FormatWriter;

function jsonValue(record: PlainRecord, source: string, constants: WriterOptions['constants']): unknown {
  switch (source) {
    case 'id': return record.id;
    case 'ref': return record.ref;
    case 'day': return record.day;
    case 'status': return record.status;
    case 'tags': return record.tags;
    case 'sets': return record.sets;
    case 'others': return record.others.length === 0 ? undefined : record.others.map(({ code, name, value }) => ({ code, name, value }));
    default: {
      const value = rawValue(record, source, constants);
      return value === '' ? undefined : value;
    }
  }
}
