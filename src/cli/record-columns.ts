import { FIELDS } from '../contract/fields.ts';
import type { RecordDetail, RecordRow } from '../contract/records.ts';
import type { LocalText } from '../contract/text.ts';
import { UsageError } from './exit.ts';
import type { Column } from './table.ts';

/** What `records list --fields` can show beside the fields of a record themselves. */
const OTHERS = {
  id: { zh: '记录', en: 'ID' },
  day: { zh: '日', en: 'Day' },
  status: { zh: '状态', en: 'Status' },
  tags: { zh: '标签', en: 'Tags' },
  problems: { zh: '问题', en: 'Problems' },
  duplicates: { zh: '重复', en: 'Duplicates' },
  ref: { zh: '出处', en: 'Reference' },
  path: { zh: '文件', en: 'File' },
} as const satisfies Readonly<Record<string, LocalText>>;

export type RecordColumn = (typeof FIELDS)[number]['field'] | keyof typeof OTHERS;

export const USUAL_COLUMNS = [
  'id',
  'date',
  'page',
  'item',
  'class',
  'genre',
  'title',
] as const satisfies readonly RecordColumn[];

/** Columns a row of a list does not carry; they take one question a record more. */
export const DETAIL_ONLY: ReadonlySet<RecordColumn> = new Set<RecordColumn>([
  'issue',
  'subtitle',
  'keywords',
  'body',
  'ref',
  'path',
]);

/** `标题,RQ,id` → the columns. */
export function parseColumns(text: string): readonly RecordColumn[] {
  return text.split(',').map((part) => {
    const name = part.trim();
    const wanted = name.toLowerCase();
    const field = FIELDS.find((known) =>
      [known.field.toLowerCase(), known.code.toLowerCase(), known.zh].includes(wanted),
    )?.field;
    const found = field ?? (Object.keys(OTHERS) as (keyof typeof OTHERS)[]).find((other) => other === wanted);
    if (found !== undefined) return found;
    const known = [...Object.keys(OTHERS), ...FIELDS.map(({ field: each }) => each)].join(', ');
    throw new UsageError({
      zh: `--fields 没有“${name}”。可用：${known}。`,
      en: `--fields knows no "${name}". Known: ${known}.`,
    });
  });
}

/** A column's value; '' for a field the record lacks. */
export function valueOf(record: RecordRow | RecordDetail, column: RecordColumn): unknown {
  if ('fields' in record) {
    if (column === 'ref') return record.source?.ref ?? '';
    if (column === 'path') return record.source?.path ?? '';
    const field = record.fields.find((each) => each.field === column);
    if (field !== undefined) return field.value;
  }
  return Object.hasOwn(record, column) ? (Reflect.get(record, column) as unknown) : '';
}

/** The chosen columns of a record, under their names. */
export const recordView = (
  record: RecordRow | RecordDetail,
  columns: readonly RecordColumn[],
): Readonly<Record<string, unknown>> => Object.fromEntries(columns.map((column) => [column, valueOf(record, column)]));

export function columnTitle(column: RecordColumn): Omit<Column, 'title'> & { readonly title: LocalText } {
  const field = FIELDS.find((known) => known.field === column);
  const title = field ?? OTHERS[column as keyof typeof OTHERS];
  return {
    title,
    align: column === 'id' ? 'right' : 'left',
    flexible: column === 'ref' || column === 'path' ? 'start' : column === 'title' || column === 'body',
  };
}
