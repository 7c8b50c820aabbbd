/**
 * Makes the weights of duplicate detection: generates labelled libraries, fits the model and writes
 * `src/main/engine/duplicates/core/weights.ts`. Everything is seeded; a second run writes the same file.
 *
 *     node scripts/duplicates/train.ts            # one to two minutes
 *     node scripts/duplicates/train.ts --check    # only reports the landed weights on libraries not used for fitting
 */
import { writeFileSync } from 'node:fs';
import { FEATURES } from '../../src/main/engine/duplicates/core/feature-names.ts';
import type { Fit, Rows } from './logistic.ts';
import { fitLogistic } from './logistic.ts';
import { Random } from './random.ts';
import { library } from './synthetic.ts';
import type { Hidden } from './training-pairs.ts';
import { trainingPairs } from './training-pairs.ts';

const SEEDS = Array.from({ length: 24 }, (_, at) => at + 1);
const HELD_OUT = [101, 102];
const SIZE = 2500;
/** A false alarm costs a person more than a copy overlooked; without dates look-alikes are met more often than here. */
const LOOK_ALIKE = 5;
const LOOK_ALIKE_UNDATED = 60;
const PENALTY = 2;

/**
 * Rows of the libraries of some seeds: every candidate pair as it is, without date and place, and with fields lost at
 * random.
 */
function rowsOf(seeds: readonly number[]): Rows {
  const undated = FEATURES.findIndex(({ name }) => name === 'dayUnknown');
  const rows: { features: Float32Array[]; labels: number[]; weights: number[] } = { features: [], labels: [],
    weights: [] };
  for (const seed of seeds) {
    const random = new Random(seed * 7919);
    const variants = (): Hidden[] => [
      {},
      { day: true, place: true },
      { day: true, place: true, link: 'none' },
      { day: random.chance(0.5), place: random.chance(0.5), author: random.chance(0.5), title: random.chance(0.1) },
    ];
    const made = library(seed, SIZE);
    for (const pair of trainingPairs(made.records, variants)) {
      const same = made.articles.get(pair.a) === made.articles.get(pair.b);
      rows.features.push(pair.features);
      rows.labels.push(same ? 1 : 0);
      rows.weights.push(same ? 1 : pair.features[undated] === 1 ? LOOK_ALIKE_UNDATED : LOOK_ALIKE);
    }
  }
  return rows;
}

/** One line about how a fit does on rows it has not seen. */
function report(fit: Pick<Fit, 'bias' | 'weights'>, rows: Rows): string {
  const counts = { right: 0, found: 0, wanted: 0, sure: 0, sureRight: 0 };
  for (const [at, features] of rows.features.entries()) {
    const sum = features.reduce((total, value, place) => total + value * (fit.weights[place] ?? 0), fit.bias);
    const score = 1 / (1 + Math.exp(-sum));
    const same = rows.labels[at] ?? 0;
    counts.wanted += same;
    if (score >= 0.3) {
      counts.found++;
      counts.right += same;
    }
    if (score >= 0.95) {
      counts.sure++;
      counts.sureRight += same;
    }
  }
  const share = (part: number, whole: number): string => (part / Math.max(1, whole)).toFixed(4);
  return `precision ${share(counts.right, counts.found)}, recall ${share(counts.right, counts.wanted)}, ` +
    `sure ${share(counts.sure, counts.found)} of found, of these right ${share(counts.sureRight, counts.sure)}`;
}

function source(fit: Fit): string {
  const values = FEATURES.map(({ name }, at) => `    ${name}: ${Number((fit.weights[at] ?? 0).toFixed(3)) + 0},`);
  return `/** Written by \`scripts/duplicates/train.ts\`; do not edit. */
import type { Feature } from './feature-names.ts';

export const WEIGHTS: { readonly bias: number; readonly values: Readonly<Partial<Record<Feature, number>>> } = {
  bias: ${Number(fit.bias.toFixed(3))},
  values: {
${values.join('\n')}
  },
};
`;
}

if (process.argv.includes('--check')) {
  const { MODEL } = await import('../../src/main/engine/duplicates/core/compare.ts');
  process.stdout.write(`landed weights, held-out libraries: ${report(MODEL, rowsOf(HELD_OUT))}\n`);
} else {
  const rows = rowsOf(SEEDS);
  const copies = rows.labels.reduce((sum, label) => sum + label, 0);
  process.stdout.write(`${rows.features.length} rows, ${copies} of copies\n`);
  const fit = fitLogistic(rows, PENALTY, FEATURES.map(({ direction }) => direction));
  process.stdout.write(`log loss ${fit.loss.toFixed(5)}\nheld-out libraries: ${report(fit, rowsOf(HELD_OUT))}\n`);
  writeFileSync(new URL('../../src/main/engine/duplicates/core/weights.ts', import.meta.url), source(fit));
}
