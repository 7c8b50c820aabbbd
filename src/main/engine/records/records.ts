import { Fault } from '../../../contract/fault.ts';
import type { EngineApi } from '../../../contract/engine.ts';
import type { EditResult, RecordDetail } from '../../../contract/records.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { History } from '../history/history.ts';
import type { Touched } from '../history/writer.ts';
import type { Store } from '../store/open.ts';
import type { VaultReader } from '../store/vault.ts';
import { Answers } from './answers.ts';
import { Columns } from './columns/columns.ts';
import type { CodedField } from './columns/columns.ts';
import { dayCounts, issueOf } from './columns/days.ts';
import { countFacets } from './columns/facets.ts';
import { Relations } from './columns/relations.ts';
import { Sorter } from './columns/sort.ts';
import { SourceColumns } from './columns/sources.ts';
import { classNumbers } from './columns/splits.ts';
import type { NumbersOf } from './columns/splits.ts';
import { detailReader } from './detail.ts';
import type { Classify } from './detail.ts';
import { setFields, setStatus, setTags } from './edit.ts';
import type { FieldValues } from './edit.ts';
import { setMembers } from './query/evaluate.ts';
import type { Sight } from './query/evaluate.ts';
import { replaceInField } from './replace.ts';
import { createResolver } from './resolve.ts';
import { rowReader } from './rows.ts';
import { createIndexer } from './search/indexer.ts';
import type { Indexer } from './search/indexer.ts';
import { INDEXED_COLUMNS, markPending } from './search/pending.ts';
import { ftsIndex } from './search/search-index.ts';
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
  readonly indexer: Indexer;
  /** Read the columns of the usual facets and lists ahead, in slices, so that the first list and facets come at once. */
  warm(signal?: AbortSignal): Promise<void>;
  /** Write what another folder has worked out for single records: one operation, or with `dryRun` only told. */
  writeValues(
    intent: { readonly kind: string; readonly input: unknown; readonly sentence: (records: number) => LocalText },
    values: ReadonlyMap<number, FieldValues>, dryRun: boolean,
  ): EditResult;
  /** A field of all records as codes and the texts behind them, with the records that are there; read in slices. */
  column(field: CodedField, signal?: AbortSignal): Promise<{ readonly codes: Uint32Array; readonly texts: readonly string[]; readonly ids: Uint32Array }>;
  /** What stands beside the records (breaches, duplicates, problems) was written anew, past history.write: forget what is kept of it. */
  invalidate(): void;
}

/** Edited records indexed at once, within some 5 ms, or in slices right after; what more there is, whoever runs the indexer as a task. */
const AT_ONCE = 20;
const SOON = 1000;
/** Records in one window of the list. */
const WIDEST = 1000;

export function createRecords({ store, history, vault, classify, numbersOf = classNumbers }: RecordsDeps): Records {
  const { sqlite } = store;
  const index = ftsIndex(sqlite);
  const indexer = createIndexer(sqlite, index);
  const columns = new Columns(sqlite, numbersOf);
  const sight: Sight = { sqlite, columns, relations: new Relations(sqlite), sources: new SourceColumns(sqlite), index };
  const sorter = new Sorter(sqlite, columns);
  const answers = new Answers(sight, sorter);
  const rows = rowReader(sqlite);
  const resolve = createResolver(sqlite);
  const source = sourceReader(sqlite, vault);
  const detail = detailReader({ sqlite, source, rows, setsOf, classify, numbersOf });

  history.follow((touched) => {
    if (meets(touched.columns, INDEXED_COLUMNS)) markPending(sqlite, touched.records);
  });
  history.committed((touched) => {
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

  /** Every set with the live records in it. */
  function sets() {
    return allSets().map((set) => ({ id: set.id, name: set.name, members: setMembers(sight, set) }));
  }

  function setsOf(id: number): readonly { readonly id: number; readonly name: string }[] {
    columns.refresh();
    return sets().filter(({ members }) => members.has(id)).map((set) => ({ id: set.id, name: set.name }));
  }

  function allSets() {
    return sqlite.prepare<[], { id: number; name: string; query: string | null }>('SELECT id, name, query FROM record_set ORDER BY name').all();
  }

  function select(selection: Selection): Uint32Array {
    if ('query' in selection) return answers.find(selection.query).ids;
    if ('set' in selection) {
      const set = allSets().find(({ id }) => id === selection.set);
      if (set === undefined) throw new Fault('not-found', { zh: '这个集合不存在，可能已被删除。', en: 'This set does not exist; it may have been deleted.' });
      columns.refresh();
      return setMembers(sight, set).ids();
    }
    return existing(selection.ids);
  }

  function existing(ids: readonly number[]): Uint32Array {
    const found = sqlite.prepare<[string], number>('SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id').pluck().all(JSON.stringify(ids));
    if (found.length === 0 && ids.length > 0) throw new Fault('not-found', { zh: '所选的记录已不存在。', en: 'The records chosen do not exist any more.' });
    return Uint32Array.from(found);
  }

  const edit = { sqlite, history, numbersOf };

  return {
    api: {
      list({ query = '', sort = [], offset = 0, limit = 100 }) {
        const ids = answers.order(query, sort);
        const from = Math.max(0, Math.floor(offset));
        const window = ids.subarray(from, from + Math.max(0, Math.min(WIDEST, Math.floor(limit))));
        return { total: ids.length, rows: rows(window), pending: indexer.pending() };
      },
      count: ({ query = '' }) => ({ count: answers.find(query).ids.length }),
      facets: ({ query = '', by }) => countFacets({ ...sight, sets }, answers.find(query), by),
      days({ query = '', level, from, to }) {
        const { ids } = answers.find(query);
        return dayCounts(columns.day, ids, level, from, to);
      },
      issue: ({ day, query = '' }) => issueOf(sqlite, columns, answers.find(query).bits, day),
      position({ id, query = '', sort = [] }) {
        if (!answers.find(query).bits.has(id)) return { index: null };
        const at = answers.order(query, sort).indexOf(id);
        return { index: at < 0 ? null : at };
      },
      get: ({ id }) => detail(id),
      source: ({ id }) => source.text(id),
      picture: ({ id, file }) => source.picture(id, file),
      resolve: ({ ref }) => ({ id: resolve(ref) }),
      set: ({ selection, values, dryRun }) => setFields(edit, select(selection), { values, dryRun }, selection),
      replace: ({ selection, ...input }) => replaceInField(edit, select(selection), input, selection),
      tag: ({ selection, add, remove }) => setTags(edit, select(selection), { add, remove }, selection),
      status: ({ selection, status }) => setStatus(edit, select(selection), { status }, selection),
      values({ field, prefix = '', limit = 20 }) {
        columns.refresh();
        return valuesInUse(sight, field, prefix, limit);
      },
    },
    select,
    detail,
    indexer,
    warm: (signal) => columns.warm(['page', 'pageName', 'genre', 'class', 'column', 'author', 'item'], signal),
    writeValues: (intent, values, dryRun) => writeValues(edit, intent, values, dryRun),
    async column(field, signal) {
      await columns.warm([field], signal);
      columns.refresh();
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
