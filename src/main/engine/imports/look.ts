import type { ImportReport, LedgerRow } from '../../../contract/imports.ts';
import { examine, refused } from './examine.ts';
import type { Examined, Reading } from './examine.ts';
import { unreadable } from './refusals.ts';
import type { Sink } from './sink.ts';
import { emptyTally } from './sums.ts';
import type { MetFile } from './walk.ts';

/** Files worth a look that a dry run lists. */
const LISTED = 100;

export interface Look extends Sink {
  seen(): Pick<ImportReport, 'files' | 'records' | 'attention'>;
}

/** What an import would find, without a library: the dry run. */
export function look(how: Reading): Look {
  const tally = emptyTally();
  const attention: LedgerRow[] = [];
  const note = (met: MetFile | undefined, bytes: number, one: Pick<Examined, 'state' | 'reason' | 'encoding' | 'confidence'>, records: number): void => {
    tally.files.total++;
    tally.files[one.state]++;
    tally.records.added += records;
    if (met === undefined || one.state === 'imported' || attention.length >= LISTED) return;
    attention.push({
      id: 0, path: `${met.root}/${met.path}`, state: one.state, reason: one.reason, bytes, records, encoding: one.encoding, confidence: one.confidence, problems: [],
    });
  };
  return {
    write: (work) => work(),
    parcel(met, parcel) {
      for (const [at, file] of parcel.files.entries()) {
        const bytes = parcel.raw.subarray(file.start, file.start + file.length);
        const one = met[at];
        const examined = file.failure === null ? examine(bytes, `${one?.root ?? ''}/${one?.path ?? ''}`, how) : refused(unreadable(file.failure));
        note(one, file.length, examined, examined.records.length);
      }
    },
    noted: (met, examined, size) => note(met, size, examined, 0),
    long(met, { size }) {
      let records = 0;
      return {
        piece: () => undefined,
        records: (batch) => { records += batch.records.length; },
        end: (outcome) => note(met, size, outcome, records),
        release: () => false,
      };
    },
    within: () => [],
    seen: () => ({ files: tally.files, records: tally.records, attention }),
  };
}
