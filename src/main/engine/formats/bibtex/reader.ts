import { decode, proveEncoding } from '../encoding.ts';
import type { FormatReader, ReadRequest } from '../format.ts';
import { readText, unbroken, withFields } from '../text/drafts.ts';
import type { Draft, DraftField, DraftProblem } from '../text/drafts.ts';
import { dateText, listText, ownCode } from '../text/names.ts';
import { trimmed } from '../text/places.ts';
import { entriesOf } from './scan.ts';
import type { Entry, EntryField } from './scan.ts';

const HEAD = 16 * 1024;
const KNOWN: Readonly<Record<string, string>> = {
  title: 'BT', subtitle: 'FT', author: 'ZZ', date: 'RQ', keywords: 'GJ', keyword: 'GJ',
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** BibTeX and BibLaTeX entries. TeX commands stay as they are; only grouping braces are taken off. */
export const bibtex = {
  name: 'bibtex',
  label: { zh: 'BibTeX 题录', en: 'BibTeX' },
  sniff(head) {
    const start = head.subarray(0, HEAD);
    const { encoding, bom } = proveEncoding(start);
    const { text } = decode(start, encoding, bom);
    const found = /^[ \t]*@[ \t]*(?:[A-Za-z]{3,20})\s*[{(]\s*[^,={}()\s]*\s*,\s*[A-Za-z][\w-]*\s*=/m.exec(text);
    if (found === null) return 0;
    const before = text.slice(0, found.index).trimStart();
    return before === '' || before.startsWith('%') || before.startsWith('@') ? 0.95 : 0.6;
  },
  read: (request) => readText(request, (text) => recordsOf(text, request), {
    zh: '没有找到 BibTeX 条目。', en: 'No BibTeX entry was found.',
  }),
} satisfies FormatReader;

function recordsOf(text: string, { mapping }: ReadRequest): readonly Draft[] {
  const strings = new Map<string, string>(MONTHS.map((month, at) => [month, String(at + 1)]));
  const drafts: Draft[] = [];
  for (const entry of entriesOf(text)) {
    if (entry.type === 'string') {
      for (const field of entry.fields) strings.set(field.name.toLowerCase(), valueOf(text, field, strings));
    } else if (entry.type !== 'comment' && entry.type !== 'preamble' && entry.fields.length > 0)
      drafts.push({
        start: entry.start, fields: fieldsOf(text, entry, strings, mapping),
        problems: entry.closed ? [] : [unclosed(entry.start)],
      });
  }
  return withFields(drafts);
}

const unclosed = (at: number): DraftProblem => ({
  code: 'entry-not-closed', at,
  text: {
    zh: '这个条目没有结束的括号，读到下一条或文件末尾为止。',
    en: 'The entry is never closed; it was read up to the next one or the end of the file.',
  },
});

function fieldsOf(
  text: string, entry: Entry, strings: ReadonlyMap<string, string>, mapping: ReadRequest['mapping'],
): readonly DraftField[] {
  const fields: DraftField[] = [
    { code: 'type', name: '文献类型', value: entry.type },
    ...(entry.key === '' ? [] : [{ code: 'key', name: '引用键', value: entry.key }]),
  ];
  const values = new Map(entry.fields.map((field) => [field.name.toLowerCase(), valueOf(text, field, strings)]));
  const date = dateOf(values);
  for (const field of entry.fields) {
    const name = field.name.toLowerCase();
    const told = mapping !== undefined && Object.hasOwn(mapping, name) ? mapping[name] : undefined;
    const code = told === undefined ? KNOWN[name] ?? ownCode(name) : told;
    const value = ordered(code, valueOf(text, field, strings));
    if (code === null || name === '' || value === '') continue;
    const [only, more] = field.parts;
    const place = only === undefined || more !== undefined ? {} : trimmed(text, only);
    fields.push({ code, name: field.name, value, ...place });
  }
  if (date !== null && !fields.some(({ code }) => code === 'RQ')) fields.push({ code: 'RQ', name: '日期', value: date });
  return fields;
}

function ordered(code: string | null, value: string): string {
  if (code === 'ZZ') return listText(value.split(/\s+and\s+|[;；]/));
  if (code === 'GJ') return listText(value.split(/[,;，；]/));
  return code === 'RQ' ? dateText(value) : value;
}

function valueOf(text: string, { parts }: EntryField, strings: ReadonlyMap<string, string>): string {
  return parts.map(({ kind, from, to }) => {
    const words = text.slice(from, to);
    return kind === 'name' ? strings.get(words.toLowerCase()) ?? words : unbroken(words).replace(/(?<!\\)[{}]/g, '');
  }).join('').trim();
}

/** Year, month and day in fields of their own make a date when they are a real day; a year alone is what there is. */
function dateOf(values: ReadonlyMap<string, string>): string | null {
  const [year, month, day] = ['year', 'month', 'day'].map((name) => values.get(name) ?? '');
  if (year === undefined || !/^\d{4}$/.test(year)) return null;
  const named = MONTHS.findIndex((name) => month?.toLowerCase().startsWith(name)) + 1;
  return month === '' || day === '' ? null : dateText(`${year}-${named > 0 ? named : month ?? ''}-${day ?? ''}`);
}
