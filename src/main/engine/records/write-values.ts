import { FIELDS } from '../../../contract/fields.ts';
import type { EditResult } from '../../../contract/records.ts';
import type { LocalText } from '../../../contract/text.ts';
import { editRecords } from './edit.ts';
import type { Edited, EditSight, FieldValues, Work } from './edit.ts';

/** What other folders have worked out for single records, written as one operation, or only told. */
export function writeValues(
  sight: EditSight, intent: { readonly kind: string; readonly input: unknown; readonly sentence: (records: number) => LocalText },
  values: ReadonlyMap<number, FieldValues>, dryRun: boolean,
): EditResult {
  const ids = Uint32Array.from([...values.keys()].sort((a, b) => a - b));
  const touched = new Set([...values.values()].flatMap((one) => Object.keys(one)));
  const fields = FIELDS.map(({ field }) => field).filter((field) => touched.has(field));
  const work: Work = (records) => records.map(({ id }) => values.get(id) ?? {});
  if (dryRun) return { operation: null, ...editRecords(sight, ids, fields, work, null) };
  const { operation, result } = sight.history.write<Edited>(
    { kind: intent.kind, input: intent.input, sentence: (told) => intent.sentence(told.records) },
    (tx) => editRecords(sight, ids, fields, work, tx));
  return { operation, ...result };
}
