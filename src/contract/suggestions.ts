import type { EditResult } from './records.ts';
import type { Selection } from './selection.ts';
import type { LocalText } from './text.ts';

/** Fields that values are suggested for. `class` and `keywords` may hold several. */
export type SuggestedField = 'class' | 'genre' | 'column' | 'pageName' | 'keywords';

/** What a suggestion came from: learned from the library, its nearest records, the scheme's captions, words of the text. */
export type SuggestedBy = 'learned' | 'neighbours' | 'lexical' | 'text';

/** A place in a field's value, in UTF-16 units. */
export interface EvidenceSpan {
  readonly field: 'kicker' | 'title' | 'subtitle' | 'body';
  readonly start: number;
  readonly end: number;
}

export interface Suggestion {
  readonly value: string;
  /** Caption in the scheme; null for other fields and for numbers without one. */
  readonly caption: LocalText | null;
  /** How a class number stands to the scheme; null for other fields. */
  readonly standing: 'known' | 'house' | 'unknown' | null;
  /** Share of such suggestions that were right so far, 0 to 1; null before 300 decisions are learned. */
  readonly confidence: number | null;
  /** The confidence in words. */
  readonly words: LocalText;
  readonly by: readonly SuggestedBy[];
  /** Words of the record that speak for it, the strongest first, at most eight. */
  readonly evidence: readonly string[];
  readonly spans: readonly EvidenceSpan[];
}

/** A classified record like this one. */
export interface NearRecord {
  readonly id: number;
  readonly title: string;
  readonly values: readonly string[];
  /** 0 to 1. */
  readonly similarity: number;
}

/** The finest class above the first suggestion that is sure (0.8 or more) where the full number is not. */
export interface SureClass {
  readonly notation: string;
  readonly caption: LocalText | null;
  readonly confidence: number | null;
  readonly words: LocalText;
}

export interface RecordSuggestions {
  readonly id: number;
  readonly title: string;
  /** What the record has now. */
  readonly current: readonly string[];
  /** Best first. What a person rejected for this record is left out. */
  readonly suggestions: readonly Suggestion[];
  readonly sure: SureClass | null;
  /** Why nothing is proposed, or nothing with confidence; null otherwise. */
  readonly abstained: LocalText | null;
  /** At most three. */
  readonly nearest: readonly NearRecord[];
}

/** What the library has learned for a field. */
export interface LearnedState {
  readonly for: SuggestedField;
  /** False before the first training: suggestions then come from captions and texts alone. */
  readonly trained: boolean;
  /** Records learned, and different values among them. */
  readonly records: number;
  readonly values: number;
  /** Records that have a value a person or the source gave. */
  readonly classified: number;
  /** Decisions learned one by one since the training. */
  readonly since: number;
  /** Decisions that only training anew takes in (bulk work, or the undoing of what was trained). */
  readonly waiting: number;
  /** Milliseconds since 1970; null before. */
  readonly trainedAt: number | null;
  /** Bytes of the kept model. */
  readonly bytes: number;
  /** Enough decisions (300) for figures; below that confidence is said in words. */
  readonly figures: boolean;
}

export interface Proposal {
  readonly id: number;
  readonly title: string;
  readonly day: number | null;
  readonly value: string;
  readonly caption: LocalText | null;
  readonly confidence: number | null;
  /** For sorting and bands where there is no figure to show yet. */
  readonly band: 'sure' | 'likely' | 'possible' | 'unsure';
  readonly words: LocalText;
}

export interface Proposals {
  /** Records of the selection without a value in the field. */
  readonly total: number;
  /** How many of them were looked at: the first 20,000. */
  readonly looked: number;
  /** The most confident first. */
  readonly proposals: readonly Proposal[];
}

export interface Choice {
  readonly id: number;
  readonly value: string;
  readonly confidence?: number | null;
}

export interface Evaluation extends Scores {
  readonly for: SuggestedField;
  /** Records learned from. */
  readonly learned: number;
  readonly values: number;
  readonly split: 'random' | 'time';
  readonly holdout: number;
  readonly seed: number;
  readonly seconds: { readonly train: number; readonly predict: number };
}

export interface SuggestionsApi {
  /** What is learned for a field (`class` unless told otherwise). */
  learned(input: { readonly for?: SuggestedField }): LearnedState;
  /**
   * Values for one record, or for the first records (`limit`, 20) a query finds. At most `top` (5) each. Never a value that is neither in
   * the scheme nor used in the library. A library of up to 2,000 classified records is learned on the way where it was not.
   */
  suggest(input: {
    readonly record?: number; readonly query?: string; readonly for?: SuggestedField; readonly top?: number; readonly limit?: number;
  }): { readonly state: LearnedState; readonly records: readonly RecordSuggestions[] };
  /** The first suggestion for every record of the selection that has no value in the field, the most confident first. Long. */
  propose(input: { readonly selection: Selection; readonly for?: SuggestedField }): Proposals;
  /**
   * Give records what was suggested: one operation. By a person, unless `automatic` (taken over unseen, as all above a confidence
   * are); the two are told apart for ever, and only what a person decided is learned from. Fault `bad-input` for a value that is
   * neither in the scheme nor used in the library.
   */
  accept(input: { readonly for?: SuggestedField; readonly choices: readonly Choice[]; readonly automatic?: boolean; readonly dryRun?: boolean }): EditResult;
  /** This value is wrong for the record: not suggested for it again, and learned. */
  reject(input: { readonly id: number; readonly value: string; readonly for?: SuggestedField }): { readonly operation: number | null };
  /** Propose, and give every record its first suggestion where the confidence is at least `minConfidence` (0.9). Long. One operation. */
  assignSuggested(input: {
    readonly selection: Selection; readonly for?: SuggestedField; readonly minConfidence?: number; readonly dryRun?: boolean;
  }): EditResult & { readonly choices: readonly Choice[] };
  /** Learn anew from all decisions. Long; nothing changes when it is cancelled. The same records and seed give the same suggestions. */
  train(input: { readonly for?: SuggestedField; readonly seed?: number }): LearnedState & { readonly seconds: number };
  /**
   * Learn from a part of the classified records and measure on the rest: `holdout` (0.2) of them, chosen by `seed` (1) or, with
   * `split: 'time'`, the last by date. At most 20,000 records. Long; changes nothing. Fault `bad-input` with fewer than ten records.
   */
  evaluate(input: {
    readonly for?: SuggestedField; readonly holdout?: number; readonly seed?: number; readonly split?: 'random' | 'time'; readonly query?: string;
  }): Evaluation;
}

/** How good suggestions are on records that were held out. Shares are from 0 to 1. */
export interface Scores {
  /** Records held out and suggested for. */
  readonly records: number;
  /** Share of records with a right value first, among the first three, among the first five. */
  readonly accuracyAt1: number;
  readonly accuracyAt3: number;
  readonly accuracyAt5: number;
  /** Mean of the F1 of every value that occurs or is suggested. */
  readonly macroF1: number;
  /** Normalised discounted cumulative gain at five (Järvelin and Kekäläinen, ACM TOIS 20, 2002). */
  readonly ndcgAt5: number;
  /** Expected calibration error of the first suggestion over ten bins (Guo et al., ICML 2017). */
  readonly ece: number;
  /** Records whose first suggestion was shown with a confidence of 0.9 or more, and how many of these were right; null when there were none. */
  readonly sure: { readonly records: number; readonly accuracy: number | null };
  /** Class numbers only: level 1 is the letter, level 2 the first two characters. */
  readonly levels: readonly LevelScore[];
  readonly perClass: readonly ClassScore[];
  readonly bins: readonly Bin[];
  /** What was taken for what, most frequent first. */
  readonly confusions: readonly Confusion[];
}

export interface LevelScore {
  readonly level: number;
  readonly records: number;
  readonly accuracyAt1: number;
  readonly ece: number;
}

export interface ClassScore {
  readonly value: string;
  /** Records held out that have it. */
  readonly records: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** First suggestions with a confidence from `from` to `to`: what was said, and how often it was so. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly records: number;
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Confusion {
  readonly truth: string;
  readonly suggested: string;
  readonly records: number;
  /** Up to five of the records. */
  readonly examples: readonly number[];
}
