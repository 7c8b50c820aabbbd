import { FIELDS } from '../../../../contract/fields.ts';
import { decode, ENCODINGS } from '../encoding.ts';
import { characterLoss, recordLoss } from '../losses.ts';
import type { PlainRecord } from '../plain-record.ts';
import type { FormatWriter, Loss } from '../writer.ts';
import { textOrBytes } from '../text-writer.ts';
import { readFieldKey } from './fields.ts';
import { composeTagged } from './write.ts';
import type { ComposedField, Written } from './write.ts';

/** A record's fields for `composeTagged`. A code that is none in the tagged format (a column's name, 200f) stands under QT, 其他, with its own name beside it. */
export const composedFields = (record: PlainRecord): readonly ComposedField[] => [
  ...FIELDS.flatMap(({ field, code }) => {
    const value = record.values[field];
    return value === undefined ? [] : [{ code, value }];
  }),
  ...record.others.map((other) => (/^[A-Z]{2,8}$/.test(other.code) ? other : { ...other, code: 'QT' })),
];

/** Why a record was not written. */
export function writtenLosses(written: Exclude<Written, { readonly bytes: Uint8Array }>): Loss[] {
  if ('conflict' in written) {
    return written.conflict.map((key) => ({ ...recordLoss({
      zh: '字段值中含有标记，写出后会被读成别的内容，这条记录没有导出。请先修改。',
      en: 'The value holds a tag and would be read back as something else; the record was not written. Change it first.',
    }), field: fieldOf(key) }));
  }
  const byField = Map.groupBy(written.unmappable, ({ key }) => fieldOf(key));
  return [...byField].map(([field, list]) => characterLoss(field, list.map(({ char }) => char), 'refused'));
}

const fieldOf = (key: Parameters<typeof readFieldKey>[0]): string => {
  const { code } = readFieldKey(key);
  return FIELDS.find((entry) => entry.code === code)?.field ?? code;
};

/**
 * Records composed from their fields. Of those whose source bytes are kept an export copies these instead, see
 * exports/tagged.ts; this is for records without, for other encodings, and for the preview.
 */
export const taggedWriter = {
  info: {
    name: 'tagged', label: { zh: '标记格式', en: 'Tagged' }, kind: 'folder', extension: 'TXT', encodings: ['source', ...ENCODINGS], body: 'whole', map: {}, places: [],
    about: { zh: '还原成原来的文件夹与文件；没改过的记录逐字节一致。', en: 'The folders and files as they were; untouched records come out byte for byte.' },
  },
  async open({ encoding }) {
    return {
      render(record) {
        const written = composeTagged(composedFields(record), { encoding });
        return { part: 'bytes' in written ? written.bytes : null, losses: 'bytes' in written ? [] : writtenLosses(written), path: `new/${record.id}.TXT` };
      },
      begin() {},
      write: (part, sink) => sink.write(textOrBytes(part)),
      end() {},
      show: (part) => (part instanceof Uint8Array ? decode(part, encoding).text : ''),
    };
  },
} satisfies FormatWriter;
