import { alignParagraphs } from './align.ts';
import type { Bead } from './align.ts';
import { compareText } from './difference.ts';
import type { Difference, Piece } from './difference.ts';

/** Paragraphs that stand beside each other, each a list of pieces; a side without a paragraph here is empty. */
export interface ComparedRow {
  readonly left: readonly (readonly Piece[])[];
  readonly right: readonly (readonly Piece[])[];
  /** Differences in the paragraphs this row is of, and how many came before those. */
  readonly stops: number;
  readonly firstStop: number;
  /** The side on which this row goes on with the paragraph of the row above, because the other side breaks it there. */
  readonly goesOn?: { readonly left: boolean; readonly right: boolean };
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
 * Compares two bodies paragraph by paragraph. Yields the rows of each bead when they are done, and undefined between
 * pieces of work, so that the caller can let a frame pass. A bead of one paragraph on either side is one row; where one
 * side breaks what the other has in one, there is a row for each stretch between two breaks.
 */
export function* compareBodies(
  left: readonly string[], right: readonly string[], beads: readonly Bead[] = alignParagraphs(left, right),
): Generator<readonly ComparedRow[] | undefined, void> {
  let firstStop = 0;
  for (const bead of beads) {
    const found = yield* compareBead(left.slice(...bead.left), right.slice(...bead.right));
    yield rowsOf(found).map((row) => ({ ...row, stops: found.stops, firstStop }));
    firstStop += found.stops;
  }
}

function* compareBead(left: readonly string[], right: readonly string[]): Generator<undefined, Difference> {
  const whole = (lines: readonly string[]): Piece[] => [{ text: lines.join('\n'), mark: 'changed', stop: 0 }];
  if (left.length === 0) return { left: [], right: whole(right), stops: 1 };
  if (right.length === 0) return { left: whole(left), right: [], stops: 1 };
  return yield* compareText(left.join('\n'), right.join('\n'));
}

type Stretch = Pick<ComparedRow, 'left' | 'right' | 'goesOn'>;

/**
 * Pieces by paragraph again, cut on both sides wherever either side ends one. The pieces of the two sides answer each
 * other one by one, so what stands beside each other stays so.
 */
function rowsOf({ left, right }: Difference): Stretch[] {
  if (left.length === 0 || right.length === 0) {
    const whole = linesOf(left.length === 0 ? right : left);
    return [left.length === 0 ? { left: [], right: whole } : { left: whole, right: [] }];
  }
  const rows: Stretch[] = [];
  let line: { readonly left: Piece[]; readonly right: Piece[] } = { left: [], right: [] };
  let goesOn = { left: false, right: false };
  const flush = (next: typeof goesOn): void => {
    rows.push({ left: [line.left], right: [line.right], goesOn });
    line = { left: [], right: [] };
    goesOn = next;
  };
  left.forEach((ours, at) => {
    const theirs = right[at] ?? { ...ours, text: '' };
    const [here, there] = [ours.text.split('\n'), theirs.text.split('\n')];
    for (let part = 0; part < Math.max(here.length, there.length); part++) {
      if (part > 0) flush({ left: part >= here.length, right: part >= there.length });
      const [one, two] = [here[part], there[part]];
      if (one !== undefined && (one !== '' || ours.stop !== null)) line.left.push({ ...ours, text: one });
      if (two !== undefined && (two !== '' || theirs.stop !== null)) line.right.push({ ...theirs, text: two });
    }
  });
  flush({ left: false, right: false });
  return rows;
}

function linesOf(pieces: readonly Piece[]): Piece[][] {
  return pieces.flatMap((piece) => piece.text.split('\n').map((text) => [{ ...piece, text }]));
}
