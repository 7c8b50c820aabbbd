import type { Area, EngineApi, EngineEvents } from '../../contract/engine.ts';
import type { Call, Handlers } from '../../contract/rpc.ts';
import { createDuplicates } from './duplicates/duplicates.ts';
import { createExports } from './exports/exports.ts';
import { createHistory } from './history/history.ts';
import type { Touched } from './history/writer.ts';
import { createImports } from './imports/imports.ts';
import { checkInput } from './inputs/inputs.ts';
import { jobOf } from './job.ts';
import { createLibrary } from './library/library.ts';
import { createQuality } from './quality/quality.ts';
import { createRecords } from './records/records.ts';
import { createSets } from './sets/sets.ts';
import { faultOf } from './store/fault.ts';
import { openStore } from './store/open.ts';
import type { OpenOptions } from './store/open.ts';
import { vaultReader } from './store/vault.ts';
import { splitNumbers } from './subjects/clc/notation.ts';
import { standingOf } from './subjects/scheme.ts';
import { createSubjects } from './subjects/subjects.ts';
import { createTasks } from './tasks/tasks.ts';

/** A library in use: what may be asked of it, and what it tells. It does not know whether a window, a script or a test asks. */
export interface Engine {
  readonly handlers: Handlers<EngineApi>;
  onEvent(listener: <E extends keyof EngineEvents>(event: E, data: EngineEvents[E]) => void): void;
  /** Bring the search index up to date; the window does so in the background, a script when it wants to. */
  index(call: Call): Promise<void>;
  close(): void;
}

export interface EngineOptions extends OpenOptions {
  /** Folder with the built threads of the engine; absent when the sources run as they are. */
  readonly threads?: URL;
  /** Threads that read files during an import; 0 reads in the engine's own. */
  readonly readers?: number;
}

/** Wires the folders of the engine together: the table of contents of everything a library can do. */
export function createEngine(options: EngineOptions): Engine {
  const store = openStore(options);
  const listeners: Parameters<Engine['onEvent']>[0][] = [];
  const emit = <E extends keyof EngineEvents>(event: E, data: EngineEvents[E]): void => {
    for (const listener of listeners) listener(event, data);
  };
  const changed = gathered((data) => emit('changed', data));

  const history = createHistory(store);
  const tasks = createTasks((task) => emit('task', task));
  const vault = vaultReader(store.sqlite);
  const records = createRecords({ store, history, vault, classify: standingOf, numbersOf: splitNumbers });
  const { select } = records;
  const subjects = createSubjects({ store, history, select });
  const duplicates = createDuplicates({ store, history, select, detail: records.detail });
  const quality = createQuality({
    store, select, around: { standing: (notation) => standingOf(notation).kind, numbersOf: splitNumbers },
    changed: () => {
      records.invalidate();
      changed({ areas: ['quality', 'records'], records: [] });
    },
  });
  const sets = createSets({ store, history, select });
  const imports = createImports(store, history, { threads: options.readers ?? 2, built: options.threads === undefined ? undefined : new URL('import-reader.js', options.threads) });
  const exported = createExports({ store, vault, select });
  const library = createLibrary({ store, pending: records.indexer.pending });

  history.committed((touched) => {
    subjects.forget();
    // A few edited records are indexed with the commit; many, like an import, in the background.
    if (listeners.length > 0 && touched.records.size > 1000) follow();
    compareSoon();
    if (listeners.length > 0) changed({ areas: areasOf(touched), records: touched.records.size > 1000 || touched.ranges.length > 0 ? [] : [...touched.records] });
  });

  const index = (call: Call): Promise<void> => tasks.run('records.index', '', call, async (inner) => { await records.indexer.run(inner); }, false);
  /** Not awaited: the index follows by itself, and searching is right meanwhile. */
  const follow = (): void => {
    const indexed = records.indexer.pending() > 0 ? index(quietly).then(() => changed({ areas: ['index'], records: [] }), () => undefined) : Promise.resolve();
    void indexed.then(() => compare(true));
  };
  let soon: NodeJS.Timeout | undefined;
  /** Once nothing more has come for a moment: decisions and edits come one after another. */
  const compareSoon = (): void => {
    if (listeners.length === 0) return;
    clearTimeout(soon);
    soon = setTimeout(() => compare(false), PAUSE).unref();
  };
  /** Someone who cancelled it does not want it back with the next keystroke, only with the next delivery. */
  let cancelled = false;
  /** Duplicates follow behind the search index. A few changed records are compared without a line in the task list. */
  const compare = (delivery: boolean): void => {
    if (delivery) cancelled = false;
    if (cancelled || listeners.length === 0 || !store.sqlite.open || !duplicates.finder.waits()) return;
    const done = duplicates.finder.pending() > NOTEWORTHY
      ? tasks.run('duplicates.find', '', quietly, (job) => duplicates.finder.run(job)) : duplicates.finder.run(jobOf(quietly));
    void done.then(() => {
      records.invalidate();
      // Told by itself: gathered with an edit it would hide which record was edited.
      emit('changed', { areas: ['duplicates', 'records'], records: [] });
    }, (error: unknown) => { cancelled = faultOf(error).code === 'cancelled'; });
  };

  const handlers: Handlers<EngineApi> = {
    library,
    imports: {
      ...imports,
      run: async (input, call) => {
        try {
          return await tasks.run('imports.run', input.paths.join('\n'), call, (inner) => imports.run(input, inner));
        } finally {
          if (listeners.length > 0) follow();
        }
      },
    },
    records: records.api,
    subjects: subjects.api,
    duplicates: {
      ...duplicates,
      async find(input, call) {
        const found = await tasks.run('duplicates.find', input.query ?? '', call, (inner) => duplicates.find(input, inner));
        records.invalidate();
        changed({ areas: ['duplicates', 'records'], records: [] });
        return found;
      },
      refine: (input, call) => tasks.run('duplicates.refine', '', call, (inner) => duplicates.refine(input, inner)),
    },
    quality: {
      ...quality,
      check: (input, call) => tasks.run('quality.check', input.query ?? '', call, (inner) => quality.check(input, inner)),
    },
    sets,
    exports: { run: (input, call) => tasks.run('exports.run', input.out, call, (inner) => exported.run(input, inner)) },
    history: {
      list: (input) => history.list(input),
      next: () => history.next(),
      undo: (input) => history.undo(input),
      redo: (input) => history.redo(input),
    },
    tasks: tasks.api,
  };
  return {
    handlers: guarded(handlers),
    onEvent: (listener) => {
      // Someone looks on, so the index follows by itself; a script asks for it when it wants it.
      listeners.push(listener);
      if (listeners.length === 1) follow();
    },
    index,
    close: () => {
      clearTimeout(soon);
      store.close();
    },
  };
}

/** Milliseconds without a change after which duplicates are looked at again. */
const PAUSE = 300;
/** Records whose comparison is worth a line in the task list. */
const NOTEWORTHY = 2000;

const quietly: Call = { signal: new AbortController().signal, progress: () => undefined };

/** Milliseconds in which changes are told together: an import commits eighty times a second. */
const TOGETHER = 150;

/** Passes the first change on at once, and those that follow closely as one. */
function gathered(tell: (data: EngineEvents['changed']) => void): (data: EngineEvents['changed']) => void {
  let held: { readonly areas: Set<Area>; readonly records: Set<number>; all: boolean } | undefined;
  const flush = (): void => {
    const now = held;
    held = undefined;
    if (now === undefined || now.areas.size === 0) return;
    tell({ areas: [...now.areas], records: now.all || now.records.size > 1000 ? [] : [...now.records] });
  };
  return (data) => {
    if (held === undefined) {
      tell(data);
      held = { areas: new Set(), records: new Set(), all: false };
      setTimeout(flush, TOGETHER);
      return;
    }
    for (const area of data.areas) held.areas.add(area);
    for (const id of data.records) held.records.add(id);
    if (data.records.length === 0) held.all = true;
  };
}

const AREAS: Readonly<Record<string, readonly Area[]>> = {
  record: ['records', 'subjects', 'duplicates', 'sets'],
  record_text: ['records'],
  record_field: ['records'],
  tag: ['records'],
  record_tag: ['records'],
  record_set: ['sets'],
  set_member: ['sets', 'records'],
  class_assignment: ['subjects', 'records'],
  duplicate_decision: ['duplicates', 'records'],
  duplicate_settings: ['duplicates'],
};

function areasOf(touched: Touched): readonly Area[] {
  const areas = new Set<Area>(['history']);
  for (const table of touched.tables) for (const area of AREAS[table] ?? []) areas.add(area);
  if (touched.ranges.length > 0) areas.add('imports');
  return [...areas];
}

/** Every method behind the same door: its input checked, what it throws told as a Fault. */
function guarded(handlers: Handlers<EngineApi>): Handlers<EngineApi> {
  const out: Record<string, Record<string, unknown>> = {};
  for (const [namespace, methods] of Object.entries(handlers)) {
    const wrapped: Record<string, unknown> = {};
    for (const [name, method] of Object.entries(methods as Record<string, (input: unknown, call: Call) => unknown>)) {
      wrapped[name] = async (input: unknown, call: Call): Promise<unknown> => {
        try {
          return await method(checkInput(`${namespace}.${name}`, input), call);
        } catch (error) {
          throw faultOf(error);
        }
      };
    }
    out[namespace] = wrapped;
  }
  return out as unknown as Handlers<EngineApi>;
}
