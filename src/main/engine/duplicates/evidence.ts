/**
 * The measured evidence of a pair as it is kept: a byte for what the pair is if it is one article, a byte for what it is if not, and
 * a byte a feature, in base64. The words are made from it when somebody asks.
 */
import type { DuplicateKind, DuplicatePair } from '../../../contract/duplicates.ts';
import type { Model } from './core/compare.ts';
import { explain } from './core/explain.ts';
import { FEATURES } from './core/feature-names.ts';
import type { MatchPair } from './core/judge.ts';
import { KINDS } from './core/kind.ts';

const NONE = 255;
/** Reasons shown for a pair. */
const SHOWN = 8;

export function packEvidence({ asOne, apart, features }: Pick<MatchPair, 'asOne' | 'apart' | 'features'>): string {
  const bytes = Buffer.alloc(2 + features.length);
  bytes[0] = KINDS.indexOf(asOne);
  bytes[1] = apart === null ? NONE : KINDS.indexOf(apart);
  for (let at = 0; at < features.length; at++) bytes[at + 2] = Math.round((features[at] ?? 0) * 255);
  return bytes.toString('base64');
}

/** What a kept pair counts as when `review` is the least score of one article. */
export function keptKind(evidence: string, score: number, review: number): DuplicateKind | 'none' {
  const bytes = Buffer.from(evidence.slice(0, 4), 'base64');
  return KINDS[(score >= review ? bytes[0] : bytes[1]) ?? NONE] ?? 'none';
}

/** Why, in words, the strongest first. Evidence of another version of the program says nothing. */
export function reasonsOf(evidence: string, model: Model): DuplicatePair['reasons'] {
  const bytes = Buffer.from(evidence, 'base64');
  if (bytes.length !== FEATURES.length + 2) return [];
  const features = Float32Array.from(bytes.subarray(2), (byte) => byte / 255);
  return explain(features, model).slice(0, SHOWN).map(({ words, contribution }) => ({ text: words, weight: contribution }));
}
