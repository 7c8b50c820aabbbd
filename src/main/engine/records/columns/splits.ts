import type { FieldName } from '../../../../contract/records.ts';
import { readAuthors, readKeywords } from '../../formats/tagged/display.ts';
import type { Split } from './dictionary.ts';

/** The class numbers of a record's class field, the main one first. A number may hold '/', so that is no sign between two. */
export function classNumbers(text: string): readonly string[] {
  return text.split(/[;；、,，？?\s]+/u).filter((part) => part !== '');
}

/** Fields with several values: how the text of a record is parted into them. */
export const SPLITS: Partial<Record<FieldName, Split>> = {
  author: (text) => readAuthors(text).names,
  keywords: (text) => readKeywords(text).keywords,
  class: classNumbers,
};
