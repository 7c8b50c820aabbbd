import type { DuplicateCounts, DuplicateGroup, DuplicateKind, FindInput, FindResult } from '../../../contract/duplicates.ts';
import type { EngineApi } from '../../../contract/engine.ts';
import { Fault } from '../../../contract/fault.ts';
import type { RecordDetail } from '../../../contract/records.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { History } from '../history/history.ts';
import type { Job } from '../job.ts';
import type { Store } from '../store/open.ts';
import { reasonsOf } from './evidence.ts';
import { finderOf } from './find.ts';
import type { Finder } from './find.ts';
import { decide, mergeRecords } from './merge.ts';
import { refine } from './refine.ts';
import type { Refined } from './refine.ts';
import { chooseSettings, settingsOf } from './settings.ts';
import { foundAmong, groupsOf, refreshGroups } from './states.ts';

export interface DuplicatesDeps {
  readonly store: Store;
  readonly history: History;
  readonly select: (selection: { readonly query: string }) => Uint32Array;
  readonly detail: (id: number) => RecordDetail;
}

interface GroupRow {
  readonly id: number; readonly kind: DuplicateKind; readonly state: DuplicateGroup['state']; readonly score: number;
}

export interface Duplicates extends Omit<Handlers<EngineApi>['duplicates'], 'find' | 'refine'> {
  find(input: FindInput, job: Job): Promise<FindResult>;
  refine(input: { readonly reset?: boolean }, job: Job): Promise<Refined>;
  readonly finder: Finder;
}

export function createDuplicates({ store, history, select, detail }: DuplicatesDeps): Duplicates {
  const { sqlite } = store;
  const finder = finderOf(store);
  const members = sqlite.prepare<[number], { id: number; title: string | null; day: number | null }>(
    'SELECT r.id, r.title, r.day FROM duplicate_member m JOIN record r ON r.id = m.record_id WHERE m.group_id = ? ORDER BY r.id');
  const groupOf = (row: GroupRow): DuplicateGroup => {
    const records = members.all(row.id);
    return {
      ...row, records: records.map((record) => record.id), days: records.map((record) => record.day),
      title: records.find((record) => (record.title ?? '') !== '')?.title ?? '',
    };
  };

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

  const settlePairs = (kind: string, ids: readonly number[], decision: 'distinct' | 'continuation', zh: string, en: string): { readonly operation: number; readonly pairs: number } => {
    if (new Set(ids).size < 2) throw new Fault('bad-input', { zh: '请选择至少两条记录。', en: 'Choose at least two records.' });
    const { operation, result } = history.write({
      kind, input: { ids }, sentence: () => ({ zh, en }),
    }, (tx) => {
      let pairs = 0;
      for (const [at, a] of ids.entries()) for (const b of ids.slice(at + 1)) if (a !== b && decide(store, tx, a, b, decision)) pairs++;
      return pairs;
    });
    if (operation === null) throw new Fault('conflict', { zh: '这些记录已经这样判定过了。', en: 'These records were decided so already.' });
    return { operation, pairs: result };
  };
  const titleOf = (id: number): string => (sqlite.prepare('SELECT title FROM record WHERE id = ?').pluck().get(id) as string | null | undefined) ?? '';

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
    counts() {
      const rows = sqlite.prepare<[], { kind: DuplicateKind; state: string; groups: number }>('SELECT kind, state, count(*) AS groups FROM duplicate_group GROUP BY kind, state').all();
      const sum = (test: (row: (typeof rows)[number]) => boolean): number => rows.filter(test).reduce((all, row) => all + row.groups, 0);
      const open = (kind: DuplicateKind): number => sum((row) => row.state === 'open' && row.kind === kind);
      return {
        open: sum((row) => row.state === 'open'), merged: sum((row) => row.state === 'merged'), distinct: sum((row) => row.state === 'distinct'),
        byKind: {
          exact: open('exact'), near: open('near'), reprint: open('reprint'), continuation: open('continuation'),
          contained: open('contained'), headline: open('headline'), version: open('version'),
        },
      } satisfies DuplicateCounts;
    },
    list({ kind = null, state = null, offset = 0, limit = 100 }) {
      const where = 'FROM duplicate_group WHERE (@kind IS NULL OR kind = @kind) AND (@state IS NULL OR state = @state)';
      const total = sqlite.prepare(`SELECT count(*) ${where}`).pluck().get({ kind, state }) as number;
      const rows = sqlite.prepare(`SELECT id, kind, state, score ${where} ORDER BY score DESC, id LIMIT @limit OFFSET @offset`).all({ kind, state, limit, offset }) as GroupRow[];
      return { total, groups: rows.map(groupOf) };
    },
    get({ group }) {
      const row = sqlite.prepare<[number], GroupRow>('SELECT id, kind, state, score FROM duplicate_group WHERE id = ?').get(group);
      if (row === undefined) throw new Fault('not-found', { zh: '这一组已不存在，可能刚重新查重。', en: 'This group is gone; duplicates were probably searched anew.' });
      const whole = groupOf(row);
      const pairs = sqlite.prepare<[number, number], { a: number; b: number; kind: DuplicateKind; score: number; evidence: string }>(
        `SELECT p.a, p.b, p.kind, p.score, p.reasons AS evidence FROM duplicate_pair p WHERE p.a IN (SELECT record_id FROM duplicate_member WHERE group_id = ?)
         AND p.b IN (SELECT record_id FROM duplicate_member WHERE group_id = ?) AND p.kind <> 'none' ORDER BY p.score DESC`).all(group, group);
      const { model } = finder.judging();
      return {
        ...whole, members: whole.records.map(detail),
        pairs: pairs.map(({ evidence, ...pair }) => ({ ...pair, reasons: reasonsOf(evidence, model) })),
      };
    },
    pairs({ minScore = finder.judging().review, offset = 0, limit = 100_000 }) {
      const total = sqlite.prepare('SELECT count(*) FROM duplicate_pair WHERE score >= ? AND kind <> \'none\'').pluck().get(minScore) as number;
      const pairs = sqlite.prepare<[number, number, number], { a: number; b: number; kind: DuplicateKind; score: number }>(
        'SELECT a, b, kind, score FROM duplicate_pair WHERE score >= ? AND kind <> \'none\' ORDER BY a, b LIMIT ? OFFSET ?').all(minScore, limit, offset);
      return { total, pairs };
    },
    merge: (input) => mergeRecords(store, history, input),
    distinct: ({ ids }) => settlePairs('duplicates.distinct', ids, 'distinct', `判定“${titleOf(ids[0] ?? 0)}”等 ${ids.length} 条不是重复`, `"${titleOf(ids[0] ?? 0)}" and others (${ids.length}): not duplicates`),
    link: ({ ids }) => settlePairs('duplicates.link', ids, 'continuation', `把“${titleOf(ids[0] ?? 0)}”等 ${ids.length} 条关联为续版`, `Link "${titleOf(ids[0] ?? 0)}" and others (${ids.length}) as parts of one article`),
    unmerge({ id, force }) {
      const absorbed = sqlite.prepare<[number, number], number>('SELECT id FROM record WHERE hidden = 2 AND (merged_into = ? OR id = ?) ORDER BY id').pluck().all(id, id);
      const operations = new Set<number>();
      const mergeOf = sqlite.prepare<[number], number>(
        `SELECT o.id FROM change c JOIN operation o ON o.id = c.operation_id
         WHERE c.record_id = ? AND c."column" = 'merged_into' AND o.kind = 'duplicates.merge' AND o.undone_by IS NULL ORDER BY o.id DESC LIMIT 1`).pluck();
      for (const record of absorbed) {
        const operation = mergeOf.get(record);
        if (operation !== undefined) operations.add(operation);
      }
      if (operations.size === 0) throw new Fault('not-found', { zh: '这条记录没有合并过。', en: 'This record was not merged.' });
      let last = 0;
      for (const operation of [...operations].sort((a, b) => b - a)) last = history.undo({ operation, force }).operation;
      return { operation: last, records: absorbed };
    },
  };
}
