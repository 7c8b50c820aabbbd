import { withoutMarks } from './fold.ts';
import type { Fold } from './fold.ts';

/** What a suggestion is made from. Headings are kicker, title and subtitle, each as it stands in the record. */
export interface SubjectText {
  readonly kicker: string;
  readonly title: string;
  readonly subtitle: string;
  readonly body: string;
}

/** Runs of one to three characters, counted. Each number is `feature << 8 | count`; the first `heading` of them are of the headings alone. */
export interface Grams {
  readonly packed: Uint32Array;
  readonly heading: number;
}

export const FEATURE_BITS = 20;
export const FEATURES = 1 << FEATURE_BITS;
/** Folded characters of the body that count: what an article is about stands at its beginning. */
export const BODY_CHARACTERS = 1200;
/** How often a heading counts among the words of the text. */
const HEADING_WEIGHT = 3;
/** Told apart from the same run in the text: a word in the title says more, and is weighed by itself. */
const HEADING_SALT = 0x5a5a5;

/** What is told of every run of one to three characters: its feature and where it stands. */
export type Emit = (feature: number, start: number, end: number) => void;

/**
 * Tells every run of one to three characters that no sign interrupts. Returns how many characters counted.
 * Subtle: evidence is found by walking the text again, so this must be the only place that knows how a run becomes a feature.
 */
export function walk(text: string, fold: Fold, most: number, emit: Emit): number {
  let one = 0;
  let two = 0;
  let at1 = 0;
  let at2 = 0;
  let counted = 0;
  for (let at = 0; at < text.length && counted < most; at++) {
    const code = fold[text.charCodeAt(at)] ?? 0;
    if (code === 0) {
      one = two = 0;
      continue;
    }
    counted++;
    let hash = Math.imul(code, 0x9e37_79b1);
    emit(hash >>> (32 - FEATURE_BITS), at, at + 1);
    if (one !== 0) {
      hash = Math.imul(hash ^ (hash >>> 15) ^ Math.imul(one, 7919), 0x85eb_ca6b);
      emit(hash >>> (32 - FEATURE_BITS), at1, at + 1);
      if (two !== 0) {
        hash = Math.imul(hash ^ (hash >>> 13) ^ Math.imul(two, 104_729), 0xc2b2_ae35);
        emit(hash >>> (32 - FEATURE_BITS), at2, at + 1);
      }
    }
    two = one;
    one = code;
    at2 = at1;
    at1 = at;
  }
  return counted;
}

/** The feature of a run that stands in a heading. */
export const headingFeature = (feature: number): number => feature ^ HEADING_SALT;

const counts = new Uint16Array(FEATURES);
const touched = new Uint32Array(FEATURES);

function drain(size: number, salt: number, into: Uint32Array, from: number): void {
  const part = touched.subarray(0, size).sort();
  for (let at = 0; at < size; at++) {
    const feature = part[at] ?? 0;
    into[from + at] = ((feature ^ salt) << 8) | Math.min(255, counts[feature] ?? 0);
    counts[feature] = 0;
  }
}

/** Count the runs of a record's text. About 100 µs for a page of newspaper. */
export function gramsOf(text: SubjectText, fold: Fold): Grams {
  const headings = [text.kicker, text.title, text.subtitle];
  let size = 0;
  let weight = 1;
  const count: Emit = (feature) => {
    const before = counts[feature] ?? 0;
    if (before === 0) touched[size++] = feature;
    counts[feature] = before + weight;
  };
  for (const heading of headings) walk(heading, fold, BODY_CHARACTERS, count);
  const inHeadings = new Uint32Array(size);
  drain(size, HEADING_SALT, inHeadings, 0);
  size = 0;
  weight = HEADING_WEIGHT;
  for (const heading of headings) walk(heading, fold, BODY_CHARACTERS, count);
  weight = 1;
  walk(withoutMarks(text.body), fold, BODY_CHARACTERS, count);
  const packed = new Uint32Array(inHeadings.length + size);
  packed.set(inHeadings);
  drain(size, 0, packed, inHeadings.length);
  return { packed, heading: inHeadings.length };
}
