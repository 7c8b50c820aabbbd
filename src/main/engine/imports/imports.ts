import type { EngineApi } from '../../../contract/engine.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { History } from '../history/history.ts';
import type { Store } from '../store/open.ts';
import { importSummaries, ledgerPage } from './ledger.ts';
import { runImport, sumOf } from './run.ts';

export function createImports(store: Store, history: History): Handlers<EngineApi>['imports'] {
  return {
    run: (input, call) => runImport(store, history, input, call),
    list: () => importSummaries(store),
    ledger: (input) => ledgerPage(store, input),
    undo({ operation, force }) {
      const { records } = sumOf(store, operation);
      const undo = history.undo({ operation, force });
      return { operation: undo.operation, records: records.added };
    },
  };
}
