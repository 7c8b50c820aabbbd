import { useThrottleFn } from '@vueuse/core';
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { FacetName, FacetValue } from '../../../contract/records.ts';
import { onEngine } from '../../shell/engine.ts';
import { isFault, notifyFault } from '../../shell/faults.ts';
import { pace } from '../../shell/pace.ts';
import { query } from '../../shell/selection.ts';
import { countFacets, type PanelFacet } from './facets.ts';

/** Counts for the facets asked for, in step with the query and the library; the last ones stay while the next come. */
export function useFacets(wanted: Ref<readonly PanelFacet[]>) {
  const counts = shallowRef<ReadonlyMap<FacetName, readonly FacetValue[]>>(new Map());
  let asking: AbortController | null = null;

  async function refresh(): Promise<void> {
    asking?.abort();
    if (wanted.value.length === 0) return;
    const abort = new AbortController();
    asking = abort;
    try {
      const next = await countFacets(query.value, wanted.value, abort.signal);
      if (!abort.signal.aborted) counts.value = next;
    } catch (thrown) {
      // The search box already says what is wrong with the query.
      if (!abort.signal.aborted && !isFault(thrown, 'bad-query')) notifyFault(thrown);
    }
  }

  watch([query, wanted], refresh, { immediate: true });
  const soon = useThrottleFn(refresh, pace(1000), true);
  onEngine('changed', ({ areas }) => {
    if (areas.some((area) => area !== 'history' && area !== 'index')) void soon();
  });
  onScopeDispose(() => asking?.abort());
  return counts;
}
