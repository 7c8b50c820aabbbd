import { describe, expect, it } from 'vitest';
import { Random } from '../../../../scripts/duplicates/random.ts';
import { library } from '../../../../scripts/duplicates/synthetic.ts';
import { trainingPairs } from '../../../../scripts/duplicates/training-pairs.ts';
import { MODEL, probability } from './core/compare.ts';
import type { Model } from './core/compare.ts';
import { learn, LEAST_DECISIONS, modelWith } from './learned.ts';
import type { Decided } from './learned.ts';

const made = library(301, 5000);
/** Pairs that a person would be shown, with the right answer. */
const shown: Decided[] = trainingPairs(made.records, () => [{}])
  .filter(({ features }) => probability(features) > 0.02 && probability(features) < 0.98)
  .map(({ a, b, features }) => ({ features, same: made.articles.get(a) === made.articles.get(b) }));

const lossOf = (model: Model, rows: readonly Decided[]): number => rows.reduce((sum, { features, same }) => {
  const p = Math.min(1 - 1e-9, Math.max(1e-9, probability(features, model)));
  return sum - Math.log(same ? p : 1 - p);
}, 0) / rows.length;
/** Weights that are wrong for this library in the way the ones that come may be wrong for a real one. */
const astray: Model = { bias: MODEL.bias + 1.5, weights: MODEL.weights.map((weight, at) => (at % 3 === 0 ? weight * 0.75 : weight)) };

describe('what is learned from decisions', () => {
  it('foretells decisions better that it was not learned from', () => {
    const rows = new Random(5).shuffled(shown);
    const [taught, held] = [rows.slice(0, rows.length / 2), rows.slice(rows.length / 2)];
    const learned = learn(taught, astray);
    expect(learned?.decisions).toBe(taught.length);
    expect(lossOf(modelWith(learned, astray), held)).toBeLessThan(lossOf(astray, held) * 0.97);
  });

  it('is nothing from fewer than fifty decisions, or from answers that are all the same', () => {
    const few = [...shown.filter(({ same }) => same).slice(0, 25), ...shown.filter(({ same }) => !same).slice(0, LEAST_DECISIONS - 26)];
    expect(learn(few, astray)).toBeNull();
    expect(learn(Array.from({ length: 90 }, () => ({ features: shown[0]?.features ?? new Float32Array(0), same: true })), astray)).toBeNull();
  });

  it('is the same to the last digit for the same decisions', () => {
    expect(learn(shown, astray)).toEqual(learn([...shown], astray));
  });

  it('cannot wreck the search, whatever was decided', () => {
    const random = new Random(6);
    for (const answer of [(row: Decided) => !row.same, () => random.chance(0.5), () => random.chance(0.9)]) {
      const model = modelWith(learn(shown.map((row) => ({ ...row, same: answer(row) }))));
      for (const [at, weight] of model.weights.entries()) expect(weight * (MODEL.weights[at] ?? 0)).toBeGreaterThanOrEqual(0);
      const sure = trainingPairs(made.records, () => [{}]).filter(({ features }) => probability(features) > 0.9999);
      expect(sure.length).toBeGreaterThan(100);
      // What is beyond doubt stays to be found.
      expect(sure.filter(({ features }) => probability(features, model) < 0.3).length / sure.length).toBeLessThan(0.02);
    }
  });
});
