import type { EditResult, FieldChange, FieldName } from '../../../contract/records.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { FieldValues } from './change/actions.ts';
import type { ChangeSight } from './change/change.ts';
import { changesOf, currentReader, valueWriter } from './change/values.ts';
import { isFieldName } from './fields.ts';

/** Changes told with the result. */
const SHOWN = 1000;

/** What other folders have worked out for single records, written as one operation, or only told. */
export function writeValues(
  { sqlite, history, numbersOf }: ChangeSight,
  intent: { readonly kind: string; readonly input: unknown; readonly sentence: (records: number) => LocalText },
  values: ReadonlyMap<number, FieldValues>, dryRun: boolean,
): EditResult {
  const fields = [...new Set([...values.values()].flatMap((one) => Object.keys(one)))].filter((name): name is FieldName => isFieldName(name));
  const changes: FieldChange[] = currentReader(sqlite, fields)([...values.keys()]).flatMap((row) => [...changesOf(row, values.get(row.id) ?? {})]);
  const result = { records: new Set(changes.map(({ id }) => id)).size, changes: changes.slice(0, SHOWN) };
  if (dryRun) return { operation: null, ...result };
  const { operation } = history.write({ kind: intent.kind, input: intent.input, sentence: () => intent.sentence(result.records) }, (tx) => {
    const writer = valueWriter(sqlite, numbersOf, tx);
    for (const change of changes) writer.add(change);
    writer.end();
  });
  return { operation, ...result };
}
