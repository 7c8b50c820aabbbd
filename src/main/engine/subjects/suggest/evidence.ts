import type { EvidenceSpan } from '../../../../contract/suggestions.ts';
import type { Reading } from './backend.ts';
import type { Learned } from './learned/learned.ts';
import { withoutMarks } from './text/fold.ts';
import type { Fold } from './text/fold.ts';
import { BODY_CHARACTERS, headingFeature, walk } from './text/grams.ts';
import type { SubjectText } from './text/grams.ts';

export interface Evidence {
  readonly words: readonly string[];
  readonly spans: readonly EvidenceSpan[];
}

/** Features looked for, and words named. */
const STRONGEST = 60;
const WORDS = 8;
/** Longer runs are several words side by side and no evidence anyone can check. */
const LONGEST = 8;

/**
 * Words of the record that speak for a label and against the next best one: features with the greatest part in the difference
 * of the scores, overlapping runs of the text joined to words.
 */
export function evidenceFor(learned: Learned, reading: Reading, label: string, rival: string | undefined, fold: Fold): Evidence {
  const { learner } = learned;
  const wanted = learner.index.get(label);
  if (wanted === undefined) return { words: [], spans: [] };
  const share = learner.steps === 0 ? 0 : learner.mean / learner.steps;
  const told = learner.weights.spoken(reading.vector, wanted, learner.index.get(rival ?? '') ?? -1, share);
  const order = [...told.keys()].filter((at) => (told[at] ?? 0) > 0).sort((a, b) => (told[b] ?? 0) - (told[a] ?? 0)).slice(0, STRONGEST * 4);
  const strong = new Map(order.map((at) => [reading.vector.features[at] ?? 0, told[at] ?? 0]));
  const found = fields(reading.text).map((field) => ({ ...field, runs: runsIn(field, strong, fold) }));

  const words = new Map<string, number>();
  for (const { text, runs } of found) {
    for (const { start, end, weight } of runs) {
      const word = text.slice(start, end);
      words.set(word, Math.max(words.get(word) ?? 0, weight));
    }
  }
  // A word inside a longer one that is named already says nothing more.
  const named: string[] = [];
  for (const [word] of [...words].sort((a, b) => b[1] - a[1])) {
    if (named.length === WORDS) break;
    if (!named.some((other) => other.includes(word) || word.includes(other))) named.push(word);
  }
  return { words: named, spans: found.flatMap(({ field, text }) => named.flatMap((word) => places(text, word).map((start) => ({ field, start, end: start + word.length })))) };
}

interface Field {
  readonly field: EvidenceSpan['field'];
  readonly text: string;
  readonly heading: boolean;
}

const fields = (text: SubjectText): readonly Field[] => [
  { field: 'kicker', text: text.kicker, heading: true }, { field: 'title', text: text.title, heading: true },
  { field: 'subtitle', text: text.subtitle, heading: true }, { field: 'body', text: withoutMarks(text.body), heading: false },
];

interface Run {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** Runs of two characters and more of strong features, those that overlap joined. */
function runsIn({ text, heading }: Field, strong: ReadonlyMap<number, number>, fold: Fold): readonly Run[] {
  const pieces: Run[] = [];
  walk(text, fold, BODY_CHARACTERS, (feature, start, end) => {
    if (end - start < 2) return;
    const weight = (strong.get(feature) ?? 0) + (heading ? strong.get(headingFeature(feature)) ?? 0 : 0);
    if (weight > 0) pieces.push({ start, end, weight });
  });
  pieces.sort((a, b) => a.start - b.start || b.end - a.end);
  const runs: Run[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last !== undefined && piece.start < last.end && Math.max(piece.end, last.end) - last.start <= LONGEST) {
      runs[runs.length - 1] = { start: last.start, end: Math.max(last.end, piece.end), weight: last.weight + piece.weight };
    } else if (last === undefined || piece.start >= last.end) runs.push(piece);
  }
  return runs;
}

function places(text: string, word: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0 && found.length < 50; at = text.indexOf(word, at + word.length)) found.push(at);
  return found;
}
