import { computed, shallowReadonly, shallowRef } from 'vue';
import type { Task } from '../../contract/progress.ts';
import { onEngine, useEngine } from './engine.ts';
import { notifyFault } from './faults.ts';

const known = shallowRef<ReadonlyMap<number, Task>>(new Map());

/** Every task heard of since the library was opened, newest first. */
export const tasks = computed<readonly Task[]>(() => [...known.value.values()].sort((a, b) => b.startedAt - a.startedAt || b.id - a.id));

/** Running or held: what has not ended yet. */
export const runningTasks = computed<readonly Task[]>(() => tasks.value.filter((task) => task.endedAt === null));

const endedRef = shallowRef<Task | null>(null);

/** The task that ended last, for those who wait for one. */
export const lastEnded = shallowReadonly(endedRef);

/** The running task of one kind ('imports.run', 'duplicates.find', …), if there is one. */
export function runningTask(kind: string): Task | undefined {
  return runningTasks.value.find((task) => task.kind === kind);
}

function hear(task: Task): void {
  const before = known.value.get(task.id);
  known.value = new Map(known.value).set(task.id, task);
  if (task.endedAt !== null && (before === undefined || before.endedAt === null)) endedRef.value = task;
}

/** Follow the engine's tasks. Called once, before the window is mounted. */
export function followTasks(): void {
  onEngine('task', hear);
  onEngine('changed', ({ areas, records }) => {
    // A new engine numbers its tasks afresh: it announces itself by naming every area and no record.
    if (records.length > 0 || areas.length < 8) return;
    known.value = new Map();
    useEngine().tasks.list({}).then((list) => list.forEach(hear), () => undefined);
  });
}

export async function cancelTask(id: number): Promise<void> {
  try {
    await useEngine().tasks.cancel({ id });
  } catch (thrown) {
    notifyFault(thrown);
  }
}

/** Hold a running task, or let a held one go on. */
export async function holdTask(task: Task): Promise<void> {
  try {
    if (task.state === 'paused') await useEngine().tasks.resume({ id: task.id });
    else await useEngine().tasks.pause({ id: task.id });
  } catch (thrown) {
    notifyFault(thrown);
  }
}
