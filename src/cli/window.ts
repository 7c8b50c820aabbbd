import type { Command } from 'commander';
import type { Window } from '../contract/selection.ts';
import type { Cli } from './cli.ts';
import { wholeNumber } from './usage.ts';

export interface WindowOptions {
  readonly limit?: number;
  readonly offset?: number;
}

/** Most items the engine gives at once. */
const MOST = 1000;
const USUAL = 50;

/** `--limit` and `--offset`, for every list that may be long. */
export function withWindow(command: Command, cli: Cli): Command {
  return command
    .option('--limit <n>', cli.say({ zh: '最多多少条', en: 'at most so many' }), wholeNumber('--limit'), USUAL)
    .option(
      '--offset <n>',
      cli.say({ zh: '从第几条起（0 开始）', en: 'from which one on (0 is the first)' }),
      wholeNumber('--offset'),
      0,
    );
}

/** The asked-for part of a list, in as many calls as the engine's window needs; at least one, for the total. */
export async function windowed<T>(
  { limit = USUAL, offset = 0 }: WindowOptions,
  ask: (window: Window) => Promise<{ readonly total: number; readonly items: readonly T[] }>,
): Promise<{ readonly total: number; readonly items: readonly T[] }> {
  const items: T[] = [];
  let total = 0;
  do {
    const part = await ask({ offset: offset + items.length, limit: Math.max(1, Math.min(MOST, limit - items.length)) });
    total = part.total;
    if (part.items.length === 0) break;
    items.push(...part.items);
  } while (items.length < limit && offset + items.length < total);
  return { total, items: items.slice(0, limit) };
}

/** Every item of a list. */
export const everything = <T>(
  ask: (window: Window) => Promise<{ readonly total: number; readonly items: readonly T[] }>,
): Promise<{ readonly total: number; readonly items: readonly T[] }> =>
  windowed({ limit: Number.MAX_SAFE_INTEGER }, ask);
