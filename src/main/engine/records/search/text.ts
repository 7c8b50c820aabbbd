import { displayParagraphs } from '../../formats/tagged/display.ts';
import type { TextField } from '../query/fields.ts';
import { TEXT_FIELDS } from '../query/fields.ts';
import { fold } from './fold.ts';

/** The short fields as they stand in `record`, and the body from `record_text`, in the order of TEXT_FIELDS. */
export type StoredTexts = readonly (string | null)[];

/** Columns of a query that reads the texts of records: TEXT_FIELDS of `record r` and `record_text t`. */
export const TEXT_COLUMNS = 'r.kicker, r.title, r.subtitle, r.author, r.keywords, t.body';

/**
 * The text of a record as search understands it, folded, one string a field: what a reader sees, so without marks and
 * without picture blocks, and with an end of line between paragraphs. The index is made from this, and what is not yet
 * in the index is searched in this.
 */
export function searchTexts(stored: StoredTexts): readonly string[] {
  return TEXT_FIELDS.map((_, at) => searchText(stored[at] ?? null));
}

export function searchText(stored: string | null): string {
  if (stored === null || stored === '') return '';
  // Without marks, pictures and entities folding alone does what the display does, and five times as fast.
  return fold(/[〖<&]/u.test(stored) ? displayParagraphs(stored).join('\n') : stored);
}

export const positionOf = (field: TextField): number => TEXT_FIELDS.indexOf(field);
