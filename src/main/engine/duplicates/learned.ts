/**
 * What the decisions of a library's own people teach: how much each kind of evidence is worth here. A logistic regression on what the
 * weights that come with the program already say (each kind's part of the score times a factor, and a shift of the whole), held by a
 * strong prior to those weights: a logistic calibration in the sense of Platt (1999) with a factor a group of evidence.
 */
import type { Model } from './core/compare.ts';
import { MODEL } from './core/compare.ts';
import type { FeatureGroup } from './core/feature-names.ts';
import { FEATURES } from './core/feature-names.ts';

export interface Learned {
  /** By kind of evidence; a kind that is not named has the factor 1. */
  readonly factors: Readonly<Partial<Record<FeatureGroup, number>>>;
  readonly shift: number;
  /** Decisions it was learned from. */
  readonly decisions: number;
}

/** A pair that a person decided: its evidence, and whether it is one article. */
export interface Decided {
  readonly features: Float32Array;
  readonly same: boolean;
}

/** Fewer decisions than these, or fewer of either answer, teach nothing. */
export const LEAST_DECISIONS = 50;
const LEAST_OF_EITHER = 10;
/** Precision of the prior of a factor (around 1) and of the shift (around 0). */
const FACTOR_PRIOR = 30;
const SHIFT_PRIOR = 3;
/** However strange the decisions, evidence keeps its sign and most of its weight. */
const FACTOR_BOUNDS = [0.6, 1.5] as const;
const SHIFT_BOUNDS = [-2, 2] as const;
/** Only what makes unseen decisions this much likelier (log loss) is kept. */
const LEAST_GAIN = 0.02;
const FOLDS = 5;

const GROUPS: readonly FeatureGroup[] = [...new Set(FEATURES.map(({ group }) => group))];

/** The model with what was learned. */
export function modelWith(learned: Learned | null, base: Model = MODEL): Model {
  if (learned === null) return base;
  return {
    bias: base.bias + learned.shift,
    weights: base.weights.map((weight, at) => weight * (learned.factors[FEATURES[at]?.group ?? 'text'] ?? 1)),
  };
}

/** The parts of a score: bias, and one number a group of evidence. */
function partsOf(features: Float32Array, base: Model): Float64Array {
  const parts = new Float64Array(GROUPS.length);
  for (let at = 0; at < features.length; at++) {
    const group = GROUPS.indexOf(FEATURES[at]?.group ?? 'text');
    parts[group] = (parts[group] ?? 0) + (features[at] ?? 0) * (base.weights[at] ?? 0);
  }
  return parts;
}

interface Row {
  readonly parts: Float64Array;
  readonly same: boolean;
}

/**
 * Learns from decisions. Null when there are too few, or when they are not foretold better with what was learned than without: held
 * against decisions it was not learned from. The same decisions in the same order teach the same to the last digit.
 */
export function learn(decisions: readonly Decided[], base: Model = MODEL): Learned | null {
  const yes = decisions.filter(({ same }) => same).length;
  if (decisions.length < LEAST_DECISIONS || Math.min(yes, decisions.length - yes) < LEAST_OF_EITHER) return null;
  const rows = decisions.map(({ features, same }) => ({ parts: partsOf(features, base), same }));
  let before = 0;
  let after = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = rows.filter((_, at) => at % FOLDS === fold);
    before += lossOf(held, start(), base.bias);
    after += lossOf(held, fit(rows.filter((_, at) => at % FOLDS !== fold), base.bias), base.bias);
  }
  if (after > before * (1 - LEAST_GAIN)) return null;
  const found = fit(rows, base.bias);
  const rounded = (value: number | undefined): number => Math.round((value ?? 1) * 10_000) / 10_000;
  return {
    factors: Object.fromEntries(GROUPS.map((group, at) => [group, rounded(found[at])]).filter(([, factor]) => factor !== 1)),
    shift: rounded(found[GROUPS.length]), decisions: decisions.length,
  };
}

const start = (): Float64Array => Float64Array.from([...GROUPS.map(() => 1), 0]);

function scoreOf({ parts }: Row, values: Float64Array, bias: number): number {
  let sum = bias + (values[GROUPS.length] ?? 0);
  for (let at = 0; at < parts.length; at++) sum += (parts[at] ?? 0) * (values[at] ?? 1);
  return sum;
}

function lossOf(rows: readonly Row[], values: Float64Array, bias: number): number {
  let loss = 0;
  for (const row of rows) {
    const x = row.same ? -scoreOf(row, values, bias) : scoreOf(row, values, bias);
    loss += x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }
  return loss;
}

/** Coordinate descent with Newton steps: seventeen numbers that each stay within their bounds. */
function fit(rows: readonly Row[], bias: number): Float64Array {
  const values = start();
  const scores = Float64Array.from(rows, (row) => scoreOf(row, values, bias));
  for (let round = 0; round < 60; round++) {
    let moved = 0;
    for (let at = 0; at <= GROUPS.length; at++) {
      const shift = at === GROUPS.length;
      const prior = shift ? SHIFT_PRIOR : FACTOR_PRIOR;
      let gradient = prior * ((values[at] ?? 0) - (shift ? 0 : 1));
      let curve = prior;
      for (const [place, row] of rows.entries()) {
        const part = shift ? 1 : row.parts[at] ?? 0;
        if (part === 0) continue;
        const p = 1 / (1 + Math.exp(-(scores[place] ?? 0)));
        gradient += part * (p - (row.same ? 1 : 0));
        curve += part * part * Math.max(p * (1 - p), 1e-4);
      }
      const [low, high] = shift ? SHIFT_BOUNDS : FACTOR_BOUNDS;
      // Half steps at most: the curve may be flatter here than where the step leads.
      const step = Math.max(-0.25, Math.min(0.25, -gradient / curve));
      const next = Math.max(low, Math.min(high, (values[at] ?? 0) + step));
      const change = next - (values[at] ?? 0);
      if (change === 0) continue;
      values[at] = next;
      moved = Math.max(moved, Math.abs(change));
      for (const [place, row] of rows.entries()) scores[place] = (scores[place] ?? 0) + change * (shift ? 1 : row.parts[at] ?? 0);
    }
    if (moved < 1e-6) break;
  }
  return values;
}
