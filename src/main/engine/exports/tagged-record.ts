import { FIELDS } from '../../../contract/fields.ts';
import { decode } from '../formats/encoding.ts';
import type { EncodingName } from '../formats/encoding.ts';
import { fieldKey, fieldsByKey } from '../formats/tagged/fields.ts';
import type { FieldKey } from '../formats/tagged/fields.ts';
import { parseTagged } from '../formats/tagged/parse.ts';
import { composeTagged, writeTagged } from '../formats/tagged/write.ts';
import type { Written } from '../formats/tagged/write.ts';
import { composedFields } from '../formats/tagged/writer.ts';
import { oneReader } from './read.ts';
import type { ReadDeps } from './read.ts';

/** Where a record stands in its file. `own`: it came with this file; else it was here before and stood in it again. */
export interface Place {
  readonly record: number;
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
  readonly own: boolean;
}

/** `encoding` is that of the span, null when the span is not in the tagged format; `to` the one to write, null for the span's own. */
export type WriteRecord = (span: Uint8Array, encoding: EncodingName | null, place: Place, to: EncodingName | null) => Written;

/**
 * The bytes of one record. What nobody edited is its span of the source, unread; of an edited record the fields whose value
 * differs from what the span says are written anew. In another encoding the record is composed from its fields.
 */
export function recordWriter(deps: ReadDeps): WriteRecord {
  const edited = editedRecords(deps.store);
  const plain = oneReader(deps);
  return (span, encoding, place, to) => {
    const change = encoding === null || (to !== null && to !== encoding);
    if (!change && !edited.has(place.record)) return { bytes: span };
    const record = plain(place.record);
    if (record === undefined) return { bytes: span };
    const now = new Map<FieldKey, string | null>();
    const names = new Map<string, string>();
    for (const { field, code } of FIELDS) {
      const value = record.values[field];
      if (value !== undefined) now.set(fieldKey(code, 1), value);
    }
    for (const { code, occurrence, name, value } of record.others) {
      now.set(fieldKey(code, occurrence), value);
      names.set(code, name);
    }
    if (change) return composeTagged(composedFields(record), { encoding: to ?? 'utf-8', lineEnd: span.includes(0x0d) ? '\r\n' : '\n' });
    const parsed = parseTagged(decode(span, encoding)).records[0];
    if (parsed === undefined) return { bytes: span };
    // What the source has and the record no longer does was removed.
    for (const key of fieldsByKey(parsed.fields).keys()) if (!now.has(key)) now.set(key, null);
    return writeTagged({ bytes: span, encoding }, parsed, now, names);
  };
}

const FIELD_COLUMNS = [...FIELDS.map(({ field }) => (field === 'pageName' ? 'page_name' : field))];

/** Records a field of which was ever changed; an edit that was undone is found to be none when the values are compared. */
function editedRecords({ sqlite }: ReadDeps['store']): ReadonlySet<number> {
  const marks = FIELD_COLUMNS.map(() => '?').join(', ');
  return new Set(sqlite.prepare<string[], number>(
    `SELECT DISTINCT record_id FROM change WHERE record_id IS NOT NULL AND (table_name IN ('record_text', 'record_field')
       OR table_name = 'record' AND "column" IN (${marks}))`).pluck().all(...FIELD_COLUMNS));
}
