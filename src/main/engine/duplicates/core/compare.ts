/**
 * From features to a probability: logistic regression (Cox 1958; as a record linkage model, Fellegi and Sunter 1969),
 * which is calibrated by its own likelihood and can be explained term by term.
 */
import type { Feature } from './feature-names.ts';
import { FEATURES } from './feature-names.ts';
import { WEIGHTS } from './weights.ts';

/** A model: the weight of each feature and the bias, in the order of `FEATURES`. */
export interface Model {
  readonly bias: number;
  readonly weights: Float64Array;
}

/** Makes a model of named weights; a feature without a weight counts nothing, an unknown name is an error. */
export function modelOf(bias: number, values: Readonly<Partial<Record<Feature, number>>>): Model {
  const known = new Set<string>(FEATURES.map(({ name }) => name));
  const stranger = Object.keys(values).find((name) => !known.has(name));
  if (stranger !== undefined) throw new RangeError(`no such duplicate feature: ${stranger}`);
  return { bias, weights: Float64Array.from(FEATURES, ({ name }) => values[name] ?? 0) };
}

/** The model that comes with the program. */
export const MODEL: Model = modelOf(WEIGHTS.bias, WEIGHTS.values);

/** Probability that two records are the same article, 0..1. */
export function probability(features: Float32Array, model: Model = MODEL): number {
  let sum = model.bias;
  for (let at = 0; at < features.length; at++) sum += (features[at] ?? 0) * (model.weights[at] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}
