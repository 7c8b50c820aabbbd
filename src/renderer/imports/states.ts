import { CircleCheck, CircleDashed, CircleSlash, TriangleAlert, Wrench } from '@lucide/vue';
import type { Component } from 'vue';
import type { FileState, ImportSummary } from '../../contract/imports.ts';

export interface StateLook {
  readonly state: FileState;
  readonly icon: Component;
  readonly colour: string;
}

/** The five ends of a file in the order they are shown; each has its own shape as well as its colour. */
export const FILE_STATES: readonly StateLook[] = [
  { state: 'imported', icon: CircleCheck, colour: 'var(--done)' },
  { state: 'alreadyHere', icon: CircleDashed, colour: 'var(--rejected)' },
  { state: 'repaired', icon: Wrench, colour: 'var(--review)' },
  { state: 'needsReview', icon: TriangleAlert, colour: 'var(--accent)' },
  { state: 'refused', icon: CircleSlash, colour: 'var(--ink-soft)' },
];

/** The sum of the states, which must be the number of files. */
export function sumOfStates(files: ImportSummary['files']): number {
  return FILE_STATES.reduce((sum, { state }) => sum + files[state], 0);
}

/**
 * Widths in percent for counts drawn on one bar: in proportion, except that three files among a million still get
 * `least` percent to be seen by. Zero stays zero, and together they fill the bar.
 */
export function sharesOf(counts: readonly number[], least = 0.8): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const raised = counts.map((count) => (count === 0 ? 0 : Math.max(least, (count / total) * 100)));
  const excess = raised.reduce((sum, share) => sum + share, 0) - 100;
  const largest = raised.indexOf(Math.max(...raised));
  return raised.map((share, index) => (index === largest ? share - excess : share));
}
