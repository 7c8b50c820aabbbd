import { computed, ref, shallowRef, watch } from 'vue';
import type { EditResult } from '../../../contract/records.ts';
import type { Selection } from '../../../contract/selection.ts';
import { notifyFault } from '../../shell/faults.ts';
import { selection } from '../../shell/selection.ts';
import { tell } from '../actions.ts';

type Run = (on: Selection, dryRun: boolean) => Promise<EditResult>;

/**
 * A change to many records that is shown whole before it is made. `input` is what the form says: when it changes, what was
 * shown no longer holds and has to be looked at again.
 */
export function useRehearsal(run: Run, input: () => unknown, done: () => string) {
  const preview = shallowRef<EditResult | null>(null);
  const busy = ref(false);
  const ready = computed(() => preview.value !== null && preview.value.records > 0);

  watch([input, selection], () => { preview.value = null; }, { deep: true });

  async function attempt(dryRun: boolean): Promise<void> {
    const on = selection.value;
    if (on === null) return;
    busy.value = true;
    try {
      const result = await run(on, dryRun);
      if (dryRun) preview.value = result;
      else {
        preview.value = null;
        tell(result, done());
      }
    } catch (thrown) {
      notifyFault(thrown);
    } finally {
      busy.value = false;
    }
  }

  return { preview, busy, ready, rehearse: () => attempt(true), apply: () => attempt(false) };
}
