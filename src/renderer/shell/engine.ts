import { getCurrentScope, isProxy, onScopeDispose, readonly, shallowRef, toRaw } from 'vue';
import type { Area, EngineApi, EngineEvents } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import { overMessagePort } from '../../contract/port.ts';
import { connect, namesOf, type CallOptions, type Client, type Connection } from '../../contract/rpc.ts';

type EngineConnection = Client<EngineApi> & Connection<EngineEvents>;
type Listener<E extends keyof EngineEvents> = (data: EngineEvents[E]) => void;

/** Milliseconds a call waits for an engine that is being (re)started before it fails with `engine-down`. */
const PATIENCE = 10_000;
const ALL_AREAS: readonly Area[] = ['records', 'imports', 'subjects', 'duplicates', 'quality', 'sets', 'exports', 'history', 'index',
  'authorities', 'recipes', 'searches'];

const connection = shallowRef<EngineConnection | null>(null);
const arrivals = new Set<(fresh: EngineConnection) => void>();
const listeners: { readonly [E in keyof EngineEvents]: Set<Listener<E>> } = { changed: new Set(), task: new Set() };
const connectedRef = shallowRef(false);

/** Whether an engine answers right now. */
export const engineConnected = readonly(connectedRef);

function attach(port: MessagePort): void {
  const fresh = connect<EngineApi, EngineEvents>(overMessagePort(port));
  connection.value?.close();
  connection.value = fresh;
  connectedRef.value = true;
  fresh.on('changed', (data) => { for (const tell of listeners.changed) tell(data); });
  fresh.on('task', (data) => { for (const tell of listeners.task) tell(data); });
  void fresh.closed.then(() => {
    if (connection.value !== fresh) return;
    connection.value = null;
    connectedRef.value = false;
  });
  for (const welcome of arrivals) welcome(fresh);
  arrivals.clear();
  // What is on screen came from the engine before this one.
  for (const tell of listeners.changed) tell({ areas: ALL_AREAS, records: [] });
}

/** Take the ports that main hands over, now and after every restart of the engine. Called once, before the window is mounted. */
export function acceptEngines(): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const data = event.data;
    const port = event.ports[0];
    if (event.source !== window || port === undefined) return;
    if (typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'jianbao-engine') attach(port);
  });
}

function current(signal: AbortSignal | undefined): Promise<EngineConnection> {
  const here = connection.value;
  if (here !== null) return Promise.resolve(here);
  return new Promise((resolve, reject) => {
    const leave = (fault: Fault): void => {
      clearTimeout(timer);
      arrivals.delete(welcome);
      reject(fault);
    };
    const welcome = (fresh: EngineConnection): void => {
      clearTimeout(timer);
      resolve(fresh);
    };
    const timer = setTimeout(() => leave(new Fault('engine-down')), PATIENCE);
    signal?.addEventListener('abort', () => leave(new Fault('cancelled')), { once: true });
    arrivals.add(welcome);
  });
}

/** The value without Vue's proxies: a reactive object cannot be cloned into a message. */
export function plain(value: unknown): unknown {
  const raw = isProxy(value) ? toRaw(value) as unknown : value;
  if (Array.isArray(raw)) return raw.map(plain);
  if (typeof raw !== 'object' || raw === null || Object.getPrototypeOf(raw) !== Object.prototype) return raw;
  return Object.fromEntries(Object.entries(raw).map(([name, inner]) => [name, plain(inner)]));
}

type Call = (input: unknown, options?: CallOptions) => Promise<unknown>;

const client = namesOf((namespace) => namesOf((method): Call => async (input, options) => {
  const engine = await current(options?.signal);
  const methods = Reflect.get(engine, namespace) as Readonly<Record<string, Call>>;
  return methods[method]?.(plain(input), options);
})) as Client<EngineApi>;

/**
 * The engine of the open library. The same object for ever: after a restart the next call goes to the new engine.
 * Calls reject with a Fault; `engine-down` when there is no engine within ten seconds.
 */
export function useEngine(): Client<EngineApi> {
  return client;
}

/** Listen to the engine, over restarts. Stops with the component that called, or by the function returned. */
export function onEngine<E extends keyof EngineEvents>(event: E, listener: Listener<E>): () => void {
  listeners[event].add(listener);
  const stop = (): void => { listeners[event].delete(listener); };
  if (getCurrentScope() !== undefined) onScopeDispose(stop);
  return stop;
}
