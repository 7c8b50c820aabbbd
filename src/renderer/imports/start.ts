import { computed, shallowRef } from 'vue';
import type { ImportInput, ImportReport } from '../../contract/imports.ts';
import type { Progress } from '../../contract/progress.ts';
import { t } from '../i18n/language.ts';
import { useEngine } from '../shell/engine.ts';
import { notify, notifyFault } from '../shell/faults.ts';
import { formatCount } from '../shell/figures.ts';
import { go, route } from '../shell/route.ts';

/** How an import is to read: what is not said is proved. `resume` goes on with an interrupted import of the same paths. */
export type ImportOptions = Pick<ImportInput, 'format' | 'encodings' | 'tables' | 'classFrom' | 'resume'>;

/** An import this window asked for: the first of the list runs, the others wait for their turn. */
export interface ImportRun {
  readonly paths: readonly string[];
  readonly options: ImportOptions;
  readonly progress: Progress | null;
  readonly abort: AbortController;
}

const queue = shallowRef<readonly ImportRun[]>([]);

export const importRuns = computed(() => queue.value);

/** The import that runs, null when none of this window does. */
export const currentRun = computed<ImportRun | null>(() => queue.value[0] ?? null);

/**
 * Bring in folders and files and show how it goes. One import runs at a time; another asked for meanwhile follows it.
 */
export function startImport(paths: readonly string[], options: ImportOptions = {}): void {
  if (paths.length === 0) return;
  queue.value = [...queue.value, { paths: [...paths], options, progress: null, abort: new AbortController() }];
  go('imports');
  if (queue.value.length === 1) void work();
}

/** Stop the import that runs, or take a waiting one from the list. What has come stays. */
export function cancelImport(run: ImportRun): void {
  run.abort.abort();
  if (queue.value[0]?.abort !== run.abort) queue.value = queue.value.filter((each) => each.abort !== run.abort);
}

async function work(): Promise<void> {
  for (let run = queue.value[0]; run !== undefined; run = queue.value[0]) {
    const { abort, paths, options } = run;
    try {
      const report = await useEngine().imports.run({ paths, ...options }, {
        signal: abort.signal,
        onProgress: (progress) => {
          queue.value = queue.value.map((each) => (each.abort === abort ? { ...each, progress } : each));
        },
      });
      queue.value = queue.value.filter((each) => each.abort !== abort);
      show(report);
    } catch (thrown) {
      queue.value = queue.value.filter((each) => each.abort !== abort);
      notifyFault(thrown);
    }
  }
}

/** The report in its place; a sentence when somebody went on to other work meanwhile. Never a dialog. */
function show(report: ImportReport): void {
  if (route.value.view === 'imports') {
    if (report.operation !== null && queue.value.length === 0) go('imports', { operation: report.operation }, true);
    return;
  }
  const { files, records, cancelled } = report;
  const attention = files.needsReview + files.refused;
  const key = cancelled ? 'imports.ended.cancelled' : attention > 0 ? 'imports.ended.attention' : 'imports.ended.done';
  const figures = {
    added: formatCount(records.added), files: formatCount(files.total), attention: formatCount(attention),
  };
  notify(t(key, figures), attention > 0 ? 'warning' : 'success');
}
