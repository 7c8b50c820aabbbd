import { setImmediate } from 'node:timers/promises';
import type { Call } from '../../contract/rpc.ts';

/** A long call as the one who does it sees it. */
export interface Job extends Call {
  /** Let others in for a moment; while the job is paused, wait here. Returns at once when it was cancelled. */
  rest(): Promise<void>;
}

/** A call nobody can pause. */
export function jobOf(call: Call): Job {
  return { signal: call.signal, progress: (progress) => call.progress(progress), rest: () => setImmediate() };
}
