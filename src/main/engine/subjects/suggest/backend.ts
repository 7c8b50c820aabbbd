import type { SubjectText } from './text/grams.ts';
import type { Vector } from './text/corpus.ts';

/** A record as the backends read it. */
export interface Reading {
  readonly id: number;
  readonly text: SubjectText;
  readonly vector: Vector;
}

export interface Candidate {
  readonly label: string;
  /** Higher is better; only scores of one backend compare. */
  readonly score: number;
}

/**
 * One way to suggest labels for a record. A new one is a folder beside the others, a line in `head.ts`, and the shared
 * suite passing. A backend only ever suggests labels it was taught or given.
 */
export interface SuggestionBackend {
  readonly name: 'learned' | 'neighbours' | 'lexical';
  /** A person gave the record these labels: it counts from the next call on. */
  learn(reading: Reading, labels: readonly string[]): void;
  /** As if it had not been learned. Returns false where that needs training anew. */
  forget?(reading: Reading, labels: readonly string[]): boolean;
  /** A person said this label is wrong for the record. */
  refuse?(reading: Reading, label: string): void;
  /** At most `top` labels, best first; none when nothing speaks for any. */
  suggest(reading: Reading, top: number): readonly Candidate[];
}
