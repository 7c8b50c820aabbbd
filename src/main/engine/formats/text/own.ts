import { FIELDS } from '../../../../contract/fields.ts';

/** Columns of our own exports that tell of the library it came from, not of the record. */
export const LIBRARY_COLUMNS: readonly string[] = ['id', 'ref', 'day', 'status'];

const OWN: readonly string[] = ['id', 'ref', 'status', 'tags', 'sets'];
const OWN_FIELDS: ReadonlySet<string> = new Set(FIELDS.map(({ field }) => field));

/** Whether columns of these names are an export of ours; it comes back with the values it went out with. */
export const isOwnExport = (has: (column: string) => boolean): boolean => OWN.every(has);

/** A column of an export of ours that holds a field as it stood: nothing in it is put in order a second time. */
export const isOwnField = (column: string): boolean => OWN_FIELDS.has(column);
