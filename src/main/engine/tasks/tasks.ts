import type { EngineApi } from '../../../contract/engine.ts';
import type { Progress, Task } from '../../../contract/progress.ts';
import type { Call, Handlers } from '../../../contract/rpc.ts';

export interface Tasks {
  readonly api: Handlers<EngineApi>['tasks'];
  /** Run a long job as a task: seen in the list, cancellable from there as well as by the caller. */
  run<T>(kind: string, subject: string, call: Call, work: (call: Call) => T | Promise<T>): Promise<T>;
}

/** Finished tasks that stay in the list. */
const REMEMBERED = 20;

export function createTasks(told: (task: Task) => void): Tasks {
  const tasks = new Map<number, { task: Task; readonly abort: AbortController }>();
  let lastId = 0;
  let lastTold = 0;

  const tell = (id: number, change: Partial<Task>): void => {
    const entry = tasks.get(id);
    if (entry === undefined) return;
    entry.task = { ...entry.task, ...change };
    const now = performance.now();
    if (entry.task.state === 'running' && change.progress !== undefined && now - lastTold < 100) return;
    lastTold = now;
    told(entry.task);
  };

  return {
    api: {
      list: () => [...tasks.values()].map((entry) => entry.task),
      cancel({ id }) {
        const entry = tasks.get(id);
        if (entry === undefined || entry.task.state !== 'running') return { cancelled: false };
        entry.abort.abort();
        return { cancelled: true };
      },
    },
    async run(kind, subject, call, work) {
      const id = ++lastId;
      const abort = new AbortController();
      const task: Task = { id, kind, subject, state: 'running', progress: null, startedAt: Date.now(), endedAt: null, cancellable: true };
      tasks.set(id, { task, abort });
      for (const [old, { task: { state } }] of tasks) {
        if (tasks.size <= REMEMBERED) break;
        if (state !== 'running') tasks.delete(old);
      }
      const signal = AbortSignal.any([call.signal, abort.signal]);
      const progress = (now: Progress): void => {
        call.progress(now);
        tell(id, { progress: now });
      };
      try {
        const value = await work({ signal, progress });
        tell(id, { state: signal.aborted ? 'cancelled' : 'done', endedAt: Date.now() });
        return value;
      } catch (error) {
        tell(id, { state: signal.aborted ? 'cancelled' : 'failed', endedAt: Date.now() });
        throw error;
      }
    },
  };
}
