import { computed, readonly, ref, shallowReadonly, shallowRef } from 'vue';
import { useLocalStorage } from '@vueuse/core';
import type { Sort } from '../../contract/records.ts';
import type { Selection } from '../../contract/selection.ts';

/** The query in force, in the language of the search box; '' is every record. */
export const query = ref('');

/** The order of the list, the most important first. Remembered. */
export const sort = useLocalStorage<Sort[]>('jianbao.sort', [{ field: 'date', descending: true }]);

/** How many records the query finds; null until the engine has said so. */
export const found = ref<number | null>(null);

/** The record that the right pane shows and the keyboard stands on. */
export const currentId = ref<number | null>(null);

/** Where that record stands in the list, from 0; null when the list does not hold it. */
export const currentIndex = ref<number | null>(null);

const markedIds = shallowRef<ReadonlySet<number>>(new Set());
const everything = ref(false);

/** The records marked one by one or by a range. Empty while everything is marked. */
export const marked = shallowReadonly(markedIds);

/** Whether all records the query finds are marked (Ctrl+A), however many. */
export const allMarked = readonly(everything);

export function setMarked(ids: Iterable<number>): void {
  everything.value = false;
  markedIds.value = new Set(ids);
}

export function toggleMarked(id: number): void {
  const next = new Set(markedIds.value);
  if (!next.delete(id)) next.add(id);
  setMarked(next);
}

export function markAll(): void {
  markedIds.value = new Set();
  everything.value = true;
}

export function clearMarked(): void {
  if (everything.value || markedIds.value.size > 0) setMarked([]);
}

/** How many records a command would work on. */
export const selectedCount = computed(() => {
  if (everything.value) return found.value ?? 0;
  if (markedIds.value.size > 0) return markedIds.value.size;
  return currentId.value === null ? 0 : 1;
});

/** What a command works on: everything found, the marked records, else the current one; null when there is none. */
export const selection = computed<Selection | null>(() => {
  if (everything.value) return { query: query.value };
  if (markedIds.value.size > 0) return { ids: [...markedIds.value] };
  return currentId.value === null ? null : { ids: [currentId.value] };
});

/** Show the records a query finds, with nothing marked. */
export function search(text: string): void {
  if (query.value === text) return;
  query.value = text;
  clearMarked();
}
