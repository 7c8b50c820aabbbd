import { computed, shallowRef } from 'vue';
import type { Progress } from '../../contract/progress.ts';
import { t } from '../i18n/language.ts';
import { useEngine } from '../shell/engine.ts';
import { isFault, notify, notifyFault } from '../shell/faults.ts';
import { formatCount, formatSpan } from '../shell/figures.ts';
import { go } from '../shell/route.ts';
import { cancelTask, runningTask } from '../shell/tasks.ts';

const mine = shallowRef<{ readonly abort: AbortController; readonly progress: Progress | null } | null>(null);
const foundNothing = shallowRef(false);

/** How far the search for duplicates is, whoever started it; null while none runs. */
export const finding = computed(() => {
  if (mine.value !== null) return { progress: mine.value.progress };
  const task = runningTask('duplicates.find');
  return task === undefined ? null : { progress: task.progress };
});

/** True after a search of this session that left nothing to settle. */
export const cameOutClean = computed(() => foundNothing.value);

/** Search the library for duplicates and show the review desk. A search that runs already is left to run. */
export async function findDuplicates(): Promise<void> {
  go('duplicates');
  if (finding.value !== null) return;
  const abort = new AbortController();
  mine.value = { abort, progress: null };
  try {
    const found = await useEngine().duplicates.find({}, {
      signal: abort.signal, onProgress: (progress) => { mine.value = { abort, progress }; },
    });
    foundNothing.value = found.groups === 0;
    notify(t('duplicates.find.done', {
      records: formatCount(found.records), groups: formatCount(found.groups), time: formatSpan(found.seconds),
    }));
  } catch (thrown) {
    if (isFault(thrown, 'cancelled')) notify(t('duplicates.find.cancelled'), 'info');
    else notifyFault(thrown);
  } finally {
    mine.value = null;
  }
}

export function cancelFinding(): void {
  if (mine.value !== null) mine.value.abort.abort();
  else {
    const task = runningTask('duplicates.find');
    if (task !== undefined) void cancelTask(task.id);
  }
}
