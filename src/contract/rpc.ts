import { Fault } from './fault.ts';
import type { FaultData } from './fault.ts';
import type { Port } from './port.ts';
import type { Progress } from './progress.ts';

/*
 * Calls over a Port. An API is a type of namespaces whose methods look synchronous and take one input object;
 * the mapped types below make the asking side and the answering side of it, so no method has code of its own.
 *
 *   asking → answering   { id, method: 'records.page', input }   { cancel: id }
 *   answering → asking   { id, ok: true, value }   { id, ok: false, fault }   { id, progress }   { event, data }
 */

/** Milliseconds between two progress messages of one call. */
const PROGRESS_EVERY = 100;
/** Milliseconds after which a call is worth a line in the log. */
const SLOW_AFTER = 50;

export interface CallOptions {
  /** Aborting asks the other side to stop; the promise still waits for what it answers, a value or a `cancelled` fault. */
  readonly signal?: AbortSignal;
  /** At most ten a second; the last one always comes before the promise settles. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Call {
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

/** The asking side of an API: the same names, answers as promises that reject with a Fault. */
export type Client<Api> = {
  readonly [N in keyof Api]: {
    readonly [M in keyof Api[N]]: Api[N][M] extends (input: infer I) => infer R
      ? (input: I, options?: CallOptions) => Promise<Awaited<R>>
      : never;
  };
};

/** The answering side of an API: each method also gets the call, to see it cancelled and to report progress. */
export type Handlers<Api> = {
  readonly [N in keyof Api]: {
    readonly [M in keyof Api[N]]: Api[N][M] extends (input: infer I) => infer R
      ? (input: I, call: Call) => R | Promise<R>
      : never;
  };
};

/** What `connect` adds beside the namespaces of the API; no namespace may have one of these names. */
export interface Connection<Events> {
  /** Returns the way to stop listening. */
  on<E extends keyof Events & string>(event: E, listener: (data: Events[E]) => void): () => void;
  /** Hang up. Calls still waiting reject with `engine-down`. */
  close(): void;
  /** Settles when the port has closed, from either side. */
  readonly closed: Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: Fault) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

interface Incoming {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly input?: unknown;
  readonly cancel?: unknown;
  readonly ok?: unknown;
  readonly value?: unknown;
  readonly fault?: unknown;
  readonly progress?: unknown;
  readonly event?: unknown;
  readonly data?: unknown;
}

const readMessage = (message: unknown): Incoming => (typeof message === 'object' && message !== null ? message : {});

/**
 * A client for the API served at the other end of `port`: `client.records.page(input, { signal, onProgress })`.
 * When the port closes every waiting call, and every later one, rejects with the fault `engine-down`.
 */
export function connect<Api, Events = Record<never, never>>(port: Port): Client<Api> & Connection<Events> {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(data: unknown) => void>>();
  let nextId = 1;
  let open = true;
  let hungUp: () => void = () => {};
  const closed = new Promise<void>((resolve) => { hungUp = resolve; });

  port.listen((message) => {
    const { id, ok, value, fault, progress, event, data } = readMessage(message);
    if (typeof event === 'string') {
      for (const listener of listeners.get(event) ?? []) listener(data);
      return;
    }
    const call = typeof id === 'number' ? waiting.get(id) : undefined;
    if (typeof id !== 'number' || call === undefined) return;
    if (typeof ok !== 'boolean') {
      call.onProgress?.(progress as Progress);
      return;
    }
    waiting.delete(id);
    if (ok) call.resolve(value);
    else call.reject(Fault.fromData(fault));
  }, () => {
    open = false;
    for (const call of waiting.values()) call.reject(new Fault('engine-down'));
    waiting.clear();
    hungUp();
  });

  const ask = (method: string, input: unknown, options: CallOptions = {}): Promise<unknown> => {
    const { signal, onProgress } = options;
    if (!open) return Promise.reject(new Fault('engine-down'));
    if (signal?.aborted) return Promise.reject(new Fault('cancelled'));
    const id = nextId++;
    const cancel = (): void => port.post({ cancel: id });
    const answer = new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject, onProgress });
      try {
        port.post({ id, method, input });
      } catch (error) {
        waiting.delete(id);
        reject(new Fault('bad-input', undefined, { details: { method }, cause: error }));
        return;
      }
      signal?.addEventListener('abort', cancel, { once: true });
    });
    return signal === undefined ? answer : answer.finally(() => signal.removeEventListener('abort', cancel));
  };

  const connection: Connection<Events> = {
    on(event, listener) {
      const known = listeners.get(event) ?? new Set();
      listeners.set(event, known.add(listener as (data: unknown) => void));
      return () => { known.delete(listener as (data: unknown) => void); };
    },
    close: () => port.close(),
    closed,
  };
  const namespaces = namesOf((namespace) => namesOf((name) =>
    (input: unknown, options?: CallOptions) => ask(`${namespace}.${name}`, input, options)));
  return new Proxy(connection, {
    get: (own, name) => (Object.hasOwn(own, name) ? Reflect.get(own, name) : Reflect.get(namespaces, name)),
  }) as Client<Api> & Connection<Events>;
}

/** An object that has every property a namespace or method could be called by, made when first asked for. */
export function namesOf<T>(make: (name: string) => T): Readonly<Record<string, T>> {
  const made = new Map<string, T>();
  return new Proxy({}, {
    get: (_, name) => {
      // Subtle: `await` asks for `then` and Vue for `__v_…`; neither may get a remote method.
      if (typeof name !== 'string' || name === 'then' || !/^[a-z]/i.test(name)) return undefined;
      const known = made.get(name);
      if (known !== undefined) return known;
      const fresh = make(name);
      made.set(name, fresh);
      return fresh;
    },
  });
}

export interface ServeOptions {
  /** The input as the handler may trust it, or a thrown Fault. Without it the input is passed as it came. */
  readonly validate?: (method: string, input: unknown) => unknown;
  /** Called for every call over 50 ms and for every `internal` fault, with the error behind it. */
  readonly log?: (line: { readonly method: string; readonly ms: number; readonly error?: unknown }) => void;
  /** Turns what a handler threw into a Fault, where more is known than `Fault.from` knows. */
  readonly toFault?: (thrown: unknown) => Fault;
}

export interface Server<Events> {
  emit<E extends keyof Events & string>(event: E, data: Events[E]): void;
  /** Aborts what is running and closes the port. */
  close(): void;
}

type AnyHandler = (input: unknown, call: Call) => unknown;

/** Answers what comes in at `port` with the methods of `handlers`, and only with those. */
export function serve<Api, Events = Record<never, never>>(
  port: Port, handlers: Handlers<Api>, options: ServeOptions = {},
): Server<Events> {
  const running = new Map<number, AbortController>();
  const toFault = options.toFault ?? Fault.from;

  const answer = async (id: number, method: string, input: unknown): Promise<void> => {
    const abort = new AbortController();
    running.set(id, abort);
    const progress = paced((latest) => port.post({ id, progress: latest }));
    const started = performance.now();
    let reply: { readonly value: unknown } | { readonly fault: FaultData };
    let error: unknown;
    try {
      const handler = findHandler(handlers, method);
      const trusted = options.validate === undefined ? input : options.validate(method, input);
      reply = { value: await handler(trusted, { signal: abort.signal, progress: progress.push }) };
    } catch (thrown) {
      const fault = toFault(thrown);
      if (fault.code === 'internal') error = fault.cause ?? fault;
      reply = { fault: fault.toData() };
    }
    running.delete(id);
    progress.end();
    const ms = performance.now() - started;
    if (ms > SLOW_AFTER || error !== undefined) options.log?.({ method, ms, ...(error === undefined ? {} : { error }) });
    try {
      port.post('fault' in reply ? { id, ok: false, fault: reply.fault } : { id, ok: true, value: reply.value });
    } catch (thrown) {
      // The answer holds something that cannot be cloned. The caller must not wait for ever.
      options.log?.({ method, ms, error: thrown });
      port.post({ id, ok: false, fault: new Fault('internal').toData() });
    }
  };

  port.listen((message) => {
    const { id, method, input, cancel } = readMessage(message);
    if (typeof cancel === 'number') running.get(cancel)?.abort(new Fault('cancelled'));
    else if (typeof id === 'number' && typeof method === 'string' && !running.has(id)) void answer(id, method, input);
  }, () => {
    for (const abort of running.values()) abort.abort(new Fault('cancelled'));
    running.clear();
  });

  return {
    emit: (event, data) => port.post({ event, data }),
    close: () => port.close(),
  };
}

function findHandler(handlers: unknown, method: string): AnyHandler {
  const [namespace = '', name = '', ...rest] = method.split('.');
  const methods = own(handlers, namespace);
  const handler = rest.length === 0 ? own(methods, name) : undefined;
  if (typeof handler !== 'function') {
    const shown = method.slice(0, 80);
    throw new Fault('bad-input', { zh: `没有名为“${shown}”的方法。`, en: `There is no method "${shown}".` });
  }
  return (input, call) => Reflect.apply(handler, methods, [input, call]) as unknown;
}

function own(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    ? Reflect.get(holder, name) as unknown
    : undefined;
}

/** Lets the first message through at once, then one every `PROGRESS_EVERY` at most, the newest; `end` sends what is held back. */
function paced(send: (progress: Progress) => void): { readonly push: (progress: Progress) => void; readonly end: () => void } {
  let held: Progress | undefined;
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (held === undefined) return;
    const newest = held;
    held = undefined;
    last = performance.now();
    send(newest);
  };
  return {
    push: (progress) => {
      if (ended) return;
      held = progress;
      const wait = last + PROGRESS_EVERY - performance.now();
      if (wait <= 0) flush();
      else timer ??= setTimeout(flush, wait);
    },
    end: () => {
      flush();
      ended = true;
    },
  };
}
