import type { Store } from '../store/open.ts';
import { splitNumbers } from './clc/notation.ts';
import { pathTo, standingOf } from './scheme.ts';

export interface ClassCounts {
  /** Records by class of the scheme, with all below it. */
  readonly rolled: ReadonlyMap<string, number>;
  /** Records by class number as used, for numbers the outline does not have itself. */
  readonly used: ReadonlyMap<string, number>;
}

/** Count every class number in use once over the distinct values of the class field. */
export function countClasses({ sqlite }: Store): ClassCounts {
  const rolled = new Map<string, number>();
  const used = new Map<string, number>();
  const rows = sqlite.prepare<[], { value: string; records: number }>(
    'SELECT class AS value, count(*) AS records FROM record WHERE hidden = 0 AND class IS NOT NULL GROUP BY class').all();
  for (const { value, records } of rows) {
    const numbers = splitNumbers(value);
    // A record with two numbers under one class counts once there.
    const classes = new Set<string>();
    for (const number of numbers) {
      used.set(number, (used.get(number) ?? 0) + records);
      const { nearest } = standingOf(number);
      if (nearest !== null) for (const above of pathTo(nearest)) classes.add(above);
    }
    for (const above of classes) rolled.set(above, (rolled.get(above) ?? 0) + records);
  }
  return { rolled, used };
}
