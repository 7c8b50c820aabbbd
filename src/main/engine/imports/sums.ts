import type { FileState, ImportReport } from '../../../contract/imports.ts';
import type { Store } from '../store/open.ts';

export interface Tally {
  readonly files: { total: number } & Record<FileState, number>;
  readonly records: { added: number; alreadyHere: number };
}

export function emptyTally(): Tally {
  return {
    files: { total: 0, imported: 0, alreadyHere: 0, repaired: 0, needsReview: 0, refused: 0 },
    records: { added: 0, alreadyHere: 0 },
  };
}

/** The sums of an import as its ledger has them: after a resume they cover the first part too. */
export function sumOf(store: Store, operation: number): Pick<ImportReport, 'files' | 'records'> {
  const tally = emptyTally();
  const rows = store.sqlite.prepare<[number], { state: FileState; files: number; added: number; here: number }>(
    'SELECT state, count(*) AS files, sum(added) AS added, sum(found - added) AS here FROM source WHERE operation_id = ? AND replaced_by IS NULL GROUP BY state',
  ).all(operation);
  for (const row of rows) {
    tally.files[row.state] = row.files;
    tally.files.total += row.files;
    tally.records.added += row.added;
    tally.records.alreadyHere += row.here;
  }
  return tally;
}
