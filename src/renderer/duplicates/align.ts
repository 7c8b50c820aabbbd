import { findAnchors } from './anchors.ts';
import { foldKey } from './fold.ts';

/** Paragraphs that stand beside each other: `[from, to)` on either side, one of them possibly empty. */
export interface Bead {
  readonly left: readonly [from: number, to: number];
  readonly right: readonly [from: number, to: number];
}

/** How much of the characters two paragraphs must share (Dice over bigrams) to stand beside each other. */
const ALIKE = 0.34;
/**
 * At most so many paragraphs of one side stand beside one of the other: a paragraph broken in mid-sentence. More where one
 * text has lost its line breaks: twice as many as it has too few, up to MOST_LOST.
 */
const MOST_TO_ONE = 4;
const MOST_LOST = 80;
/** Share of the characters of many paragraphs that the one beside them must have, and of the first and last of them. */
const MANY_ALIKE = 0.45;
const END_ALIKE = 0.3;
/** Paragraph pairs looked at between two anchors; a larger gap is cut along its diagonal. */
const MOST_CELLS = 10_000;

/**
 * Aligns the paragraphs of two texts in their order: equal ones first, then between them the arrangement that puts the
 * most shared text side by side. One paragraph may stand beside up to four that continue each other.
 */
export function alignParagraphs(left: readonly string[], right: readonly string[]): Bead[] {
  const leftKeys = left.map(foldKey);
  const rightKeys = right.map(foldKey);
  const beads: Bead[] = [];
  let fromLeft = 0;
  let fromRight = 0;
  for (const anchor of findAnchors(leftKeys, rightKeys)) {
    alignGap(beads, leftKeys, rightKeys, [fromLeft, anchor.left], [fromRight, anchor.right]);
    beads.push({ left: [anchor.left, anchor.left + 1], right: [anchor.right, anchor.right + 1] });
    fromLeft = anchor.left + 1;
    fromRight = anchor.right + 1;
  }
  alignGap(beads, leftKeys, rightKeys, [fromLeft, left.length], [fromRight, right.length]);
  return beads;
}

type Range = readonly [from: number, to: number];

function alignGap(
  beads: Bead[], left: readonly string[], right: readonly string[], inLeft: Range, inRight: Range,
): void {
  const [l0, l1] = inLeft;
  const [r0, r1] = inRight;
  const rows = l1 - l0;
  const columns = r1 - r0;
  if (rows === 0 || columns === 0) {
    for (let l = l0; l < l1; l++) beads.push({ left: [l, l + 1], right: [r0, r0] });
    for (let r = r0; r < r1; r++) beads.push({ left: [l1, l1], right: [r, r + 1] });
    return;
  }
  if (rows * columns > MOST_CELLS) {
    // Two long texts without one equal paragraph: halve both rather than compute for seconds.
    const l = l0 + (rows >> 1);
    const r = r0 + (columns >> 1);
    alignGap(beads, left, right, [l0, l], [r0, r]);
    alignGap(beads, left, right, [l, l1], [r, r1]);
    return;
  }
  const steps = bestSteps(left.slice(l0, l1), right.slice(r0, r1));
  let l = l0;
  let r = r0;
  for (const [takeLeft, takeRight] of steps) {
    beads.push({ left: [l, l + takeLeft], right: [r, r + takeRight] });
    l += takeLeft;
    r += takeRight;
  }
}

type Step = readonly [takeLeft: number, takeRight: number];

function stepsFor(rows: number, columns: number): readonly Step[] {
  const lost = Math.ceil((2 * Math.max(rows, columns)) / Math.min(rows, columns));
  const most = Math.min(MOST_LOST, Math.max(rows, columns), lost <= MOST_TO_ONE ? MOST_TO_ONE : lost);
  const many = Array.from({ length: Math.max(0, most - 1) }, (_, index) => index + 2);
  // Only the side with more paragraphs has had them broken: the other way four are plenty.
  return [
    [1, 0], [0, 1], [1, 1],
    ...many.filter((count) => count <= MOST_TO_ONE || columns > rows).map((count): Step => [1, count]),
    ...many.filter((count) => count <= MOST_TO_ONE || rows > columns).map((count): Step => [count, 1]),
  ];
}

/** Dynamic programming over the gap: the steps, from the start, whose beads gain the most. */
function bestSteps(left: readonly string[], right: readonly string[]): Step[] {
  const shared = sharedBigrams(left, right);
  const steps = stepsFor(left.length, right.length);
  const width = right.length + 1;
  const gains = new Float64Array((left.length + 1) * width);
  const taken: (Step | undefined)[] = [];
  for (let l = 0; l <= left.length; l++) {
    for (let r = 0; r <= right.length; r++) {
      if (l === 0 && r === 0) continue;
      let best = -Infinity;
      for (const step of steps) {
        const [fromL, fromR] = [l - step[0], r - step[1]];
        if (fromL < 0 || fromR < 0) continue;
        const gain = (gains[fromL * width + fromR] ?? 0) + gainOf(step, fromL, fromR, left, right, shared);
        if (gain > best) {
          best = gain;
          taken[l * width + r] = step;
        }
      }
      gains[l * width + r] = best;
    }
  }
  const path: Step[] = [];
  for (let l = left.length, r = right.length; l > 0 || r > 0;) {
    const step = taken[l * width + r] ?? (l > 0 ? [1, 0] : [0, 1]) satisfies Step;
    path.push(step);
    l -= step[0];
    r -= step[1];
  }
  return path.reverse();
}

function gainOf(
  [takeLeft, takeRight]: Step, l: number, r: number,
  left: readonly string[], right: readonly string[], shared: readonly Uint16Array[],
): number {
  if (takeLeft === 0 || takeRight === 0) return 0;
  let ours = 0;
  let theirs = 0;
  let common = 0;
  const most = Math.max(takeLeft, takeRight);
  for (let j = r; j < r + takeRight; j++) theirs += right[j]?.length ?? 0;
  for (let i = l; i < l + takeLeft; i++) {
    const length = left[i]?.length ?? 0;
    ours += length;
    for (let j = r; j < r + takeRight; j++) {
      const here = shared[i]?.[j] ?? 0;
      // Each of several paragraphs must itself be part of the one they stand beside; of many, a misread one may be passed over.
      const own = takeLeft > 1 ? length : right[j]?.length ?? 0;
      const isEnd = takeLeft > 1 ? i === l || i === l + takeLeft - 1 : j === r || j === r + takeRight - 1;
      const least = most === 1 ? 0 : most <= MOST_TO_ONE ? ALIKE * 1.5 : isEnd ? END_ALIKE : 0;
      if (here < own * least) return -Infinity;
      common += here;
    }
  }
  if (most > MOST_TO_ONE && common < MANY_ALIKE * (takeLeft > 1 ? ours : theirs)) return -Infinity;
  const penalty = takeLeft + takeRight > 2 ? 2 : 0;
  // Subtle: several paragraphs of one template share the same words with their neighbour again and again; what they
  // share together is never more than the shorter side holds.
  return ours + theirs === 0 ? 0.5 : 2 * Math.min(common, ours, theirs) - ALIKE * (ours + theirs) - penalty;
}

/** How many bigrams (the first character with a mark before it) each paragraph shares with each of the other side. */
function sharedBigrams(left: readonly string[], right: readonly string[]): Uint16Array[] {
  const where = new Map<string, Map<number, number>>();
  left.forEach((text, index) => {
    for (const bigram of bigramsOf(text)) {
      const at = where.get(bigram) ?? new Map<number, number>();
      where.set(bigram, at.set(index, (at.get(index) ?? 0) + 1));
    }
  });
  const shared = left.map(() => new Uint16Array(right.length));
  right.forEach((text, column) => {
    const counts = new Map<string, number>();
    for (const bigram of bigramsOf(text)) counts.set(bigram, (counts.get(bigram) ?? 0) + 1);
    for (const [bigram, count] of counts) {
      for (const [index, other] of where.get(bigram) ?? []) {
        const row = shared[index];
        if (row !== undefined) row[column] = (row[column] ?? 0) + Math.min(count, other);
      }
    }
  });
  return shared;
}

function* bigramsOf(text: string): Generator<string> {
  let before = '^';
  for (const char of text) {
    yield before + char;
    before = char;
  }
}
