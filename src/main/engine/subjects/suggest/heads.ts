import type { LearnedState, SuggestedField } from '../../../../contract/suggestions.ts';
import { Fault } from '../../../../contract/fault.ts';
import type { Touched } from '../../history/writer.ts';
import type { Job } from '../../job.ts';
import { meter } from '../../meter.ts';
import type { Store } from '../../store/open.ts';
import { fieldSight } from './field.ts';
import type { FieldSight } from './field.ts';
import { Head } from './head.ts';
import type { HeadOptions } from './head.ts';
import { labelledRecords } from './labelled.ts';
import type { Labelled } from './labelled.ts';
import { lexicalBackend } from './lexical/lexical.ts';
import type { SuggestionBackend } from './backend.ts';
import { shuffled } from './order.ts';
import { packHead, packNeighbours, unpackHead } from './pack.ts';
import type { SchemeSight } from './scheme-sight.ts';
import type { Fold } from './text/fold.ts';
import { PASSES, teach } from './train.ts';
import type { Example } from './train.ts';

/** Records learned from at most. More teach little more, and take minutes. */
const MOST = 20_000;
/** Values with so few records are learned from all of them, however many there are of others. */
const RARE = 50;
/** Records learned on the way, when suggestions are asked for and nothing is learned yet. */
export const SOON = 2000;
/** Decisions below which a confidence is no figure. */
const FIGURES = 300;
/** Decisions caught up with one by one; more want training anew. */
const CATCH_UP = 500;
/** Of a change, records learned at once. A bulk edit is learned when suggestions are next asked for. */
const AT_ONCE = 20;

/** One field's head, with what it has yet to learn. */
export interface FieldHead {
  readonly field: FieldSight;
  readonly records: Labelled;
  head: Head;
  trained: boolean;
  trainedAt: number | null;
  bytes: number;
  since: number;
  stale: number;
  readonly waiting: Set<number>;
  readonly refused: Map<number, readonly string[]>;
  /** The head as it was last kept was looked for in the library. */
  looked: boolean;
  classified: number | null;
}

export interface Heads {
  of(name: SuggestedField): FieldHead;
  /** The head with every decision in it that can be taken in without training anew. */
  ready(name: SuggestedField, job: Job): Promise<FieldHead>;
  train(name: SuggestedField, seed: number, job: Job): Promise<void>;
  state(name: SuggestedField): LearnedState;
  /** What a head of the field is made with. */
  options(name: SuggestedField): HeadOptions;
  examples(name: SuggestedField, ids: readonly number[], job: Job, most?: number): Promise<readonly (Example & { readonly day: number | null })[]>;
  observe(touched: Touched): void;
}

export function createHeads(store: Store, scheme: SchemeSight, fold: Fold): Heads {
  const heads = new Map<SuggestedField, FieldHead>();
  let lexical: SuggestionBackend | undefined;
  const options = (field: FieldSight): HeadOptions => ({
    prefixes: (value) => field.prefixes(value),
    lexical: field.name === 'class' ? (lexical ??= lexicalBackend(scheme.classes(), fold)) : undefined,
  });
  const of = (name: SuggestedField): FieldHead => {
    let found = heads.get(name);
    if (found === undefined) {
      const field = fieldSight(name, scheme);
      found = {
        field, records: labelledRecords(store, field, fold), head: new Head(options(field)), trained: false, trainedAt: null, bytes: 0, since: 0,
        stale: 0, waiting: new Set(), refused: new Map(), looked: false, classified: null,
      };
      heads.set(name, found);
      load(found);
    }
    return found;
  };

  const load = (entry: FieldHead): void => {
    if (entry.looked) return;
    entry.looked = true;
    const kept = store.sqlite.prepare<[string], { through: number; trained_at: number; head: Buffer; neighbours: Buffer }>(
      'SELECT through, trained_at, head, neighbours FROM suggestion_model WHERE field = ?').get(entry.field.name);
    if (kept === undefined) return;
    try {
      entry.head = unpackHead(kept.head, kept.neighbours, options(entry.field));
    } catch {
      // Derived and of another version, or damaged: it is learned anew when asked for.
      return;
    }
    Object.assign(entry, { trained: true, trainedAt: kept.trained_at, bytes: kept.head.length + kept.neighbours.length });
    // What was decided while nobody looked, in the order of the decisions: the same head comes out as if it had been learned then.
    const touched = store.sqlite.prepare<[number, string], number>(
      `SELECT record_id FROM change WHERE operation_id > ? AND record_id IS NOT NULL
       AND (table_name IN ('class_assignment', 'suggestion_decision') OR (table_name = 'record' AND "column" IN (?, 'hidden')))
       GROUP BY record_id ORDER BY max(operation_id), record_id`).pluck().all(kept.through, entry.field.column);
    const news = touched.filter((id) => differs(entry, id));
    if (news.length <= CATCH_UP) for (const id of news) entry.waiting.add(id);
    else entry.stale = news.length;
  };

  const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((value, at) => value === b[at]);
  const differs = (entry: FieldHead, id: number): boolean =>
    !same(entry.head.labelsOf(id), entry.records.one(id)?.labels ?? []) || !same(entry.refused.get(id) ?? [], entry.records.rejected(id));

  /** Bring what is known of one record up to date. About 3 ms. */
  const settle = (entry: FieldHead, id: number): void => {
    const { head, records } = entry;
    const record = records.one(id);
    const labels = record?.labels ?? [];
    const rejected = record === undefined ? [] : records.rejected(id);
    const had = head.labelsOf(id);
    const hadRefused = entry.refused.get(id) ?? [];
    if (same(had, labels) && same(hadRefused, rejected)) return;
    const grams = record?.grams ?? { packed: new Uint32Array(), heading: 0 };
    if ((had.length > 0 || hadRefused.length > 0) && !head.forget(id, grams)) entry.stale++;
    if (labels.length > 0) head.learn(id, grams, labels);
    for (const value of rejected) head.refuse(id, grams, value);
    if (rejected.length > 0) entry.refused.set(id, rejected);
    else entry.refused.delete(id);
    entry.since++;
  };

  const resting = async (job: Job): Promise<void> => {
    await job.rest();
    if (job.signal.aborted) throw new Fault('cancelled');
  };
  const takeIn = async (entry: FieldHead, job: Job): Promise<void> => {
    let began = performance.now();
    for (const id of [...entry.waiting]) {
      entry.waiting.delete(id);
      settle(entry, id);
      if (performance.now() - began < SLICE) continue;
      await resting(job);
      began = performance.now();
    }
  };

  const examples: Heads['examples'] = async (name, ids, job, most = MOST) => {
    const { records } = of(name);
    const told = meter(job, 'read', 'records');
    const found: (Example & { readonly day: number | null })[] = [];
    let began = performance.now();
    for (const [at, id] of ids.entries()) {
      const record = records.one(id);
      if (record !== undefined && record.labels.length > 0) found.push({ id, grams: record.grams, labels: record.labels, day: record.day });
      if (performance.now() - began < SLICE) continue;
      told.at(at, ids.length);
      await resting(job);
      began = performance.now();
    }
    return found.length <= most ? found : found.slice(0, most);
  };

  const train = async (entry: FieldHead, seed: number, job: Job): Promise<void> => {
    const name = entry.field.name;
    const through = store.sqlite.prepare<[], number>('SELECT coalesce(max(id), 0) FROM operation').pluck().get() ?? 0;
    const list = await examples(name, pick(store, entry, seed), job);
    const head = new Head(options(entry.field));
    const told = meter(job, 'learn', 'records');
    let began = performance.now();
    for (const done of teach(head, list, seed)) {
      if (performance.now() - began < SLICE) continue;
      told.at(done, list.length * PASSES);
      await resting(job);
      began = performance.now();
    }
    const bytes = packHead(head);
    await resting(job);
    const neighbours = packNeighbours(head);
    const at = Date.now();
    store.sqlite.prepare('INSERT OR REPLACE INTO suggestion_model (field, through, trained_at, seed, head, neighbours) VALUES (?, ?, ?, ?, ?, ?)')
      .run(name, through, at, seed, bytes, neighbours);
    await resting(job);
    // Subtle: what is used is what was kept, read back, so that suggestions are the same after a restart.
    const kept = unpackHead(bytes, neighbours, options(entry.field));
    entry.refused.clear();
    Object.assign(entry, { head: kept, trained: true, trainedAt: at, bytes: bytes.length + neighbours.length, since: 0, stale: 0, classified: null });
    // Rejections are no examples; and decisions may have come in meanwhile.
    for (const id of rejections(store, name)) entry.waiting.add(id);
    for (const id of store.sqlite.prepare<[number], number>('SELECT DISTINCT record_id FROM change WHERE operation_id > ? AND record_id IS NOT NULL').pluck().all(through)) entry.waiting.add(id);
    await takeIn(entry, job);
    entry.since = 0;
  };

  const classified = (entry: FieldHead): number => (entry.classified ??= entry.records.count());

  return {
    of,
    async ready(name, job) {
      const entry = of(name);
      const records = classified(entry);
      const behind = entry.stale + Math.max(0, records - entry.head.size - entry.waiting.size);
      const due = !entry.trained || behind > Math.max(10, records / 5) || entry.since > Math.max(20, entry.head.size / 4);
      if (records >= 2 && records <= SOON && due) await train(entry, 1, job);
      else await takeIn(entry, job);
      return entry;
    },
    train: (name, seed, job) => train(of(name), seed, job),
    state(name) {
      const entry = of(name);
      const records = classified(entry);
      return {
        for: name, trained: entry.trained, records: entry.head.size, values: entry.head.learned.learner.counts.filter((count) => count > 0).length,
        classified: records, since: entry.since, waiting: entry.stale + Math.max(0, Math.min(records, MOST) - entry.head.size - entry.waiting.size),
        trainedAt: entry.trainedAt, bytes: entry.bytes, figures: entry.head.size >= FIGURES,
      };
    },
    options: (name) => options(of(name).field),
    examples,
    observe(touched) {
      for (const entry of heads.values()) {
        if (!concerns(touched, entry.field)) continue;
        entry.classified = null;
        if (touched.records.size > CATCH_UP) {
          entry.stale += touched.records.size;
          continue;
        }
        let left = AT_ONCE;
        for (const id of touched.records) {
          if (left-- > 0 && entry.head.size > 0) settle(entry, id);
          else entry.waiting.add(id);
        }
      }
    },
  };
}

/** Milliseconds of work between two looks at other calls. */
const SLICE = 12;

const concerns = ({ tables, columns, ranges }: Touched, field: FieldSight): boolean =>
  tables.has('class_assignment') || tables.has('suggestion_decision') || columns.has(field.column) || columns.has('hidden') || ranges.length > 0;

const rejections = ({ sqlite }: Store, field: string): readonly number[] =>
  sqlite.prepare<[string], number>("SELECT DISTINCT record_id FROM suggestion_decision WHERE field = ? AND decision = 'rejected' ORDER BY record_id").pluck().all(field);

/** The records to learn from: all, or of too many a part that follows from the seed, with the rare values whole. */
function pick({ sqlite }: Store, { field, records }: FieldHead, seed: number): readonly number[] {
  const ids = records.ids();
  if (ids.length <= MOST) return ids;
  const valueOf = sqlite.prepare<[number], string>(`SELECT "${field.column}" FROM record WHERE id = ?`).pluck();
  const met = new Map<string, number>();
  const kept: number[] = [];
  const rest: number[] = [];
  for (const id of shuffled(ids, seed)) {
    const value = valueOf.get(id) ?? '';
    const count = (met.get(value) ?? 0) + 1;
    met.set(value, count);
    (count <= RARE && kept.length < MOST / 2 ? kept : rest).push(id);
  }
  return [...kept, ...rest.slice(0, MOST - kept.length)].sort((a, b) => a - b);
}
