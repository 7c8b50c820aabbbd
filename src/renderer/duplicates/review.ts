import { useDebounceFn } from '@vueuse/core';
import { computed, shallowReactive, shallowRef, watch } from 'vue';
import type {
  Confidence, DuplicateCounts, DuplicateGroup, DuplicateKind, GroupDetail, GroupState, MergeInput,
} from '../../contract/duplicates.ts';
import type { Window } from '../../contract/selection.ts';
import { t } from '../i18n/language.ts';
import { usePaged } from '../imports/parts/paged.ts';
import { onEngine, useEngine } from '../shell/engine.ts';
import { isFault, notifyFault } from '../shell/faults.ts';
import { go, route } from '../shell/route.ts';
import { compareRecords } from './comparison.ts';
import { createGroupCache } from './group-cache.ts';
import { shownPair } from './pairs.ts';

/** Which groups the queue shows. */
export type KindFilter = DuplicateKind | 'all';
export type ConfidenceFilter = Confidence | 'all';

/** What a person decided about records of a group. */
export type Verdict =
  | { readonly kind: 'merge'; readonly input: MergeInput }
  | { readonly kind: 'distinct'; readonly ids: readonly number[]; readonly of?: number }
  | { readonly kind: 'link'; readonly ids: readonly number[]; readonly as: 'continuation' | 'reprint' };

export interface Decided {
  readonly group: number;
  readonly operation: number;
  readonly sentence: string;
  readonly at: number;
}

/** Groups fetched ahead, so that the next one is there in the frame after a decision. */
const AHEAD = 3;
/** Groups looked through at once when one is wanted by its number. */
const MANY = 1000;

// The desk is left and come back to: what was decided, put off and looked at outlives the component.
const decided = shallowRef<readonly Decided[]>([]);
const putOff = shallowReactive(new Set<number>());
const place = { kind: 'all' as KindFilter, confidence: 'all' as ConfidenceFilter, state: 'open' as GroupState, group: null as number | null };

/** The queue of groups, the one on the desk, and the decisions. Made in a component's setup. */
export function useReview() {
  const engine = useEngine();
  const kind = shallowRef<KindFilter>(place.kind);
  const confidence = shallowRef<ConfidenceFilter>(place.confidence);
  const state = shallowRef<GroupState>(place.state);
  const counts = shallowRef<DuplicateCounts | null>(null);
  const index = shallowRef<number | null>(null);
  const detail = shallowRef<GroupDetail | null>(null);
  const groups = createGroupCache((id) => engine.duplicates.get({ group: id }));
  /** Groups whose decision the engine has not confirmed: a list that still holds them is older than the decision. */
  const settling = new Set<number>();

  const ask = (window: Window) =>
    engine.duplicates.list({
      ...(kind.value === 'all' ? {} : { kind: kind.value }), ...(confidence.value === 'all' ? {} : { confidence: confidence.value }),
      state: state.value, ...window,
    });
  const list = usePaged<DuplicateGroup>(async (window) => {
    const answer = await ask(window);
    const rows = answer.groups.filter(({ id }) => !settling.has(id));
    return { total: answer.total - (answer.groups.length - rows.length), rows };
  }, notifyFault);
  const group = computed(() => (index.value === null ? undefined : list.row(index.value)));

  async function loadCounts(): Promise<void> {
    await engine.duplicates.counts({}).then((fresh) => { if (settling.size === 0) counts.value = fresh; }, notifyFault);
  }

  /** Fetch the next groups and compare their records while a person still looks at this one. */
  async function prefetch(from: number): Promise<void> {
    for (let at = from + 1; at <= from + AHEAD; at++) {
      const next = list.row(at);
      if (next === undefined) return;
      const value = await groups.fetch(next.id).catch(() => null);
      const pair = value === null || at > from + 1 ? null : shownPair(value, 0);
      if (pair !== null) compareRecords(pair.left, pair.right);
    }
  }

  /** Put the group of the queue onto the desk, in this frame when it is at hand; else the last one stays until then. */
  async function show(id: number): Promise<void> {
    const here = groups.peek(id);
    if (here !== undefined) detail.value = here;
    try {
      const fresh = await groups.fetch(id);
      if (group.value?.id !== id) return;
      detail.value = fresh;
      if (index.value !== null) void prefetch(index.value);
    } catch (thrown) {
      if (isFault(thrown, 'not-found')) void refreshSoon();
      else notifyFault(thrown);
    }
  }

  watch(() => group.value?.id, (id) => {
    place.group = id ?? place.group;
    if (id !== undefined) void show(id);
  }, { flush: 'sync' });

  /** Stand on a group again after the list was fetched anew; at the same place when the group is gone from it. */
  function standOn(id: number | null): void {
    const total = list.total.value ?? 0;
    const found = list.known().find(([, row]) => row.id === id)?.[0];
    index.value = total === 0 ? null : found ?? Math.min(index.value ?? 0, total - 1);
    if (group.value !== undefined) void show(group.value.id);
    else if (total === 0) detail.value = null;
  }

  async function refresh(stand = group.value?.id ?? place.group): Promise<void> {
    await Promise.all([list.reload(), loadCounts()]);
    standOn(stand);
  }

  const refreshSoon = useDebounceFn(() => {
    void (settling.size > 0 ? refreshSoon() : refresh());
  }, 300, { maxWait: 2000 });
  onEngine('changed', ({ areas, records }) => {
    if (!areas.includes('duplicates') && !areas.includes('records')) return;
    groups.changed(records);
    // What was fetched ahead may be gone: have it again before the next decision, not after the list.
    if (index.value !== null) void prefetch(index.value);
    void refreshSoon();
  });
  watch([kind, confidence, state], () => {
    [place.kind, place.confidence, place.state] = [kind.value, confidence.value, state.value];
    index.value = null;
    void refresh(place.group);
  });

  /** Go to a group wherever it stands, as a link from a record asks for it. */
  async function openGroup(id: number): Promise<void> {
    try {
      const wanted = await groups.fetch(id);
      [kind.value, confidence.value, state.value] = ['all', 'all', wanted.state];
      for (let offset = 0; ; offset += MANY) {
        const { total, groups: some } = await ask({ offset, limit: MANY });
        const at = some.findIndex((each) => each.id === id);
        if (at !== -1) {
          list.need(offset + at, offset + at + 1);
          await list.reload();
          index.value = offset + at;
          return;
        }
        if (offset + MANY >= total) return;
      }
    } catch (thrown) {
      notifyFault(thrown);
    }
  }
  const asked = Number(route.value.params.group);
  if (Number.isInteger(asked)) {
    place.group = asked;
    go('duplicates', {}, true);
    void loadCounts().then(() => openGroup(asked));
  } else void refresh(place.group);

  function move(step: 1 | -1): void {
    const total = list.total.value ?? 0;
    if (total > 0) index.value = ((index.value ?? 0) + step + total) % total;
  }

  /** Settle records of the group on the desk. `whole`: the group is done with, and the next one comes at once. */
  async function settle(verdict: Verdict, whole: boolean): Promise<void> {
    const here = group.value;
    // Subtle: a verdict is about the records on the desk. While the next group is on its way they are those of the last
    // one, and a second key press must not settle them again, nor the group nobody has seen.
    if (here === undefined || detail.value?.id !== here.id || settling.has(here.id)) return;
    settling.add(here.id);
    const answer = give(verdict);
    if (whole) moveOn(here);
    try {
      const { operation } = await answer;
      const count = verdict.kind === 'merge' ? verdict.input.ids.length : verdict.ids.length;
      const sentence = t(`duplicates.done.${verdict.kind}`, { title: here.title, n: count }, count);
      decided.value = [...decided.value, { group: here.id, operation, sentence, at: Date.now() }];
      if (!whole) await stayOn(here);
    } catch (thrown) {
      notifyFault(thrown);
    } finally {
      settling.delete(here.id);
      groups.forget(here.id);
      void refreshSoon();
    }
  }

  function give(verdict: Verdict): Promise<{ readonly operation: number }> {
    if (verdict.kind === 'merge') return engine.duplicates.merge(verdict.input);
    if (verdict.kind === 'link') return engine.duplicates.link({ ids: verdict.ids, as: verdict.as });
    return engine.duplicates.distinct({ ids: verdict.ids, ...(verdict.of === undefined ? {} : { of: verdict.of }) });
  }

  /** A part of the group is settled: the rest of it at once, or the next group when nothing is left of it. */
  async function stayOn(here: DuplicateGroup): Promise<void> {
    groups.forget(here.id);
    const fresh = await groups.fetch(here.id);
    if (group.value?.id !== here.id) return;
    if (fresh.state === state.value) detail.value = fresh;
    else moveOn(here);
  }

  /** The settled group leaves the queue and the counts now; the engine's own figures follow. */
  function moveOn(from: DuplicateGroup): void {
    const now = counts.value;
    if (now !== null) {
      const byKind = { ...now.byKind, [from.kind]: now.byKind[from.kind] - 1 };
      const band = bandOf(from.score);
      const bands = now.byConfidence[from.kind];
      const byConfidence = { ...now.byConfidence, [from.kind]: { ...bands, [band]: bands[band] - 1 } };
      counts.value = { ...now, open: now.open - 1, byKind, byConfidence, today: now.today + 1 };
    }
    const at = index.value ?? 0;
    list.remove(at);
    const total = list.total.value ?? 0;
    index.value = total === 0 ? null : Math.min(at, total - 1);
  }

  /** Take the last decision of this session back and put its group on the desk again. */
  async function undoLast(): Promise<void> {
    const last = decided.value.at(-1);
    if (last === undefined) return;
    try {
      await engine.history.undo({ operation: last.operation });
      decided.value = decided.value.slice(0, -1);
      groups.forget(last.group);
      await refresh(last.group);
      if (group.value?.id !== last.group) await openGroup(last.group);
    } catch (thrown) {
      notifyFault(thrown);
    }
  }

  function later(): void {
    const here = group.value;
    if (here === undefined) return;
    putOff.add(here.id);
    move(1);
  }

  return { kind, confidence, state, counts, list, index, group, detail, decided, putOff, move, settle, later, undoLast, refresh, openGroup };
}

const bandOf = (score: number): Confidence => (score >= 0.95 ? 'sure' : score >= 0.8 ? 'likely' : 'possible');

/** Decisions a minute over the latest of them, while somebody keeps deciding; null before there are enough to tell. */
export function paceOf(times: readonly number[]): number | null {
  const latest = times.slice(-20);
  const [first, last] = [latest[0], latest.at(-1)];
  if (latest.length < 5 || first === undefined || last === undefined || last === first) return null;
  return Math.round(((latest.length - 1) * 60_000) / (last - first));
}
