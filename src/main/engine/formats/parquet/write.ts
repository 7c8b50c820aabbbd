import { FIELDS } from '../../../../contract/fields.ts';
import type { FieldMap } from '../../../../contract/exports.ts';
import { columnLosses, columnsOf, rawValue } from '../table/columns.ts';
import type { Column } from '../table/columns.ts';
import type { PlainRecord } from '../plain-record.ts';
import type { Cell, FormatWriter, RecordWriter, Sink, WriterOptions } from '../writer.ts';

const MAP: FieldMap = Object.fromEntries(
  ['id', 'ref', 'day', ...FIELDS.map(({ field }) => field), 'others', 'status', 'tags', 'sets'].map((source) => [source, [source]]));

/** Rows of one group are held until it is full, or holds so many characters. */
const GROUP_ROWS = 10_000;
const GROUP_CHARACTERS = 8_000_000;

type Kind = 'number' | 'list' | 'text' | 'json';

const kindOf = ({ sources }: Column): Kind => {
  const [source = '', more] = sources;
  if (more !== undefined) return 'text';
  if (source === 'id' || source === 'day') return 'number';
  return source === 'tags' || source === 'sets' ? 'list' : source === 'others' ? 'json' : 'text';
};

async function parquetRecords({ map, constants, now }: WriterOptions): Promise<RecordWriter> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const columns = columnsOf(map).map((column) => ({ ...column, kind: kindOf(column) }));
  type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];
  const schema: Schema = [
    { name: 'root', num_children: columns.length },
    ...columns.flatMap(({ name, kind }): Schema => {
      if (kind === 'number') return [{ name, type: 'INT32', repetition_type: 'OPTIONAL' }];
      if (kind === 'list') {
        return [
          { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' }, { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
          { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        ];
      }
      return [{ name, type: 'BYTE_ARRAY', converted_type: kind === 'json' ? 'JSON' : 'UTF8', repetition_type: 'OPTIONAL' }];
    }),
  ];
  let target: Sink | undefined;
  const bytes = new ByteWriter(1 << 20);
  /** Subtle: `offset` counts on over the whole file, `index` is the place in the buffer that was just given away. */
  const hand = (): void => {
    target?.write(Buffer.from(bytes.getBytes()));
    bytes.index = 0;
  };
  let file: InstanceType<typeof ParquetWriter> | undefined;
  let rows: (readonly Cell[])[] = [];
  let characters = 0;
  const flush = (): void => {
    if (rows.length > 0) {
      const columnData = columns.map(({ name, kind }, at) => ({
        name, data: rows.map((row) => (kind === 'json' && typeof row[at] === 'string' ? JSON.parse(row[at]) as unknown : row[at] ?? null)) as (string | null)[],
      }));
      void file?.write({ columnData, rowGroupSize: rows.length });
    }
    rows = [];
    characters = 0;
    hand();
  };
  return {
    render: (record) => ({ part: columns.map((column) => cellOf(record, column, constants)), losses: columnLosses(record, map) }),
    begin(sink) {
      target = sink;
      file = new ParquetWriter({ writer: bytes, schema, createdBy: 'Jianbao', kvMetadata: [{ key: 'exported', value: now.toISOString() }] });
    },
    write(part) {
      const row = part as readonly Cell[];
      rows.push(row);
      for (const cell of row) if (typeof cell === 'string') characters += cell.length;
      if (rows.length >= GROUP_ROWS || characters >= GROUP_CHARACTERS) flush();
    },
    end() {
      flush();
      void file?.finish();
      hand();
    },
    show: (part) => `${(part as readonly Cell[]).flatMap((cell, at) => (cell === null || cell === '' ? [] : [`${columns[at]?.name ?? ''}：${Array.isArray(cell) ? cell.join('；') : String(cell)}`])).join('\n')}\n\n`,
  };
}

function cellOf(record: PlainRecord, { sources, kind }: Column & { readonly kind: Kind }, constants: WriterOptions['constants']): Cell {
  const [source = ''] = sources;
  if (kind === 'number') return source === 'id' ? record.id : record.day;
  if (kind === 'list') return source === 'tags' ? record.tags : record.sets;
  if (kind === 'json') return record.others.length === 0 ? null : JSON.stringify(record.others.map(({ code, name, value }) => ({ code, name, value })));
  const text = sources.map((one) => rawValue(record, one, constants)).filter((value) => value !== '').join('；');
  return text === '' ? null : text;
}

/** Source: Apache Parquet format. Text columns may be null; `tags` and `sets` are lists; `others` is JSON. */
export const parquetWriter = {
  info: {
    name: 'parquet', label: { zh: 'Parquet（数据分析）', en: 'Parquet' }, kind: 'file', extension: 'parquet', encodings: ['utf-8'], body: 'whole', map: MAP, places: null,
    about: { zh: '列式数据文件，供数据分析软件读取，字段齐全。', en: 'Columns for data analysis, with every field.' },
  },
  open: (options) => parquetRecords(options),
} satisfies FormatWriter;
