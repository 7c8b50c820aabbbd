import type { RecordAction } from '../../../../contract/record-changes.ts';
import { actionSentence } from '../sentences.ts';
import { workOf } from './actions.ts';
import type { Work } from './actions.ts';
import type { ChangeSight } from './change.ts';
import { changesOf, currentReader, valueWriter } from './values.ts';

/** An action that is ready to be done at once, inside a write that is open; `close` when it is not wanted any more. */
export interface PreparedChange {
  run(ids: Uint32Array): { readonly records: number };
  close(): void;
}

/** Records worked at a time. */
const CHUNK = 1000;

/** Make an action ready: what has to be read or started is there afterwards. Fault `bad-input` for one that makes no sense. */
export async function prepareChange(sight: ChangeSight, action: RecordAction): Promise<PreparedChange> {
  const work = await workOf(action);
  return { run: (ids) => changeAtOnce(sight, action, work, ids), close: () => work.close() };
}

function changeAtOnce({ sqlite, history, numbersOf }: ChangeSight, action: RecordAction, work: Work, ids: Uint32Array): { readonly records: number } {
  const { do: name, ...input } = action;
  const read = currentReader(sqlite, work.fields);
  const tally = { records: 0, changes: [] };
  history.write({ kind: `records.${name}`, input, sentence: () => actionSentence(action, tally) }, (tx) => {
    for (let from = 0; from < ids.length; from += CHUNK) {
      const rows = read(ids.subarray(from, from + CHUNK));
      const outcomes = work.elsewhere ? work.runNow(rows) : work.run(rows);
      const writer = valueWriter(sqlite, numbersOf, tx);
      for (const [at, row] of rows.entries()) {
        const changes = [...changesOf(row, outcomes[at] ?? {})];
        if (changes.length > 0) tally.records++;
        for (const change of changes) writer.add(change);
      }
      writer.end();
    }
  });
  return { records: tally.records };
}
