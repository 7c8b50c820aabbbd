/** A pair of positions that belong together, one in each list. */
export interface Anchor {
  readonly left: number;
  readonly right: number;
}

/**
 * Positions of the keys that occur once on either side, thinned to the longest run that rises on both (patience
 * difference, Bram Cohen). Never worse than n log n, whatever the lists hold.
 */
export function findAnchors(left: readonly string[], right: readonly string[]): Anchor[] {
  const inRight = uniquePositions(right);
  const candidates: Anchor[] = [];
  for (const [key, position] of uniquePositions(left)) {
    const other = position === null ? null : inRight.get(key) ?? null;
    if (position !== null && other !== null) candidates.push({ left: position, right: other });
  }
  candidates.sort((a, b) => a.left - b.left);
  return longestRising(candidates);
}

/** Where each key stands; null for a key that occurs more than once. Empty keys count for nothing. */
function uniquePositions(keys: readonly string[]): Map<string, number | null> {
  const positions = new Map<string, number | null>();
  keys.forEach((key, index) => {
    if (key !== '') positions.set(key, positions.has(key) ? null : index);
  });
  return positions;
}

/** The longest subsequence whose right positions rise; `anchors` are in order of their left positions. */
function longestRising(anchors: readonly Anchor[]): Anchor[] {
  const piles: number[] = [];
  const before: number[] = [];
  anchors.forEach((anchor, index) => {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[piles[middle] ?? 0]?.right ?? 0) < anchor.right) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : piles[low - 1] ?? -1;
    piles[low] = index;
  });
  const rising: Anchor[] = [];
  for (let index = piles.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const anchor = anchors[index];
    if (anchor !== undefined) rising.push(anchor);
  }
  return rising.reverse();
}
