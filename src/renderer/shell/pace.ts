import { computed, type ComputedRef } from 'vue';
import { runningTask } from './tasks.ts';

/**
 * Milliseconds between two refreshes of something on screen. Longer while records come in, because then everything changes all
 * the time and the engine has better things to do than to count.
 */
export function pace(atRest: number): ComputedRef<number> {
  return computed(() => (runningTask('imports.run') === undefined ? atRest : atRest * 4));
}
