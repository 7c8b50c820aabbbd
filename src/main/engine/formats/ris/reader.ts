import { decode, proveEncoding } from '../encoding.ts';
import type { FormatReader, ReadRequest } from '../format.ts';
import { sentence } from '../tagged/sentences.ts';
import { readText, unbroken, withFields } from '../text/drafts.ts';
import type { Draft, DraftField, DraftProblem } from '../text/drafts.ts';
import { dateText, listText, ownCode } from '../text/names.ts';
import { linesOf, trimmed } from '../text/places.ts';
import { dialectOf } from './dialects.ts';
import type { Dialect } from './dialects.ts';

const HEAD = 16 * 1024;

/** References as reference managers write them: RIS, and the EndNote and RefWorks text of CNKI and others. */
export const ris = {
  name: 'ris',
  label: { zh: '文献题录（RIS、EndNote、RefWorks）', en: 'References (RIS, EndNote, RefWorks)' },
  sniff(head) {
    const start = head.subarray(0, HEAD);
    const { encoding, bom } = proveEncoding(start);
    const { text } = decode(start, encoding, bom);
    const dialect = dialectOf(text);
    if (dialect === null) return 0;
    return text.slice(0, text.search(dialect.opening)).trim() === '' ? 0.95 : 0.5;
  },
  read: (request) => readText(request, (text) => recordsOf(text, request), {
    zh: '没有找到题录。', en: 'No reference was found.',
  }),
} satisfies FormatReader;

/** A value as it stands behind its tag, with the lines that go on with it. */
interface Entry {
  readonly tag: string;
  readonly from: number;
  to: number;
}

function recordsOf(text: string, { mapping }: ReadRequest): readonly Draft[] {
  const dialect = dialectOf(text);
  if (dialect === null) return [];
  const groups: { readonly start: number; readonly entries: Entry[]; readonly problems: DraftProblem[] }[] = [];
  const before: DraftProblem[] = [];
  let closed = true;
  let blank = false;
  for (const line of linesOf(text)) {
    const words = text.slice(line.from, line.to);
    const tag = dialect.line.exec(words);
    const name = tag?.[1] ?? '';
    const group = groups.at(-1);
    if (words.trim() === '') blank = true;
    else if (tag === null) {
      const open = closed ? undefined : group?.entries.at(-1);
      if (open !== undefined) open.to = line.to;
      else stray(group?.problems ?? before, group !== undefined, line.from);
      blank = false;
    } else if (name === dialect.close) closed = true;
    else {
      const entry = { tag: name, from: line.from + tag[0].length, to: line.to };
      const opens = name === dialect.open;
      if (group === undefined || opens || closed || (dialect.blankEnds && blank && repeats(group.entries, name))) {
        const problems: DraftProblem[] = [];
        if (!opens) {
          problems.push({
            code: 'entry-start-assumed', at: line.from,
            text: {
              zh: `这条题录不是以 ${dialect.open} 开头，从 ${name} 起当作新的一条。`,
              en: `The reference does not open with ${dialect.open}; a new one was taken to begin at ${name}.`,
            },
          });
        }
        groups.push({ start: line.from, entries: [entry], problems });
      } else group.entries.push(entry);
      closed = false;
      blank = false;
    }
  }
  const found = withFields(groups.map(({ start, entries, problems }) =>
    ({ start, fields: fieldsOf(text, entries, dialect, mapping), problems })));
  const [first] = found;
  return first === undefined ? [] : [{ ...first, problems: [...before, ...first.problems] }, ...found.slice(1)];
}

const repeats = (entries: readonly Entry[], tag: string): boolean =>
  entries.some((entry) => entry.tag === tag && entry !== entries.at(-1));

function stray(problems: DraftProblem[], inside: boolean, at: number): void {
  const code = inside ? 'text-after-record' : 'text-before-first-tag';
  if (!problems.some((problem) => problem.code === code)) problems.push({ code, at, text: sentence(code) });
}

/** Names and keywords that come a line each become one value; so do those that stand in one line with ";" between. */
function fieldsOf(
  text: string, entries: readonly Entry[], dialect: Dialect, mapping: ReadRequest['mapping'],
): readonly DraftField[] {
  const lists = new Map<string, { readonly at: number; readonly name: string; readonly values: string[] }>();
  const fields: DraftField[] = [];
  let dated = false;
  for (const entry of entries.toSorted((a, b) => rank(dialect, a.tag) - rank(dialect, b.tag))) {
    const place = trimmed(text, entry);
    const value = unbroken(text.slice(place.from, place.to));
    const known = dialect.tags[entry.tag];
    const told = mapping !== undefined && Object.hasOwn(mapping, entry.tag) ? mapping[entry.tag] : undefined;
    let code = told === undefined ? known?.code ?? ownCode(entry.tag) : told;
    if (value === '' || code === null) continue;
    const name = known?.name ?? entry.tag;
    if (code === 'RQ') {
      // Year, day and date say the same thing with more or less detail; the fullest one is the date.
      if (dated) code = ownCode(entry.tag);
      dated = true;
    }
    if (code === 'ZZ' || code === 'GJ') {
      const list = lists.get(code) ?? { at: fields.length, name, values: [] };
      if (list.values.length === 0) fields.push({ code, name, value, ...place });
      lists.set(code, list);
      list.values.push(...value.split(/[;；\n]+/));
    } else fields.push({ code, name, value: code === 'RQ' ? dateText(value) : value, ...place });
  }
  for (const { at, values } of lists.values()) {
    const field = fields[at];
    if (field !== undefined) fields[at] = { ...field, value: listText(values) || field.value };
  }
  return fields;
}

/** Everything in its order, then the dates, the fullest first. */
const rank = (dialect: Dialect, tag: string): number => dialect.dates.indexOf(tag);
