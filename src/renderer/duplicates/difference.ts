import { diffArrays } from 'diff';
import { findAnchors } from './anchors.ts';
import { foldChar, foldKey } from './fold.ts';

/** `minor`: only width, punctuation or blanks differ. */
export type Mark = 'same' | 'changed' | 'minor';

export interface Piece {
  readonly text: string;
  readonly mark: Mark;
  /** Number of the difference within the text, from 0, alike on both sides; null where nothing differs in words. */
  readonly stop: number | null;
}

export interface Difference {
  /** The whole left text in pieces. A difference that is only on the other side leaves an empty piece in its place. */
  readonly left: readonly Piece[];
  readonly right: readonly Piece[];
  /** How many differences there are, minor ones not counted. */
  readonly stops: number;
}

/** A stretch that differs: `[l0, l1)` on the left stands for `[r0, r1)` on the right, in code points. */
interface Hunk {
  readonly l0: number;
  readonly l1: number;
  readonly r0: number;
  readonly r1: number;
}

/** Texts longer than this together are first cut at what they share. */
const WHOLE_UP_TO = 600;
/** Lengths of the shared runs they are cut at: long ones are sure, short ones still stand in a poor scan. */
const SHINGLES = [8, 4] as const;
/** Edits within one stretch after which it counts as rewritten; keeps the quadratic part below some milliseconds. */
const MOST_EDITS = 240;
/** Equal stretches no longer than this between two larger differences are noise to a reader, and swallowed. */
const SHORT_ISLAND = 3;

/**
 * Compares two texts character by character, on code points. A generator, so that a long comparison can be spread over
 * many frames: each `next()` does some milliseconds of work at most.
 * Method: anchors at shared character runs (patience difference), Myers' O(ND) between them, then short islands closed.
 */
export function* compareText(left: string, right: string): Generator<undefined, Difference> {
  const a = Array.from(left);
  const b = Array.from(right);
  const hunks: Hunk[] = [];
  yield* collect(hunks, a.map(foldChar), b.map(foldChar), { l0: 0, l1: a.length, r0: 0, r1: b.length });
  return toPieces(a, b, closeIslands(hunks, a, b));
}

/** `compareText` in one go, for texts of a line or two. */
export function compareLine(left: string, right: string): Difference {
  const work = compareText(left, right);
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

function* collect(
  hunks: Hunk[], a: readonly string[], b: readonly string[], gap: Hunk, level = 0,
): Generator<undefined, void> {
  let { l0, r0 } = gap;
  const shingle = SHINGLES[level];
  if (shingle === undefined || gap.l1 - l0 + gap.r1 - r0 <= WHOLE_UP_TO) {
    compareGap(hunks, a, b, gap);
    yield;
    return;
  }
  for (const run of sharedRuns(a, b, gap, shingle)) {
    yield* collect(hunks, a, b, { l0, l1: run.l0, r0, r1: run.r0 }, level + 1);
    l0 = run.l1;
    r0 = run.r1;
  }
  yield* collect(hunks, a, b, { l0, l1: gap.l1, r0, r1: gap.r1 }, level + 1);
}

/** Stretches of a gap equal on both sides, found by runs that occur once on either side; in order, not overlapping. */
function sharedRuns(a: readonly string[], b: readonly string[], { l0, l1, r0, r1 }: Hunk, shingle: number): Hunk[] {
  const runs: Hunk[] = [];
  let last: Hunk = { l0, l1: l0, r0, r1: r0 };
  for (const anchor of findAnchors(shinglesOf(a, l0, l1, shingle), shinglesOf(b, r0, r1, shingle))) {
    const [l, r] = [l0 + anchor.left, r0 + anchor.right];
    if (runs.length > 0 && l - r === last.l0 - last.r0 && l <= last.l1) {
      last = { ...last, l1: l + shingle, r1: r + shingle };
      runs[runs.length - 1] = last;
    } else if (l >= last.l1 && r >= last.r1) {
      last = { l0: l, l1: l + shingle, r0: r, r1: r + shingle };
      runs.push(last);
    }
  }
  return runs;
}

function shinglesOf(keys: readonly string[], from: number, to: number, length: number): string[] {
  const shingles: string[] = [];
  for (let at = from; at + length <= to; at++) shingles.push(keys.slice(at, at + length).join(''));
  return shingles;
}

function compareGap(hunks: Hunk[], a: readonly string[], b: readonly string[], gap: Hunk): void {
  let { l0, l1, r0, r1 } = gap;
  while (l0 < l1 && r0 < r1 && a[l0] === b[r0]) { l0++; r0++; }
  while (l0 < l1 && r0 < r1 && a[l1 - 1] === b[r1 - 1]) { l1--; r1--; }
  if (l0 === l1 && r0 === r1) return;
  const changes = l0 === l1 || r0 === r1
    ? undefined
    : diffArrays(a.slice(l0, l1), b.slice(r0, r1), { maxEditLength: MOST_EDITS });
  if (changes === undefined) {
    hunks.push({ l0, l1, r0, r1 });
    return;
  }
  let open: Hunk = { l0, l1: l0, r0, r1: r0 };
  const flush = (): void => { if (open.l0 < open.l1 || open.r0 < open.r1) hunks.push(open); };
  for (const change of changes) {
    if (change.removed) open = { ...open, l1: open.l1 + change.count };
    else if (change.added) open = { ...open, r1: open.r1 + change.count };
    else {
      flush();
      const [l, r] = [open.l1 + change.count, open.r1 + change.count];
      open = { l0: l, l1: l, r0: r, r1: r };
    }
  }
  flush();
}

const sizeOf = (hunk: Hunk): number => Math.max(hunk.l1 - hunk.l0, hunk.r1 - hunk.r0);

/** Joins differences that only a short island parts, unless a minor one is among them. */
function closeIslands(hunks: readonly Hunk[], a: readonly string[], b: readonly string[]): Hunk[] {
  const closed: Hunk[] = [];
  for (const hunk of hunks) {
    const before = closed.at(-1);
    const island = before === undefined ? Infinity : hunk.l0 - before.l1;
    if (before !== undefined && island <= SHORT_ISLAND && island < sizeOf(before) && island < sizeOf(hunk)
      && !isMinorHunk(before, a, b) && !isMinorHunk(hunk, a, b)) {
      closed[closed.length - 1] = { l0: before.l0, l1: hunk.l1, r0: before.r0, r1: hunk.r1 };
    } else closed.push(hunk);
  }
  return closed;
}

function isMinorHunk({ l0, l1, r0, r1 }: Hunk, a: readonly string[], b: readonly string[]): boolean {
  return foldKey(a.slice(l0, l1).join('')) === foldKey(b.slice(r0, r1).join(''));
}

function toPieces(a: readonly string[], b: readonly string[], hunks: readonly Hunk[]): Difference {
  const left: Piece[] = [];
  const right: Piece[] = [];
  let stops = 0;
  let l = 0;
  let r = 0;
  const same = (until: number): void => {
    for (; l < until; l++, r++) {
      const mark = a[l] === b[r] ? 'same' : 'minor';
      append(left, a[l] ?? '', mark);
      append(right, b[r] ?? '', mark);
    }
  };
  for (const hunk of hunks) {
    same(hunk.l0);
    const minor = isMinorHunk(hunk, a, b);
    const stop = minor ? null : stops++;
    const mark = minor ? 'minor' : 'changed';
    left.push({ text: a.slice(hunk.l0, hunk.l1).join(''), mark, stop });
    right.push({ text: b.slice(hunk.r0, hunk.r1).join(''), mark, stop });
    l = hunk.l1;
    r = hunk.r1;
  }
  same(a.length);
  return { left, right, stops };
}

/** Adds a character to the last piece, or starts a new one where the mark changes. */
function append(pieces: Piece[], char: string, mark: 'same' | 'minor'): void {
  const last = pieces.at(-1);
  if (last !== undefined && last.mark === mark && last.stop === null) {
    pieces[pieces.length - 1] = { ...last, text: last.text + char };
  } else pieces.push({ text: char, mark, stop: null });
}
