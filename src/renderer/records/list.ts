import { useThrottleFn } from '@vueuse/core';
import { readonly, ref, shallowReadonly, shallowRef, triggerRef, watch } from 'vue';
import { Fault } from '../../contract/fault.ts';
import type { RecordRow, Sort } from '../../contract/records.ts';
import { onEngine, useEngine } from '../shell/engine.ts';
import { notifyFault } from '../shell/faults.ts';
import { pace } from '../shell/pace.ts';
import { currentId, currentIndex, found, query, sort } from '../shell/selection.ts';
import { WINDOW, Windows, windowsOf } from './grid/windows.ts';

/*
 * The list of records that the grid shows: windows of rows around what is in sight. While a new query runs the last list
 * stays, and what no longer matters is cancelled.
 */

interface List {
  readonly query: string;
  readonly sort: readonly Sort[];
  readonly windows: Windows<RecordRow>;
  total: number;
}

const list = shallowRef<List>({ query: '', sort: [], windows: new Windows(), total: 0 });
const fault = shallowRef<Fault | null>(null);
const busy = ref(false);
const loaded = ref(false);
const milliseconds = ref<number | null>(null);
const waitingForIndex = ref(0);

/** Why the query in the search box cannot be answered; the list is then the last one that could. */
export const listFault = shallowReadonly(fault);
/** True while a new list is on its way. */
export const listBusy = readonly(busy);
/** False until the first list of the library has come. */
export const listLoaded = readonly(loaded);
/** How long the last search took. */
export const listTime = readonly(milliseconds);
/** Records that the search index has not reached yet. */
export const listPending = readonly(waitingForIndex);

/** Number of rows in the list that is shown. */
export function rowCount(): number {
  return list.value.total;
}

/** A row of the list that is shown; undefined while it is being fetched. Reactive. */
export function rowAt(index: number): RecordRow | undefined {
  return list.value.windows.at(index);
}

/** The query of the list that is shown, for marking hits. */
export function shownQuery(): string {
  return list.value.query;
}

let sight: readonly number[] = [0];
const flying = new Map<number, AbortController>();
let reloading: AbortController | null = null;

/** Tell which rows are in sight; missing ones are fetched, and fetches for rows out of sight are cancelled. */
export function showRows(first: number, last: number): void {
  sight = windowsOf(first, last);
  for (const [window, abort] of flying) if (!sight.includes(window)) abort.abort();
  if (!loaded.value) return;
  for (const window of sight) if (!list.value.windows.has(window)) void fetchWindow(window);
}

async function fetchWindow(window: number): Promise<void> {
  if (flying.has(window)) return;
  const abort = new AbortController();
  flying.set(window, abort);
  const target = list.value;
  try {
    const page = await pageOf(target, window, abort.signal);
    target.windows.put(window, page.rows);
    if (list.value === target) triggerRef(list);
  } catch (thrown) {
    notifyFault(thrown);
  } finally {
    if (flying.get(window) === abort) flying.delete(window);
  }
}

const pageOf = (target: Pick<List, 'query' | 'sort'>, window: number, signal?: AbortSignal) =>
  useEngine().records.list({ query: target.query, sort: target.sort, offset: window * WINDOW, limit: WINDOW }, { signal });

/** Days are read page by page and item by item. */
export function fullSort(chosen: readonly Sort[]): Sort[] {
  const [first = { field: 'date' }] = chosen;
  const tail: Sort[] = first.field === 'date' ? [{ field: 'page' }, { field: 'item' }] : [];
  return first.field === 'page' ? [first, { field: 'item', descending: first.descending }] : [first, ...tail];
}

/** Fetch the list anew: `top` for another query, `follow` to keep the current record in sight, `stay` for changed data. */
async function reload(look: 'top' | 'follow' | 'stay'): Promise<void> {
  reloading?.abort();
  const abort = new AbortController();
  reloading = abort;
  busy.value = true;
  const fresh: List = { query: query.value, sort: fullSort(sort.value), windows: new Windows(), total: 0 };
  const started = performance.now();
  try {
    const index = look === 'top' ? null : await positionOf(currentId.value, fresh, abort.signal);
    const wanted = look === 'top' ? [0] : look === 'stay' || index === null ? sight : [Math.floor(index / WINDOW)];
    const pages = await Promise.all((wanted.length === 0 ? [0] : wanted).map(async (window) => {
      const page = await pageOf(fresh, window, abort.signal);
      fresh.windows.put(window, page.rows);
      return page;
    }));
    if (abort.signal.aborted) return;
    fresh.total = pages[0]?.total ?? 0;
    milliseconds.value = performance.now() - started;
    waitingForIndex.value = pages[0]?.pending ?? 0;
    for (const flight of flying.values()) flight.abort();
    flying.clear();
    list.value = fresh;
    found.value = fresh.total;
    loaded.value = true;
    fault.value = null;
    placed(look === 'top' ? await positionOf(currentId.value, fresh, abort.signal) : index, look);
  } catch (thrown) {
    if (abort.signal.aborted) return;
    const failed = Fault.from(thrown);
    if (failed.code === 'bad-query') fault.value = failed;
    else notifyFault(failed);
  } finally {
    if (reloading === abort) busy.value = false;
  }
}

async function positionOf(id: number | null, target: Pick<List, 'query' | 'sort'>, signal: AbortSignal): Promise<number | null> {
  if (id === null) return null;
  return (await useEngine().records.position({ id, query: target.query, sort: target.sort }, { signal })).index;
}

const jump = shallowRef<{ readonly index: number } | null>(null);
/** Asks the grid to bring a row into sight. */
export const rowWanted = shallowReadonly(jump);

function placed(index: number | null, look: 'top' | 'follow' | 'stay'): void {
  if (index !== null) {
    currentIndex.value = index;
    if (look !== 'stay') jump.value = { index: look === 'top' ? 0 : index };
    return;
  }
  // After a change of data the reader keeps what it shows, even when the query no longer finds it.
  if (look === 'stay' && currentId.value !== null) {
    currentIndex.value = null;
    return;
  }
  const first = rowAt(0);
  currentIndex.value = first === undefined ? null : 0;
  currentId.value = first?.id ?? null;
  jump.value = { index: 0 };
}

let heading: number | null = null;

/** Make the row at an index the current one and bring it into sight; its record follows when the row has come. */
export function goToRow(index: number): void {
  const total = list.value.total;
  if (total === 0) return;
  const target = Math.min(Math.max(index, 0), total - 1);
  currentIndex.value = target;
  jump.value = { index: target };
  const row = rowAt(target);
  heading = row === undefined ? target : null;
  if (row !== undefined) currentId.value = row.id;
}

/** Go some rows on from the current one. */
export function step(by: number): void {
  goToRow((currentIndex.value ?? (by > 0 ? -1 : 0)) + by);
}

/** Make a record the current one, in the list when the list has it. */
export async function openRecord(id: number): Promise<void> {
  currentId.value = id;
  const index = await positionOf(id, list.value, new AbortController().signal).catch(() => null);
  if (currentId.value !== id) return;
  currentIndex.value = index;
  if (index !== null) jump.value = { index };
}

/** The records of the rows from `first` to `last`, both inclusive. */
export async function idsBetween(first: number, last: number): Promise<number[]> {
  const [from, to] = first <= last ? [first, last] : [last, first];
  const target = list.value;
  const ids: number[] = [];
  for (let offset = from; offset <= to;) {
    const known = target.windows.at(offset);
    if (known !== undefined) {
      ids.push(known.id);
      offset += 1;
      continue;
    }
    const limit = Math.min(1000, to - offset + 1);
    const page = await useEngine().records.list({ query: target.query, sort: target.sort, offset, limit });
    ids.push(...page.rows.map((row) => row.id));
    if (page.rows.length === 0) break;
    offset += page.rows.length;
  }
  return ids;
}

/** Keep the list in step with the query, the order and the library. Called once, before the window is mounted. */
export function followList(): void {
  watch(query, () => void reload('top'));
  watch(sort, () => void reload('follow'), { deep: true });
  watch(list, () => {
    const row = heading === null ? undefined : rowAt(heading);
    if (row === undefined) return;
    heading = null;
    currentId.value = row.id;
  });
  const refresh = useThrottleFn(() => reload(loaded.value ? 'stay' : 'top'), pace(500), true);
  onEngine('changed', ({ areas }) => {
    if (areas.some((area) => area !== 'history' && area !== 'quality')) void refresh();
  });
}

/** Forget everything: another library is being opened. */
export function forgetList(): void {
  reloading?.abort();
  list.value = { query: '', sort: [], windows: new Windows(), total: 0 };
  query.value = '';
  found.value = null;
  loaded.value = false;
  fault.value = null;
  currentId.value = null;
  currentIndex.value = null;
}
