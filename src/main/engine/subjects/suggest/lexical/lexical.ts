import type { Candidate, SuggestionBackend } from '../backend.ts';
import type { Fold } from '../text/fold.ts';
import { withoutMarks } from '../text/fold.ts';
import type { SubjectText } from '../text/grams.ts';
import { BODY_CHARACTERS } from '../text/grams.ts';

/** A class as the scheme names it. */
export interface NamedClass {
  readonly label: string;
  readonly caption: string;
}

interface Name {
  readonly label: string;
  readonly pairs: readonly number[];
  /** What the caption's pairs weigh together. */
  readonly weight: number;
}

/** A pair in the title counts as often as this many in the text. */
const TITLE = 3;
/** The share of a caption that must stand in the record, by weight. */
const ENOUGH = 0.6;

/** Pairs of neighbouring characters of a text, with how often they occur; a caption of one character is its own pair. */
function pairsOf(text: string, fold: Fold, into: Map<number, number>, by: number, most: number): void {
  let before = 0;
  let counted = 0;
  for (let at = 0; at < text.length && counted < most; at++) {
    const code = fold[text.charCodeAt(at)] ?? 0;
    if (code !== 0) counted++;
    if (code !== 0 && before !== 0) {
      const pair = before * 65_536 + code;
      into.set(pair, (into.get(pair) ?? 0) + by);
    }
    before = code;
  }
}

/** The scheme's captions met in the record: suggestions before anything was learned. Nothing is trained. */
export function lexicalBackend(classes: readonly NamedClass[], fold: Fold): SuggestionBackend {
  const met = new Map<number, number>();
  const captions = classes.map(({ label, caption }) => {
    const pairs = new Map<number, number>();
    pairsOf(caption, fold, pairs, 1, 40);
    for (const pair of pairs.keys()) met.set(pair, (met.get(pair) ?? 0) + 1);
    return { label, pairs: [...pairs.keys()] };
  }).filter(({ pairs }) => pairs.length > 0);
  const idf = (pair: number): number => Math.log((1 + captions.length) / (1 + (met.get(pair) ?? 0))) + 0.1;
  const byPair = new Map<number, Name[]>();
  for (const { label, pairs } of captions) {
    const name: Name = { label, pairs, weight: pairs.reduce((sum, pair) => sum + idf(pair), 0) };
    for (const pair of pairs) {
      const list = byPair.get(pair);
      if (list === undefined) byPair.set(pair, [name]);
      else list.push(name);
    }
  }
  const suggest = (text: SubjectText, top: number): readonly Candidate[] => {
    const pairs = new Map<number, number>();
    for (const heading of [text.kicker, text.title, text.subtitle]) pairsOf(heading, fold, pairs, TITLE, BODY_CHARACTERS);
    pairsOf(withoutMarks(text.body), fold, pairs, 1, BODY_CHARACTERS);
    const covered = new Map<Name, { weight: number; score: number }>();
    for (const [pair, times] of pairs) {
      const weight = idf(pair);
      for (const name of byPair.get(pair) ?? []) {
        const now = covered.get(name) ?? { weight: 0, score: 0 };
        now.weight += weight;
        now.score += weight * (1 + Math.log(times));
        covered.set(name, now);
      }
    }
    return [...covered].flatMap(([{ label, weight }, now]) => {
      const share = now.weight / weight;
      return share < ENOUGH ? [] : [{ label, score: (now.score * share) / Math.sqrt(weight * 10) }];
    }).sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1)).slice(0, top);
  };
  return { name: 'lexical', learn: () => undefined, forget: () => true, suggest: ({ text }, top) => suggest(text, top) };
}
