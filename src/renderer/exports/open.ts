import type { Selection } from '../../contract/selection.ts';
import { exportOf, exportSelection } from '../shell/commands.ts';

/** Open the export dialog for some records; without a selection for the marked ones, else for all the query finds. */
export function openExport(selection?: Selection): void {
  if (selection === undefined) exportSelection();
  else exportOf.value = selection;
}
