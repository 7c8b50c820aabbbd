import { resolve } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import type { ExportInput, ExportReport } from '../../../contract/exports.ts';
import type { Selection } from '../../../contract/selection.ts';
import { csvWriter } from '../formats/csv/write.ts';
import { jsonlWriter } from '../formats/jsonl/write.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import type { VaultReader } from '../store/vault.ts';
import { writeFlat } from './flat.ts';
import { headsOf, joinedReader } from './joined.ts';
import { plainReader } from './read.ts';
import type { Written } from './flat.ts';
import { writeFolder } from './tagged.ts';

export interface ExportsDeps {
  readonly store: Store;
  readonly vault: VaultReader;
  readonly select: (selection: Selection) => Uint32Array;
  /** The parts of the article a record is in, in reading order; empty when it stands alone. */
  readonly partsOf: (record: number) => readonly number[];
}

/** Work between two looks at what else is asked. */
const SLICE_MS = 12;

export interface Exports {
  run(input: ExportInput, job: Job): Promise<ExportReport>;
}

export function createExports({ store, vault, select, partsOf }: ExportsDeps): Exports {
  return {
    async run({ selection, format, out: given, encoding, overwrite = false, continuations = 'apart' }, job) {
      const started = performance.now();
      if (job.signal.aborted) throw new Fault('cancelled');
      const out = resolve(given);
      const chosen = select(selection);
      const joins = continuations === 'joined' && format !== 'tagged';
      const ids = joins ? headsOf(chosen, partsOf) : chosen;
      if (ids.length === 0) throw new Fault('bad-input', { zh: '没有可导出的记录，请检查检索式或集合。', en: 'There are no records to export. Check the query or the set.' });
      const progress = meter(job, 'write', 'records');
      const run: Generator<number, Written, void> = format === 'tagged'
        ? writeFolder(store, vault, ids, out, { overwrite, encoding: encoding ?? 'source' })
        : writeFlat(joins ? joinedReader(plainReader(store), partsOf) : plainReader(store), ids, format === 'csv' ? csvWriter() : jsonlWriter(), out, overwrite);
      let until = performance.now() + SLICE_MS;
      for (let step = run.next(); ; step = run.next()) {
        if (step.done === true) return { ...step.value, out, seconds: (performance.now() - started) / 1000 };
        if (performance.now() < until) continue;
        progress.at(step.value, ids.length);
        await job.rest();
        if (job.signal.aborted) {
          // Ends the generator at its yield: its own clean-up takes away what was begun.
          run.return(undefined as never);
          throw new Fault('cancelled');
        }
        until = performance.now() + SLICE_MS;
      }
    },
  };
}
