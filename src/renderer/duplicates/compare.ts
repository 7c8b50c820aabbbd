import { alignParagraphs } from './align.ts';
import type { Bead } from './align.ts';
import { compareText } from './difference.ts';
import type { Difference, Piece } from './difference.ts';

/** Paragraphs that stand beside each other, each a list of pieces; a side without a paragraph here is empty. */
export interface ComparedRow {
  readonly left: readonly (readonly Piece[])[];
  readonly right: readonly (readonly Piece[])[];
  /** Differences in this row, and how many came in the rows before it. */
  readonly stops: number;
  readonly firstStop: number;
}

/** True when no paragraph of one text has its like in the other: parts of one article, or two under one title. */
export function sharesNothing(beads: readonly Bead[]): boolean {
  return beads.every(({ left, right }) => left[0] === left[1] || right[0] === right[1]);
}

/** Two texts that share nothing, paragraph beside paragraph as they come: to mark all of both would hide the words. */
export function parallelRows(left: readonly string[], right: readonly string[]): ComparedRow[] {
  const at = (lines: readonly string[], index: number): Piece[][] =>
    lines.slice(index, index + 1).map((text) => [{ text, mark: 'same', stop: null }]);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    ({ left: at(left, index), right: at(right, index), stops: 0, firstStop: 0 }));
}

/** The rows before anything was compared: the paragraphs in their places, without marks. */
export function plainRows(left: readonly string[], right: readonly string[], beads: readonly Bead[]): ComparedRow[] {
  const plain = (text: string): readonly Piece[] => [{ text, mark: 'same', stop: null }];
  return beads.map((bead) => ({
    left: left.slice(...bead.left).map(plain), right: right.slice(...bead.right).map(plain), stops: 0, firstStop: 0,
  }));
}

/**
 * Compares two bodies paragraph by paragraph. Yields each row when it is done, and undefined between pieces of work, so
 * that the caller can let a frame pass; the rows come in order and are as many as the beads.
 */
export function* compareBodies(
  left: readonly string[], right: readonly string[], beads: readonly Bead[] = alignParagraphs(left, right),
): Generator<ComparedRow | undefined, void> {
  let firstStop = 0;
  for (const bead of beads) {
    const found = yield* compareBead(left.slice(...bead.left), right.slice(...bead.right));
    yield { left: toLines(found.left), right: toLines(found.right), stops: found.stops, firstStop };
    firstStop += found.stops;
  }
}

function* compareBead(left: readonly string[], right: readonly string[]): Generator<undefined, Difference> {
  const whole = (lines: readonly string[]): Piece[] => [{ text: lines.join('\n'), mark: 'changed', stop: 0 }];
  if (left.length === 0) return { left: [], right: whole(right), stops: 1 };
  if (right.length === 0) return { left: whole(left), right: [], stops: 1 };
  return yield* compareText(left.join('\n'), right.join('\n'));
}

/** Pieces by paragraph again; a piece that runs over the end of a paragraph is cut there. */
function toLines(pieces: readonly Piece[]): Piece[][] {
  if (pieces.length === 0) return [];
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    const [first = '', ...more] = piece.text.split('\n');
    lines.at(-1)?.push({ ...piece, text: first });
    for (const text of more) lines.push([{ ...piece, text }]);
  }
  return lines;
}
