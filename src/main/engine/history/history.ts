import { Fault } from '../../../contract/fault.ts';
import type { ChangesPage, Conflict, HistoryFilter, HistoryPage, HistorySummary, Operation, OperationChange } from '../../../contract/history.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { Store } from '../store/open.ts';
import { changesReader, netChanges } from './changes.ts';
import type { ChangesQuestion } from './changes.ts';
import { operationLister, operationOf } from './list.ts';
import type { OperationRow } from './list.ts';
import { reverseChanges } from './reverse.ts';
import { Recorder, statements } from './writer.ts';
import type { Touched, Writer } from './writer.ts';

/** What is to be done and why, in data and in words. */
export interface Intent<T = unknown> {
  /** The method it came by: 'records.set', 'duplicates.merge' … */
  readonly kind: string;
  readonly input: unknown;
  /** The step in words, for the history and the undo line; told after the work, when the numbers are known. */
  readonly sentence: (result: T) => LocalText;
  readonly actor?: string;
}

/** A long operation, written in batches. */
export interface LongOperation {
  readonly id: number;
  /** One transaction. */
  batch<T>(work: (tx: Writer) => T): T;
  /** `interrupted` keeps what is done and lets it be resumed. */
  finish(sentence: LocalText, changes: number, state?: 'done' | 'interrupted'): void;
}

export interface History {
  /** The only write path: one transaction, one operation. `operation` is null when nothing changed. */
  write<T>(intent: Intent<NoInfer<T>>, work: (tx: Writer) => T): { readonly operation: number | null; readonly result: T };
  /**
   * Everything that is written while `work` runs, as one operation, undone as one. `work` must not wait for anything and
   * is told the number of the operation, so that it can read what was written. A rehearsal is rolled back at its end:
   * nobody hears of it, and nothing stays but what `work` returned.
   */
  group<T>(intent: Intent<NoInfer<T>>, work: (operation: number) => T, rehearse?: boolean): { readonly operation: number | null; readonly result: T };
  /** True while a group is being written: what is kept of the records elsewhere is older than the records. */
  readonly grouping: boolean;
  begin(intent: { readonly kind: string; readonly input: unknown; readonly sentence: LocalText }): LongOperation;
  /** Go on with an interrupted operation. */
  resume(operation: number): LongOperation;
  undo(input: { readonly operation?: number; readonly record?: number; readonly force?: boolean }): { readonly operation: number; readonly undone: number; readonly changes: number };
  redo(input: { readonly operation?: number; readonly force?: boolean }): { readonly operation: number; readonly redone: number; readonly changes: number };
  list(input: HistoryFilter & { readonly offset?: number; readonly limit?: number }): HistoryPage;
  /** What one operation changed. Fault `not-found`. */
  changes(input: ChangesQuestion): ChangesPage;
  /** What an operation comes to, also one that is just being written: each value before and after it. */
  net(operation: number): Iterable<OperationChange>;
  summary(): HistorySummary;
  /** What was asked for, as it was written down; null where there is no such operation. */
  input(operation: number): unknown;
  next(): { readonly undo: Operation | null; readonly redo: Operation | null };
  get(operation: number): Operation | null;
  /** Called inside the transaction, before it is committed: keep derived marks with the change or not at all. */
  follow(listener: (touched: Touched) => void): void;
  /** Called after a commit. */
  committed(listener: (touched: Touched) => void): void;
}

const NOT_REVERSAL = `kind NOT IN ('history.undo', 'history.redo')`;

export function createHistory(store: Store, options: { readonly actor?: string } = {}): History {
  const { sqlite } = store;
  const sql = statements(sqlite);
  const listed = operationLister(sql);
  const changes = changesReader(sql);
  const followers: ((touched: Touched) => void)[] = [];
  const listeners: ((touched: Touched) => void)[] = [];

  // What was running when the last process ended did not finish.
  sqlite.prepare(`UPDATE operation SET state = 'interrupted', changes = (SELECT count(*) FROM change WHERE operation_id = operation.id)
    WHERE state = 'running'`).run();

  const newOperation = (intent: { readonly kind: string; readonly input: unknown; readonly actor?: string }, target: number | null, text: LocalText): number =>
    Number(sql('INSERT INTO operation (kind, input, zh, en, at, actor, state, target) VALUES (?, ?, ?, ?, ?, ?, \'running\', ?)')
      .run(intent.kind, JSON.stringify(intent.input), text.zh, text.en, Date.now(), intent.actor ?? options.actor ?? '', target).lastInsertRowid);

  const settle = (id: number, text: LocalText, changes: number, state: 'done' | 'interrupted' = 'done'): void => {
    sql('UPDATE operation SET state = ?, zh = ?, en = ?, changes = ? WHERE id = ?').run(state, text.zh, text.en, changes, id);
  };
  /** Written beside the operation, so that looking for a field does not go through a hundred thousand changes. */
  const keepFields = (id: number, touched: Touched): void => {
    const before = sql('SELECT fields FROM operation WHERE id = ?').pluck().get(id) as string;
    const after = [...new Set([...before.split(' '), ...touched.columns, ...touched.tables])].filter((name) => name !== '' && name !== 'record' && name !== 'record_text').join(' ');
    if (after !== before) sql('UPDATE operation SET fields = ? WHERE id = ?').run(after, id);
  };
  /** The group being written. */
  let open: Recorder | null = null;

  const transaction = <T>(work: () => { readonly value: T; readonly recorder: Recorder | null }): T => {
    // Subtle: IMMEDIATE, so that a lock held elsewhere is met before work is done and not at its end.
    const { value, recorder } = sqlite.transaction(() => {
      const done = work();
      if (done.recorder !== null) for (const follower of followers) follower(done.recorder);
      return done;
    }).immediate();
    if (recorder !== null) for (const listener of listeners) listener(recorder);
    return value;
  };

  const get = (id: number): Operation | null => {
    const row = sql('SELECT * FROM operation WHERE id = ?').get(id) as OperationRow | undefined;
    return row === undefined ? null : operationOf(row);
  };

  const must = (id: number): Operation => {
    const operation = get(id);
    if (operation === null) throw new Fault('not-found', { zh: `历史中没有第 ${id} 步。`, en: `There is no step ${id} in the history.` });
    if (operation.state === 'running') throw new Fault('conflict', { zh: '这一步还在进行，请先取消它。', en: 'This step is still running. Cancel it first.' });
    return operation;
  };

  const latest = (condition: string): Operation | null => {
    const row = sql(`SELECT * FROM operation WHERE ${condition} ORDER BY id DESC LIMIT 1`).get() as OperationRow | undefined;
    return row === undefined ? null : operationOf(row);
  };
  const nextUndo = (): Operation | null => latest(`${NOT_REVERSAL} AND undone_by IS NULL AND state <> 'running' AND changes > 0`);
  // An undo that was itself taken back is settled; every other one can be redone, whatever was done since.
  const nextRedo = (): Operation | null => latest("kind = 'history.undo' AND undone_by IS NULL");

  const reverse = (kind: 'history.undo' | 'history.redo', target: Operation, record: number | undefined, force: boolean, text: LocalText): { readonly operation: number; readonly changes: number } =>
    transaction(() => {
      const id = newOperation({ kind, input: { operation: target.id, record } }, target.id, text);
      const recorder = new Recorder(sql, id, 0);
      const conflicts = reverseChanges(sqlite, recorder, target.id, record);
      if (conflicts.length > 0 && !force) throw conflictFault(conflicts);
      settle(id, text, recorder.count);
      keepFields(id, recorder);
      if (record === undefined) sql('UPDATE operation SET undone_by = ? WHERE id = ?').run(id, target.id);
      return { value: { operation: id, changes: recorder.count }, recorder };
    });

  const long = (id: number): LongOperation => ({
    id,
    batch: (work) => transaction(() => {
      const next = sql('SELECT coalesce(max(seq), -1) + 1 FROM change WHERE operation_id = ?').pluck().get(id) as number;
      const recorder = new Recorder(sql, id, next);
      const value = work(recorder);
      keepFields(id, recorder);
      return { value, recorder };
    }),
    finish: (sentence, changes, state) => settle(id, sentence, changes, state),
  });

  return {
    write<T>(intent: Intent<NoInfer<T>>, work: (tx: Writer) => T) {
      if (open !== null) {
        const before = open.count;
        const result = work(open);
        return { operation: open.count === before ? null : open.operation, result };
      }
      return transaction<{ readonly operation: number | null; readonly result: T }>(() => {
        const id = newOperation(intent, null, { zh: '', en: '' });
        const recorder = new Recorder(sql, id, 0);
        const result = work(recorder);
        if (recorder.count === 0) {
          sql('DELETE FROM operation WHERE id = ?').run(id);
          return { value: { operation: null, result }, recorder: null };
        }
        settle(id, intent.sentence(result), recorder.count);
        keepFields(id, recorder);
        return { value: { operation: id, result }, recorder };
      });
    },
    group<T>(intent: Intent<NoInfer<T>>, work: (operation: number) => T, rehearse = false) {
      if (open !== null) throw new RangeError('a group within a group');
      try {
        return transaction<{ readonly operation: number | null; readonly result: T }>(() => {
          const id = newOperation(intent, null, { zh: '', en: '' });
          const recorder = open = new Recorder(sql, id, 0);
          const result = work(id);
          if (result instanceof Promise) throw new RangeError('a group cannot wait');
          if (rehearse) throw new Rehearsed(result);
          if (recorder.count === 0) {
            sql('DELETE FROM operation WHERE id = ?').run(id);
            return { value: { operation: null, result }, recorder: null };
          }
          settle(id, intent.sentence(result), recorder.count);
          keepFields(id, recorder);
          return { value: { operation: id, result }, recorder };
        });
      } catch (thrown) {
        if (thrown instanceof Rehearsed) return { operation: null, result: thrown.result as T };
        throw thrown;
      } finally {
        open = null;
      }
    },
    get grouping() { return open !== null; },
    begin(intent) {
      return long(transaction(() => ({ value: newOperation(intent, null, intent.sentence), recorder: null })));
    },
    resume(operation) {
      sql("UPDATE operation SET state = 'running' WHERE id = ?").run(operation);
      return long(operation);
    },
    undo({ operation, record, force = false }) {
      const target = operation === undefined ? nextUndo() : must(operation);
      if (target === null) throw new Fault('not-found', { zh: '没有可以撤销的操作。', en: 'There is nothing to undo.' });
      if (target.undoneBy !== null) throw new Fault('conflict', { zh: '这一步已经撤销过了。', en: 'This step is undone already.' });
      const { zh, en } = target.sentence;
      const text = record === undefined ? { zh: `撤销：${zh}`, en: `Undo: ${en}` } : { zh: `撤销（仅记录 ${record}）：${zh}`, en: `Undo (record ${record} only): ${en}` };
      const done = reverse('history.undo', target, record, force, text);
      return { operation: done.operation, undone: target.id, changes: done.changes };
    },
    redo({ operation, force = false }) {
      const undo = operation === undefined ? nextRedo() : must(operation);
      if (undo === null || undo.kind !== 'history.undo') throw new Fault('not-found', { zh: '没有可以重做的操作。', en: 'There is nothing to redo.' });
      if (undo.undoneBy !== null) throw new Fault('conflict', { zh: '这一步已经重做过了。', en: 'This step is redone already.' });
      const first = undo.target === null ? null : get(undo.target);
      const words = first?.sentence ?? undo.sentence;
      const done = reverse('history.redo', undo, undefined, force, { zh: `重做：${words.zh}`, en: `Redo: ${words.en}` });
      // The operation stands again, so it can be undone again.
      if (first !== null) sql('UPDATE operation SET undone_by = NULL WHERE id = ? AND undone_by = ?').run(first.id, undo.id);
      return { operation: done.operation, redone: first?.id ?? undo.id, changes: done.changes };
    },
    list: listed.page,
    net: (operation) => netChanges(sql, operation),
    summary: listed.summary,
    changes(input) {
      must(input.operation);
      return changes(input);
    },
    input(operation) {
      const text = sql('SELECT input FROM operation WHERE id = ?').pluck().get(operation) as string | undefined;
      return text === undefined ? null : JSON.parse(text) as unknown;
    },
    next: () => ({ undo: nextUndo(), redo: redoWords(nextRedo(), get) }),
    get,
    follow: (listener) => { followers.push(listener); },
    committed: (listener) => { listeners.push(listener); },
  };
}

/** For the redo line: the words of what would be done again, not of the undo. */
function redoWords(undo: Operation | null, get: (id: number) => Operation | null): Operation | null {
  const first = undo === null || undo.target === null ? null : get(undo.target);
  return undo === null || first === null ? undo : { ...undo, sentence: first.sentence };
}

/** Carries the result of a rehearsal past the roll-back. */
class Rehearsed extends Error {
  readonly result: unknown;

  constructor(result: unknown) {
    super('rehearsed');
    this.result = result;
  }
}

function conflictFault(conflicts: readonly Conflict[]): Fault {
  const n = conflicts.length;
  return new Fault('conflict', {
    zh: `有 ${n} 处内容已被后来的操作改动，没有撤销。可以先查看这些改动，或者只撤销其余部分。`,
    en: `${n} values were changed by later work, so nothing was undone. Look at them first, or undo only the rest.`,
  }, { details: conflicts.slice(0, 1000) });
}
