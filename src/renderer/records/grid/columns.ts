import { useLocalStorage } from '@vueuse/core';
import { computed } from 'vue';
import type { RecordRow, Sort } from '../../../contract/records.ts';

/** A column of the grid. Its caption is `records.column.<key>`. */
export interface Column {
  readonly key: ColumnKey;
  /** What a click on the header sorts by; null when it cannot be sorted. */
  readonly sort: Sort['field'] | null;
  /** Pixels at first; the title takes what the others leave. */
  readonly width: number;
  readonly shown: boolean;
}

export type ColumnKey = 'title' | 'date' | 'page' | 'class' | 'genre' | 'status' | 'author' | 'column' | 'pageName' | 'tags' | 'id';

export const COLUMNS: readonly Column[] = [
  { key: 'title', sort: 'title', width: 260, shown: true },
  { key: 'date', sort: 'date', width: 92, shown: true },
  { key: 'page', sort: 'page', width: 60, shown: true },
  { key: 'class', sort: 'class', width: 76, shown: true },
  { key: 'genre', sort: 'genre', width: 84, shown: true },
  { key: 'status', sort: 'status', width: 62, shown: true },
  { key: 'author', sort: 'author', width: 110, shown: false },
  { key: 'column', sort: 'column', width: 110, shown: false },
  { key: 'pageName', sort: 'pageName', width: 96, shown: false },
  { key: 'tags', sort: null, width: 120, shown: false },
  { key: 'id', sort: 'id', width: 76, shown: false },
];

/** How the user left one column. */
export interface ColumnChoice {
  readonly key: ColumnKey;
  readonly width: number;
  readonly shown: boolean;
}

/** What was remembered, mended: unknown columns dropped, new ones added at the end, the title always there. */
export function mendChoices(remembered: readonly Partial<ColumnChoice>[]): ColumnChoice[] {
  const kept = remembered.flatMap((choice) => {
    const column = COLUMNS.find(({ key }) => key === choice.key);
    if (column === undefined) return [];
    return [{ key: column.key, width: choice.width ?? column.width, shown: column.key === 'title' || (choice.shown ?? column.shown) }];
  });
  const missing = COLUMNS.filter(({ key }) => !kept.some((choice) => choice.key === key));
  return [...kept, ...missing.map(({ key, width, shown }) => ({ key, width, shown }))];
}

/** A column moved to the place of another. */
export function moveColumn(choices: readonly ColumnChoice[], from: ColumnKey, to: ColumnKey): ColumnChoice[] {
  const moved = choices.find(({ key }) => key === from);
  const place = choices.findIndex(({ key }) => key === to);
  if (moved === undefined || place === -1 || from === to) return [...choices];
  const rest = choices.filter(({ key }) => key !== from);
  return [...rest.slice(0, place), moved, ...rest.slice(place)];
}

const remembered = useLocalStorage<Partial<ColumnChoice>[]>('jianbao.columns', []);

/** All columns in the user's order. */
export const columnChoices = computed<ColumnChoice[]>({
  get: () => mendChoices(remembered.value),
  set: (choices) => { remembered.value = choices; },
});

/** The columns to draw. */
export const shownColumns = computed(() => columnChoices.value.filter(({ shown }) => shown));

export const sortOf = (key: ColumnKey): Column['sort'] => COLUMNS.find((column) => column.key === key)?.sort ?? null;

export function changeColumn(key: ColumnKey, change: Partial<Omit<ColumnChoice, 'key'>>): void {
  columnChoices.value = columnChoices.value.map((choice) => (choice.key === key ? { ...choice, ...change } : choice));
}

const DOT = 34;
const LEAST_TITLE = 180;

/** Widths as one CSS grid; the mark of the status stands before the first column. */
export const columnTemplate = computed(() =>
  [`${DOT}px`, ...shownColumns.value.map(({ key, width }) => (key === 'title' ? `minmax(${LEAST_TITLE}px, 1fr)` : `${width}px`))].join(' '));

/** Pixels below which the grid scrolls sideways. */
export const leastWidth = computed(() =>
  shownColumns.value.reduce((sum, { key, width }) => sum + (key === 'title' ? LEAST_TITLE : width), DOT));

/** Page and item as one reads them: 04·1. */
export function pageAndItem(row: Pick<RecordRow, 'page' | 'item'>): string {
  return [row.page, row.item].filter((part) => part !== '').join('·');
}

export const density = useLocalStorage<'comfortable' | 'compact'>('jianbao.density', 'comfortable');
export const rowHeight = computed(() => (density.value === 'compact' ? 26 : 32));
