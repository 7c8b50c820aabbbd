import { Fault } from '../../../contract/fault.ts';
import type { Progress } from '../../../contract/progress.ts';
import type { Touched } from '../history/writer.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import { comparisonOf } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import { KINDS } from './core/kind.ts';
import { keptKind } from './evidence.ts';
import { KeptIndex, WornShelves } from './kept-index.ts';
import { pack, wantsPacking } from './packing.ts';
import { regroupOf } from './regroup.ts';
import { judgedBy, judgingOf, readJudged } from './settings.ts';
import type { Judging } from './settings.ts';
import { COMPARED_COLUMNS } from './texts.ts';

/** Keeps the duplicates of a library up to date with its records, decisions and settings. */
export interface Finder {
  /** To be called inside the transaction that changes something: who must be looked at again. */
  mark(touched: Touched): void;
  /** Records and groups that wait. */
  pending(): number;
  /** Whether anything waits; quick. */
  waits(): boolean;
  /**
   * Takes care of all that waits, a slice of some 12 ms at a time with others let in between. What is found is kept with
   * each slice, so that a cancelled run, or one that was killed, goes on where it was. A second call joins the first.
   * `anew` first forgets all keys, so that everything is taken and compared again.
   */
  run(job: Job, anew?: boolean): Promise<{ readonly records: number }>;
  /** By what pairs are judged and grouped now. */
  judging(): Judging;
}

/** What a slice should take, milliseconds. */
const SLICE_MS = 12;

export interface FinderOptions {
  /** Records by which the index may be ahead of its shelves. */
  readonly loose?: number;
}

export function finderOf(store: Store, options: FinderOptions = {}): Finder {
  const { sqlite } = store;
  const index = new KeptIndex(sqlite);
  sqlite.prepare("INSERT OR IGNORE INTO duplicate_state (id, through, shelf_bits, judged) VALUES (1, 0, 0, ?)").run(judgedBy(judgingOf(store)));
  const number = (sql: string) => sqlite.prepare<[], number>(sql).pluck();
  const fresh = number('SELECT count(*) FROM record WHERE id > (SELECT through FROM duplicate_state)');
  const changed = number('SELECT count(*) FROM duplicate_pending');
  const again = number('SELECT count(*) FROM duplicate_compare');
  const ungrouped = number('SELECT count(*) FROM duplicate_regroup');
  const waits = number(`SELECT EXISTS (SELECT 1 FROM duplicate_pending) OR EXISTS (SELECT 1 FROM duplicate_compare) OR EXISTS (SELECT 1 FROM duplicate_regroup)
    OR EXISTS (SELECT 1 FROM record WHERE id > (SELECT through FROM duplicate_state))`);
  const judged = sqlite.prepare<[], string>('SELECT judged FROM duplicate_state').pluck();
  const count = (statement: typeof fresh): number => statement.get() ?? 0;

  let current: { readonly judging: Judging; readonly comparison: Comparison } | null = null;
  /** Comparison by the settings that hold now. */
  const comparison = (): { readonly judging: Judging; readonly comparison: Comparison } => {
    const judging = judgingOf(store);
    if (current === null || judgedBy(current.judging) !== judgedBy(judging)) {
      current = { judging, comparison: comparisonOf(store, index, judging) };
    }
    return current;
  };

  /** Brings what was found by other settings to those that hold now: other weights compare anew, other bounds and kinds group anew. */
  const rejudge = sqlite.transaction((judging: Judging): void => {
    const was = readJudged(judged.get() ?? judgedBy(judging));
    const now = judgedBy(judging);
    if (judged.get() === now) return;
    if (was.model !== judging.modelName) sqlite.prepare('INSERT OR IGNORE INTO duplicate_compare (record_id) SELECT record_id FROM duplicate_sketch WHERE length(sketch) > 0').run();
    const other = new Set(KINDS.filter((kind) => judging.kinds.has(kind) !== was.kinds.includes(kind)));
    const set = sqlite.prepare('UPDATE duplicate_pair SET kind = ? WHERE a = ? AND b = ?');
    const regroup = sqlite.prepare('INSERT OR IGNORE INTO duplicate_regroup (record_id) VALUES (?)');
    const [low, high] = [Math.min(was.review, judging.review), Math.max(was.review, judging.review)];
    const pairs = sqlite.prepare<[], { a: number; b: number; kind: string; score: number; evidence: string }>('SELECT a, b, kind, score, reasons AS evidence FROM duplicate_pair').all();
    for (const { a, b, kind, score, evidence } of pairs) {
      const between = score >= low && score < high;
      if (between) set.run(keptKind(evidence, score, judging.review), a, b);
      if (between || (kind !== 'none' && other.has(kind as (typeof KINDS)[number]))) {
        regroup.run(a);
        regroup.run(b);
      }
    }
    sqlite.prepare('UPDATE duplicate_state SET judged = ?').run(now);
  }).immediate;

  const forgetAll = sqlite.transaction(() => {
    sqlite.exec('DELETE FROM duplicate_sketch; DELETE FROM duplicate_shelf; DELETE FROM duplicate_pending; DELETE FROM duplicate_compare');
    sqlite.exec('UPDATE duplicate_state SET through = 0, shelf_bits = 0');
  }).immediate;

  let jobs: readonly Job[] = [];
  const aborted = (): boolean => !sqlite.open || jobs.some(({ signal }) => signal.aborted);
  const together: Pick<Job, 'progress'> = { progress: (progress: Progress) => { for (const job of jobs) job.progress(progress); } };
  const rest = async (): Promise<void> => { for (const job of jobs) await job.rest(); };

  /** Repeats a step with as much of it as a slice has time for, until nothing is left. */
  async function through(step: (most: number) => number, done: (took: number) => void): Promise<void> {
    const slice = sqlite.transaction(step).immediate;
    for (let size = 16, took = 1; took > 0 && !aborted();) {
      const before = performance.now();
      try {
        took = slice(size);
      } catch (error) {
        // What is in memory may be ahead of what was taken back.
        index.forget();
        if (!(error instanceof WornShelves)) throw error;
        await drain(pack(store, index));
        await drain(index.open(0));
        continue;
      }
      const ms = performance.now() - before;
      size = Math.max(1, Math.min(2000, Math.round(size * Math.min(2, SLICE_MS / Math.max(ms, 0.5)))));
      if (took > 0) done(took);
      await rest();
    }
  }

  async function drain(steps: Generator<void, void, void>): Promise<void> {
    while (!aborted() && steps.next().done !== true) await rest();
  }

  async function run(): Promise<{ readonly records: number }> {
    const progress = meter(together, 'compare', 'records');
    const { judging, comparison: steps } = comparison();
    rejudge(judging);
    let total = count(fresh) + count(changed) + count(again);
    let records = 0;
    if (total > 0) await drain(index.open(total));
    const note = (took: number): void => {
      records += took;
      if (records > total) total = records + count(fresh) + count(changed) + count(again);
      if (total > 0) progress.at(records, total);
    };
    // Keys before comparing: a record is compared with the others as they are now.
    while (!aborted() && count(changed) + count(fresh) + count(again) > 0) {
      await through(steps.refresh, note);
      await through(steps.fresh, note);
      await through(steps.again, note);
    }
    if (aborted()) return { records };
    const groups = count(ungrouped);
    const grouping = groups > 1000 ? meter(together, 'group', 'records') : null;
    let grouped = 0;
    await through(regroupOf(store, judging, steps.judge), (took) => {
      grouped += took;
      grouping?.at(Math.min(groups, grouped), groups);
    });
    if (!aborted() && wantsPacking(store, index, options.loose)) await drain(pack(store, index));
    return { records };
  }

  let running: Promise<{ readonly records: number }> | null = null;

  const markRecords = sqlite.prepare('INSERT OR IGNORE INTO duplicate_pending (record_id) SELECT value FROM json_each(?) WHERE value <= (SELECT through FROM duplicate_state)');
  const markRange = sqlite.prepare('INSERT OR IGNORE INTO duplicate_pending (record_id) SELECT id FROM record WHERE id BETWEEN ? AND min(?, (SELECT through FROM duplicate_state))');
  const markGroups = sqlite.prepare('INSERT OR IGNORE INTO duplicate_regroup (record_id) SELECT value FROM json_each(?)');

  return {
    judging: () => judgingOf(store),
    mark(touched) {
      if ([...touched.columns].some((column) => COMPARED_COLUMNS.has(column))) markRecords.run(JSON.stringify([...touched.records]));
      for (const [from, to] of touched.ranges) markRange.run(from, to);
      if (touched.tables.has('duplicate_decision')) markGroups.run(JSON.stringify([...touched.records]));
    },
    waits: () => waits.get() === 1 || judged.get() !== judgedBy(judgingOf(store)),
    pending: () => count(changed) + count(again) + count(fresh) + count(ungrouped),
    async run(job, anew = false) {
      if (anew) {
        // Not in the middle of another run.
        while (running !== null) await running;
        forgetAll();
        index.forget();
      }
      jobs = [...jobs, job];
      running ??= run().finally(() => {
        running = null;
        jobs = [];
      });
      const result = await running;
      if (job.signal.aborted) throw new Fault('cancelled');
      return result;
    },
  };
}
