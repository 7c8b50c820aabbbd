import { FIELDS } from '../../../../contract/fields.ts';
import type { FieldMap } from '../../../../contract/exports.ts';
import type { PlainRecord } from '../plain-record.ts';
import { fieldLoss } from '../losses.ts';
import { splitPlace, valuesOf } from '../values.ts';
import type { Loss, WriterOptions } from '../writer.ts';

// Formats with a row a record: values stand in them to the letter.

/** Every column, under the name of what is in it. */
export const TABLE_MAP: FieldMap = Object.fromEntries(
  ['id', 'ref', ...FIELDS.map(({ field }) => field), 'status', 'tags', 'sets', 'others'].map((source) => [source, [source]]));

export interface Column {
  readonly name: string;
  readonly sources: readonly string[];
}

/** Columns in the order of the map; two sources may share one. */
export function columnsOf(map: FieldMap): readonly Column[] {
  const columns = new Map<string, string[]>();
  for (const [source, places] of Object.entries(map)) {
    for (const written of places) {
      const [name] = splitPlace(written);
      const there = columns.get(name);
      if (there === undefined) columns.set(name, [source]);
      else there.push(source);
    }
  }
  return [...columns].map(([name, sources]) => ({ name, sources }));
}

const FIELD_NAMES: ReadonlySet<string> = new Set(FIELDS.map(({ field }) => field));

/** What stands in a cell: a field to the letter, '' for an absent one. */
export function rawValue(record: PlainRecord, source: string, constants: WriterOptions['constants']): string {
  if (FIELD_NAMES.has(source)) return record.values[source as keyof PlainRecord['values']] ?? '';
  switch (source) {
    case 'id': return String(record.id);
    case 'ref': return record.ref ?? '';
    case 'day': return record.day === null ? '' : String(record.day);
    case 'others': return record.others.map(({ code, name, value }) => `${code}/${name}=${value}`).join('；');
    default: return valuesOf(record, source, constants).join('；');
  }
}

export function cellText(record: PlainRecord, { sources }: Column, constants: WriterOptions['constants']): string {
  const [only = ''] = sources;
  return sources.length === 1 ? rawValue(record, only, constants)
    : sources.map((source) => rawValue(record, source, constants)).filter((value) => value !== '').join('；');
}

/** What no column takes. */
export function columnLosses(record: PlainRecord, map: FieldMap): Loss[] {
  if (map === TABLE_MAP) return [];
  const goes = (source: string): boolean => (map[source]?.length ?? 0) > 0;
  const losses = Object.keys(record.values).filter((field) => !goes(field)).map(fieldLoss);
  for (const { code } of record.others) if (!goes('others') && !goes(`other:${code}`)) losses.push(fieldLoss(code));
  if (record.tags.length > 0 && !goes('tags')) losses.push(fieldLoss('tags'));
  return losses;
}
