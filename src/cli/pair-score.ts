/** Two records, the lower number first. */
export type Pair = readonly [number, number];

export interface Score {
  /** Number of pairs found. */
  readonly found: number;
  /** Number of them that the truth has too. */
  readonly right: number;
  /** right / found; 1 where nothing was found. */
  readonly precision: number;
  readonly missed: readonly Pair[];
  readonly wrong: readonly Pair[];
}

export const pairOf = (a: number, b: number): Pair => (a <= b ? [a, b] : [b, a]);

const keyOf = ([a, b]: Pair): string => `${a} ${b}`;

/** Every pair within a group: what a librarian who accepts the group has accepted. */
export function pairsOf(records: readonly number[]): readonly Pair[] {
  return records.flatMap((a, at) => records.slice(at + 1).map((b) => pairOf(a, b)));
}

/** Each pair once. */
export function distinctPairs(pairs: readonly Pair[]): readonly Pair[] {
  return [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()];
}

/** Found pairs against true ones. A true pair whose two sides are one record was found already when it was imported. */
export function scorePairs(truth: readonly Pair[], found: readonly Pair[]): Score {
  const trueKeys = new Set(truth.map(keyOf));
  const known = truth.filter(([a, b]) => a === b);
  const all = distinctPairs([...found, ...known]);
  const foundKeys = new Set(all.map(keyOf));
  const wrong = all.filter((pair) => !trueKeys.has(keyOf(pair)));
  const right = all.length - wrong.length;
  return {
    found: all.length,
    right,
    precision: all.length === 0 ? 1 : right / all.length,
    wrong,
    missed: distinctPairs(truth).filter((pair) => !foundKeys.has(keyOf(pair))),
  };
}

/** The deepest folder all these files lie under, with a slash at its end; '' where there is none. */
export function commonFolder(paths: readonly string[]): string {
  let common: readonly string[] | null = null;
  for (const path of paths) {
    const folders = path.split('/').slice(0, -1);
    if (common === null) common = folders;
    const differ: number = common.findIndex((folder, at) => folder !== folders[at]);
    if (differ >= 0) common = common.slice(0, differ);
  }
  return common === null || common.length === 0 ? '' : `${common.join('/')}/`;
}
