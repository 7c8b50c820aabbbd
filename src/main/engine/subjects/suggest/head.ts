import type { Candidate, Reading, SuggestionBackend } from './backend.ts';
import { Judge, signs } from './judge.ts';
import type { Signs } from './judge.ts';
import { learnedBackend } from './learned/learned.ts';
import type { Learned } from './learned/learned.ts';
import { neighboursBackend, votes } from './neighbours/neighbours.ts';
import type { Neighbour, Neighbours } from './neighbours/neighbours.ts';
import { Corpus } from './text/corpus.ts';
import type { Grams, SubjectText } from './text/grams.ts';

export interface Ranked {
  readonly label: string;
  /** Probability that it is right, by the outcomes so far. */
  readonly sure: number;
  /** Backends that suggest it. */
  readonly by: readonly SuggestionBackend['name'][];
}

/** The best prefix of a class number at one level, and how sure it is. */
export interface SureLevel {
  readonly prefix: string;
  readonly sure: number;
}

export interface Prediction {
  /** Best first. */
  readonly ranked: readonly Ranked[];
  /** From the broadest level to the finest, the full number not among them. */
  readonly levels: readonly SureLevel[];
  readonly nearest: readonly Neighbour[];
  /** How much of the text is made of words met before, 0 to 1. */
  readonly known: number;
}

export interface HeadOptions {
  /** Suggests before anything is learned. */
  readonly lexical?: SuggestionBackend;
  /** Prefixes of a label that are classes of their own, the broadest first: D and D8 of D822. */
  readonly prefixes?: (label: string) => readonly string[];
}

/** Judges by what they judge: the first suggestion, the others, and the best prefix of each level. */
export const JUDGES = ['first', 'others', 'level 1', 'level 2'] as const;
export type JudgeName = (typeof JUDGES)[number];

/** Candidates looked at for a margin. */
const WIDE = 12;
const VOTERS = 20;
/** How fast neighbours and captions lose their say to what was learned: by so many records half of it. Measured, they add nothing later. */
const COLD = 40;
/** Records learned before an outcome says anything. */
const BEGIN = 20;

/** No backend that learns looks at the text itself; what it is made of is in the grams. */
const NO_TEXT: SubjectText = { kicker: '', title: '', subtitle: '', body: '' };

/** Suggestions for one field: the backends, and the judges of what they say together. */
export class Head {
  readonly corpus = new Corpus(3);
  readonly learned: Learned = learnedBackend();
  readonly neighbours: Neighbours = neighboursBackend();
  readonly judges: Readonly<Record<JudgeName, Judge>> = { first: new Judge(), others: new Judge(), 'level 1': new Judge(), 'level 2': new Judge() };
  /** Records learned. */
  size = 0;
  readonly #lexical: SuggestionBackend | undefined;
  readonly #prefixes: (label: string) => readonly string[];

  constructor({ lexical, prefixes }: HeadOptions = {}) {
    this.#lexical = lexical;
    this.#prefixes = prefixes ?? (() => []);
  }

  read(id: number, grams: Grams, text: SubjectText = NO_TEXT): Reading {
    return { id, text, vector: this.corpus.vector(grams) };
  }

  suggest(reading: Reading, top: number): Prediction {
    const nearest = this.neighbours.nearest(reading, VOTERS);
    const shares = votes(nearest);
    const candidates = this.#merge(reading, shares, Math.max(WIDE, top));
    const groups = [(label: string): string => label, ...[0, 1].map((level) => (label: string): string => this.#prefixes(label)[level] ?? '')];
    const scan = (group: (label: string) => string, name: string): Float32Array => signs(this.#signs(candidates, shares, nearest, reading, group, name));
    const ranked: Ranked[] = [];
    let left = 1;
    for (const [rank, { label, by }] of candidates.slice(0, top).entries()) {
      const own = this.judges[rank === 0 ? 'first' : 'others'].sure(scan(groups[0] ?? String, label));
      // The first is judged by itself; the others share what it leaves over.
      const sure = rank === 0 ? own : Math.min(own, left);
      left = Math.max(0, left - sure);
      ranked.push({ label, sure, by });
    }
    const [first] = candidates;
    const levels: SureLevel[] = [];
    let floor = ranked[0]?.sure ?? 0;
    for (const level of [2, 1] as const) {
      const group = groups[level];
      const prefix = first === undefined || group === undefined ? '' : group(first.label);
      if (group === undefined || prefix === '') continue;
      floor = Math.max(floor, this.judges[`level ${level}`].sure(scan(group, prefix)));
      levels.unshift({ prefix, sure: floor });
    }
    return { ranked, levels, nearest, known: reading.vector.known };
  }

  /** Learn a decision. With `judge`, what would have been suggested for it is an outcome to judge by. */
  learn(id: number, grams: Grams, labels: readonly string[], judge = true): void {
    if (labels.length === 0) return;
    if (judge && this.size >= BEGIN) this.#outcome(this.read(id, grams), labels);
    this.corpus.add(grams);
    const reading = this.read(id, grams);
    this.learned.learn(reading, labels);
    this.neighbours.learn(reading, labels);
    this.size++;
  }

  /** What was learned of a record; none when nothing was. */
  labelsOf(id: number): readonly string[] {
    return this.neighbours.labelsOf(id);
  }

  /** Returns false where only training anew can take it back wholly. */
  forget(id: number, grams: Grams): boolean {
    const labels = this.labelsOf(id);
    const reading = this.read(id, grams);
    if (labels.length > 0) {
      this.corpus.take(grams);
      this.size--;
    }
    const whole = this.learned.forget?.(reading, labels) ?? false;
    this.neighbours.forget?.(reading, labels);
    return whole || labels.length === 0;
  }

  refuse(id: number, grams: Grams, label: string): void {
    if (this.learned.learner.index.has(label)) this.learned.refuse?.(this.read(id, grams), label);
  }

  #merge(reading: Reading, shares: readonly Candidate[], top: number): readonly (Candidate & { readonly by: readonly SuggestionBackend['name'][] })[] {
    const merged = new Map<string, { score: number; by: SuggestionBackend['name'][] }>();
    const learned = this.learned.suggest(reading, top);
    for (const { label, score } of learned) merged.set(label, { score, by: ['learned'] });
    // What a backend alone suggests starts where the learned scores end.
    const floor = learned.at(-1)?.score ?? -1;
    const add = (candidates: readonly Candidate[], voice: number, by: SuggestionBackend['name']): void => {
      for (const { label, score } of candidates) {
        const now = merged.get(label) ?? { score: floor, by: [] };
        now.score += score * voice;
        now.by.push(by);
        merged.set(label, now);
      }
    };
    const cold = COLD / (COLD + this.size);
    add(shares.slice(0, top), cold, 'neighbours');
    if (this.#lexical !== undefined && (cold > 0.1 || merged.size < 5)) add(this.#lexical.suggest(reading, top), cold, 'lexical');
    return [...merged].map(([label, { score, by }]) => ({ label, score, by }))
      .sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1)).slice(0, top);
  }

  #signs(
    candidates: readonly Candidate[], shares: readonly Candidate[], nearest: readonly Neighbour[], reading: Reading,
    group: (label: string) => string, name: string,
  ): Signs {
    let inside = -Infinity;
    let outside = -Infinity;
    for (const { label, score } of candidates) {
      if (group(label) === name) inside = Math.max(inside, score);
      else outside = Math.max(outside, score);
    }
    const last = candidates.at(-1)?.score ?? 0;
    if (outside === -Infinity) outside = last - 0.5;
    let agreement = 0;
    for (const { label, score } of shares) if (group(label) === name) agreement += score;
    const likeness = nearest.find(({ labels }) => labels.some((label) => group(label) === name))?.similarity ?? 0;
    const { labels, counts, index } = this.learned.learner;
    let examples = 0;
    const own = index.get(name);
    if (own !== undefined && group(name) === name) examples = counts[own] ?? 0;
    else for (let label = 0; label < labels.length; label++) if (group(labels[label] ?? '') === name) examples += counts[label] ?? 0;
    return { margin: inside - outside, score: inside, agreement, likeness, examples, learned: this.size, known: reading.vector.known };
  }

  #outcome(reading: Reading, labels: readonly string[]): void {
    const nearest = this.neighbours.nearest(reading, VOTERS);
    const shares = votes(nearest);
    const candidates = this.#merge(reading, shares, WIDE);
    const tell = (judge: JudgeName, group: (label: string) => string, name: string): void => {
      const right = labels.some((label) => group(label) === name);
      this.judges[judge].learn({ signs: signs(this.#signs(candidates, shares, nearest, reading, group, name)), right });
    };
    for (const [rank, { label }] of candidates.slice(0, 5).entries()) tell(rank === 0 ? 'first' : 'others', (other) => other, label);
    const first = candidates[0]?.label;
    if (first === undefined) return;
    for (const [at, prefix] of this.#prefixes(first).slice(0, 2).entries()) {
      tell(at === 0 ? 'level 1' : 'level 2', (label) => this.#prefixes(label)[at] ?? '', prefix);
    }
  }
}
