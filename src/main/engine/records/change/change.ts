import type Database from 'better-sqlite3';
import { Fault } from '../../../../contract/fault.ts';
import type { RecordAction } from '../../../../contract/record-changes.ts';
import type { EditResult, FieldChange } from '../../../../contract/records.ts';
import type { Call } from '../../../../contract/rpc.ts';
import type { Selection } from '../../../../contract/selection.ts';
import type { History, LongOperation } from '../../history/history.ts';
import { jobOf } from '../../job.ts';
import type { Job } from '../../job.ts';
import { meter } from '../../meter.ts';
import type { NumbersOf } from '../columns/splits.ts';
import { actionSentence } from '../sentences.ts';
import { workOf } from './actions.ts';
import type { Current, Outcome, Work } from './actions.ts';
import type { Writer } from '../../history/writer.ts';
import { changesOf, currentReader, valueWriter } from './values.ts';

export interface ChangeSight {
  readonly sqlite: Database.Database;
  readonly history: History;
  readonly numbersOf: NumbersOf;
}

/** Records worked and written at one go: some fifteen milliseconds. More are written in batches of as many. */
const CHUNK = 1000;
/** Changes told with the result. */
const SHOWN = 1000;
/** Times a record is worked again because it changed while the answer was on its way. */
const AGAIN = 3;

/** Kinds of operations this file writes: one that was cut off is taken back when the library is opened again. */
const KINDS = ['set', 'clear', 'replace', 'split', 'join', 'trim', 'width', 'simplify', 'dates'].map((name) => `records.${name}`);

class Tally {
  records = 0;
  left = 0;
  written = 0;
  readonly changes: FieldChange[] = [];

  /** Counts what an outcome changes, and returns it. */
  take(record: Current, outcome: Outcome): readonly FieldChange[] {
    if (outcome === 'left') this.left++;
    const changes = [...changesOf(record, outcome)];
    if (changes.length > 0) this.records++;
    for (const change of changes) if (this.changes.length < SHOWN) this.changes.push(change);
    return changes;
  }
}

/** A selection as an operation keeps it: a list too long to be read by anybody is kept as its length. */
export function briefly(selection: Selection): unknown {
  return 'ids' in selection && selection.ids.length > SHOWN ? { ids: selection.ids.length } : selection;
}

/** Do an action to records: one operation. Fault `cancelled`, with all of it taken back. */
export async function changeRecords(
  sight: ChangeSight, ids: Uint32Array, { action, selection, dryRun = false }: {
    readonly action: RecordAction; readonly selection: Selection; readonly dryRun?: boolean;
  }, call: Call,
): Promise<EditResult> {
  const work = await workOf(action);
  const job = jobOf(call);
  const tally = new Tally();
  try {
    if (work.fields.length === 0) return { operation: null, records: 0, changes: [] };
    const operation = dryRun ? await rehearse(sight, work, ids, tally, job) : await write(sight, work, ids, { action, selection }, tally, job);
    return { operation, records: tally.records, changes: tally.changes, ...(tally.left > 0 ? { left: tally.left } : {}) };
  } finally {
    work.close();
  }
}

async function rehearse({ sqlite }: ChangeSight, work: Work, ids: Uint32Array, tally: Tally, job: Job): Promise<null> {
  for await (const { rows, outcomes } of worked(sqlite, work, ids, job)) rows.forEach((row, at) => { tally.take(row, outcomes[at] ?? {}); });
  return null;
}

/** Records with what becomes of them, chunk by chunk, with progress and rests. Fault `cancelled`. */
export async function* worked(sqlite: Database.Database, work: Work, ids: Uint32Array, job: Job): AsyncGenerator<{ readonly rows: readonly Current[]; readonly outcomes: readonly Outcome[] }> {
  const read = currentReader(sqlite, work.fields);
  const progress = meter(job, 'change', 'records');
  for (let from = 0; from < ids.length; from += CHUNK) {
    if (from > 0) await job.rest();
    if (job.signal.aborted) throw new Fault('cancelled');
    const rows = read(ids.subarray(from, from + CHUNK));
    yield { rows, outcomes: await work.run(rows) };
    if (ids.length > CHUNK) progress.at(Math.min(from + CHUNK, ids.length), ids.length);
  }
}

interface Asked {
  readonly action: RecordAction;
  readonly selection: Selection;
}

async function write(sight: ChangeSight, work: Work, ids: Uint32Array, { action, selection }: Asked, tally: Tally, job: Job): Promise<number | null> {
  const { sqlite, history, numbersOf } = sight;
  const { do: name, ...input } = action;
  const intent = { kind: `records.${name}`, input: { selection: briefly(selection), ...input } };
  const read = currentReader(sqlite, work.fields);
  const progress = meter(job, 'change', 'records');
  const made: { long: LongOperation | null; operation: number | null } = { long: null, operation: null };

  const put = (pairs: readonly (readonly [Current, Outcome])[]): void => {
    const changes = pairs.flatMap(([row, outcome]) => tally.take(row, outcome));
    if (changes.length === 0) return;
    const values = (tx: Writer): void => {
      const writer = valueWriter(sqlite, numbersOf, tx);
      for (const change of changes) writer.add(change);
      tally.written += writer.end();
    };
    if (ids.length <= CHUNK) {
      made.operation = history.write({ ...intent, sentence: () => actionSentence(action, tally) }, values).operation;
      return;
    }
    made.long ??= history.begin({ ...intent, sentence: actionSentence(action, { records: ids.length, changes: [] }) });
    made.operation = made.long.id;
    made.long.batch(values);
  };

  /** Subtle: nothing may come between reading and writing, so there is no await between the two. */
  const chunk = async (from: number): Promise<void> => {
    let rows = read(ids.subarray(from, from + CHUNK));
    if (!work.elsewhere) {
      put(paired(rows, work.run(rows)));
      return;
    }
    for (let round = 0; round < AGAIN; round++) {
      const outcomes = await work.run(rows);
      const now = read(rows.map(({ id }) => id));
      if (JSON.stringify(now) === JSON.stringify(rows)) {
        put(paired(rows, outcomes));
        return;
      }
      rows = now;
    }
    throw new Fault('conflict', {
      zh: '这些记录正在被别的操作改动，请稍后再试。没有改动任何内容。',
      en: 'These records are being changed by other work; try again later. Nothing was changed.',
    });
  };

  try {
    for (let from = 0; from < ids.length; from += CHUNK) {
      if (from > 0) await job.rest();
      if (job.signal.aborted) throw new Fault('cancelled');
      await chunk(from);
      if (ids.length > CHUNK) progress.at(Math.min(from + CHUNK, ids.length), ids.length);
    }
    made.long?.finish(actionSentence(action, tally), tally.written);
    return made.operation;
  } catch (error) {
    if (made.long !== null) {
      // All of it or nothing: what is written already is taken back.
      made.long.finish(actionSentence(action, tally), tally.written, 'interrupted');
      history.undo({ operation: made.long.id, force: true });
    }
    throw error;
  }
}

const paired = (rows: readonly Current[], outcomes: readonly Outcome[]): readonly (readonly [Current, Outcome])[] =>
  rows.map((row, at) => [row, outcomes[at] ?? {}]);

/** Take back what an earlier process had begun and did not finish. */
export function takeBackUnfinished(sqlite: Database.Database, history: History): void {
  const unfinished = sqlite.prepare<[string], number>(
    `SELECT id FROM operation WHERE state = 'interrupted' AND undone_by IS NULL AND kind IN (SELECT value FROM json_each(?)) ORDER BY id DESC`).pluck();
  for (const operation of unfinished.all(JSON.stringify(KINDS))) history.undo({ operation, force: true });
}
