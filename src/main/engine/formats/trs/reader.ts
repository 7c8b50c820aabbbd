import { decode, proveEncoding } from '../encoding.ts';
import type { FormatReader, ReadRequest } from '../format.ts';
import { sentence } from '../tagged/sentences.ts';
import { readText, unbroken, withFields } from '../text/drafts.ts';
import type { Draft, DraftField, DraftProblem } from '../text/drafts.ts';
import { codeFor, dateText } from '../text/names.ts';
import { linesOf, paragraphs, trimmed } from '../text/places.ts';
import type { Place } from '../text/places.ts';

const RECORD = /^[ \t]*<\s*REC\s*>/i;
/** `<标题>=`, alone or with its value. Names of fields are short and have no blanks but inside. */
const FIELD = /^<([^<>=\r\n]{1,40})>[ \t]*[=＝]/;
const HEAD = 16 * 1024;

/** Exports of TRS databases: `<REC>` before each record, `<name>=value`; a value goes on to the next name. */
export const trs = {
  name: 'trs',
  label: { zh: 'TRS 导出文件（<REC>）', en: 'TRS export (<REC>)' },
  sniff(head) {
    const start = head.subarray(0, HEAD);
    const { encoding, bom } = proveEncoding(start);
    const { text } = decode(start, encoding, bom);
    const at = text.search(/^[ \t]*<\s*REC\s*>[ \t]*(?:\r\n?|\n)\s*<[^<>=\r\n]{1,40}>[ \t]*[=＝]/im);
    if (at < 0) return 0;
    return text.slice(0, at).trim() === '' ? 1 : 0.5;
  },
  read: (request) => readText(request, (text) => recordsOf(text, request), {
    zh: '没有找到 <REC> 记录。', en: 'No <REC> record was found.',
  }),
} satisfies FormatReader;

function recordsOf(text: string, { mapping }: ReadRequest): readonly Draft[] {
  const drafts: { start: number; fields: DraftField[]; problems: DraftProblem[] }[] = [];
  const before: DraftProblem[] = [];
  let open: { readonly name: string; readonly from: number; to: number } | null = null;
  const close = (): void => {
    if (open === null) return;
    const field = fieldOf(text, open.name, open, mapping);
    if (field !== null) drafts.at(-1)?.fields.push(field);
    open = null;
  };
  for (const line of linesOf(text)) {
    const words = text.slice(line.from, line.to);
    const mark = RECORD.exec(words);
    if (mark !== null) {
      close();
      drafts.push({ start: line.from, fields: [], problems: [] });
    }
    const rest = mark === null ? words : words.slice(mark[0].length);
    const field = FIELD.exec(rest);
    const shift = line.to - rest.length;
    if (field !== null && drafts.length > 0) {
      close();
      open = { name: field[1]?.trim() ?? '', from: shift + field[0].length, to: line.to };
    } else if (open !== null) open.to = line.to;
    else if (rest.trim() !== '') stray(drafts.at(-1)?.problems ?? before, drafts.length > 0, shift);
  }
  close();
  const found = withFields(drafts);
  const [first] = found;
  return first === undefined ? [] : [{ ...first, problems: [...before, ...first.problems] }, ...found.slice(1)];
}

/** Text that belongs to no field is told once for each place. */
function stray(problems: DraftProblem[], inside: boolean, at: number): void {
  const code = inside ? 'text-between-fields' : 'text-before-first-tag';
  if (!problems.some((problem) => problem.code === code)) problems.push({ code, at, text: sentence(code) });
}

function fieldOf(text: string, name: string, value: Place, mapping: ReadRequest['mapping']): DraftField | null {
  if (name === '') return null;
  const code = codeFor(name, mapping);
  if (code === null) return null;
  const place = code === 'ZW' ? paragraphs(text, value) : trimmed(text, value);
  if (place.from === place.to) return null;
  const verbatim = unbroken(text.slice(place.from, place.to));
  return { code, name, value: code === 'RQ' ? dateText(verbatim) : verbatim, ...place };
}
