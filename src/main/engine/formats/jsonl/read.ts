import { decode, proveEncoding } from '../encoding.ts';
import type { FormatReader, ReadRequest } from '../format.ts';
import { readText, unbroken } from '../text/drafts.ts';
import type { Draft, DraftField } from '../text/drafts.ts';
import { codeFor, dateText, knownName, listText, ownCode } from '../text/names.ts';
import { linesOf, trimmed } from '../text/places.ts';
import { isOwnExport, isOwnField, LIBRARY_COLUMNS } from '../text/own.ts';
import { membersOf } from './scan.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Objects of other things, as far as names tell: not taken for records unasked, the keys have to be told first. */
const UNKNOWN = 0.2;
/** A date or a page is in logs as well. */
const isKnown = (key: string): boolean => ['BT', 'ZW'].includes(knownName(key) ?? '');

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(line: string): { readonly [key: string]: Json } | null {
  try {
    const value = JSON.parse(line) as Json;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * JSON Lines: an object a line. Our own export comes back with the values it went out with; other objects are read by
 * their keys' names or by the mapping.
 */
export const jsonl = {
  name: 'jsonl',
  label: { zh: 'JSON Lines（每行一个对象）', en: 'JSON Lines (one object a line)' },
  sniff(head) {
    const { encoding, bom } = proveEncoding(head);
    const { text } = decode(head, encoding, bom);
    const first = text.trimStart().split(/\r\n?|\n/, 1)[0] ?? '';
    if (!/^\{\s*"/.test(first)) return 0;
    const record = parsed(first);
    if (record !== null) return Object.keys(record).some(isKnown) ? 0.95 : UNKNOWN;
    // The first line may be longer than the beginning that was given.
    if (!/^\{\s*"[^"\\]{1,80}"\s*:\s*["\d[{tfn-]/.test(first) || /[\r\n]/.test(text.trim())) return 0;
    return [...first.matchAll(/"([^"\\]{1,80})"\s*:/g)].some(([, key = '']) => isKnown(key)) ? 0.7 : UNKNOWN;
  },
  read: (request) => readText(request, (text) => recordsOf(text, request), {
    zh: '没有一行是 JSON 对象。', en: 'No line is a JSON object.',
  }),
} satisfies FormatReader;

function recordsOf(text: string, request: ReadRequest): readonly Draft[] {
  const drafts: Draft[] = [];
  let sound = 0;
  for (const line of linesOf(text)) {
    const place = trimmed(text, line);
    if (place.from === place.to) continue;
    const words = text.slice(place.from, place.to);
    const record = parsed(words);
    const fields = record === null ? [] : fieldsOf(text, words, place.from, record, request);
    if (record !== null && fields.length > 0) sound++;
    if (fields.length > 0) drafts.push({ start: line.from, fields, problems: [] });
    else if (record === null) {
      // Nothing of the line is lost: it is a record with one value that a person can look at.
      drafts.push({
        start: line.from,
        fields: [{ code: 'line', name: '未能读懂的一行', value: unbroken(words), ...place }],
        problems: [{
          code: 'line-not-an-object', at: place.from,
          text: { zh: '这一行不是完整的 JSON 对象，原样保留。', en: 'The line is no whole JSON object; it was kept as it is.' },
        }],
      });
    }
  }
  return sound === 0 ? [] : drafts;
}

function fieldsOf(
  text: string, line: string, base: number, record: { readonly [key: string]: Json }, { mapping }: ReadRequest,
): DraftField[] {
  const own = isOwnExport((key) => Object.hasOwn(record, key));
  const fields: DraftField[] = [];
  for (const { key, value: place } of membersOf(line, base)) {
    if (key.trim() === '') continue;
    const told = mapping !== undefined && Object.hasOwn(mapping, key);
    const value = JSON.parse(text.slice(place.from, place.to)) as Json;
    if (own && !told && LIBRARY_COLUMNS.includes(key)) continue;
    if (own && !told && key === 'others') {
      fields.push(...othersOf(value));
      continue;
    }
    const code = codeFor(key, mapping);
    if (code === null) continue;
    // What we wrote ourselves stands as it was in its source: nothing is put in order a second time.
    const verbatim = own && isOwnField(key);
    const words = wordsOf(value, code);
    if (words === '') continue;
    const ordered = code === 'RQ' && !verbatim ? dateText(words) : words;
    const inside = typeof value === 'string' ? { from: place.from + 1, to: place.to - 1 } : place;
    fields.push({ code, name: key, value: unbroken(ordered), ...inside });
  }
  return fields;
}

/** A value as text. Names and keywords in a list are joined as in the tagged format; other lists by "；". */
function wordsOf(value: Json, code: string): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string' || typeof entry === 'number')) {
    const words = value.map(String);
    return code === 'ZZ' || code === 'GJ' ? listText(words) : words.join(code === 'ZW' ? '\n' : '；');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function othersOf(value: Json): DraftField[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).flatMap(({ code, name, value: words }) =>
    typeof code !== 'string' || typeof words !== 'string' || words === '' ? []
      : [{ code: ownCode(code), name: typeof name === 'string' && name !== '' ? name : code, value: unbroken(words) }]);
}
