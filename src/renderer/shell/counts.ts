import { useThrottleFn } from '@vueuse/core';
import { onMounted, shallowReactive } from 'vue';
import type { Area } from '../../contract/engine.ts';
import type { RecordStatus } from '../../contract/records.ts';
import type { RecordSet } from '../../contract/sets.ts';
import { onEngine, useEngine } from './engine.ts';
import { pace } from './pace.ts';

interface Counts {
  records: number | null;
  statuses: Partial<Record<RecordStatus, number>>;
  sets: readonly RecordSet[];
  duplicates: number | null;
  problems: number | null;
  imports: number | null;
  operations: number | null;
}

/** Which areas of the library each figure comes from. */
const SOURCES: readonly { readonly areas: readonly Area[]; readonly fetch: (counts: Counts) => Promise<void> }[] = [
  {
    areas: ['records', 'imports', 'duplicates'],
    fetch: async (counts) => {
      const [facet] = await useEngine().records.facets({ by: ['status'] });
      counts.records = facet?.values.reduce((sum, each) => sum + each.count, 0) ?? 0;
      counts.statuses = Object.fromEntries(facet?.values.map((each) => [each.value, each.count]) ?? []);
    },
  },
  { areas: ['sets', 'records', 'imports'], fetch: async (counts) => { counts.sets = await useEngine().sets.list({}); } },
  {
    areas: ['duplicates', 'imports'],
    fetch: async (counts) => { counts.duplicates = (await useEngine().duplicates.counts({})).open; },
  },
  {
    areas: ['quality'],
    fetch: async (counts) => {
      counts.problems = (await useEngine().quality.rules({})).reduce((sum, rule) => sum + rule.records, 0);
    },
  },
  { areas: ['imports'], fetch: async (counts) => { counts.imports = (await useEngine().imports.list({})).length; } },
  {
    areas: ['history'],
    fetch: async (counts) => { counts.operations = (await useEngine().history.list({ offset: 0, limit: 1 })).total; },
  },
];

/** The figures of the left pane, kept in step with the library; null until known. */
export function useCounts(): Counts {
  const counts = shallowReactive<Counts>({
    records: null, statuses: {}, sets: [], duplicates: null, problems: null, imports: null, operations: null,
  });
  const due = new Set<Area>();
  const refresh = useThrottleFn(async () => {
    const areas = [...due];
    due.clear();
    const sources = SOURCES.filter((source) => source.areas.some((area) => areas.includes(area)));
    // A figure that cannot be had stays as it was; the call that matters to the user will say why.
    await Promise.allSettled(sources.map((source) => source.fetch(counts)));
  }, pace(1000), true);
  const ask = (areas: readonly Area[]): void => {
    for (const area of areas) due.add(area);
    void refresh();
  };
  onEngine('changed', ({ areas }) => ask(areas));
  onMounted(() => ask(['records', 'imports', 'duplicates', 'quality', 'sets', 'history']));
  return counts;
}
