import { FIELDS } from '../../../../contract/fields.ts';
import { placedValues } from '../values.ts';
import type { PlainRecord } from '../plain-record.ts';
import type { WriterOptions } from '../writer.ts';
import { DIALECTS, isCorporate } from './dialects.ts';
import type { Dialect } from './dialects.ts';
import type { MarcField, MarcRecord } from './record.ts';

/** `461/200$a`: the field, the field embedded in it, the subfield. */
const PLACE = /^(\d{3})(?:\/(\d{3}))?\$([0-9a-zA-Z])$/;
export const isPlace = (place: string): boolean => PLACE.test(place);

export type Pinyin = (text: string) => string;

type Field = { -readonly [K in keyof MarcField]: MarcField[K] };

/** A record as MARC fields, in the order of their tags. Names keep the order they have in the record. */
export function marcRecord(record: PlainRecord, options: WriterOptions, pinyin: Pinyin | null): MarcRecord {
  const dialect = DIALECTS[options.dialect];
  const fields: Field[] = [...fixedFields(record, options)];
  const shared = new Map<string, Field>();
  let names = 0;
  const open = (tag: string, source: string): Field => {
    const field: Field = { tag, indicators: dialect.indicators[tag] ?? '  ', subfields: [], value: '', source };
    fields.push(field);
    return field;
  };
  for (const [place, values] of placedValues(record, options)) {
    const [, tag = '', inner, code = ''] = PLACE.exec(place) ?? [];
    if (tag === '') continue;
    for (const { text, source, label } of values) {
      const value = label + withoutSeparators(text) + suffixFor(label);
      const name = dialect.names[tag];
      if (name !== undefined && code === 'a') {
        const corporate = isCorporate(text);
        const used = names++ === 0 ? (corporate ? name.corporate : tag) : corporate ? name.moreCorporate : name.more;
        const field = open(used, source);
        field.subfields.push(['a', value], ...(pinyin === null ? [] : [['A', pinyin(value)] as const]), ...(dialect.along[used] ?? []));
      } else if (inner !== undefined) {
        embed(shared, tag, inner, open, source, dialect).push([code, value]);
      } else if (dialect.separate.has(tag)) {
        open(tag, source).subfields.push(...before(dialect, tag), [code, value], ...behind(dialect, tag));
      } else {
        const there = shared.get(tag);
        if (there === undefined) {
          const field = open(tag, source);
          field.subfields.push([code, value], ...(dialect.along[tag] ?? []));
          shared.set(tag, field);
        } else there.subfields.push([code, value]);
      }
    }
  }
  finishTitle(fields, dialect, pinyin, names > 0);
  fields.push(...verbatimFields(record, options));
  const family = (tag: string): string => (/^7[01]/.test(tag) ? '700' : tag);
  const sorted = fields.map((field, at) => ({ field, at })).toSorted((a, b) => (family(a.field.tag) < family(b.field.tag) ? -1 : family(a.field.tag) > family(b.field.tag) ? 1 : a.at - b.at));
  return { leader: leaderOf(options), fields: sorted.map(({ field }) => field) };
}

/** What separates fields and subfields can be no part of a value. */
const withoutSeparators = (text: string): string => text.replace(/[\u001b-\u001f]/g, '').replaceAll('\n', '　　');

const suffixFor = (label: string): string => (label === '总第' ? '期' : label === '第' ? '版' : '');

const before = (dialect: Dialect, tag: string): readonly (readonly [string, string])[] => (dialect.along[tag] ?? []).filter(([code]) => code === 'i');
const behind = (dialect: Dialect, tag: string): readonly (readonly [string, string])[] => (dialect.along[tag] ?? []).filter(([code]) => code !== 'i');

/** Subfields of a field inside another: `$1` and the inner tag with its indicators, then the inner subfields. */
function embed(
  shared: Map<string, Field>, tag: string, inner: string, open: (tag: string, source: string) => Field, source: string, dialect: Dialect,
): { push: (subfield: readonly [string, string]) => void } {
  let field = shared.get(tag);
  if (field === undefined) shared.set(tag, field = open(tag, source));
  const { subfields } = field;
  const head = `${inner}${dialect.indicators[`${inner}/`] ?? '  '}`;
  return {
    push(subfield) {
      const at = subfields.findIndex(([code, value]) => code === '1' && value === head);
      if (at < 0) {
        subfields.push(['1', head], subfield);
        return;
      }
      let end = at + 1;
      while (end < subfields.length && subfields[end]?.[0] !== '1') end++;
      subfields.splice(end, 0, subfield);
    },
  };
}

/** Every record has a title field: the reading in pinyin beside it, the names behind it. */
function finishTitle(fields: Field[], dialect: Dialect, pinyin: Pinyin | null, named: boolean): void {
  const tag = dialect === DIALECTS.cnmarc ? '200' : '245';
  let title = fields.find((field) => field.tag === tag);
  if (title?.subfields.some(([code]) => code === 'a') !== true) {
    const text = '[无题名]';
    if (title === undefined) fields.push(title = { tag, indicators: dialect.indicators[tag] ?? '  ', subfields: [['a', text]], value: '', source: 'title' });
    else title.subfields.unshift(['a', text]);
  }
  const main = title.subfields.findIndex(([code]) => code === 'a');
  const [, text = ''] = title.subfields[main] ?? [];
  if (pinyin !== null) title.subfields.splice(main + 1, 0, ['A', pinyin(text)]);
  if (named && tag === '245') title.indicators = '10';
  const names = fields.filter((field) => (tag === '200' ? /^7[01]\d$/ : /^[17][01]0$/).test(field.tag)).flatMap(({ subfields }) => subfields.filter(([code]) => code === 'a').map(([, name]) => name));
  if (names.length > 0) title.subfields.push([tag === '200' ? 'f' : 'c', names.join(', ')]);
}

const two = (n: number): string => String(n).padStart(2, '0');

function fixedFields(record: PlainRecord, { dialect, now, library, constants, encoding }: WriterOptions): Field[] {
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const control = (tag: string, value: string): Field => ({ tag, indicators: '', subfields: [], value, source: '' });
  const field = (tag: string, indicators: string, subfields: Field['subfields']): Field => ({ tag, indicators, subfields, value: '', source: '' });
  const published = record.day === null ? null : String(record.day).padStart(8, '0');
  const agency = constants.agency ?? '';
  const common = [
    control('001', `jb${library.uuid.slice(0, 8)}-${record.id}`),
    control('005', `${day}${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.0`),
  ];
  if (dialect === 'marc21') {
    const date = published === null ? 'nuuuuuuuu' : `e${published}`;
    return [
      ...common,
      control('008', `${day.slice(2)}${date}${'cc '}${' '.repeat(17)}${'chi'} d`),
      field('040', '  ', [...(agency === '' ? [] : [['a', agency] as const]), ['b', 'chi'], ...(agency === '' ? [] : [['c', agency] as const])]),
    ];
  }
  // Positions 0-7 entered, 8 "j" a day in full, 9-16 that day, 17-19 audience, 20 government, 21 modified, 22-24 language of
  // the record, 25 transliteration, 26-29 character sets (50: ISO 10646; 01, 10: ASCII and GB), 30-33, 34-35 script.
  const date = published === null ? 'u        ' : `j${published}`;
  const sets = encoding === 'utf-8' ? '50  ' : '0110';
  return [
    ...common,
    field('100', '  ', [['a', `${day}${date}k  y0chiy${sets}    ea`]]),
    field('101', '0 ', [['a', 'chi']]),
    field('102', '  ', [['a', 'CN']]),
    field('801', ' 0', [['a', 'CN'], ...(agency === '' ? [] : [['b', agency] as const]), ['c', day]]),
  ];
}

/** Lengths and the base address are put in where the form has them. */
const leaderOf = ({ dialect, encoding }: WriterOptions): string =>
  (dialect === 'marc21' ? `00000nab ${encoding === 'utf-8' ? 'a' : ' '}2200000 i 4500` : '00000nab  2200000   450 ');

/**
 * The record's fields as they stand, in a field of local use (989 unless a profile says otherwise; '' for none): `a` the
 * code, `b` its name, `c` the value to the letter. A reader that knows it has the record back as it was; others pass over it.
 */
function verbatimFields(record: PlainRecord, { constants }: WriterOptions): Field[] {
  const tag = constants.verbatim ?? '989';
  if (!/^9\d\d$/.test(tag)) return [];
  const field = (code: string, name: string, value: string, source: string): Field =>
    ({ tag, indicators: '  ', subfields: [['a', code], ['b', name], ['c', value]], value: '', source: `verbatim:${source}` });
  return [
    ...FIELDS.flatMap(({ field: name, code, zh }) => {
      const value = record.values[name];
      return value === undefined ? [] : [field(code, zh, value, name)];
    }),
    ...record.others.map(({ code, name, value }) => field(code, name, value, code)),
  ];
}
