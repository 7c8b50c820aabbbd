import type { ImportReport, LedgerRow } from '../../../contract/imports.ts';
import { examine, refused } from './examine.ts';
import type { Examined, Reading } from './examine.ts';
import type { Delivery } from './readers.ts';
import { emptyTally } from './sums.ts';
import { unreadable, whyNotAFile } from './take-in.ts';
import type { MetFile } from './walk.ts';

/** Files worth a look that a dry run lists. */
const LISTED = 100;

/** What an import would find, without a library: the dry run. */
export async function look(
  deliveries: AsyncIterable<Delivery>, how: Reading, between: (done: number) => Promise<void>,
): Promise<Pick<ImportReport, 'files' | 'records' | 'attention'>> {
  const tally = emptyTally();
  const attention: LedgerRow[] = [];
  const note = (met: MetFile | undefined, bytes: number, { state, reason, encoding: name, confidence, records }: Examined): void => {
    tally.files.total++;
    tally.files[state]++;
    tally.records.added += records.length;
    if (met === undefined || state === 'imported' || attention.length >= LISTED) return;
    attention.push({ id: 0, path: `${met.root}/${met.path}`, state, reason, bytes, records: records.length, encoding: name, confidence, problems: [] });
  };
  for await (const { met, parcels } of deliveries) {
    let ordinary = met.filter((file) => file.kind === 'file');
    for (const parcel of parcels) {
      for (const [at, file] of parcel.files.entries()) {
        const bytes = parcel.raw.subarray(file.start, file.start + file.length);
        const one = ordinary[at];
        note(one, file.length, file.failure === null ? examine(bytes, `${one?.root ?? ''}/${one?.path ?? ''}`, how) : refused(unreadable(file.failure)));
      }
      ordinary = ordinary.slice(parcel.files.length);
      await between(tally.files.total);
    }
    for (const one of met) if (one.kind !== 'file') note(one, 0, refused(whyNotAFile(one)));
  }
  return { files: tally.files, records: tally.records, attention };
}
