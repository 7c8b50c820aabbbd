import { FIELDS } from '../../../../contract/fields.ts';
import type { FlatWriter } from '../plain-record.ts';

/**
 * JSON Lines: one JSON object a record and line, UTF-8, LF. Keys: `id`, `ref`, `day` (YYYYMMDD or null), the record's
 * fields under their names in the contract (absent fields left out), `others` (code, name, value), `status`, `tags`, `sets`.
 */
export function jsonlWriter(): FlatWriter {
  return {
    head: '',
    record(record) {
      const out: Record<string, unknown> = { id: record.id, ref: record.ref, day: record.day };
      for (const { field } of FIELDS) if (record.values[field] !== undefined) out[field] = record.values[field];
      if (record.others.length > 0) out.others = record.others;
      out.status = record.status;
      out.tags = record.tags;
      out.sets = record.sets;
      // U+2028 and U+2029 are line ends to some readers of lines.
      const text = JSON.stringify(out).replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029');
      return { text: `${text}\n`, changed: [] };
    },
    tail: '',
  };
}
