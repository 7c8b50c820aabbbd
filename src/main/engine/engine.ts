import { userInfo } from 'node:os';
import type { Area, EngineApi, EngineEvents } from '../../contract/engine.ts';
import type { Call, Handlers } from '../../contract/rpc.ts';
import { createAuthorities } from './authorities/authorities.ts';
import type { Selection } from '../../contract/selection.ts';
import { SIMPLIFIED, TRADITIONAL } from './duplicates/core/han-variants.ts';
import { createDuplicates } from './duplicates/duplicates.ts';
import { createExports } from './exports/exports.ts';
import { decodeEntities, displayParagraphs, readAuthors } from './formats/tagged/display.ts';
import { picturesIn } from './formats/tagged/pictures.ts';
import type { ClassStep } from './formats/writer.ts';
import { createHistory } from './history/history.ts';
import type { Touched } from './history/writer.ts';
import { createImports } from './imports/imports.ts';
import { checkInput } from './inputs/inputs.ts';
import { jobOf } from './job.ts';
import { createLibrary } from './library/library.ts';
import { copyBeforeMigration } from './library/snapshots.ts';
import { createQuality } from './quality/quality.ts';
import { createRecipes } from './recipes/recipes.ts';
import { createRecords } from './records/records.ts';
import { fold } from './records/search/fold.ts';
import { createSearches } from './searches/searches.ts';
import { createSets } from './sets/sets.ts';
import { checkStep, replaysOf } from './replays.ts';
import { faultOf } from './store/fault.ts';
import { openStore } from './store/open.ts';
import type { OpenOptions } from './store/open.ts';
import { vaultReader } from './store/vault.ts';
import { splitNumbers } from './subjects/clc/notation.ts';
import { CLC_BY_NOTATION } from './subjects/clc/outline.ts';
import { captionOf, pathTo, standingOf } from './subjects/scheme.ts';
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
  /** Who works, as the history tells it; by default the name of the account. */
  readonly actor?: string;
}

export { restoreLibrary } from './library/restore.ts';

/** Wires the folders of the engine together: the table of contents of everything a library can do. */
export function createEngine(options: EngineOptions): Engine {
  const store = openStore({ ...options, beforeMigration: copyBeforeMigration });
  const listeners: Parameters<Engine['onEvent']>[0][] = [];
  const emit = <E extends keyof EngineEvents>(event: E, data: EngineEvents[E]): void => {
    for (const listener of listeners) listener(event, data);
  };
  const changed = gathered((data) => emit('changed', data));

  const history = createHistory(store, { actor: options.actor ?? whoWorks() });
  const tasks = createTasks((task) => emit('task', task));
  const vault = vaultReader(store.sqlite);
  const records = createRecords({ store, history, vault, classify: standingOf, numbersOf: splitNumbers });
  const { select } = records;
  const subjects = createSubjects({
    store, history, select, variants: { from: TRADITIONAL, to: SIMPLIFIED },
    task: (kind, subject, call, work) => tasks.run(kind, subject, call, work),
  });
  const { partsOf, ...duplicates } = createDuplicates({ store, history, select, detail: records.detail });
  const quality = createQuality({
    store, history, select, write: records.writeValues,
    around: {
      standing: (notation) => standingOf(notation).kind, numbersOf: splitNumbers, decodeEntities, fold, paragraphsOf: displayParagraphs,
      picturesOf: (body) => picturesIn(body).map(({ file }) => file), authorsOf: (field) => readAuthors(field).names,
    },
    changed: () => {
      records.invalidate();
      changed({ areas: ['quality', 'records'], records: [] });
    },
  });
  const sets = createSets({ store, history, select });
  const imports = createImports(store, history, { threads: options.readers ?? 2, built: options.threads === undefined ? undefined : new URL('import-reader.js', options.threads) });
  const exported = createExports({ store, history, vault, select, numbersOf: splitNumbers, classPath, partsOf });
  const authorities = createAuthorities({
    store, history, select, column: (field, signal) => records.column(field, signal),
    task: (subject, call, work) => tasks.run('authorities.clusters', subject, call, work),
  });
  const searches = createSearches({ store, history, select });
  const replays = replaysOf({ records, subjects: subjects.api, authorities });
  const recipes = createRecipes({ store, history, select, replays, check: checkStep });
  const library = createLibrary({
    store, pending: records.indexer.pending,
    checkThread: options.threads === undefined ? new URL('./check-thread.ts', import.meta.url) : new URL('check.js', options.threads),
    emptied: () => {
      records.invalidate();
      changed({ areas: ['records', 'index'], records: [] });
      if (listeners.length > 0) follow();
    },
  });

  history.committed((touched) => {
    subjects.forget();
    subjects.observe(touched);
    // A few edited records are indexed with the commit; many, like an import, in the background.
    if (listeners.length > 0 && touched.records.size > 1000) follow();
    compareSoon();
    if (listeners.length > 0) changed({ areas: areasOf(touched), records: touched.records.size > 1000 || touched.ranges.length > 0 ? [] : [...touched.records] });
  });

  const closing = new AbortController();
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

  /** A backup before much changes at once, once somebody's work is in the library. A script makes its own where it wants one. */
  const before = async (call: Call): Promise<void> => {
    if (listeners.length > 0) await tasks.run('library.backup', '', call, (inner) => library.snapshot('large', inner));
  };
  /** Work on many records is a task; on a few it is done before one could look. */
  const manyAsTask = <I extends { readonly selection: Selection }, R>(kind: string, method: (input: I, call: Call) => R | Promise<R>) =>
    (input: I, call: Call): R | Promise<R> =>
      (select(input.selection).length < MANY ? method(input, call) : tasks.run(kind, '', call, (job) => method(input, job), false));

  const handlers: Handlers<EngineApi> = {
    library: {
      ...library.api,
      check: (input, call) => tasks.run('library.check', input.deep === true ? 'deep' : '', call, (inner) => library.api.check(input, inner), false),
      repair: (input, call) => tasks.run('library.repair', '', call, (inner) => library.api.repair(input, inner), false),
      backup: (input, call) => tasks.run('library.backup', input.file, call, (inner) => library.api.backup(input, inner)),
    },
    imports: {
      ...imports,
      run: async (input, call) => {
        try {
          if (input.dryRun !== true) await before(call);
          return await tasks.run('imports.run', input.paths.join('\n'), call, (inner) => imports.run(input, inner));
        } finally {
          if (listeners.length > 0) follow();
        }
      },
      reread: (input, call) => tasks.run('imports.reread', String(input.operation), call, (inner) => imports.reread(input, inner)),
      retry: async (input, call) => {
        try {
          return await tasks.run('imports.retry', String(input.operation), call, (inner) => imports.retry(input, inner));
        } finally {
          if (listeners.length > 0) follow();
        }
      },
    },
    records: {
      ...records.api,
      change: manyAsTask('records.change', records.api.change),
      set: manyAsTask('records.change', records.api.set),
      replace: manyAsTask('records.change', records.api.replace),
      rehearse: manyAsTask('records.rehearse', records.api.rehearse),
    },
    subjects: subjects.api,
    duplicates: {
      ...duplicates,
      // A dry run is asked for with every change of the rule, and is no task anyone wants to see.
      resolve: (input, call) => (input.dryRun === true
        ? duplicates.resolve(input, jobOf(call))
        : tasks.run('duplicates.resolve', typeof input.rule === 'string' ? input.rule : input.rule.name, call, (inner) => duplicates.resolve(input, inner))),
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
      completeness: (input, call) => quality.completeness(input, jobOf(call)),
      writeMissing: (input, call) => quality.writeMissing(input, jobOf(call)),
    },
    sets,
    exports: {
      ...exported,
      run: (input, call) => tasks.run('exports.run', input.out, call, (inner) => exported.run(input, inner)),
      losses: (input, call) => tasks.run('exports.losses', input.format, call, (inner) => exported.losses(input, inner)),
      verify: (input, call) => tasks.run('exports.verify', input.path, call, (inner) => exported.verify(input, inner)),
    },
    history: {
      list(input) {
        const { total, operations } = history.list(input);
        return { total, operations: operations.map((operation) => ({ ...operation, replayable: Object.hasOwn(replays, operation.kind) })) };
      },
      summary: () => history.summary(),
      changes: (input) => history.changes(input),
      next: () => history.next(),
      undo: (input) => history.undo(input),
      redo: (input) => history.redo(input),
    },
    tasks: tasks.api,
    authorities: authorities.api,
    recipes,
    searches,
  };
  return {
    handlers: guarded(handlers, records.prepare),
    onEvent: (listener) => {
      // Someone looks on, so the index follows by itself; a script asks for it when it wants it.
      listeners.push(listener);
      if (listeners.length > 1) return;
      follow();
      if (library.isDue()) void tasks.run('library.backup', '', quietly, (job) => library.snapshot('daily', job)).catch(() => undefined);
      // Nothing committed is lost by a kill, but whoever was cut off wants to be told so by somebody who has looked.
      if (store.leftOpen) void tasks.run('library.check', '', quietly, (job) => library.api.check({}, job), false).catch(() => undefined);
      void records.warm(closing.signal).catch(() => undefined);
    },
    index,
    close() {
      closing.abort();
      clearTimeout(soon);
      store.close();
    },
  };
}

/** The account's name, '' where the system has none for it. */
function whoWorks(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** Milliseconds without a change after which duplicates are looked at again. */
const PAUSE = 300;
/** Records whose comparison is worth a line in the task list. */
const NOTEWORTHY = 2000;

const quietly: Call = { signal: new AbortController().signal, progress: () => undefined };

/** A class number and the classes above it, with captions where the scheme has them. */
function classPath(notation: string): readonly ClassStep[] {
  const { kind, nearest, caption } = standingOf(notation);
  if (kind === 'unknown' && nearest === null) return [{ notation, caption: null }];
  const steps = nearest === null ? [] : pathTo(nearest).map((step): ClassStep => {
    const entry = CLC_BY_NOTATION.get(step);
    return { notation: step, caption: entry === undefined ? null : captionOf(entry) };
  });
  return steps[0]?.notation === notation ? steps : [{ notation, caption: nearest === notation ? caption : null }, ...steps];
}

/** Records from which on an edit is told in the list of tasks. */
const MANY = 5000;

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
  suggestion_decision: ['subjects'],
  duplicate_decision: ['duplicates', 'records'],
  duplicate_part: ['duplicates', 'records'],
  duplicate_rule: ['duplicates'],
  duplicate_settings: ['duplicates'],
  export_profile: ['exports'],
  import_mapping: ['imports'],
  source: ['imports'],
  problem: ['imports', 'records'],
  authority: ['authorities'],
  authority_variant: ['authorities'],
  authority_apart: ['authorities'],
  recipe: ['recipes'],
  saved_search: ['searches'],
};

function areasOf(touched: Touched): readonly Area[] {
  const areas = new Set<Area>(['history']);
  for (const table of touched.tables) for (const area of AREAS[table] ?? []) areas.add(area);
  if (touched.ranges.length > 0) areas.add('imports');
  return [...areas];
}

type Prepare = (selection: Selection, signal: AbortSignal) => Promise<void>;

/** What a query or selection in an input holds is found out in slices before the method, which wants it at one go. */
async function prepared(input: unknown, prepare: Prepare, signal: AbortSignal): Promise<void> {
  if (typeof input !== 'object' || input === null) return;
  const { query, selection } = input as { readonly query?: string; readonly selection?: Selection };
  const wanted = selection ?? (query === undefined ? null : { query });
  // What is wrong with a query is for the method to say.
  if (wanted !== null && !('ids' in wanted)) await prepare(wanted, signal).catch(() => undefined);
}

/** Every method behind the same door: its input checked, what it selects found, what it throws told as a Fault. */
function guarded(handlers: Handlers<EngineApi>, prepare: Prepare): Handlers<EngineApi> {
  const out: Record<string, Record<string, unknown>> = {};
  for (const [namespace, methods] of Object.entries(handlers)) {
    const wrapped: Record<string, unknown> = {};
    for (const [name, method] of Object.entries(methods as Record<string, (input: unknown, call: Call) => unknown>)) {
      wrapped[name] = async (input: unknown, call: Call): Promise<unknown> => {
        try {
          const trusted = checkInput(`${namespace}.${name}`, input);
          await prepared(trusted, prepare, call.signal);
          return await method(trusted, call);
        } catch (error) {
          throw faultOf(error);
        }
      };
    }
    out[namespace] = wrapped;
  }
  return out as unknown as Handlers<EngineApi>;
}
