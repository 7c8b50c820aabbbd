import { shallowReadonly, shallowRef, watch } from 'vue';
import { useThrottleFn } from '@vueuse/core';
import type { RecordDetail } from '../../contract/records.ts';
import { onEngine, useEngine } from '../shell/engine.ts';
import { isFault, notifyFault } from '../shell/faults.ts';
import { currentId } from '../shell/selection.ts';

const shown = shallowRef<RecordDetail | null>(null);

/** The record in the right pane. The last one stays until the next has come. */
export const detail = shallowReadonly(shown);

let asking: AbortController | null = null;

async function fetchDetail(id: number | null): Promise<void> {
  asking?.abort();
  if (id === null) {
    shown.value = null;
    return;
  }
  const abort = new AbortController();
  asking = abort;
  try {
    const next = await useEngine().records.get({ id }, { signal: abort.signal });
    if (!abort.signal.aborted) shown.value = next;
  } catch (thrown) {
    if (abort.signal.aborted) return;
    if (isFault(thrown, 'not-found')) shown.value = null;
    else notifyFault(thrown);
  }
}

/** Fetch the record of the right pane anew, after a change of one's own. */
export function refreshDetail(): Promise<void> {
  return fetchDetail(currentId.value);
}

/** Keep the right pane in step with the current record and the library. Called once, before the window is mounted. */
export function followDetail(): void {
  watch(currentId, (id) => void fetchDetail(id));
  const refresh = useThrottleFn(() => fetchDetail(currentId.value), 300, true);
  onEngine('changed', ({ areas, records }) => {
    const id = currentId.value;
    if (id === null || areas.every((area) => area === 'index')) return;
    if (records.length === 0 || records.includes(id)) void refresh();
  });
}
