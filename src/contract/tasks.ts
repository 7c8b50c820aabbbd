import type { Task } from './progress.ts';

export interface TasksApi {
  list(input: object): readonly Task[];
  cancel(input: { readonly id: number }): { readonly cancelled: boolean };
}
