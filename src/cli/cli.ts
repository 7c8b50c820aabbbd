import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EngineApi } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';
import { namesOf } from '../contract/rpc.ts';
import type { Call, Client, Handlers } from '../contract/rpc.ts';
import type { LocalText } from '../contract/text.ts';
import { EXIT, failureOf } from './exit.ts';
import type { ExitCode } from './exit.ts';
import { pick } from './language.ts';
import type { Lang } from './language.ts';
import { libraryFile, mustExist } from './library-file.ts';
import { reporterFor } from './progress.ts';
import type { ProgressMode } from './progress.ts';
import { table } from './table.ts';
import type { Column } from './table.ts';
import type { Terminal } from './terminal.ts';

/** Options every command takes, before or after its name. */
export interface CommonOptions {
  readonly library?: string;
  readonly json?: boolean;
  readonly progress?: ProgressMode;
  readonly lang?: Lang;
}

/** What a command found or did: `value` is the JSON document, `text` the same for people. */
export interface Answer {
  readonly value: unknown;
  readonly text: () => string;
  readonly exit?: ExitCode;
}

/** An opened library: the engine's methods in this process, with progress and Ctrl+C already wired. */
export interface Library {
  readonly file: string;
  readonly api: Client<EngineApi>;
}

export interface Opening {
  /** `create` makes the library when it is absent, and takes it away again when the work fails with nothing in it. */
  readonly mode?: 'open' | 'create';
  /** Another file than the one `--library` names. */
  readonly file?: string;
  /** The work changes texts: bring the search index up to date after it, so that the next search is a quick one. */
  readonly index?: boolean;
}

/** One run of the command line: what the commands are written against. */
export class Cli {
  readonly lang: Lang;
  readonly terminal: Terminal;
  readonly env: NodeJS.ProcessEnv;
  exit: ExitCode = EXIT.done;
  #options: CommonOptions = {};
  readonly #abort = new AbortController();

  constructor(lang: Lang, terminal: Terminal, env: NodeJS.ProcessEnv) {
    this.lang = lang;
    this.terminal = terminal;
    this.env = env;
  }

  /** Called once, when the common options have been read. */
  configure(options: CommonOptions): void {
    this.#options = options;
  }

  get json(): boolean {
    return this.#options.json === true;
  }

  get libraryFile(): string {
    return libraryFile(this.#options, this.env);
  }

  /** Ask what runs to stop at the next step it can stop at. */
  cancel(): void {
    this.#abort.abort(new Fault('cancelled'));
  }

  get cancelling(): boolean {
    return this.#abort.signal.aborted;
  }

  say(text: LocalText): string {
    return pick(this.lang, text);
  }

  table(
    columns: readonly (Omit<Column, 'title'> & { readonly title: LocalText })[],
    rows: readonly (readonly string[])[],
  ): string {
    return table(
      columns.map((column) => ({ ...column, title: this.say(column.title) })),
      rows,
      this.terminal.columns,
    );
  }

  /** Open the library, do the work, close it, print the answer. */
  async run(work: (library: Library) => Promise<Answer>, opening: Opening = {}): Promise<void> {
    await this.print(await this.withLibrary(work, opening));
  }

  async withLibrary<T>(work: (library: Library) => Promise<T>, opening: Opening = {}): Promise<T> {
    const file = opening.file ?? this.libraryFile;
    const mode = opening.mode ?? 'open';
    if (mode === 'open') mustExist(file);
    const fresh = !existsSync(file);
    const reporter = await reporterFor(this.#options.progress ?? 'auto', process.stderr, this.lang);
    const { createEngine } = await import('../main/engine/engine.ts');
    const engine = createEngine({ file, migrations: MIGRATIONS, mode: fresh ? 'create' : 'open' });
    const call: Call = { signal: this.#abort.signal, progress: (latest) => reporter.push(latest) };
    const api = inProcess(engine.handlers, call);
    let useless = false;
    try {
      const result = await work({ file, api });
      if (opening.index === true && !this.cancelling) await engine.index(call).catch(onlyCancelled);
      return result;
    } catch (thrown) {
      // A library made for this call, with nothing in it, would only be in the way.
      useless = fresh && (await api.library.info({})).records === 0;
      throw thrown;
    } finally {
      reporter.end();
      engine.close();
      if (useless) removeLibrary(file);
    }
  }

  async print(answer: Answer): Promise<void> {
    this.exit = this.cancelling ? EXIT.cancelled : (answer.exit ?? EXIT.done);
    await this.terminal.out(`${this.json ? JSON.stringify(answer.value, null, 2) : answer.text()}\n`);
  }

  /** The sentence on stderr; with `--json` the same as one document on stdout. */
  async fail(thrown: unknown): Promise<void> {
    const { both, exit, text, ...fault } = failureOf(thrown);
    this.exit = exit;
    if (this.json) await this.terminal.out(`${JSON.stringify({ fault: { ...fault, text } }, null, 2)}\n`);
    await this.terminal.err(`jianbao: ${both ? `${text.zh} / ${text.en}` : this.say(text)}\n`);
  }
}

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** An index left half done is no harm: it is derived, searches are right without it, and the next run goes on. */
function onlyCancelled(thrown: unknown): void {
  if (Fault.from(thrown).code !== 'cancelled') throw thrown;
}

/** The methods of an engine in this process, called like those of one in another. */
export function inProcess(handlers: Handlers<EngineApi>, call: Call): Client<EngineApi> {
  const methods = handlers as unknown as Readonly<
    Record<string, Readonly<Record<string, (input: unknown, call: Call) => unknown>>>
  >;
  return namesOf((namespace) =>
    namesOf((name) => async (input: unknown) => {
      const method = Object.hasOwn(methods, namespace) ? methods[namespace]?.[name] : undefined;
      if (method === undefined) throw new Fault('not-yet');
      return Reflect.apply(method, methods[namespace], [input, call]) as unknown;
    }),
  ) as unknown as Client<EngineApi>;
}

/** Take a library away that this run made and could not use, with the files SQLite keeps beside it. */
function removeLibrary(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-lock']) rmSync(`${file}${suffix}`, { force: true });
}
