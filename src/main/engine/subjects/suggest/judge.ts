/**
 * How sure a suggestion is. A logistic regression on what the backends say, fitted to outcomes: what was suggested for a
 * record before its decision was learned, and whether the decision was that. Platt scaling (1999) with more than the
 * score to go by, refitted as decisions come in.
 */
export const JUDGED = 8;

/** What is known of a suggestion when it is made; `signs()` gives the numbers. */
export interface Signs {
  /** Score above the best other one, and the score itself. */
  readonly margin: number;
  readonly score: number;
  /** Share of the nearest records' votes, 0 to 1, and the likeness of the nearest. */
  readonly agreement: number;
  readonly likeness: number;
  /** Records of this class learned, and records learned in all. */
  readonly examples: number;
  readonly learned: number;
  /** How much of the text is made of words met before, 0 to 1. */
  readonly known: number;
}

export function signs({ margin, score, agreement, likeness, examples, learned, known }: Signs): Float32Array {
  const clip = (value: number, most: number): number => Math.max(-most, Math.min(most, value));
  return Float32Array.from([
    1, clip(margin, 1.5), clip(score, 2), agreement, agreement * likeness, Math.log1p(examples) / 5, Math.log1p(learned) / 8, known,
  ]);
}

export interface Outcome {
  readonly signs: Float32Array;
  readonly right: boolean;
}

/** Outcomes that the fit goes by: the newest. */
const REMEMBERED = 4000;
/** Outcomes before a fit is trusted. */
const ENOUGH = 60;
/** Outcomes between two fits. */
const REFIT = 50;
/** What is held to be so before anything was learned: the margin and the neighbours speak, the rest does not. */
const PRIOR = [-1.2, 2.5, 0.4, 1.5, 0, 0, 0, 0];
/** How strongly a fit is drawn to the prior, in outcomes. */
const STRENGTH = 2;
/** Where "sure" begins, and the share of outcomes above it that must have been right. */
const SURE = 0.9;
const MUST = 0.92;

export class Judge {
  outcomes: Outcome[] = [];
  #weights: number[] = PRIOR;
  #fresh = 0;

  /** Probability that the suggestion is right. */
  sure(signs: Float32Array): number {
    let sum = 0;
    for (let at = 0; at < JUDGED; at++) sum += (this.#weights[at] ?? 0) * (signs[at] ?? 0);
    return 1 / (1 + Math.exp(-sum));
  }

  learn(outcome: Outcome): void {
    this.outcomes.push(outcome);
    if (this.outcomes.length > REMEMBERED * 1.25) this.outcomes = this.outcomes.slice(-REMEMBERED);
    if (++this.#fresh >= REFIT) this.fit();
  }

  fit(): void {
    this.#fresh = 0;
    if (this.outcomes.length < ENOUGH) {
      this.#weights = PRIOR;
      return;
    }
    this.#weights = newton(this.outcomes);
    this.#beCareful();
  }

  /** Where "sure" was right less often than it must be, everything is said with less confidence. */
  #beCareful(): void {
    const base = this.#weights;
    for (let less = 0; less <= 2; less += 0.1) {
      this.#weights = base.map((weight, at) => (at === 0 ? weight - less : weight));
      let shown = 0;
      let right = 0;
      for (const outcome of this.outcomes) {
        if (this.sure(outcome.signs) < SURE) continue;
        shown++;
        if (outcome.right) right++;
      }
      if (shown < 20 || right / shown >= MUST) return;
    }
  }
}

function newton(outcomes: readonly Outcome[]): number[] {
  const weights = [...PRIOR];
  for (let round = 0; round < 12; round++) {
    const gradient = weights.map((weight, at) => STRENGTH * (weight - (PRIOR[at] ?? 0)));
    const hessian = weights.map((_, row) => weights.map((__, column): number => (row === column ? STRENGTH : 0)));
    for (const { signs: x, right } of outcomes) {
      let sum = 0;
      for (let at = 0; at < JUDGED; at++) sum += (weights[at] ?? 0) * (x[at] ?? 0);
      const p = 1 / (1 + Math.exp(-sum));
      const slope = Math.max(1e-6, p * (1 - p));
      for (let row = 0; row < JUDGED; row++) {
        const value = x[row] ?? 0;
        gradient[row] = (gradient[row] ?? 0) + (p - (right ? 1 : 0)) * value;
        const line = hessian[row] ?? [];
        for (let column = 0; column < JUDGED; column++) line[column] = (line[column] ?? 0) + slope * value * (x[column] ?? 0);
      }
    }
    const step = solve(hessian, gradient);
    let moved = 0;
    for (let at = 0; at < JUDGED; at++) {
      weights[at] = (weights[at] ?? 0) - (step[at] ?? 0);
      moved = Math.max(moved, Math.abs(step[at] ?? 0));
    }
    if (moved < 1e-4) break;
  }
  return weights;
}

/** Gaussian elimination; the matrix is positive definite. */
function solve(matrix: readonly number[][], vector: readonly number[]): number[] {
  const size = vector.length;
  const rows = matrix.map((row, at) => [...row, vector[at] ?? 0]);
  for (let pivot = 0; pivot < size; pivot++) {
    const line = rows[pivot] ?? [];
    const head = line[pivot] ?? 1;
    for (let row = pivot + 1; row < size; row++) {
      const below = rows[row] ?? [];
      const factor = (below[pivot] ?? 0) / head;
      for (let column = pivot; column <= size; column++) below[column] = (below[column] ?? 0) - factor * (line[column] ?? 0);
    }
  }
  const result = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    const line = rows[row] ?? [];
    let sum = line[size] ?? 0;
    for (let column = row + 1; column < size; column++) sum -= (line[column] ?? 0) * (result[column] ?? 0);
    result[row] = sum / (line[row] ?? 1);
  }
  return result;
}
