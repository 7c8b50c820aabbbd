import { shallowRef, triggerRef, type ShallowRef } from 'vue';
import type { Window } from '../../../contract/selection.ts';

/** A long list of which only the windows looked at are fetched. */
export interface Paged<T> {
  /** Exact length; null until the first answer. */
  readonly total: Readonly<ShallowRef<number | null>>;
  /** The row at a place, undefined while it is on its way. Reactive. */
  row(index: number): T | undefined;
  /** The rows known around here, with their places. */
  known(): readonly (readonly [index: number, row: T])[];
  /** Say which rows are looked at, `[from, to)`; what is missing is fetched. */
  need(from: number, to: number): void;
  /** Ask anew, because the question or the answer changed. The old rows stay until the new ones come. */
  reload(): Promise<void>;
  /** Take one row out at once, before the engine has said so. */
  remove(index: number): void;
}

type Fetch<T> = (window: Window) => Promise<{ readonly total: number; readonly rows: readonly T[] }>;

const PAGE = 100;

/** A `Paged` over a call that answers one window at a time. `onFault` hears of every call that failed. */
export function usePaged<T>(fetch: Fetch<T>, onFault: (fault: unknown) => void): Paged<T> {
  const total = shallowRef<number | null>(null);
  const rows = shallowRef<(T | undefined)[]>([]);
  let asked = new Set<number>();
  let looked: readonly [from: number, to: number] = [0, PAGE];
  let generation = 0;

  async function ask(pages: readonly number[], fresh: boolean): Promise<void> {
    const mine = generation;
    const first = pages[0];
    const last = pages.at(-1);
    if (first === undefined || last === undefined) return;
    for (const page of pages) asked.add(page);
    try {
      const answer = await fetch({ offset: first * PAGE, limit: (last - first + 1) * PAGE });
      if (mine !== generation) return;
      if (fresh) rows.value = [];
      answer.rows.forEach((row, index) => { rows.value[first * PAGE + index] = row; });
      total.value = answer.total;
      triggerRef(rows);
    } catch (thrown) {
      if (mine !== generation) return;
      for (const page of pages) asked.delete(page);
      onFault(thrown);
    }
  }

  const pagesOf = (from: number, to: number): number[] => {
    const [first, last] = [Math.floor(Math.max(0, from) / PAGE), Math.floor(Math.max(from, to - 1) / PAGE)];
    return Array.from({ length: Math.min(last - first + 1, 8) }, (_, index) => first + index);
  };

  const restart = (): void => {
    generation++;
    asked = new Set();
  };

  return {
    total,
    row: (index) => rows.value[index],
    known: () => [...rows.value.entries()]
      .flatMap(([index, row]) => (row === undefined ? [] : [[index, row] as const])),
    need(from, to) {
      looked = [from, to];
      const missing = pagesOf(from, to).filter((page) => !asked.has(page));
      if (missing.length > 0) void ask(missing, false);
    },
    reload() {
      restart();
      return ask(pagesOf(...looked), true);
    },
    remove(index) {
      // Subtle: everything after the row moves up, so what was asked for before must not land in the old places.
      restart();
      rows.value.splice(index, 1);
      const length = Math.max(0, (total.value ?? 1) - 1);
      total.value = length;
      const filled = new Map<number, number>();
      rows.value.forEach((_, at) => filled.set(Math.floor(at / PAGE), (filled.get(Math.floor(at / PAGE)) ?? 0) + 1));
      for (const [page, count] of filled) if (count >= Math.min(PAGE, length - page * PAGE)) asked.add(page);
      triggerRef(rows);
    },
  };
}
