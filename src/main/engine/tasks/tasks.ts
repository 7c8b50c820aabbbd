import { setImmediate } from 'node:timers/promises';
import type { EngineApi } from '../../../contract/engine.ts';
import type { Progress, Task } from '../../../contract/progress.ts';
import type { Call, Handlers } from '../../../contract/rpc.ts';
import type { Job } from '../job.ts';

export interface Tasks {
  readonly api: Handlers<EngineApi>['tasks'];
  /** Run a long job as a task: seen in the list; paused and cancelled from there as well as by the caller. */
  run<T>(kind: string, subject: string, call: Call, work: (job: Job) => T | Promise<T>, pausable?: boolean): Promise<T>;
}

interface Entry {
  task: Task;
  readonly abort: AbortController;
  /** Ends the pause; null while the task runs. */
  goOn: (() => void) | null;
  paused: Promise<void> | null;
}

/** Finished tasks that stay in the list. */
const REMEMBERED = 20;

export function createTasks(told: (task: Task) => void): Tasks {
  const tasks = new Map<number, Entry>();
  let lastId = 0;
  let lastTold = 0;

  const tell = (entry: Entry, change: Partial<Task>): void => {
    entry.task = { ...entry.task, ...change };
    const now = performance.now();
    if (change.progress !== undefined && change.state === undefined && now - lastTold < 100) return;
    lastTold = now;
    told(entry.task);
  };
  const goOn = (entry: Entry): void => {
    entry.goOn?.();
    entry.goOn = null;
    entry.paused = null;
  };

  return {
    api: {
      list: () => [...tasks.values()].map((entry) => entry.task),
      cancel({ id }) {
        const entry = tasks.get(id);
        if (entry === undefined || entry.task.endedAt !== null) return { cancelled: false };
        entry.abort.abort();
        goOn(entry);
        return { cancelled: true };
      },
      pause({ id }) {
        const entry = tasks.get(id);
        if (entry?.task.state !== 'running' || !entry.task.pausable) return { paused: false };
        entry.paused = new Promise((resolve) => { entry.goOn = resolve; });
        tell(entry, { state: 'paused' });
        return { paused: true };
      },
      resume({ id }) {
        const entry = tasks.get(id);
        if (entry?.task.state !== 'paused') return { resumed: false };
        goOn(entry);
        tell(entry, { state: 'running' });
        return { resumed: true };
      },
    },
    async run(kind, subject, call, work, pausable = true) {
      const id = ++lastId;
      const abort = new AbortController();
      const entry: Entry = {
        task: { id, kind, subject, state: 'running', progress: null, startedAt: Date.now(), endedAt: null, cancellable: true, pausable },
        abort, goOn: null, paused: null,
      };
      tasks.set(id, entry);
      for (const [old, { task: { endedAt } }] of tasks) {
        if (tasks.size <= REMEMBERED) break;
        if (endedAt !== null) tasks.delete(old);
      }
      const signal = AbortSignal.any([call.signal, abort.signal]);
      // Subtle: a pause must not outlive the caller's own cancel.
      call.signal.addEventListener('abort', () => goOn(entry), { once: true });
      const job: Job = {
        signal,
        progress(now: Progress) {
          call.progress(now);
          tell(entry, { progress: now });
        },
        async rest() {
          await setImmediate();
          if (entry.paused !== null) await entry.paused;
        },
      };
      const end = (state: Task['state']): void => tell(entry, { state: signal.aborted ? 'cancelled' : state, endedAt: Date.now() });
      try {
        const value = await work(job);
        end('done');
        return value;
      } catch (error) {
        end('failed');
        throw error;
      }
    },
  };
}
