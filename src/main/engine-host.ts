import { MessageChannelMain } from 'electron';
import type { MessagePortMain } from 'electron';
import type { EngineState, LibraryRef } from '../contract/desktop.ts';
import { Fault } from '../contract/fault.ts';
import type { FromEngine } from '../contract/process.ts';
import { spawnEngine } from './engine-spawn.ts';
import type { EngineProcess } from './engine-spawn.ts';

/** Milliseconds before a stopped engine starts again; doubled for each stop within `REMEMBERED`. */
const RESTART_AFTER = 250;
/** Milliseconds: a second stop within this time of the one before is not met with another start. */
const TOO_SOON = 30_000;
/** Milliseconds after which a stop is forgotten. */
const REMEMBERED = 600_000;
/** Milliseconds an engine has to finish when it is asked to leave. */
const PATIENCE = 10_000;

export interface HostOptions {
  readonly entry: string;
  readonly migrations: string;
  /** The folder of package.json. */
  readonly root: string;
  /** Hands a port to the window; false when there is no window that asked for one. */
  readonly deliver: (port: MessagePortMain) => boolean;
  readonly tell: (state: EngineState) => void;
}

/** One engine process, from its start to its end. */
interface Run {
  readonly library: LibraryRef;
  readonly process: EngineProcess;
  /** Settles when the library is open; rejects with a Fault when it cannot be opened or the process ends before. */
  readonly opened: Promise<void>;
  readonly ended: Promise<void>;
  channel: number;
  /** The end of the window's channel that is kept here, where messages have to be passed on. */
  kept: MessagePortMain | undefined;
  /** Set when its end is wanted. */
  leaving: boolean;
  /** What the system said of its end, once it has ended. */
  endReason: string | undefined;
}

/** Keeps the engine of the open library running, and the window joined to it. It never looks into what they say. */
export class EngineHost {
  readonly #options: HostOptions;
  #state: EngineState = { state: 'none' };
  #run: Run | undefined;
  #stops: number[] = [];
  #restart: NodeJS.Timeout | undefined;
  /** Opening, closing and restarting one after the other, in the order they were asked for. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: HostOptions) {
    this.#options = options;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Opens a library and lets go of the one before; when it cannot be opened the one before stays. Throws a Fault. */
  open(library: LibraryRef, create: boolean): Promise<void> {
    return this.#inTurn(async () => {
      if (!create && this.#isRunning(library)) {
        this.connect();
        return;
      }
      const before = this.#state;
      const starting: EngineState = { state: 'starting', library };
      this.#become(starting);
      try {
        const run = this.#start(library, create);
        await run.opened;
        await this.#leave();
        this.#stops = [];
        this.#serve(run, { state: 'ready', library });
      } catch (thrown) {
        // Unless the engine of the library before has stopped in the meantime, which is now the news.
        if (this.#state === starting) this.#become(before);
        throw Fault.from(thrown);
      }
    });
  }

  /** Lets go of the open library. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#leave();
      this.#become({ state: 'none' });
    });
  }

  /** Starts the engine of the same library anew, whatever state it is in. */
  restart(): Promise<EngineState> {
    return this.#inTurn(async () => {
      if (this.#state.state === 'none') throw new Fault('not-found', NO_LIBRARY);
      const { library } = this.#state;
      await this.#leave();
      this.#stops = [];
      await this.#startAgain(library, 'asked for');
      return this.#state;
    });
  }

  /**
   * Puts a backup in the place of the open library. When it cannot be, the library is opened again as it was, and the
   * reason is thrown as a Fault.
   */
  restore(backup: string): Promise<LibraryRef> {
    return this.#inTurn(async () => {
      if (this.#state.state === 'none') throw new Fault('not-found', NO_LIBRARY);
      const { library } = this.#state;
      await this.#leave();
      this.#stops = [];
      this.#become({ state: 'starting', library });
      try {
        const run = this.#start(library, false, backup);
        await run.opened;
        this.#serve(run, { state: 'ready', library });
        return library;
      } catch (thrown) {
        await this.#startAgain(library, 'not restored');
        throw Fault.from(thrown);
      }
    });
  }

  /** A new channel between the window and the engine, if there is one now; otherwise it comes when there is. */
  connect(): void {
    const run = this.#run;
    if (run === undefined || run.leaving) return;
    const { port1, port2 } = new MessageChannelMain();
    const channel = ++run.channel;
    run.kept?.close();
    if (run.process.takesPorts) {
      run.process.send({ connect: channel }, port1);
    } else {
      port1.on('message', ({ data }) => run.process.send({ to: channel, message: data as unknown }));
      port1.on('close', () => run.process.send({ disconnect: channel }));
      run.process.send({ connect: channel });
      run.kept = port1;
      port1.start();
    }
    if (!this.#options.deliver(port2)) port2.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }

  #isRunning(library: LibraryRef): boolean {
    return this.#run?.library.path === library.path && !this.#run.leaving;
  }

  #become(state: EngineState): void {
    this.#state = state;
    this.#options.tell(state);
  }

  #serve(run: Run, state: EngineState): void {
    this.#run = run;
    this.#become(state);
    if (run.endReason === undefined) this.connect();
    else this.#stoppedByItself(run, run.endReason);
  }

  #start(library: LibraryRef, create: boolean, backup?: string): Run {
    const opened = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const onMessage = (message: FromEngine): void => {
      if ('from' in message) {
        if (message.from === run.channel) run.kept?.postMessage(message.message);
      } else if (message.opened) {
        opened.resolve();
      } else {
        run.leaving = true;
        opened.reject(Fault.fromData(message.fault));
      }
    };
    const onExit = (reason: string): void => {
      run.endReason = reason;
      run.kept?.close();
      opened.reject(stopped(reason));
      ended.resolve();
      if (this.#run === run && !run.leaving) this.#stoppedByItself(run, reason);
    };
    const args = ['--library', library.path, ...(create ? ['--create'] : []), '--migrations', this.#options.migrations,
      ...(backup === undefined ? [] : ['--restore', backup])];
    const process = spawnEngine({ entry: this.#options.entry, root: this.#options.root, args, onMessage, onExit });
    const run: Run = {
      library, process, opened: opened.promise, ended: ended.promise, channel: 0, kept: undefined, leaving: false, endReason: undefined,
    };
    return run;
  }

  async #leave(): Promise<void> {
    clearTimeout(this.#restart);
    const run = this.#run;
    this.#run = undefined;
    if (run === undefined) return;
    run.leaving = true;
    run.process.send({ leave: true });
    const last = setTimeout(() => run.process.kill(), PATIENCE);
    await run.ended;
    clearTimeout(last);
  }

  #stoppedByItself(run: Run, reason: string): void {
    this.#run = undefined;
    const { library } = run;
    const now = Date.now();
    const before = this.#stops.at(-1) ?? -Infinity;
    this.#stops = [...this.#stops.filter((at) => now - at < REMEMBERED), now];
    console.error(`engine stopped: ${reason}`);
    if (now - before < TOO_SOON) {
      this.#become({ state: 'down', library, fault: stopped(reason).toData() });
      return;
    }
    this.#become({ state: 'starting', library });
    const wait = RESTART_AFTER * 2 ** (this.#stops.length - 1);
    this.#restart = setTimeout(() => void this.#inTurn(async () => {
      // A library opened or closed in the meantime has settled the matter.
      if (this.#run === undefined && this.#state.state === 'starting') await this.#startAgain(library, reason);
    }), wait);
  }

  async #startAgain(library: LibraryRef, reason: string): Promise<void> {
    if (this.#state.state !== 'starting') this.#become({ state: 'starting', library });
    try {
      const run = this.#start(library, false);
      await run.opened;
      this.#serve(run, { state: 'restarted', library, reason });
    } catch (thrown) {
      this.#become({ state: 'down', library, fault: Fault.from(thrown).toData() });
    }
  }
}

const NO_LIBRARY = { zh: '没有打开的资料库。', en: 'No library is open.' };

function stopped(reason: string): Fault {
  return new Fault('engine-down', {
    zh: `资料库引擎意外停止（${reason}）。已保存的内容不受影响；可以重新启动引擎，或打开另一个资料库。`,
    en: `The library engine stopped unexpectedly (${reason}). What was saved is safe: start the engine again, or open another library.`,
  }, { details: { reason } });
}
