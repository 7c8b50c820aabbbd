import { Fault } from '../../../contract/fault.ts';
import type { EngineApi } from '../../../contract/engine.ts';
import type { RecordAction } from '../../../contract/record-changes.ts';
import type { EditResult, RecordDetail, Sort } from '../../../contract/records.ts';
import type { Call, Handlers } from '../../../contract/rpc.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { History } from '../history/history.ts';
import type { Touched } from '../history/writer.ts';
import type { Store } from '../store/open.ts';
import type { VaultReader } from '../store/vault.ts';
import { Answers } from './answers.ts';
import type { Answer } from './answers.ts';
import type { Bits } from './columns/bits.ts';
import { Columns } from './columns/columns.ts';
import type { CodedField } from './columns/column.ts';
import { dayCounts, issueOf } from './columns/days.ts';
import { Facets } from './columns/facets.ts';
import type { FacetSight } from './columns/facets.ts';
import { KeptColumns } from './columns/kept.ts';
import { Relations } from './columns/relations.ts';
import { Sorter } from './columns/sort.ts';
import { SourceColumns } from './columns/sources.ts';
import { classNumbers } from './columns/splits.ts';
import type { NumbersOf } from './columns/splits.ts';
import { detailReader } from './detail.ts';
import type { Classify } from './detail.ts';
import { changeRecords, takeBackUnfinished } from './change/change.ts';
import type { FieldValues } from './change/actions.ts';
import { prepareChange } from './change/prepared.ts';
import type { PreparedChange } from './change/prepared.ts';
import { Rehearsals } from './change/rehearsals.ts';
import { setStatus, setTags } from './edit.ts';
import { setMembers } from './query/evaluate.ts';
import type { Sight } from './query/evaluate.ts';
import { createResolver } from './resolve.ts';
import { rowReader } from './rows.ts';
import { createIndexer } from './search/indexer.ts';
import type { Indexer } from './search/indexer.ts';
import { INDEXED_COLUMNS, markPending } from './search/pending.ts';
import { ftsIndex } from './search/search-index.ts';
import { atOnce, inSlices, Shared } from './slices.ts';
import type { Steps } from './slices.ts';
import { sourceReader } from './source.ts';
import { valuesInUse } from './values.ts';
import { writeValues } from './write-values.ts';

export interface RecordsDeps {
  readonly store: Store;
  readonly history: History;
  readonly vault: VaultReader;
  /** What a scheme says of a class number. Without it every number is unknown. */
  readonly classify?: Classify;
  /** The class numbers of a class field; by default parted as records part them. */
  readonly numbersOf?: NumbersOf;
}

export interface Records {
  readonly api: Handlers<Pick<EngineApi, 'records'>>['records'];
  /**
   * Records of a selection, ascending. By query or set only those that are there; by ids also merged ones, as long as they exist.
   * Faults `bad-query` and, for a set that is not there or when none of the ids exists, `not-found`.
   */
  select(selection: Selection): Uint32Array;
  /** One record with everything known of it. Fault `not-found`. */
  detail(id: number): RecordDetail;
  /**
   * Find out in slices what a selection holds, so that `select` has it ready: a query over a million records takes too
   * long to be answered at one go. What cannot be answered is left to `select` to say.
   */
  prepare(selection: Selection, signal: AbortSignal): Promise<void>;
  readonly indexer: Indexer;
  /** Read the columns of the usual facets and lists ahead, in slices, and keep them in the file for the next start. */
  warm(signal?: AbortSignal): Promise<void>;
  /** Write what another folder has worked out for single records: one operation, or with `dryRun` only told. */
  writeValues(
    intent: { readonly kind: string; readonly input: unknown; readonly sentence: (records: number) => LocalText },
    values: ReadonlyMap<number, FieldValues>, dryRun: boolean,
  ): EditResult;
  /** Make a change ready to be done at once, inside a write that is open: for a recipe. */
  prepareChange(action: RecordAction): Promise<PreparedChange>;
  /** A field of all records as codes and the texts behind them, with the records that are there; read in slices. */
  column(field: CodedField, signal?: AbortSignal): Promise<{ readonly codes: Uint32Array; readonly texts: readonly string[]; readonly ids: Uint32Array }>;
  /** What stands beside the records (breaches, duplicates, problems) was written anew, past history.write: forget what is kept of it. */
  invalidate(): void;
}

/** Edited records indexed at once, within some 5 ms, or in slices right after; what more there is, whoever runs the indexer as a task. */
const AT_ONCE = 20;
const SOON = 1000;
/** From this many records on columns are kept in the file. */
const WORTH_KEEPING = 50_000;
/** Records in one window of the list. */
const WIDEST = 1000;

export function createRecords({ store, history, vault, classify, numbersOf = classNumbers }: RecordsDeps): Records {
  const { sqlite } = store;
  const index = ftsIndex(sqlite);
  const indexer = createIndexer(sqlite, index);
  const kept = new KeptColumns(sqlite);
  const columns = new Columns(sqlite, numbersOf, kept);
  const sight: Sight = { sqlite, columns, relations: new Relations(sqlite), sources: new SourceColumns(sqlite, kept), index };
  const sorter = new Sorter(sqlite, columns, kept);
  const answers = new Answers(sight, sorter);
  const facets = new Facets();
  const orderings = new Shared<{ readonly answer: Answer; readonly ids: Uint32Array }>();
  const rows = rowReader(sqlite);
  const resolve = createResolver(sqlite);
  const source = sourceReader(sqlite, vault);
  const detail = detailReader({ sqlite, source, rows, setsOf, classify, numbersOf });

  history.follow((touched) => {
    if (meets(touched.columns, INDEXED_COLUMNS)) markPending(sqlite, touched.records);
  });
  history.committed((touched) => {
    rehearsals.committed();
    follow(touched);
    if (!meets(touched.columns, INDEXED_COLUMNS) || touched.records.size > SOON) return;
    // What fails here stays pending, is found all the same, and is tried again with the next edit.
    if (!indexer.settle(AT_ONCE)) indexer.run().catch(() => undefined);
  });

  function follow(touched: Touched): void {
    if (touched.tables.has('record')) {
      columns.changed(touched.records, touched.columns);
      for (const [from, to] of touched.ranges) columns.revealed(from, to);
    }
    if (touched.tables.has('record') || touched.tables.has('record_text')) sorter.changed(touched.records, touched.columns);
    sight.relations.changed(touched.tables);
    answers.forget();
  }

  interface StoredSet { readonly id: number; readonly name: string; readonly query: string | null }

  function allSets(): readonly StoredSet[] {
    return sqlite.prepare<[], StoredSet>('SELECT id, name, query FROM record_set ORDER BY name').all();
  }

  /** Members of a set that are there. */
  function* membersOf(set: StoredSet): Steps<Bits> {
    if (set.query !== null) return (yield* answers.finding(set.query)).bits;
    yield* columns.refreshing();
    return yield* setMembers(sight, set);
  }

  function* sets(): Steps<readonly { readonly name: string; readonly members: Bits }[]> {
    const found: { readonly name: string; readonly members: Bits }[] = [];
    for (const set of allSets()) found.push({ name: set.name, members: yield* membersOf(set) });
    return found;
  }

  const isMember = sqlite.prepare<[number, number], number>('SELECT 1 FROM set_member WHERE set_id = ? AND record_id = ?').pluck();
  function setsOf(id: number): readonly { readonly id: number; readonly name: string }[] {
    columns.refresh();
    if (!columns.live.has(id)) return [];
    return allSets().filter((set) => (set.query === null ? isMember.get(set.id, id) !== undefined : atOnce(membersOf(set)).has(id)))
      .map((set) => ({ id: set.id, name: set.name }));
  }

  function* facetSight(): Steps<FacetSight> {
    return { ...sight, sets, everything: yield* answers.finding('') };
  }

  const ordered = (query: string, sort: readonly Sort[], signal: AbortSignal) =>
    orderings.run(`${query}\0${JSON.stringify(sort)}`, () => answers.ordering(query, sort), signal);

  async function prepare(selection: Selection, signal: AbortSignal): Promise<void> {
    const query = 'query' in selection ? selection.query : 'set' in selection ? allSets().find(({ id }) => id === selection.set)?.query ?? null : null;
    if (query !== null) await ordered(query, [], signal);
  }

  function select(selection: Selection): Uint32Array {
    if ('query' in selection) return atOnce(answers.finding(selection.query)).ids;
    if ('set' in selection) {
      const set = allSets().find(({ id }) => id === selection.set);
      if (set === undefined) throw new Fault('not-found', { zh: '这个集合不存在，可能已被删除。', en: 'This set does not exist; it may have been deleted.' });
      return atOnce(membersOf(set)).ids();
    }
    return existing(selection.ids);
  }

  function existing(ids: readonly number[]): Uint32Array {
    const found = sqlite.prepare<[string], number>('SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id').pluck().all(JSON.stringify(ids));
    if (found.length === 0 && ids.length > 0) throw new Fault('not-found', { zh: '所选的记录已不存在。', en: 'The records chosen do not exist any more.' });
    return Uint32Array.from(found);
  }

  const edit = { sqlite, history, numbersOf };
  const rehearsals = new Rehearsals(sqlite);

  async function chosen(selection: Selection, signal: AbortSignal): Promise<Uint32Array> {
    await prepare(selection, signal);
    return select(selection);
  }

  async function change(input: Parameters<typeof changeRecords>[2], call: Call): Promise<EditResult> {
    return changeRecords(edit, await chosen(input.selection, call.signal), input, call);
  }

  function* warming(): Steps<void> {
    yield* columns.refreshing();
    yield* columns.coding(['page', 'pageName', 'genre', 'class', 'column', 'author', 'item']);
    // A small library is read in less time than it takes to keep it.
    if (columns.size < WORTH_KEEPING) return;
    yield* sorter.warming('title');
    yield* sight.sources.reading();
    for (const one of [...columns.filled(), ...sorter.filled(), sight.sources]) if (kept.lags(one)) yield* kept.save(one);
  }

  takeBackUnfinished(sqlite, history);

  return {
    api: {
      async list({ query = '', sort = [], offset = 0, limit = 100 }, { signal }) {
        const { ids } = await ordered(query, sort, signal);
        const from = Math.max(0, Math.floor(offset));
        const window = ids.subarray(from, from + Math.max(0, Math.min(WIDEST, Math.floor(limit))));
        return { total: ids.length, rows: rows(window), pending: indexer.pending() };
      },
      count: async ({ query = '' }, { signal }) => ({ count: (await ordered(query, [], signal)).ids.length }),
      async facets({ query = '', by, ...window }, { signal }) {
        const { answer } = await ordered(query, [], signal);
        return inSlices((function* () { return yield* facets.counting(yield* facetSight(), answer, by, window); })(), signal);
      },
      async days({ query = '', level, from, to }, { signal }) {
        const { ids } = await ordered(query, [], signal);
        return dayCounts(columns.day, ids, level, from, to);
      },
      async issue({ day, query = '' }, { signal }) {
        const { answer } = await ordered(query, [], signal);
        return issueOf(sqlite, columns, answer.bits, day);
      },
      async position({ id, query = '', sort = [] }, { signal }) {
        const { answer, ids } = await ordered(query, sort, signal);
        const at = answer.bits.has(id) ? ids.indexOf(id) : -1;
        return { index: at < 0 ? null : at };
      },
      async get({ id }, { signal }) {
        for (const { query } of allSets()) if (query !== null) await prepare({ query }, signal).catch(() => undefined);
        return detail(id);
      },
      source: ({ id }) => source.text(id),
      picture: ({ id, file }) => source.picture(id, file),
      resolve: ({ ref }) => ({ id: resolve(ref) }),
      change,
      async rehearse({ selection, action }, call) {
        return rehearsals.rehearse(await chosen(selection, call.signal), action, call);
      },
      rehearsed: (input, call) => rehearsals.page(input, call),
      set: ({ selection, values, dryRun }, call) => change({ selection, action: { do: 'set', values }, dryRun }, call),
      replace: ({ selection, dryRun, ...action }, call) => change({ selection, action: { do: 'replace', ...action }, dryRun }, call),
      tag: ({ selection, add, remove }) => setTags(edit, select(selection), { add, remove }, selection),
      status: ({ selection, status }) => setStatus(edit, select(selection), { status }, selection),
      values: ({ field, prefix = '', limit = 20 }, { signal }) =>
        inSlices((function* () { return yield* valuesInUse({ sqlite, facets, sight: yield* facetSight() }, field, prefix, limit); })(), signal),
    },
    select,
    prepare,
    detail,
    indexer,
    warm: (signal) => inSlices(warming(), signal),
    writeValues: (intent, values, dryRun) => writeValues(edit, intent, values, dryRun),
    prepareChange: (action) => prepareChange(edit, action),
    async column(field, signal) {
      await inSlices((function* () {
        yield* columns.refreshing();
        yield* columns.coding([field]);
      })(), signal);
      const { codes, dictionary } = columns.coded(field);
      return { codes, texts: dictionary.values, ids: columns.live.ids() };
    },
    invalidate() {
      sight.relations.forget();
      answers.forget();
    },
  };
}

function meets(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const one of some) if (others.has(one)) return true;
  return false;
}
