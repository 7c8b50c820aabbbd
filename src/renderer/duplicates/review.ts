import { useDebounceFn } from '@vueuse/core';
import { computed, shallowReactive, shallowRef, watch } from 'vue';
import type { DuplicateCounts, DuplicateGroup, DuplicateKind, GroupDetail, GroupState, MergeInput } from '../../contract/duplicates.ts';
import { t } from '../i18n/language.ts';
import { usePaged } from '../imports/parts/paged.ts';
import { onEngine, useEngine } from '../shell/engine.ts';
import { isFault, notifyFault } from '../shell/faults.ts';
import { compareRecords } from './comparison.ts';
import { shownPair } from './pairs.ts';

/** Which groups the queue shows. */
export type KindFilter = DuplicateKind | 'all';

/** What a person decided about records of a group. */
export type Verdict =
  | { readonly kind: 'merge'; readonly input: MergeInput }
  | { readonly kind: 'distinct' | 'link'; readonly ids: readonly number[] };

export interface Decided {
  readonly group: number;
  readonly operation: number;
  readonly sentence: string;
}

/** Groups fetched ahead, so that the next one is there in the frame after a decision. */
const AHEAD = 3;
const KEPT = 24;

// The desk is left and come back to: what was decided, put off and looked at outlives the component.
const decided = shallowRef<readonly Decided[]>([]);
const putOff = shallowReactive(new Set<number>());
const place = { kind: 'all' as KindFilter, state: 'open' as GroupState, group: null as number | null };

/** The queue of groups, the one on the desk, and the decisions. One at a time, made in a component's setup. */
export function useReview() {
  const engine = useEngine();
  const kind = shallowRef<KindFilter>(place.kind);
  const state = shallowRef<GroupState>(place.state);
  const counts = shallowRef<DuplicateCounts | null>(null);
  const index = shallowRef<number | null>(null);
  const detail = shallowRef<GroupDetail | null>(null);
  const details = new Map<number, Promise<GroupDetail>>();
  const ready = new Map<number, GroupDetail>();
  /** Groups whose decision the engine has not confirmed: a list that still holds them is older than the decision. */
  const settling = new Set<number>();

  const list = usePaged<DuplicateGroup>(async (window) => {
    const answer = await engine.duplicates.list({ ...(kind.value === 'all' ? {} : { kind: kind.value }), state: state.value, ...window });
    const groups = answer.groups.filter((group) => !settling.has(group.id));
    return { total: answer.total - (answer.groups.length - groups.length), rows: groups };
  }, notifyFault);
  const group = computed(() => (index.value === null ? undefined : list.row(index.value)));

  async function loadCounts(): Promise<void> {
    await engine.duplicates.counts({}).then((fresh) => { if (settling.size === 0) counts.value = fresh; }, notifyFault);
  }

  function fetchDetail(id: number): Promise<GroupDetail> {
    const before = details.get(id);
    if (before !== undefined) return before;
    const fresh = engine.duplicates.get({ group: id });
    details.set(id, fresh);
    fresh.then((value) => { if (details.get(id) === fresh) ready.set(id, value); }, () => { details.delete(id); });
    for (const oldest of details.keys()) {
      if (details.size <= KEPT) break;
      details.delete(oldest);
      ready.delete(oldest);
    }
    return fresh;
  }

  /** Let go of details that no longer hold: all of them, or those of groups with these records. */
  function forget(records: readonly number[]): void {
    const touched = new Set(records);
    for (const [id, value] of ready) {
      if (touched.size > 0 && !value.records.some((record) => touched.has(record))) continue;
      details.delete(id);
      ready.delete(id);
    }
  }

  /** Fetch the next groups and compare their records while a person still looks at this one. */
  async function prefetch(from: number): Promise<void> {
    for (let at = from + 1; at <= from + AHEAD; at++) {
      const next = list.row(at);
      if (next === undefined) return;
      const value = await fetchDetail(next.id).catch(() => null);
      if (value !== null && at === from + 1) {
        const pair = shownPair(value, 0);
        if (pair !== null) compareRecords(pair.left, pair.right);
      }
    }
  }

  watch(() => group.value?.id, async (id) => {
    place.group = id ?? place.group;
    if (id === undefined) {
      if (list.total.value === 0) detail.value = null;
      return;
    }
    const value = ready.get(id);
    if (value !== undefined) detail.value = value;
    else {
      const fresh = await fetchDetail(id).catch((thrown: unknown) => {
        if (isFault(thrown, 'not-found')) void refresh();
        else notifyFault(thrown);
        return null;
      });
      if (fresh === null || group.value?.id !== id) return;
      detail.value = fresh;
    }
    if (index.value !== null) void prefetch(index.value);
  }, { flush: 'sync' });

  /** Put the desk on a group again after the list was fetched anew; by place when the group is gone. */
  function settleIndex(id: number | null): void {
    const total = list.total.value ?? 0;
    const found = list.known().find(([, row]) => row.id === id)?.[0];
    index.value = total === 0 ? null : found ?? Math.min(index.value ?? 0, total - 1);
  }

  async function refresh(toGroup = group.value?.id ?? place.group): Promise<void> {
    await Promise.all([list.reload(), loadCounts()]);
    settleIndex(toGroup);
    const id = group.value?.id;
    if (id === undefined) {
      if (list.total.value === 0) detail.value = null;
    } else if (detail.value?.id !== id || !ready.has(id)) {
      const fresh = await fetchDetail(id).catch(() => null);
      if (fresh !== null && group.value?.id === id) detail.value = fresh;
    }
  }

  const refreshSoon = useDebounceFn(() => (settling.size > 0 ? void refreshSoon() : void refresh()), 300);
  onEngine('changed', ({ areas, records }) => {
    if (!areas.includes('duplicates') && !areas.includes('records')) return;
    forget(records);
    void refreshSoon();
  });
  watch([kind, state], () => {
    [place.kind, place.state] = [kind.value, state.value];
    index.value = null;
    void list.reload().then(() => settleIndex(place.group));
  });
  void refresh(place.group);

  function move(step: 1 | -1): void {
    const total = list.total.value ?? 0;
    if (total > 0) index.value = ((index.value ?? 0) + step + total) % total;
  }

  /** Settle records of the group on the desk. `whole`: the group is done with, and the next one comes at once. */
  async function settle(verdict: Verdict, whole: boolean): Promise<void> {
    const here = group.value;
    if (here === undefined || settling.has(here.id)) return;
    settling.add(here.id);
    const asked = verdict.kind === 'merge' ? engine.duplicates.merge(verdict.input) : engine.duplicates[verdict.kind]({ ids: verdict.ids });
    if (whole && index.value !== null) {
      const at = index.value;
      countDown(here.kind);
      list.remove(at);
      const total = list.total.value ?? 0;
      index.value = total === 0 ? null : Math.min(at, total - 1);
    }
    try {
      const { operation } = await asked;
      const count = verdict.kind === 'merge' ? verdict.input.ids.length : verdict.ids.length;
      const sentence = t(`duplicates.done.${verdict.kind}`, { title: here.title, n: count }, count);
      decided.value = [...decided.value, { group: here.id, operation, sentence }];
    } catch (thrown) {
      notifyFault(thrown);
    } finally {
      settling.delete(here.id);
      void refreshSoon();
    }
  }

  function countDown(of: DuplicateKind): void {
    const now = counts.value;
    if (now !== null) counts.value = { ...now, open: now.open - 1, byKind: { ...now.byKind, [of]: now.byKind[of] - 1 } };
  }

  /** Take the last decision of this session back and put its group on the desk again. */
  async function undoLast(): Promise<void> {
    const last = decided.value.at(-1);
    if (last === undefined) return;
    try {
      await engine.history.undo({ operation: last.operation });
      decided.value = decided.value.slice(0, -1);
      details.delete(last.group);
      ready.delete(last.group);
      await refresh(last.group);
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

  return { kind, state, counts, list, index, group, detail, decided, putOff, move, settle, later, undoLast, refresh };
}
