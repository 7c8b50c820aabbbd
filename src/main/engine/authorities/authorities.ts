import { SURE_METHODS } from '../../../contract/authorities.ts';
import type { AuthorityField, AuthorityValue, Cluster, ClusterMethod, MergeResult, Merging } from '../../../contract/authorities.ts';
import type { EngineApi } from '../../../contract/engine.ts';
import { Fault } from '../../../contract/fault.ts';
import type { Call, Handlers } from '../../../contract/rpc.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { History } from '../history/history.ts';
import type { Touched } from '../history/writer.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import { clusterValues } from './cluster.ts';
import type { Found } from './cluster.ts';
import { createCompletion } from './complete.ts';
import { keymaker } from './keys.ts';
import { knownReader } from './known.ts';
import { adoptForms, keepApart, listed, putForm, removeForm } from './list.ts';
import type { ListSight } from './list.ts';
import { columnOf, formsOf, mergeValues } from './merge.ts';
import { readValues, recordsOfGroups } from './values.ts';
import type { FieldColumn, FieldValues, Pace } from './values.ts';

export interface AuthoritiesDeps {
  readonly store: Store;
  readonly history: History;
  readonly select: (selection: Selection) => Uint32Array;
  /** A column of the records, read ahead in slices. */
  readonly column: (field: AuthorityField, signal?: AbortSignal) => Promise<FieldColumn>;
  /** Run something long as a task. */
  readonly task: <T>(subject: string, call: Call, work: (job: Job) => Promise<T>) => Promise<T>;
}

export interface Authorities {
  readonly api: Handlers<EngineApi>['authorities'];
  /** The merge alone, at once, as a step of a recipe asks for it. */
  merge(input: { readonly field: AuthorityField; readonly merges: readonly Merging[]; readonly selection?: Selection; readonly dryRun?: boolean }): MergeResult;
  /** Preferred form of every form and variant on the list of a field; for rules that ask whether a value is known. */
  formOf(field: AuthorityField, value: string): string | null;
}

interface Kept {
  values: FieldValues | null;
  found: readonly Found[] | null;
  /** The clusters with their counts as of `values`. */
  counted: readonly Cluster[] | null;
  working: Promise<void> | null;
}

const SLICE = 12;

export function createAuthorities({ store, history, select, column, task }: AuthoritiesDeps): Authorities {
  const known = knownReader(store);
  const kept = new Map<AuthorityField, Kept>();
  const sight: ListSight = { store, history, known: known.of };
  /** The field being written by us: its clusters lose what was settled and stay good otherwise. */
  let own: AuthorityField | null = null;

  const keptOf = (field: AuthorityField): Kept => {
    let state = kept.get(field);
    if (state === undefined) kept.set(field, state = { values: null, found: null, counted: null, working: null });
    return state;
  };

  history.committed((touched) => {
    const listChanged = ['authority', 'authority_variant', 'authority_apart'].some((table) => touched.tables.has(table));
    if (listChanged) known.forget();
    for (const [field, state] of kept) {
      if (!listChanged && !valuesTouched(touched, field)) continue;
      if (valuesTouched(touched, field)) state.values = null;
      state.counted = null;
      if (field !== own) state.found = null;
    }
  });

  const valuesOf = async (field: AuthorityField, pace: Pace, signal?: AbortSignal): Promise<FieldValues> => {
    const state = keptOf(field);
    if (state.values !== null) return state.values;
    const values = await readValues(field, await column(field, signal), pace);
    state.values = values;
    return values;
  };

  const compute = async (field: AuthorityField, job: Job): Promise<void> => {
    const progress = meter(job, 'cluster', 'records');
    let last = performance.now();
    let share = 0;
    const pace: Pace = async (now) => {
      share = now ?? share;
      if (performance.now() - last < SLICE) return;
      await job.rest();
      if (job.signal.aborted) throw new Fault('cancelled');
      last = performance.now();
      const total = keptOf(field).values?.values.length ?? null;
      progress.at(Math.round(share * (total ?? 0)), total);
    };
    // Subtle: an edit while we work makes the values out of date; then what was found is worked out again.
    for (;;) {
      const values = await valuesOf(field, pace, job.signal);
      const found = await clusterValues(field, values, known.of(field), await keymaker(), pace);
      const state = keptOf(field);
      if (state.values !== values) continue;
      state.found = found;
      state.counted = null;
      return;
    }
  };

  const clustersOf = async (field: AuthorityField, call: Call): Promise<{ readonly values: FieldValues; readonly clusters: readonly Cluster[] }> => {
    const state = keptOf(field);
    while (state.found === null) {
      state.working ??= task(field, call, (job) => compute(field, job)).finally(() => { state.working = null; });
      await state.working;
    }
    const values = await valuesOf(field, politely());
    state.counted ??= counted(values, state.found ?? []);
    return { values, clusters: state.counted };
  };

  const chosen = async (field: AuthorityField, methods: readonly ClusterMethod[] | undefined, find: string | undefined, call: Call): Promise<{ readonly clusters: readonly Cluster[]; readonly all: readonly Cluster[]; readonly values: FieldValues }> => {
    const { clusters: all, values } = await clustersOf(field, call);
    const wanted = plain(find ?? '');
    const clusters = all.filter(({ method, into, spellings }) => (methods === undefined || methods.includes(method))
      && (wanted === '' || plain(into).includes(wanted) || spellings.some(({ value }) => plain(value).includes(wanted))));
    return { clusters, all, values };
  };

  /** Records worth a look: in a column that is up to date, those whose text holds one of the values. */
  const candidates = (field: AuthorityField, merges: readonly Merging[], selection: Selection): Iterable<number> => {
    const ids = select(selection);
    const state = kept.get(field)?.values;
    if (history.grouping || state === null || state === undefined) return ids;
    const codes = new Set([...formsOf(field, merges).keys()].flatMap((value) => state.code(value) ?? []));
    const texts = Uint8Array.from(state.parts, (parts) => (parts.some((part) => codes.has(part)) ? 1 : 0));
    return ids.filter((id) => texts[state.column.codes[id] ?? 0] === 1);
  };

  const ours = <T>(field: AuthorityField, work: () => T): T => {
    own = field;
    try {
      return work();
    } finally {
      own = null;
    }
  };

  const merge: Authorities['merge'] = ({ field, merges, selection = { query: '' }, dryRun }) => {
    const ids = candidates(field, merges, selection);
    const state = keptOf(field);
    const result = ours(field, () => mergeValues({ store, history, known: known.of }, { field, merges, selection, dryRun }, ids));
    if (dryRun !== true && state.found !== null && !history.grouping) state.found = without(state.found, formsOf(field, merges));
    return result;
  };

  const { complete } = createCompletion({ known: known.of, valuesOf: (field) => valuesOf(field, politely()), kept: (field) => kept.get(field)?.values ?? null });

  const api: Authorities['api'] = {
    async values({ field, find = '', offset = 0, limit = 100 }) {
      const values = await valuesOf(field, politely());
      const wanted = plain(find);
      const { preferredOf } = known.of(field);
      const matching = wanted === '' ? values.ranked : values.ranked.filter((code) => plain(values.values[code] ?? '').includes(wanted));
      return {
        total: matching.length,
        values: [...matching.subarray(offset, offset + limit)].map((code): AuthorityValue => {
          const value = values.values[code] ?? '';
          const preferred = preferredOf(value);
          return { value, records: values.records[code] ?? 0, standing: preferred === null ? 'new' : preferred === value ? 'preferred' : 'variant', preferred };
        }),
      };
    },
    async clusters({ field, methods, find, offset = 0, limit = 100 }, call) {
      const { clusters, all, values } = await chosen(field, methods, find, call);
      const sums = new Map<ClusterMethod, { clusters: number; spellings: number }>();
      for (const { method, spellings } of all) {
        const sum = sums.get(method) ?? { clusters: 0, spellings: 0 };
        sums.set(method, { clusters: sum.clusters + 1, spellings: sum.spellings + spellings.length });
      }
      return {
        values: values.values.length, total: clusters.length,
        methods: [...sums].map(([method, sum]) => ({ method, ...sum })), clusters: clusters.slice(offset, offset + limit),
      };
    },
    merge: (input) => merge(input),
    async mergeAll({ field, methods = SURE_METHODS, find, dryRun }, call) {
      const { clusters } = await chosen(field, methods, find, call);
      const merges = mergesOf(clusters);
      if (merges.length === 0) return { operation: null, records: 0, changes: [], valuesBefore: 0, valuesAfter: 0, clusters: 0 };
      return { ...merge({ field, merges, dryRun }), clusters: clusters.length };
    },
    keepApart(input) {
      const state = keptOf(input.field);
      const others = new Set(input.others);
      const result = ours(input.field, () => keepApart(sight, input));
      state.found &&= state.found.map((cluster) => (cluster.into === input.value
        ? { ...cluster, spellings: cluster.spellings.filter(({ value }) => !others.has(value)) } : cluster)).filter(({ spellings }) => spellings.length > 0);
      return result;
    },
    async list({ field, find = '', offset = 0, limit = 100 }) {
      const values = await valuesOf(field, politely());
      const all = listed(known.of(field), find, (value) => values.records[values.code(value) ?? -1] ?? 0);
      return { total: all.length, authorities: all.slice(offset, offset + limit) };
    },
    put: (input) => putForm(sight, input),
    async adopt({ field, least }) {
      const values = await valuesOf(field, politely());
      return adoptForms(sight, field, values.values.filter((_, code) => (values.records[code] ?? 0) >= least));
    },
    remove: ({ id }) => removeForm(sight, id),
    complete,
    async query({ field, values: wanted }) {
      const values = await valuesOf(field, politely());
      const codes = new Set(wanted.flatMap((value) => values.code(value) ?? []));
      // Names and keywords are searched value by value; the other fields by their whole text.
      const texts = field === 'author' || field === 'keywords' ? wanted
        : values.parts.flatMap((parts, text) => (parts.some((part) => codes.has(part)) ? [values.column.texts[text] ?? ''] : []));
      const terms = texts.map((text) => `${field}:="${text.replaceAll('"', '""')}"`);
      return { query: terms.length === 1 ? terms[0] ?? '' : `(${terms.join(' OR ')})` };
    },
  };
  return { api, merge, formOf: (field, value) => known.of(field).preferredOf(value) };
}

function valuesTouched(touched: Touched, field: AuthorityField): boolean {
  return touched.ranges.length > 0 || touched.columns.has(columnOf(field)) || touched.columns.has('hidden');
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** For calls that are short as a rule: slices, nothing to pause or cancel. */
function politely(): Pace {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < SLICE) return;
    await new Promise((resolve) => { setImmediate(resolve); });
    last = performance.now();
  };
}

/** Clusters with exact counts; spellings that no record has any more are left out. */
function counted(values: FieldValues, found: readonly Found[]): readonly Cluster[] {
  const recordsOf = (value: string): number => values.records[values.code(value) ?? -1] ?? 0;
  const there = found.map((cluster) => ({ ...cluster, spellings: cluster.spellings.filter(({ value }) => recordsOf(value) > 0) }))
    .filter(({ spellings }) => spellings.length > 0);
  const after = recordsOfGroups(values, there.map(({ into, spellings }) => [into, ...spellings.map(({ value }) => value)]));
  return there.map(({ into, method, spellings }, at) => ({
    id: at + 1, into, method, before: recordsOf(into), after: after[at] ?? 0,
    spellings: spellings.map((spelling) => ({ ...spelling, records: recordsOf(spelling.value) })),
  }));
}

/** A spelling may stand in a sure cluster and, with it, in a doubtful one: the first says where it goes. */
function mergesOf(clusters: readonly Cluster[]): readonly Merging[] {
  const gone = new Set<string>();
  return clusters.flatMap(({ into, spellings }) => {
    const values = spellings.map(({ value }) => value).filter((value) => !gone.has(value));
    for (const value of values) gone.add(value);
    return values.length === 0 ? [] : [{ into, values }];
  });
}

function without(found: readonly Found[], forms: ReadonlyMap<string, string>): readonly Found[] {
  return found.map((cluster) => ({ ...cluster, spellings: cluster.spellings.filter(({ value }) => !forms.has(value)) }))
    .filter(({ into, spellings }) => spellings.length > 0 && !forms.has(into));
}
