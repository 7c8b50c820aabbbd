/** Rows are fetched in windows of this many, aligned to multiples of it. */
export const WINDOW = 100;
/** Windows kept after they leave the sight, the oldest dropped first. */
const KEPT = 50;

/** The numbers of the windows that hold the rows from `first` (inclusive) to `last` (exclusive). */
export function windowsOf(first: number, last: number): number[] {
  if (last <= first) return [];
  const from = Math.floor(first / WINDOW);
  const to = Math.floor((last - 1) / WINDOW);
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

/** The fetched windows of one list, by number. */
export class Windows<Row> {
  readonly #rows = new Map<number, readonly Row[]>();

  has(window: number): boolean {
    return this.#rows.has(window);
  }

  /** The row at an index of the list, undefined while its window has not come. */
  at(index: number): Row | undefined {
    return this.#rows.get(Math.floor(index / WINDOW))?.[index % WINDOW];
  }

  put(window: number, rows: readonly Row[]): void {
    this.#rows.delete(window);
    this.#rows.set(window, rows);
    for (const oldest of this.#rows.keys()) {
      if (this.#rows.size <= KEPT) return;
      this.#rows.delete(oldest);
    }
  }

  /** The index of the first fetched row for which `test` holds, or -1. */
  indexOf(test: (row: Row) => boolean): number {
    for (const [window, rows] of this.#rows) {
      const place = rows.findIndex(test);
      if (place !== -1) return window * WINDOW + place;
    }
    return -1;
  }
}
