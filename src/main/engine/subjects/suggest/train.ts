import type { Head } from './head.ts';
import { shuffled } from './order.ts';
import type { Grams } from './text/grams.ts';

/** A record with what a person or its supplier gave it. */
export interface Example {
  readonly id: number;
  readonly grams: Grams;
  readonly labels: readonly string[];
}

export const PASSES = 3;
/** One in so many records is suggested for before it is learned, so that the judges see outcomes of a full model. */
const KEPT_BACK = 6;
/** With fewer records than this every one is an outcome on the first pass too. */
const FEW = 1500;

/** Weights below this are let go after the first pass. Measured: nothing is lost, and the passes after it are a fifth quicker. */
const FAINT = 0.004;

/**
 * Teach a head from nothing: passes over most of the records, then the rest as decisions that come in one by one, then a
 * last pass over all. The order follows from the seed alone. Yields how many records were read.
 */
export function* teach(head: Head, examples: readonly Example[], seed: number, passes = PASSES): Generator<number, void, void> {
  const order = shuffled(examples, seed);
  const kept = order.filter((_, at) => at % KEPT_BACK === KEPT_BACK - 1);
  const first = order.filter((_, at) => at % KEPT_BACK !== KEPT_BACK - 1);
  const { learner } = head.learned;
  let done = 0;
  const repeat = function* (list: readonly Example[]): Generator<number, void, void> {
    for (const { grams, labels } of list) {
      learner.repeat(head.corpus.vector(grams), labels);
      yield ++done;
    }
  };
  for (const { id, grams, labels } of first) {
    head.learn(id, grams, labels, examples.length < FEW);
    yield ++done;
  }
  learner.weights.thin(FAINT, 1 / Math.max(1, learner.steps));
  for (let pass = 1; pass < passes - 1; pass++) yield* repeat(shuffled(first, seed + pass));
  // The mean of the steps so far is what such a model amounts to; the outcomes are to be those of the finished one.
  for (const { id, grams, labels } of kept) {
    head.learn(id, grams, labels);
    yield ++done;
  }
  if (passes > 1) yield* repeat(shuffled(order, seed + passes));
  for (const judge of Object.values(head.judges)) judge.fit();
}
