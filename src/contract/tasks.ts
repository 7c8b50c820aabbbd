import type { Task } from './progress.ts';

export interface TasksApi {
  list(input: object): readonly Task[];
  cancel(input: { readonly id: number }): { readonly cancelled: boolean };
  /** Hold a running task at its next rest, within some milliseconds; what it has done so far stays. */
  pause(input: { readonly id: number }): { readonly paused: boolean };
  resume(input: { readonly id: number }): { readonly resumed: boolean };
}
