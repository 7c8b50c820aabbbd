import { ROWS_A_B } from './outline-a-b.ts';
import { ROWS_C } from './outline-c.ts';
import { ROWS_D } from './outline-d.ts';
import { ROWS_E } from './outline-e.ts';
import { ROWS_F } from './outline-f.ts';
import { ROWS_G } from './outline-g.ts';
import { ROWS_H_I } from './outline-h-i.ts';
import { ROWS_J_K } from './outline-j-k.ts';
import { ROWS_N_O } from './outline-n-o.ts';
import { ROWS_P_Q } from './outline-p-q.ts';
import { ROWS_R } from './outline-r.ts';
import { ROWS_S } from './outline-s.ts';
import { ROWS_T } from './outline-t.ts';
import { ROWS_U_Z } from './outline-u-z.ts';

/** One class of the outline of the Chinese Library Classification (中国图书馆分类法). */
export interface OutlineClass {
  /** As printed in the schedule: `D822`, `B-4`, or a range that stands for its members, `D73/77`. */
  readonly notation: string;
  readonly zh: string;
  /** Main classes and first subdivisions have one, and a few classes a newspaper uses much. */
  readonly en: string | null;
  /** The class one step up; null for the 22 main classes. */
  readonly broader: string | null;
}

/*
 * A row is `notation [^broader] caption [| English caption]`.
 * Subtle: the notation alone does not give the hierarchy. F49 stands beside F4, not under it, and O21 belongs to O1;
 * such rows name their broader class after a caret. All others hang under the longest shorter notation of the table.
 */
const ROW = /^(?<notation>\S+) (?:\^(?<broader>\S+) )?(?<zh>[^|]+?)(?: \| (?<en>.+))?$/u;

/** The outline in the order of the notations: main classes, first and second subdivisions, some deeper ones. */
export const CLC_OUTLINE: readonly OutlineClass[] = parseRows([
  ROWS_A_B,
  ROWS_C,
  ROWS_D,
  ROWS_E,
  ROWS_F,
  ROWS_G,
  ROWS_H_I,
  ROWS_J_K,
  ROWS_N_O,
  ROWS_P_Q,
  ROWS_R,
  ROWS_S,
  ROWS_T,
  ROWS_U_Z,
]);

/** The outline by notation. */
export const CLC_BY_NOTATION: ReadonlyMap<string, OutlineClass> = new Map(
  CLC_OUTLINE.map((entry) => [entry.notation, entry]),
);

function parseRows(tables: readonly string[]): readonly OutlineClass[] {
  const classes: OutlineClass[] = [];
  const seen = new Set<string>();
  for (const table of tables) {
    for (const line of table.split('\n')) {
      if (line === '') continue;
      const found = ROW.exec(line)?.groups;
      if (found?.notation === undefined || found.zh === undefined)
        throw new Error(`outline row cannot be read: ${line}`);
      classes.push({
        notation: found.notation,
        zh: found.zh,
        en: found.en ?? null,
        broader: found.broader ?? longestPrefix(found.notation, seen),
      });
      seen.add(found.notation);
    }
  }
  return classes;
}

/** The rows are in notation order, so everything a row can hang under has been seen before it. */
function longestPrefix(notation: string, seen: ReadonlySet<string>): string | null {
  for (let length = notation.length - 1; length > 0; length -= 1) {
    const prefix = notation.slice(0, length);
    if (seen.has(prefix)) return prefix;
  }
  return null;
}
