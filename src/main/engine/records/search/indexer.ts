import type Database from 'better-sqlite3';
import type { Progress } from '../../../../contract/progress.ts';
import type { SearchIndex } from './search-index.ts';
import { searchTexts, TEXT_COLUMNS } from './text.ts';

export interface IndexRun {
  readonly signal?: AbortSignal;
  readonly progress?: (progress: Progress) => void;
}

export interface Indexer {
  /** Records whose entry is missing or out of date. */
  pending(): number;
  /**
   * Index all that waits, a slice of some 12 ms at a time with others let in between. Every slice is a transaction of its
   * own: one that stayed open would take in what others write meanwhile. A second call joins the first, sees its progress
   * and may end it. An abort ends it after the slice, and so does closing the library; the rest stays pending, and is found all the same.
   */
  run(call?: IndexRun): Promise<{ readonly indexed: number }>;
  /** Index at once what waits, when it is at most `most` records. Returns whether nothing waits any more. */
  settle(most: number): boolean;
}

/** What a slice should take, milliseconds. */
const SLICE_MS = 12;
/** Fewer slices leave so few pieces that they are not worth joining at once. */
const PIECES_FEW = 16;

type TextRow = readonly [id: number, ...texts: (string | null)[]];

/** SQL of the indexer; also for the test of its plans. */
export const INDEXER_QUESTIONS = {
  fresh: `SELECT r.id, ${TEXT_COLUMNS} FROM record r LEFT JOIN record_text t ON t.id = r.id
    WHERE r.id > (SELECT through FROM search_state) ORDER BY r.id LIMIT ?`,
  stale: 'SELECT record_id FROM search_pending ORDER BY record_id LIMIT ?',
  one: `SELECT r.id, ${TEXT_COLUMNS} FROM record r LEFT JOIN record_text t ON t.id = r.id WHERE r.id = ?`,
  count: `SELECT (SELECT count(*) FROM search_pending WHERE record_id <= (SELECT through FROM search_state))
    + (SELECT count(*) FROM record WHERE id > (SELECT through FROM search_state))`,
} as const;

export function createIndexer(sqlite: Database.Database, index: SearchIndex): Indexer {
  const fresh = sqlite.prepare<[number], TextRow>(INDEXER_QUESTIONS.fresh).raw();
  const stale = sqlite.prepare<[number], number>(INDEXER_QUESTIONS.stale).pluck();
  const one = sqlite.prepare<[number], TextRow>(INDEXER_QUESTIONS.one).raw();
  const count = sqlite.prepare<[], number>(INDEXER_QUESTIONS.count).pluck();
  const settled = sqlite.prepare<[number]>('DELETE FROM search_pending WHERE record_id = ?');
  const reached = sqlite.prepare<[number]>('UPDATE search_state SET through = ?');

  /** One transaction. Returns the number of records taken care of. */
  const slice = sqlite.transaction((most: number): number => {
    const waiting = stale.all(most);
    for (const id of waiting) {
      const row = one.get(id);
      if (row === undefined) index.remove(id);
      else index.add(id, searchTexts(row.slice(1) as (string | null)[]));
      settled.run(id);
    }
    if (waiting.length > 0) return waiting.length;
    const rows = fresh.all(most);
    for (const [id, ...stored] of rows) index.add(id, searchTexts(stored));
    const last = rows.at(-1);
    if (last !== undefined) reached.run(last[0]);
    return rows.length;
  }).immediate;

  const breathe = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

  let calls: readonly IndexRun[] = [];
  const goesOn = (): boolean => sqlite.open && !calls.some(({ signal }) => signal?.aborted === true);

  async function run(): Promise<{ readonly indexed: number }> {
    const started = performance.now();
    let total = count.get() ?? 0;
    let indexed = 0;
    let slices = 0;
    let size = 64;
    if (total > 0) index.bulk(total > size * PIECES_FEW);
    try {
      for (let took = 1; took > 0 && goesOn();) {
        const before = performance.now();
        took = slice(size);
        const ms = performance.now() - before;
        indexed += took;
        // More came meanwhile: the end is where the end is now.
        if (indexed > total) total = indexed + (count.get() ?? 0);
        size = Math.max(8, Math.min(512, Math.round(size * Math.min(2, SLICE_MS / Math.max(ms, 1)))));
        const seconds = (performance.now() - started) / 1000;
        const rate = indexed / Math.max(seconds, 0.001);
        const secondsLeft = rate > 0 ? (total - indexed) / rate : null;
        for (const { progress } of calls) progress?.({ step: 'index', done: indexed, total, unit: 'records', rate, secondsLeft });
        slices++;
        await breathe();
      }
      while (slices > PIECES_FEW && goesOn() && index.merge()) await breathe();
    } finally {
      if (sqlite.open) index.bulk(false);
    }
    return { indexed };
  }

  let running: Promise<{ readonly indexed: number }> | null = null;

  return {
    pending: () => count.get() ?? 0,
    run(call = {}) {
      calls = [...calls, call];
      running ??= run().finally(() => {
        running = null;
        calls = [];
      });
      return running;
    },
    settle(most) {
      // Subtle: nothing may be indexed inside somebody else's transaction, which might yet be taken back.
      if (sqlite.inTransaction) return false;
      const waiting = count.get() ?? 0;
      if (waiting > most) return false;
      for (let left = waiting; left > 0;) {
        const took = slice(left);
        if (took === 0) break;
        left -= took;
      }
      return true;
    },
  };
}
