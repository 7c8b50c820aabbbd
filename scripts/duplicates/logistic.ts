/**
 * Logistic regression by Newton's method (iteratively reweighted least squares) with an L2 penalty. Deterministic:
 * the same rows give the same weights to the last digit.
 */

/** Rows of a training set: features 0..1, the label and how much a row counts. */
export interface Rows {
  readonly features: readonly Float32Array[];
  readonly labels: readonly number[];
  readonly weights: readonly number[];
}

export interface Fit {
  readonly bias: number;
  readonly weights: Float64Array;
  /** Mean log loss by weight. */
  readonly loss: number;
}

/** A pinned weight is let go when a step of one would lower the loss by this at first, in units of rows. */
const LEAST_GAIN = 1;

/**
 * Fits the weights. `penalty` is that of one weight, in units of rows; the bias is free. `directions` (1, −1, 0 =
 * free) are kept by an active set: a weight on the wrong side is pinned to 0 and the others are fitted again, and a
 * pinned weight whose gradient points to the right side is let go.
 */
export function fitLogistic(rows: Rows, penalty: number, directions: readonly number[] = []): Fit {
  const width = (rows.features[0]?.length ?? 0) + 1;
  const beta = new Float64Array(width);
  const pinned = new Set<number>();
  let loss = newton(rows, beta, penalty, pinned);
  for (let round = 0; round < 80; round++) {
    let changed = false;
    for (let at = 0; at < width - 1; at++) {
      if (pinned.has(at) || (beta[at] ?? 0) * (directions[at] ?? 0) >= 0) continue;
      pinned.add(at);
      beta[at] = 0;
      changed = true;
    }
    if (!changed) {
      const { gradient } = derivatives(rows, beta, penalty);
      const gain = (at: number): number => -(gradient[at] ?? 0) * (directions[at] ?? 0);
      const freed = [...pinned].filter((at) => gain(at) > LEAST_GAIN).sort((x, y) => gain(y) - gain(x)).slice(0, 2);
      for (const at of freed) pinned.delete(at);
      changed = freed.length > 0;
    }
    if (!changed) break;
    loss = newton(rows, beta, penalty, pinned);
  }
  for (let at = 0; at < width - 1; at++) if ((beta[at] ?? 0) * (directions[at] ?? 0) < 0) beta[at] = 0;
  const total = rows.weights.reduce((sum, weight) => sum + weight, 0);
  return { bias: beta[width - 1] ?? 0, weights: beta.slice(0, width - 1), loss: loss / total };
}

/** Newton steps to the minimum with some weights held at 0; `beta` is changed in place. */
function newton(rows: Rows, beta: Float64Array, penalty: number, pinned: ReadonlySet<number>): number {
  const width = beta.length;
  let last = Infinity;
  for (let round = 0; round < 25; round++) {
    const { gradient, hessian, loss } = derivatives(rows, beta, penalty);
    for (const at of pinned) {
      gradient[at] = 0;
      for (let other = 0; other < width; other++) {
        hessian[at * width + other] = 0;
        hessian[other * width + at] = 0;
      }
      hessian[at * width + at] = 1;
    }
    if (Math.abs(last - loss) < 1e-7 * Math.max(1, loss)) return loss;
    last = loss;
    const step = solve(hessian, gradient, width);
    const from = beta.slice();
    for (let length = 1; length > 1e-4; length /= 2) {
      for (let at = 0; at < width; at++) beta[at] = (from[at] ?? 0) - length * (step[at] ?? 0);
      if (lossOf(rows, beta, penalty) < loss) break;
    }
  }
  return last;
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

function lossOf(rows: Rows, beta: Float64Array, penalty: number): number {
  const bias = beta.length - 1;
  let loss = (1e-6 * (beta[bias] ?? 0) ** 2) / 2;
  for (let at = 0; at < bias; at++) loss += (penalty * (beta[at] ?? 0) ** 2) / 2;
  for (const [row, features] of rows.features.entries()) {
    let sum = beta[bias] ?? 0;
    for (let at = 0; at < bias; at++) sum += (features[at] ?? 0) * (beta[at] ?? 0);
    loss += (rows.weights[row] ?? 1) * softplus(rows.labels[row] === 1 ? -sum : sum);
  }
  return loss;
}

function derivatives(rows: Rows, beta: Float64Array, penalty: number): {
  gradient: Float64Array; hessian: Float64Array; loss: number;
} {
  const width = beta.length;
  const gradient = new Float64Array(width);
  const hessian = new Float64Array(width * width);
  const places = new Int32Array(width);
  const values = new Float64Array(width);
  let loss = 0;
  for (const [row, features] of rows.features.entries()) {
    const weight = rows.weights[row] ?? 1;
    const label = rows.labels[row] ?? 0;
    let sum = beta[width - 1] ?? 0;
    let used = 0;
    for (let at = 0; at < width - 1; at++) {
      const value = features[at] ?? 0;
      if (value === 0) continue;
      places[used] = at;
      values[used++] = value;
      sum += value * (beta[at] ?? 0);
    }
    places[used] = width - 1;
    values[used++] = 1;
    const p = 1 / (1 + Math.exp(-sum));
    loss += weight * softplus(label === 1 ? -sum : sum);
    const error = weight * (p - label);
    const curve = weight * Math.max(p * (1 - p), 1e-9);
    for (let i = 0; i < used; i++) {
      const at = places[i] ?? 0;
      const value = values[i] ?? 0;
      gradient[at] = (gradient[at] ?? 0) + error * value;
      const scaled = curve * value;
      const base = at * width;
      for (let j = 0; j <= i; j++) {
        const cell = base + (places[j] ?? 0);
        hessian[cell] = (hessian[cell] ?? 0) + scaled * (values[j] ?? 0);
      }
    }
  }
  for (let at = 0; at < width; at++) {
    const ridge = at === width - 1 ? 1e-6 : penalty;
    gradient[at] = (gradient[at] ?? 0) + ridge * (beta[at] ?? 0);
    hessian[at * width + at] = (hessian[at * width + at] ?? 0) + ridge;
    loss += (ridge * (beta[at] ?? 0) ** 2) / 2;
  }
  return { gradient, hessian, loss };
}

/** Solves a symmetric positive system given by its lower half (Cholesky). The matrix is overwritten. */
function solve(matrix: Float64Array, right: Float64Array, width: number): Float64Array {
  const cell = (row: number, column: number): number => matrix[row * width + column] ?? 0;
  for (let row = 0; row < width; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = cell(row, column);
      for (let at = 0; at < column; at++) sum -= cell(row, at) * cell(column, at);
      matrix[row * width + column] = row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / cell(column, column);
    }
  }
  const result = Float64Array.from(right);
  for (let row = 0; row < width; row++) {
    let sum = result[row] ?? 0;
    for (let at = 0; at < row; at++) sum -= cell(row, at) * (result[at] ?? 0);
    result[row] = sum / cell(row, row);
  }
  for (let row = width - 1; row >= 0; row--) {
    let sum = result[row] ?? 0;
    for (let at = row + 1; at < width; at++) sum -= cell(at, row) * (result[at] ?? 0);
    result[row] = sum / cell(row, row);
  }
  return result;
}
