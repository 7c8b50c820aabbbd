import type { SuggestedField } from '../../../../contract/suggestions.ts';
import type { SchemeSight } from './scheme-sight.ts';

/** A field that values are suggested for, as the library keeps it. */
export interface FieldSight {
  readonly name: SuggestedField;
  /** Column of the table `record`. */
  readonly column: string;
  /** The single values of what stands in the field, the main one first. */
  split(value: string): readonly string[];
  /** Prefixes of a value that are classes of their own, the broadest first. */
  prefixes(value: string): readonly string[];
}

const COLUMNS = { class: 'class', genre: 'genre', column: 'column', pageName: 'page_name', keywords: 'keywords' } as const satisfies Record<SuggestedField, string>;

/** The people of a record stand behind its keywords, with their offices; they are no keywords. */
const PEOPLE = /[/；;]?\s*RW\s*[:：].*$/su;

export function fieldSight(name: SuggestedField, scheme: SchemeSight): FieldSight {
  const column = COLUMNS[name];
  if (name === 'class') {
    return {
      name, column,
      split: (value) => scheme.numbersOf(value).map((number) => tidy(number, scheme)),
      prefixes: (value) => scheme.levels(value),
    };
  }
  if (name === 'keywords') return { name, column, split: keywordsOf, prefixes: () => [] };
  return { name, column, split: (value) => (value.trim() === '' ? [] : [value.trim()]), prefixes: () => [] };
}

export function keywordsOf(value: string): readonly string[] {
  return [...new Set(value.replace(PEOPLE, '').split(/[/／；;，,、|\n]+/u).map((word) => word.trim()).filter((word) => word !== ''))];
}

/** A keyword more, before the people, with the sign the record itself puts between two. */
export function withKeyword(value: string, word: string): string {
  if (keywordsOf(value).includes(word)) return value;
  const people = PEOPLE.exec(value)?.[0] ?? '';
  const words = people === '' ? value : value.slice(0, value.length - people.length);
  const between = /[；;]/u.exec(words)?.[0] ?? '/';
  return `${words.trim() === '' ? word : `${words}${between}${word}`}${people !== '' && words.trim() === '' ? between : ''}${people}`;
}

/**
 * One form for one class: half width, capitals, no blanks. A number no scheme knows stays as the records have it, for it is
 * not ours to say what its signs mean.
 */
function tidy(number: string, scheme: SchemeSight): string {
  const one = number.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  return one === number || scheme.standing(one).kind === 'unknown' ? number : one;
}
