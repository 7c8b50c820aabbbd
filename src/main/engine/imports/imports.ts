import type { EngineApi } from '../../../contract/engine.ts';
import type { ImportInput, ImportReport, RereadInput, RereadReport, RetryInput, RetryReport } from '../../../contract/imports.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { History } from '../history/history.ts';
import type { Job } from '../job.ts';
import type { Store } from '../store/open.ts';
import { columnsOf, lookBefore, previewOf } from './before.ts';
import { importSummaries, ledgerPage, ledgerReasons } from './ledger.ts';
import { writeLedger } from './ledger-csv.ts';
import { removeMapping, saveMapping, savedMappings } from './mappings.ts';
import type { ReaderOptions } from './readers.ts';
import { rereadImport } from './reread.ts';
import { retryImport } from './retry.ts';
import { runImport } from './run.ts';
import { undoImport } from './undo.ts';
import { versionsOf } from './versions.ts';

export interface Imports extends Omit<Handlers<EngineApi>['imports'], 'run' | 'retry' | 'reread'> {
  run(input: ImportInput, job: Job): Promise<ImportReport>;
  retry(input: RetryInput, job: Job): Promise<RetryReport>;
  reread(input: RereadInput, job: Job): Promise<RereadReport>;
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
    reasons: (input) => ledgerReasons(store, input),
    writeLedger: (input) => writeLedger(store, input),
    retry: (input, job) => retryImport(store, history, input, job, readers),
    reread: (input, job) => rereadImport(store, history, input, job),
    undo: (input) => undoImport(store, history, input),
  };
}
