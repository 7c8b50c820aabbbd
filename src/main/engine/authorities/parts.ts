import type { AuthorityField } from '../../../contract/authorities.ts';

/** One value within the text of a field: `text.slice(start, end)`. */
export interface Part {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Where a record's own marks end the values: a unit after authors, persons after keywords. */
const TAIL: Partial<Record<AuthorityField, RegExp>> = { author: /DW[：:]/u, keywords: /RW[：:]/u };

/** Between two values; ？ stands for a separator lost in the source. A line-break mark counts as one. */
const BETWEEN: Partial<Record<AuthorityField, RegExp>> = {
  author: /[/／；;、，,\n]|〖-?HH[^〖〗\n]{0,12}〗/gu,
  keywords: /[/／；;\n]|〖-?HH[^〖〗\n]{0,12}〗/gu,
  genre: /[/／；;、，,？?|\n]/gu,
};

/** The single values of a field with their places, in order; empty ones left out. A page name and a column are one value. */
export function partsOf(field: AuthorityField, text: string): readonly Part[] {
  const between = BETWEEN[field];
  if (between === undefined) return trimmed(text, 0, text.length);
  const tail = TAIL[field]?.exec(text)?.index ?? text.length;
  const parts: Part[] = [];
  let start = 0;
  between.lastIndex = 0;
  for (let match = between.exec(text); match !== null && match.index < tail; match = between.exec(text)) {
    parts.push(...trimmed(text, start, match.index));
    start = match.index + match[0].length;
  }
  parts.push(...trimmed(text, start, tail));
  return parts;
}

function trimmed(text: string, from: number, to: number): readonly Part[] {
  const raw = text.slice(from, to);
  const value = raw.trim();
  if (value === '') return [];
  const start = from + raw.indexOf(value);
  return [{ value, start, end: start + value.length }];
}

/**
 * The text with some of its values written another way; all else stays as it is. A value that is there already is not
 * written twice: the second goes, with the separator before it. Null when nothing changes.
 */
export function rewritten(field: AuthorityField, text: string, forms: ReadonlyMap<string, string>): string | null {
  const parts = partsOf(field, text);
  if (!parts.some(({ value }) => forms.has(value) && forms.get(value) !== value)) return null;
  // A repeat that the record had before is none of our doing and stays.
  const touched = new Set(parts.flatMap(({ value }) => forms.get(value) ?? []));
  const written = new Set<string>();
  let out = '';
  let from = 0;
  parts.forEach(({ value, start, end }, at) => {
    const form = forms.get(value) ?? value;
    const between = text.slice(from, start);
    from = end;
    if (at > 0 && touched.has(form) && written.has(form)) return;
    written.add(form);
    out += between + form;
  });
  return out + text.slice(from);
}
