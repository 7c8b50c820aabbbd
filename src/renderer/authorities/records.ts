import type { AuthorityField } from '../../contract/authorities.ts';
import { useEngine } from '../shell/engine.ts';
import { notifyFault } from '../shell/faults.ts';
import { go } from '../shell/route.ts';
import { search } from '../shell/selection.ts';

/** Go to the records that have one of these values. */
export async function showRecordsOf(field: AuthorityField, values: readonly string[]): Promise<void> {
  try {
    const { query } = await useEngine().authorities.query({ field, values });
    search(query);
    go('records');
  } catch (thrown) {
    notifyFault(thrown);
  }
}
