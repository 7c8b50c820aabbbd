/** One matter in other words, as the next report of its kind says it. */
import type { Language } from './prose.ts';
import type { Random } from './random.ts';

/** A number as reports give it. */
export function figure(random: Random, most: number): string {
  return random.chance(0.4) ? (random.next() * most).toFixed(random.whole(1, 4)) : String(random.whole(0, most));
}

/** A sentence said again in part: clauses kept whole or by half, the others new. */
export function rephrased(sentence: string, keep: number, topic: readonly string[], random: Random,
  language: Language): string {
  const swaps = random.pick([0, 0.1, 0.4]);
  return sentence.replace(/[^，、；。！？：\n]+/g, (clause) => {
    if (random.chance(keep)) return random.chance(swaps) ? touched(clause, random, language) : clause;
    const fresh = language.sentence(topic).slice(0, random.whole(2, 24)).replace(/[，、；。！？]/g, '');
    if (random.chance(0.4)) return fresh;
    const cut = random.whole(1, clause.length);
    return random.chance(0.5) ? clause.slice(0, cut) + fresh : fresh + clause.slice(cut);
  });
}

/** A clause in which one word is another, gone or new: as small a difference as misreading makes. */
function touched(clause: string, random: Random, language: Language): string {
  const at = random.whole(0, clause.length - 1);
  return clause.slice(0, at) + (random.chance(0.7) ? language.word() : '') + clause.slice(at + random.whole(0, 2));
}

/** A sentence with other numbers, and now and then another name or word. */
export function renewed(sentence: string, random: Random, language: Language): string {
  const numbers = sentence.replace(/[0-9]+(?:\.[0-9]+)?/g, (number) =>
    (random.chance(0.8) ? figure(random, 10 ** number.length) : number));
  if (!random.chance(0.5) || numbers.length < 12) return numbers;
  const at = random.whole(2, numbers.length - 6);
  return numbers.slice(0, at) + (random.chance(0.5) ? language.name() : language.rareWord()) +
    numbers.slice(at + random.whole(2, 4));
}
