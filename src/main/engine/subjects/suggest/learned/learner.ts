import type { Vector } from '../text/corpus.ts';
import { Weights } from './weights.ts';

/** Labels the right one is set off against in one step. */
const RIVALS = 3;
/** How far one text may move the weights (the aggressiveness C of the method). */
const AGGRESSIVENESS = 1;

/** What one text changed, so that it can be taken back. */
export interface Step {
  readonly labels: readonly number[];
  readonly by: readonly number[];
  readonly step: number;
}

/**
 * Passive-aggressive learning of labels, second variant, with the mean of the weights over all steps (Crammer, Dekel,
 * Keshet, Shalev-Shwartz, Singer: Online Passive-Aggressive Algorithms, JMLR 7, 2006). Each text sets its labels off
 * against the best rivals, and only as far as it must.
 */
export class Learner {
  readonly weights = new Weights();
  readonly labels: string[] = [];
  readonly index = new Map<string, number>();
  /** Texts learned by label. A label without texts is never suggested. */
  readonly counts: number[] = [];
  steps = 0;
  /** How much of the mean is in a score, the rest being the newest weights: with 1, what was learned last would hardly count. */
  mean: number;
  #sums = new Float64Array(64);

  constructor(mean = 0.5) {
    this.mean = mean;
  }

  labelOf(name: string): number {
    let label = this.index.get(name);
    if (label === undefined) {
      label = this.labels.length;
      this.labels.push(name);
      this.counts.push(0);
      this.index.set(name, label);
      if (this.labels.length > this.#sums.length) this.#sums = new Float64Array(this.labels.length * 2);
    }
    return label;
  }

  /** The score of every label. The array is used again by the next call. */
  scores(vector: Vector, mean = this.mean): Float64Array {
    const size = this.labels.length;
    const sums = this.#sums.subarray(0, size).fill(0);
    this.weights.score(vector, sums, this.steps === 0 ? 0 : mean / this.steps);
    return sums;
  }

  /** Learn that a text has these labels and no others. */
  learn(vector: Vector, names: readonly string[]): Step {
    const right = names.map((name) => this.labelOf(name));
    for (const label of right) this.counts[label] = (this.counts[label] ?? 0) + 1;
    const scores = this.scores(vector, 0);
    return this.#take(vector, right, this.#rivals(scores, right), scores);
  }

  /** A pass over texts learned before: nothing new is counted. */
  repeat(vector: Vector, names: readonly string[]): void {
    const right = names.map((name) => this.labelOf(name));
    const scores = this.scores(vector, 0);
    this.#take(vector, right, this.#rivals(scores, right), scores);
  }

  /** Learn that a text has not this label: the best other one is set above it. */
  refuse(vector: Vector, name: string): Step {
    const label = this.labelOf(name);
    const scores = this.scores(vector, 0);
    const [better] = this.#rivals(scores, [label]);
    return better === undefined ? { labels: [], by: [], step: this.steps } : this.#take(vector, [better], [label], scores);
  }

  /** The labels of a text count no longer. What it changed is taken back by `undo`. */
  forget(names: readonly string[]): void {
    for (const name of names) {
      const label = this.labelOf(name);
      this.counts[label] = Math.max(0, (this.counts[label] ?? 0) - 1);
    }
  }

  undo(vector: Vector, step: Step): void {
    this.#change(vector, { ...step, by: step.by.map((by) => -by) });
  }

  #rivals(scores: Float64Array, right: readonly number[]): readonly number[] {
    const best: number[] = [];
    for (let label = 0; label < scores.length; label++) {
      if ((this.counts[label] ?? 0) === 0 || right.includes(label)) continue;
      const score = scores[label] ?? 0;
      let at = best.length;
      while (at > 0 && (scores[best[at - 1] ?? 0] ?? 0) < score) at--;
      if (at >= RIVALS) continue;
      best.splice(at, 0, label);
      if (best.length > RIVALS) best.pop();
    }
    return best;
  }

  #take(vector: Vector, right: readonly number[], rivals: readonly number[], scores: Float64Array): Step {
    const change = new Map<number, number>();
    const now = (label: number): number => (scores[label] ?? 0) + (change.get(label) ?? 0);
    for (const label of right) {
      for (const rival of rivals) {
        const loss = 1 - (now(label) - now(rival));
        if (loss <= 0) continue;
        const by = loss / (2 + 1 / (2 * AGGRESSIVENESS));
        change.set(label, (change.get(label) ?? 0) + by);
        change.set(rival, (change.get(rival) ?? 0) - by);
      }
    }
    const taken = { labels: [...change.keys()], by: [...change.values()], step: this.steps };
    this.#change(vector, taken);
    this.steps++;
    return taken;
  }

  #change(vector: Vector, { labels, by, step }: Step): void {
    // Subtle: the labels of one change are bits of one number; a text with many labels is taken in parts.
    for (let at = 0; at < labels.length; at += 24) this.weights.change(vector, labels.slice(at, at + 24), by.slice(at, at + 24), step);
  }
}
