import { setImmediate as others } from 'node:timers/promises';
import { Fault } from '../../../contract/fault.ts';

/*
 * Work over all records of a large library takes longer than anybody may be kept waiting. It is written once, as a
 * generator that yields wherever others could be let in, and run either at once or in slices.
 */

export type Steps<T> = Generator<undefined, T, undefined>;

/** What a slice may take, milliseconds, before others are let in. */
const SLICE_MS = 12;

export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Fault `cancelled` when the signal is aborted meanwhile. */
export async function inSlices<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  let started = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() - started < SLICE_MS) continue;
    await others();
    if (signal?.aborted === true) {
      steps.return(undefined as never);
      throw new Fault('cancelled');
    }
    started = performance.now();
  }
}

interface Running<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
}

/** The same work asked for by several at once is done once, and given up when nobody waits for it any more. */
export class Shared<T> {
  readonly #running = new Map<string, Running<T>>();

  async run(key: string, make: () => Steps<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted) throw new Fault('cancelled');
    let running = this.#running.get(key);
    if (running === undefined) {
      const abort = new AbortController();
      const result = inSlices(make(), abort.signal).finally(() => { this.#running.delete(key); });
      this.#running.set(key, running = { result, abort, waiting: 0 });
    }
    const { result, abort } = running;
    const mine = running;
    mine.waiting++;
    const leave = Promise.withResolvers<never>();
    const onAbort = (): void => {
      if (--mine.waiting === 0) {
        this.#running.delete(key);
        abort.abort();
      }
      leave.reject(new Fault('cancelled'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([result, leave.promise]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}
