import type { ColumnMapping } from '../../../../contract/mapping.ts';
import { decode, proveEncoding } from '../encoding.ts';
import type { FormatReader, ReadRequest } from '../format.ts';
import { readText, unbroken } from '../text/drafts.ts';
import type { Draft, DraftField } from '../text/drafts.ts';
import { readRow } from '../table/cells.ts';
import type { Cell, RowReading } from '../table/cells.ts';
import { strangeDates } from '../table/problems.ts';
import { mappingForSome, ruleFor } from '../table/rules.ts';
import type { TableRules } from '../table/rules.ts';
import { knownName, listText, ownCode } from '../text/names.ts';
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
  sniff(head: Uint8Array, _path: string, tables?: TableRules) {
    const { encoding, bom } = proveEncoding(head);
    const { text } = decode(head, encoding, bom);
    const first = text.trimStart().split(/\r\n?|\n/, 1)[0] ?? '';
    if (!/^\{\s*"/.test(first)) return 0;
    const record = parsed(first);
    if (record !== null) return Object.keys(record).some(isKnown) || mappingForSome(keysOf(text), tables) !== null ? 0.95 : UNKNOWN;
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
  const mapping = mappingForSome(keysOf(text), request.tables);
  let sound = 0;
  for (const line of linesOf(text)) {
    const place = trimmed(text, line);
    if (place.from === place.to) continue;
    const words = text.slice(place.from, place.to);
    const record = parsed(words);
    const read = record === null ? null : rowOf(text, words, place.from, record, request, mapping);
    if (read !== null && read.fields.length > 0) {
      sound++;
      drafts.push({ start: line.from, fields: read.fields, tags: read.tags, problems: strangeDates(place.from, read.strange) });
    }
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

/** Objects looked at for their keys: not every one has all of them. */
const KEYS_FROM = 50;

/** The keys of the first objects in a text, in the order they are met: what columns are to a table. */
export function keysOf(text: string): readonly string[] {
  const keys = new Set<string>();
  let seen = 0;
  for (const { from, to } of linesOf(text)) {
    if (seen === KEYS_FROM) break;
    const record = parsed(text.slice(from, to));
    if (record === null) continue;
    seen++;
    for (const key of Object.keys(record)) keys.add(key);
  }
  return [...keys];
}

/** The values of an object by their keys, as a row of a table. */
export function cellsOf(line: string): readonly Cell[] {
  const record = parsed(line);
  return record === null ? [] : Object.entries(record).map(([column, value]) => ({ column, value: wordsOf(value, knownName(column) ?? '') }));
}

function rowOf(
  text: string, line: string, base: number, record: { readonly [key: string]: Json }, { mapping: tags }: ReadRequest, mapping: ColumnMapping | null,
): RowReading {
  const own = isOwnExport((key) => Object.hasOwn(record, key));
  const cells: Cell[] = [];
  const others: DraftField[] = [];
  for (const { key, value: place } of membersOf(line, base)) {
    if (key.trim() === '') continue;
    const told = mapping?.columns.some(({ column }) => column === key) === true || (tags !== undefined && Object.hasOwn(tags, key));
    const value = JSON.parse(text.slice(place.from, place.to)) as Json;
    if (own && !told && LIBRARY_COLUMNS.includes(key)) continue;
    if (own && !told && key === 'others') {
      others.push(...othersOf(value));
      continue;
    }
    const inside = typeof value === 'string' ? { from: place.from + 1, to: place.to - 1 } : place;
    // What we wrote ourselves stands as it was in its source: nothing is put in order a second time.
    cells.push({ column: key, value: wordsOf(value, ruleFor(key, mapping, tags).to ?? ''), verbatim: own && !told && isOwnField(key), ...inside });
  }
  const read = readRow(cells, mapping, tags);
  return { ...read, fields: [...read.fields, ...others] };
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
