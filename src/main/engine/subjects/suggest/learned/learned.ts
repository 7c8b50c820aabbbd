import type { Candidate, SuggestionBackend } from '../backend.ts';
import type { Vector } from '../text/corpus.ts';
import { Learner } from './learner.ts';
import type { Step } from './learner.ts';

/** Decisions whose own step is kept, so that it can be taken back. Older ones are in the next training. */
const REMEMBERED = 2000;

export interface Learned extends SuggestionBackend {
  readonly learner: Learner;
}

/** The main backend: what the library's own records teach. */
export function learnedBackend(learner = new Learner()): Learned {
  const steps = new Map<number, { readonly vector: Vector; readonly steps: readonly Step[] }>();
  const remember = (id: number, vector: Vector, step: Step): void => {
    steps.set(id, { vector, steps: [...(steps.get(id)?.steps ?? []), step] });
    if (steps.size > REMEMBERED) for (const oldest of steps.keys()) { steps.delete(oldest); break; }
  };
  return {
    name: 'learned',
    learner,
    learn({ id, vector }, labels) {
      remember(id, vector, learner.learn(vector, labels));
    },
    forget({ id }, labels) {
      const own = steps.get(id);
      learner.forget(labels);
      if (own !== undefined) for (const step of own.steps) learner.undo(own.vector, step);
      steps.delete(id);
      return own !== undefined;
    },
    refuse({ id, vector }, label) {
      remember(id, vector, learner.refuse(vector, label));
    },
    suggest: ({ vector }, top) => best(learner, learner.scores(vector), top),
  };
}

function best({ labels, counts }: Learner, scores: Float64Array, top: number): readonly Candidate[] {
  const found: { label: number; score: number }[] = [];
  for (let label = 0; label < scores.length; label++) {
    if ((counts[label] ?? 0) === 0) continue;
    const score = scores[label] ?? 0;
    if (found.length === top && score <= (found[top - 1]?.score ?? 0)) continue;
    let at = found.length;
    while (at > 0 && (found[at - 1]?.score ?? 0) < score) at--;
    found.splice(at, 0, { label, score });
    if (found.length > top) found.pop();
  }
  return found.map(({ label, score }) => ({ label: labels[label] ?? '', score }));
}
