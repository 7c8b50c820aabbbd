/**
 * One form for the characters a suggestion is made from: half width, lower case, and, where a table of variants is
 * handed in, simplified. What is neither letter, digit nor Han character becomes 0 and ends a word.
 */
export type Fold = Uint16Array;

/** Characters and, at the same places, what stands for them. */
export interface Variants {
  readonly from: string;
  readonly to: string;
}

const WORD = /^[\p{L}\p{N}]/u;

export function foldTable(variants: Variants = { from: '', to: '' }): Fold {
  const table = new Uint16Array(65_536);
  for (let code = 0; code < 65_536; code++) {
    // Ideographs are their own form; halves of a surrogate pair and private characters say nothing by themselves.
    if (code >= 0x3400 && code <= 0x9fff) table[code] = code;
    else if (code < 0xd800 || code > 0xf8ff) {
      const form = String.fromCharCode(code).normalize('NFKC').toLowerCase();
      if (WORD.test(form)) table[code] = form.charCodeAt(0);
    }
  }
  for (let at = 0; at < variants.from.length; at++) table[variants.from.charCodeAt(at)] = variants.to.charCodeAt(at);
  return table;
}

const BLOCK = /〖TM[^〗\n]{0,12}〗[\s\S]*?(?:〖-TM[^〗\n]{0,12}〗|$)/gu;
const MARK = /〖-?[0-9A-Za-z]{1,6}[^〗\n]{0,12}(?:〗|$)|<\/?[A-Za-z!][^<>\n]{0,300}>|&(?:#x?[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});/gu;

/** Blanks in place of picture blocks, tag marks and HTML, so that every other character keeps its place in the field. */
export function withoutMarks(body: string): string {
  if (!/[〖<&]/u.test(body)) return body;
  const blanks = (found: string): string => '\n'.repeat(found.length);
  return body.replace(BLOCK, blanks).replace(MARK, blanks);
}
