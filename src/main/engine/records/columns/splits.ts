import type { FieldName } from '../../../../contract/records.ts';
import { readAuthors, readKeywords } from '../../formats/tagged/display.ts';
import type { Split } from './dictionary.ts';

/** The class numbers of a class field, the main one first. */
export type NumbersOf = (text: string) => readonly string[];

/**
 * Class numbers parted where a record parts them, also by the ？ that stands for a separator lost in the source. A '/'
 * within a number (D73/77) is part of it; one before a letter and a digit is not.
 */
export const classNumbers: NumbersOf = (text) =>
  text.split(/[;；、,，？?|\s]+|[/／](?=[A-ZＡ-Ｚ]{1,2}[0-9０-９])/u).filter((part) => part !== '');

/** Fields with several values: how the text of a record is parted into them. */
export const splitsOf = (numbersOf: NumbersOf): Partial<Record<FieldName, Split>> => ({
  author: (text) => readAuthors(text).names,
  keywords: (text) => readKeywords(text).keywords,
  class: numbersOf,
});
