import { FIELDS } from '../../../contract/fields.ts';
import type { FacetName } from '../../../contract/records.ts';
import { formatValue } from './filters.ts';
import { canonicalField } from './names.ts';

/** What one is typing where the caret stands: the beginning of a word, or of a value behind a field's name. */
export interface Typing {
  /** Canonical name; null while no colon has been typed. */
  readonly field: string | null;
  readonly text: string;
  /** From here to the caret is replaced by what is chosen. */
  readonly start: number;
}

/** Read backwards from the caret to the beginning of the word. Null where nothing can be completed. */
export function typingAt(query: string, caret: number): Typing | null {
  const before = query.slice(0, caret);
  if (/\S/.test(query.charAt(caret))) return null;
  const word = /[^\s()]*$/.exec(before)?.[0] ?? '';
  const start = caret - word.length;
  const quotes = before.slice(0, start).split('"').length - 1;
  if (word === '' || quotes % 2 === 1) return null;
  const bare = word.replace(/^-/, '');
  const at = start + word.length - bare.length;
  const [prefix, name = ''] = /^([\p{L}_]+)[:：]/u.exec(bare) ?? [];
  if (prefix === undefined) return { field: null, text: bare, start: at };
  const field = canonicalField(name);
  if (field === null) return null;
  const value = bare.slice(prefix.length).replace(/^[="“]+/, '');
  return { field, text: value, start: at + prefix.length };
}

/** Names one may type before a colon, with the other names of the same field. */
const NAMES: readonly { readonly field: string; readonly others: readonly string[] }[] = [
  ...FIELDS.map(({ field, code, zh }) => ({ field, others: [zh, code] })),
  { field: 'status', others: ['状态'] }, { field: 'tag', others: ['标签'] }, { field: 'set', others: ['集合'] },
  { field: 'source', others: ['来源'] }, { field: 'has', others: ['含', '有'] }, { field: 'duplicate', others: ['重复'] },
  { field: 'problem', others: ['问题'] }, { field: 'import', others: ['导入'] },
];

/** The fields whose name begins as typed, in any of its forms; one letter is not enough to guess from. */
export function fieldsLike(text: string): readonly string[] {
  const typed = text.toLowerCase();
  if (typed === '' || /^[a-z]$/.test(typed)) return [];
  return NAMES.filter(({ field, others }) => [field, ...others].some((name) => name.toLowerCase().startsWith(typed))).map(({ field }) => field);
}

/** The facet that knows the values of a field; null for fields of free text. */
export function facetOfField(field: string): FacetName | null {
  const known: Readonly<Record<string, FacetName>> = {
    date: 'year', page: 'page', pageName: 'pageName', genre: 'genre', class: 'class', column: 'column', author: 'author',
    status: 'status', tag: 'tag', set: 'set', source: 'source', problem: 'problem',
  };
  return known[field] ?? null;
}

/** The query with what is being typed replaced, and where the caret then stands. */
export function complete(query: string, caret: number, typing: Typing, chosen: { readonly field: string } | { readonly value: string }): {
  readonly text: string; readonly caret: number;
} {
  const put = 'field' in chosen ? `${chosen.field}:` : `${formatValue(chosen.value)} `;
  const text = query.slice(0, typing.start) + put + query.slice(caret).trimStart();
  return { text, caret: typing.start + put.length };
}
