import { Fault } from '../../../../contract/fault.ts';
import type { Evaluation, SuggestedField } from '../../../../contract/suggestions.ts';
import type { Job } from '../../job.ts';
import { meter } from '../../meter.ts';
import type { Heads } from './heads.ts';
import { Head } from './head.ts';
import { score } from './metrics.ts';
import type { Tried } from './metrics.ts';
import { shuffled } from './order.ts';
import { packHead, packNeighbours, unpackHead } from './pack.ts';
import { PASSES, teach } from './train.ts';
import type { Example } from './train.ts';

export interface EvaluateOptions {
  readonly for: SuggestedField;
  readonly holdout: number;
  readonly seed: number;
  readonly split: 'random' | 'time';
  readonly ids: readonly number[];
}

/** Records measured with at most. */
export const MOST_MEASURED = 20_000;
const LEAST = 10;
const SLICE = 12;

type Dated = Example & { readonly day: number | null };

/** Which records are held out: a part chosen by the seed, or the latest by date. */
export function splitExamples(examples: readonly Dated[], holdout: number, seed: number, split: 'random' | 'time'): { readonly learned: readonly Dated[]; readonly heldOut: readonly Dated[] } {
  const order = split === 'random' ? shuffled(examples, seed) : [...examples].sort((a, b) => (a.day ?? 0) - (b.day ?? 0) || a.id - b.id);
  const size = Math.max(1, Math.min(order.length - 1, Math.round(order.length * holdout)));
  return { learned: order.slice(0, order.length - size), heldOut: order.slice(order.length - size) };
}

/** Learn from a part, suggest for the rest, count. The model measured is one that was kept and read back, as in use. */
export async function evaluate(heads: Heads, { for: name, holdout, seed, split, ids }: EvaluateOptions, job: Job): Promise<Evaluation> {
  const chosen = ids.length <= MOST_MEASURED ? ids : shuffled(ids, seed).slice(0, MOST_MEASURED).sort((a, b) => a - b);
  const examples = await heads.examples(name, chosen, job);
  if (examples.length < LEAST) {
    throw new Fault('bad-input', {
      zh: `评测至少需要 ${LEAST} 条已标引的记录，现在有 ${examples.length} 条。`,
      en: `Measuring needs at least ${LEAST} classified records; there are ${examples.length}.`,
    });
  }
  const { learned, heldOut } = splitExamples(examples, holdout, seed, split);
  const fresh = new Head(heads.options(name));
  const resting = slices(job);
  const began = performance.now();
  const learning = meter(job, 'learn', 'records');
  for (const done of teach(fresh, learned, seed)) {
    if (await resting()) learning.at(done, learned.length * PASSES);
  }
  const head = unpackHead(packHead(fresh), packNeighbours(fresh), heads.options(name));
  const trained = performance.now();
  const trying = meter(job, 'suggest', 'records');
  const tried: Tried[] = [];
  for (const { id, grams, labels } of heldOut) {
    const { ranked, levels } = head.suggest(head.read(id, grams), 5);
    tried.push({ id, truth: labels, ranked, levels });
    if (await resting()) trying.at(tried.length, heldOut.length);
  }
  const { field } = heads.of(name);
  return {
    for: name, learned: learned.length, values: head.learned.learner.labels.length, split, holdout, seed,
    ...score(tried, (label) => field.prefixes(label)),
    seconds: { train: (trained - began) / 1000, predict: (performance.now() - trained) / 1000 },
  };
}

/** Rests when a slice of work is over; tells whether it did. */
function slices(job: Job): () => Promise<boolean> | false {
  let began = performance.now();
  const rest = async (): Promise<boolean> => {
    await job.rest();
    if (job.signal.aborted) throw new Fault('cancelled');
    began = performance.now();
    return true;
  };
  return () => (performance.now() - began < SLICE ? false : rest());
}
