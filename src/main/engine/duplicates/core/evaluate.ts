/**
 * How good pairs and groups are against a truth. Pairwise precision, recall and F1; the adjusted Rand index (Hubert and
 * Arabie 1985); the share of true groups that were found exactly.
 */

/** Precision, recall and their harmonic mean with the counts behind them. */
export interface PairScore {
  readonly right: number;
  readonly found: number;
  readonly wanted: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Scores found pairs against true ones. Order within a pair does not matter; repeated pairs count once. */
export function scorePairs(
  found: Iterable<readonly [number, number]>, truth: Iterable<readonly [number, number]>,
): PairScore {
  const wanted = new Set([...truth].map(([a, b]) => pairKey(a, b)));
  const had = new Set([...found].map(([a, b]) => pairKey(a, b)));
  let right = 0;
  for (const pair of had) if (wanted.has(pair)) right++;
  return pairScore(right, had.size, wanted.size);
}

/** The score of counts. Without any pair found or wanted the respective share is 1. */
export function pairScore(right: number, found: number, wanted: number): PairScore {
  const precision = found === 0 ? 1 : right / found;
  const recall = wanted === 0 ? 1 : right / wanted;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { right, found, wanted, precision, recall, f1 };
}

/** Quality of a partition. */
export interface GroupScore {
  /** All pairs within groups against all pairs within true groups. */
  readonly pairs: PairScore;
  /** Adjusted Rand index, 1 = the same partition, 0 = chance. */
  readonly ari: number;
  /** Share of the true groups of two records or more that were found exactly. */
  readonly exact: number;
}

/**
 * Scores groups. `truth` gives each record its true group; records in no found group stand alone.
 */
export function scoreGroups(
  groups: Iterable<readonly number[]>, truth: ReadonlyMap<number, number | string>,
): GroupScore {
  const sizes = new Map<number | string, number>();
  for (const label of truth.values()) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  let together = 0;
  let found = 0;
  let exact = 0;
  for (const members of groups) {
    const counts = new Map<number | string, number>();
    for (const record of members) {
      const label = truth.get(record) ?? `unlabelled ${record}`;
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    found += choose(members.length);
    for (const count of counts.values()) together += choose(count);
    const [[label, count] = ['', 0]] = counts;
    if (counts.size === 1 && count > 1 && count === sizes.get(label)) exact++;
  }
  let wanted = 0;
  let trueGroups = 0;
  for (const size of sizes.values()) {
    wanted += choose(size);
    if (size > 1) trueGroups++;
  }
  const expected = (found * wanted) / Math.max(1, choose(truth.size));
  const most = (found + wanted) / 2;
  return {
    pairs: pairScore(together, found, wanted),
    ari: most === expected ? 1 : (together - expected) / (most - expected),
    exact: trueGroups === 0 ? 1 : exact / trueGroups,
  };
}

function choose(count: number): number {
  return (count * (count - 1)) / 2;
}

function pairKey(a: number, b: number): string {
  return a < b ? `${a},${b}` : `${b},${a}`;
}
