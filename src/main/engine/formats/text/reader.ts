import { decode, proveEncoding } from '../encoding.ts';
import { foreignKind } from '../foreign.ts';
import type { FormatReader, ReadRequest } from '../format.ts';
import { readText, unbroken } from './drafts.ts';
import type { Draft, DraftField } from './drafts.ts';
import { linesOf, paragraphs, trimmed } from './places.ts';

/** A first line longer than this is a paragraph. The longest headlines of newspapers stay well below. */
const LONGEST_TITLE = 80;
/** So is one that ends as a sentence does; headlines do not. */
const SENTENCE = /。[”’"』」）)]*$/;
const HEAD = 16 * 1024;
/** Any text may be plain text: below what a format is taken for unasked. */
const POSSIBLE = 0.2;

/**
 * Text without marks: the whole file is one record, its first line the title (where it is no paragraph), the rest the
 * body. `mapping` may say
 * `folder` → a code: the name of the folder the file lies in is the value of that field (its class, its source), and
 * `title` → null: no line is a title.
 */
export const plainText = {
  name: 'text',
  label: { zh: '纯文本（首行为标题）', en: 'Plain text (first line is the title)' },
  sniff(head) {
    const start = head.subarray(0, HEAD);
    const { encoding, bom } = proveEncoding(start);
    const { text } = decode(start, encoding, bom);
    return text.trim() === '' || isForeign(start, text) ? 0 : POSSIBLE;
  },
  read: (request) => readText(request, (text) => (isForeign(request.bytes, text) ? [] : [wholeFile(text, request)]), {
    zh: '文件中没有文字。', en: 'There is no text in the file.',
  }),
} satisfies FormatReader;

/** Subtle: a text may begin with the two letters a program begins with. */
const isForeign = (bytes: Uint8Array, text: string): boolean =>
  foreignKind(bytes) !== null && !(text.startsWith('MZ') && !/[\0-\x08\x0e-\x1f]/.test(text.slice(0, HEAD)));

function wholeFile(text: string, { path, mapping }: ReadRequest): Draft {
  const fields: DraftField[] = [];
  let rest = 0;
  for (const line of linesOf(text)) {
    const title = trimmed(text, line);
    if (title.from === title.to) continue;
    const value = text.slice(title.from, title.to);
    if (mapping?.title === null || value.length > LONGEST_TITLE || SENTENCE.test(value)) break;
    fields.push({ code: mapping?.title ?? 'BT', name: '标题', value, ...title });
    rest = line.next;
    break;
  }
  const body = paragraphs(text, { from: rest, to: text.length });
  if (body.from < body.to) {
    const value = unbroken(text.slice(body.from, body.to));
    fields.push({ code: 'ZW', name: '正文', value, ...body });
  }
  const folder = path.split('/').at(-2) ?? '';
  const code = mapping?.folder ?? null;
  if (code !== null && folder !== '') fields.push({ code, name: '文件夹', value: folder });
  return { start: 0, fields, problems: [] };
}
