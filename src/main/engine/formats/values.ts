import { FIELDS } from '../../../contract/fields.ts';
import type { FieldMap } from '../../../contract/exports.ts';
import type { FieldName } from '../../../contract/records.ts';
import { characterLoss, fieldLoss, markupLoss } from './losses.ts';
import type { PlainRecord } from './plain-record.ts';
import { displayParagraphs, readAuthors, readKeywords } from './tagged/display.ts';
import { picturesIn } from './tagged/pictures.ts';
import type { Loss, WriterOptions } from './writer.ts';

// A record's values as a catalogue takes them: lists apart, marks resolved, dates in ISO 8601. Table formats and the
// tagged one write values as they stand instead.

const ROUGH = /[〖&<\n\t\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2060\ufeff]/;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2060\ufeff]/g;

export const cleanText = (value: string): string =>
  (ROUGH.test(value) ? displayParagraphs(value).join(' ') : value.trim());

export const bodyText = (value: string): string => displayParagraphs(value).join('\n');

/** 2011-06-14 for a real day, else as it stands. */
export function isoDate(record: PlainRecord): string {
  const { day } = record;
  if (day === null) return cleanText(record.values.date ?? '');
  const text = String(day).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** 总第19717期，2011-06-14，第04版，第1条: what there is of it. */
export function partText(record: PlainRecord): string {
  const { issue, page, item } = record.values;
  return [
    issue === undefined ? '' : `总第${cleanText(issue)}期`, isoDate(record),
    page === undefined ? '' : page === '99' ? '中缝' : `第${cleanText(page)}版`,
    item === undefined ? '' : `第${cleanText(item)}条`,
  ].filter((part) => part !== '').join('，');
}

const FIELD_NAMES: ReadonlySet<string> = new Set(FIELDS.map(({ field }) => field));
const isField = (name: string): name is FieldName => FIELD_NAMES.has(name);

/** The values of one source of a map (see `FieldMap`). */
export function valuesOf(record: PlainRecord, source: string, constants: WriterOptions['constants']): readonly string[] {
  if (isField(source)) return fieldValues(record, source);
  if (source.startsWith('=')) return [source.slice(1)];
  if (source.startsWith('@')) return present((constants as Readonly<Record<string, string | undefined>>)[source.slice(1)]);
  if (source.startsWith('other:'))
    return record.others.filter(({ code }) => code === source.slice(6)).map(({ value }) => cleanText(value));
  switch (source) {
    case 'persons': return readKeywords(record.values.keywords ?? '').persons.map(({ name }) => name).filter((name) => name !== '');
    case 'unit': return present(readAuthors(record.values.author ?? '').unit);
    case 'pictures': return [...new Set(picturesIn(record.values.body ?? '').map(({ file }) => file))].filter((file) => file !== '');
    case 'part': return present(partText(record));
    case 'tags': return record.tags;
    case 'sets': return record.sets;
    case 'status': return [record.status];
    case 'id': return [String(record.id)];
    case 'ref': return present(record.ref);
    case 'path': return present(record.path);
    case 'others': return record.others.map(({ name, code, value }) => `${name === '' ? code : name}：${cleanText(value)}`);
    default: return [];
  }
}

function fieldValues(record: PlainRecord, field: FieldName): readonly string[] {
  const value = record.values[field];
  if (value === undefined) return [];
  switch (field) {
    case 'author': return readAuthors(value).names.map(cleanText);
    case 'keywords': return readKeywords(value).keywords.map(cleanText);
    case 'class': return record.classes.length > 0 ? record.classes : present(cleanText(value));
    case 'date': return present(isoDate(record));
    case 'body': return present(bodyText(value));
    default: return present(cleanText(value));
  }
}

const present = (value: string | null | undefined): readonly string[] =>
  (value === undefined || value === null || value === '' ? [] : [value]);

export interface Value {
  readonly source: string;
  readonly text: string;
  /** What the map puts before it: `300$a=引题：`. */
  readonly label: string;
}

/** The values by place (without their labels), in the order of the map. */
export function placedValues(record: PlainRecord, { map, constants }: Pick<WriterOptions, 'map' | 'constants'>): ReadonlyMap<string, readonly Value[]> {
  const placed = new Map<string, Value[]>();
  const named = Object.keys(map).filter((source) => source.startsWith('other:')).map((source) => source.slice(6));
  const rest = named.length === 0 ? record : { ...record, others: record.others.filter(({ code }) => !named.includes(code)) };
  for (const [source, places] of Object.entries(map)) {
    if (places.length === 0) continue;
    const values = valuesOf(source === 'others' ? rest : record, source, constants);
    for (const written of places) {
      const [place, label] = splitPlace(written);
      for (const text of values) {
        const there = placed.get(place);
        if (there === undefined) placed.set(place, [{ source, text, label }]);
        else there.push({ source, text, label });
      }
    }
  }
  return placed;
}

export function splitPlace(written: string): readonly [place: string, label: string] {
  const at = written.indexOf('=');
  return at < 0 ? [written, ''] : [written.slice(0, at), written.slice(at + 1)];
}

/** The texts of some places, each with its label. */
export const textsAt = (placed: ReadonlyMap<string, readonly Value[]>, place: string): readonly string[] =>
  (placed.get(place) ?? []).map(({ text, label }) => label + text);

/** Sources that say the same as others do. */
const COVERED: Readonly<Record<string, readonly string[]>> = {
  issue: ['part'], date: ['part'], page: ['part'], item: ['part'],
};

/** What a map leaves out of a record, and what cleaning took from the rest. */
export function mapLosses(record: PlainRecord, map: FieldMap): Loss[] {
  const losses: Loss[] = [];
  const goes = (source: string): boolean => (map[source]?.length ?? 0) > 0;
  for (const [field, value] of Object.entries(record.values)) {
    if (!goes(field) && !(COVERED[field] ?? []).some(goes)) {
      losses.push(fieldLoss(field));
      continue;
    }
    if (!ROUGH.test(value)) continue;
    if (value.includes('〖') && field !== 'author' && field !== 'keywords' || /<img/i.test(value)) losses.push(markupLoss(field));
    const invisible = value.replaceAll('\r\n', '\n').match(CONTROL);
    if (invisible !== null) losses.push(characterLoss(field, invisible, 'dropped'));
  }
  for (const { code } of record.others) if (!goes('others') && !goes(`other:${code}`)) losses.push(fieldLoss(code));
  if (record.tags.length > 0 && !goes('tags')) losses.push(fieldLoss('tags'));
  if (record.sets.length > 0 && !goes('sets')) losses.push(fieldLoss('sets'));
  return losses;
}
