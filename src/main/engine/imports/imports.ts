import type { EngineApi } from '../../../contract/engine.ts';
import type { ImportInput, ImportReport } from '../../../contract/imports.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { History } from '../history/history.ts';
import type { Job } from '../job.ts';
import type { Store } from '../store/open.ts';
import { columnsOf, lookBefore, previewOf } from './before.ts';
import { importSummaries, ledgerPage } from './ledger.ts';
import { removeMapping, saveMapping, savedMappings } from './mappings.ts';
import type { ReaderOptions } from './readers.ts';
import { runImport } from './run.ts';
import { sumOf } from './sums.ts';
import { versionsOf } from './versions.ts';

export interface Imports extends Omit<Handlers<EngineApi>['imports'], 'run'> {
  run(input: ImportInput, job: Job): Promise<ImportReport>;
}

export function createImports(store: Store, history: History, readers: ReaderOptions): Imports {
  return {
    run: (input, job) => runImport(store, history, input, job, readers),
    look: (input) => lookBefore(savedMappings(store), input),
    preview: previewOf,
    columns: (input) => columnsOf(savedMappings(store), input),
    mappings: () => savedMappings(store),
    saveMapping: (input) => saveMapping(store, history, input),
    removeMapping: ({ id }) => removeMapping(store, history, id),
    versions: (input) => versionsOf(store, input),
    list: () => importSummaries(store),
    ledger: (input) => ledgerPage(store, input),
    undo({ operation, force }) {
      const { records } = sumOf(store, operation);
      const undo = history.undo({ operation, force });
      return { operation: undo.operation, records: records.added };
    },
  };
}
