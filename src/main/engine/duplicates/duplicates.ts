import type { FindInput, FindResult, PairDecision } from '../../../contract/duplicates.ts';
import type { EngineApi } from '../../../contract/engine.ts';
import { Fault } from '../../../contract/fault.ts';
import type { RecordDetail } from '../../../contract/records.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { History } from '../history/history.ts';
import type { Writer } from '../history/writer.ts';
import type { Job } from '../job.ts';
import type { Store } from '../store/open.ts';
import { createArticles } from './articles.ts';
import { createDecided } from './decided.ts';
import { createDecider } from './decide.ts';
import { finderOf } from './find.ts';
import type { Finder } from './find.ts';
import { createGroups } from './groups.ts';
import { createMergeUnits } from './merge-units.ts';
import { createMerger, mergeRecords } from './merge.ts';
import { refine } from './refine.ts';
import type { Refined } from './refine.ts';
import { createResolve } from './resolve.ts';
import { allRules, checkRule, deleteRule, saveRule } from './rules.ts';
import { chooseSettings, settingsOf } from './settings.ts';
import { foundAmong, groupsOf, refreshGroups } from './states.ts';
import { createUnmerge } from './unmerge.ts';

export interface DuplicatesDeps {
  readonly store: Store;
  readonly history: History;
  readonly select: (selection: { readonly query: string }) => Uint32Array;
  readonly detail: (id: number) => RecordDetail;
}

type Api = Handlers<EngineApi>['duplicates'];

export interface Duplicates extends Omit<Api, 'find' | 'refine' | 'resolve'> {
  find(input: FindInput, job: Job): Promise<FindResult>;
  refine(input: { readonly reset?: boolean }, job: Job): Promise<Refined>;
  readonly finder: Finder;
  resolve: (input: Parameters<Api['resolve']>[0], job: Job) => Promise<Awaited<ReturnType<Api['resolve']>>>;
  /** The parts of the article a record is in, in reading order; empty when it stands alone. */
  readonly partsOf: (record: number) => readonly number[];
}

export function createDuplicates({ store, history, select, detail }: DuplicatesDeps): Duplicates {
  const { sqlite } = store;
  const finder = finderOf(store);
  const decider = createDecider(sqlite);
  const decided = createDecided(sqlite);
  const merger = createMerger(sqlite, decider);
  const units = createMergeUnits(sqlite);
  const articles = createArticles({ sqlite, history, decider, detail });
  const groups = createGroups(sqlite, detail, () => finder.judging().model);
  const { merged, unmerge } = createUnmerge({ sqlite, history, units, merger, decided });
  const resolve = createResolve({ sqlite, history, merger, decider, decided, articles });

  // Whatever changes a record or a decision, by a merge, an undo or an import taken back, brings its groups up to date with it.
  history.follow((touched) => {
    finder.mark(touched);
    if (!touched.tables.has('duplicate_decision') && !touched.columns.has('hidden')) return;
    const records = new Set(touched.records);
    for (const [from, to] of touched.ranges) {
      for (const id of sqlite.prepare<[number, number], number>('SELECT DISTINCT record_id FROM duplicate_member WHERE record_id BETWEEN ? AND ?').pluck().all(from, to)) records.add(id);
    }
    refreshGroups(sqlite, groupsOf(sqlite, records));
  });

  /** Decide the same of every pair of some records: one operation. */
  function decideAll(kind: string, given: readonly number[], zh: string, en: string, work: (tx: Writer, ids: readonly number[]) => number) {
    const ids = [...new Set(given)];
    if (ids.length < 2) throw new Fault('bad-input', { zh: '请选择至少两条记录。', en: 'Choose at least two records.' });
    for (const id of ids) detail(id);
    const title = decided.record(ids[0] ?? 0).title;
    const { operation, result } = history.write<number>({
      kind, input: { ids }, sentence: () => ({ zh: `“${title}”等 ${ids.length} 条：${zh}`, en: `"${title}" and others (${ids.length}): ${en}` }),
    }, (tx) => work(tx, ids));
    if (operation === null) throw new Fault('conflict', { zh: '这些记录已经这样判定过了。', en: 'These records were decided so already.' });
    return { operation, pairs: result };
  }

  const everyPair = (decision: PairDecision, of?: number) => (tx: Writer, ids: readonly number[]): number => {
    let pairs = 0;
    for (const [at, a] of ids.entries()) {
      for (const b of ids.slice(at + 1)) if ((of === undefined || a === of || b === of) && decider.put(tx, a, b, decision)) pairs++;
    }
    return pairs;
  };

  /** Take one decision back; of a merge, the merge. */
  function undecide({ id, force }: { readonly id: number; readonly force?: boolean }): { readonly operation: number } {
    const row = sqlite.prepare<[number], { a: number; b: number; decision: PairDecision }>('SELECT a, b, decision FROM duplicate_decision WHERE id = ?').get(id);
    if (row === undefined) throw new Fault('not-found', { zh: '这个判定已经不在了。', en: 'This decision is gone already.' });
    const { a, b, decision } = row;
    const absorbed = [a, b].find((record) => units.by(record)?.survivor === (record === a ? b : a));
    if (decision === 'duplicate' && absorbed !== undefined) return { operation: unmerge({ id: absorbed, only: true, force }).operation };
    if (decision === 'continuation' && articles.partsOf(a).includes(b)) return { operation: articles.unlink([b]).operation };
    const title = decided.record(a).title || decided.record(b).title;
    const { operation } = history.write({
      kind: 'duplicates.undecide', input: { a, b, decision },
      sentence: () => ({ zh: `收回对“${title}”的判定`, en: `Take back what was decided of "${title}"` }),
    }, (tx) => decider.drop(tx, a, b, [decision]));
    return { operation: operation ?? 0 };
  }

  return {
    finder,
    settings: () => settingsOf(store),
    refine: (input, job) => refine(store, history, input, job),
    async find({ query = '', again = false, settings }, job) {
      const started = performance.now();
      if (settings !== undefined) chooseSettings(store, history, settings);
      const { records } = await finder.run(job, again);
      return { ...foundAmong(store, query === '' ? null : select({ query }), finder.judging().review), seconds: (performance.now() - started) / 1000, records };
    },
    setSettings: (settings) => ({ operation: chooseSettings(store, history, settings) }),
    counts: () => groups.counts(),
    list: (input) => groups.list(input),
    get: (input) => groups.get(input),
    pairs: ({ minScore = finder.judging().review, offset = 0, limit = 100_000 }) => groups.pairs(minScore, offset, limit),
    merge: (input) => mergeRecords(store, history, merger, input),
    distinct: ({ ids, of }) => decideAll('duplicates.distinct', ids, '判定不是重复', 'not duplicates', everyPair('distinct', of)),
    link: ({ ids, as = 'continuation' }) => (as === 'continuation'
      ? decideAll('duplicates.link', ids, '关联为一篇的各部分', 'linked as parts of one article', articles.join)
      : decideAll('duplicates.link', ids, '关联为转载，各条都留', 'linked as reprints', everyPair('reprint'))),
    merged,
    unmerge,
    decisions: (input) => decided.list(input),
    undecide,
    article: ({ id }) => articles.article(id),
    reorder: ({ ids }) => articles.reorder(ids),
    unlink: ({ ids }) => articles.unlink(ids),
    rules: () => allRules(sqlite),
    saveRule(rule) {
      checkRule(rule);
      return saveRule(sqlite, history, rule);
    },
    deleteRule: ({ name }) => deleteRule(sqlite, history, name),
    resolve,
    partsOf: (record) => articles.partsOf(record),
  };
}

