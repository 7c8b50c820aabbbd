import type { Bin, ClassScore, Confusion, LevelScore, Scores } from '../../../../contract/suggestions.ts';

/** What was suggested for one held-out record, and what it had. */
export interface Tried {
  readonly id: number;
  /** The labels it has, the main one first. */
  readonly truth: readonly string[];
  readonly ranked: readonly { readonly label: string; readonly sure: number }[];
  readonly levels: readonly { readonly prefix: string; readonly sure: number }[];
}

const BINS = 10;
/** Examples named with a confusion. */
const NAMED = 5;

const mean = (sum: number, of: number): number => (of === 0 ? 0 : sum / of);

/**
 * Accuracy at 1, 3 and 5, nDCG at 5 (one right label of gain 1; Järvelin and Kekäläinen 2002), macro F1 over the labels that
 * occur or are suggested, expected calibration error over ten bins of equal width (Guo et al. 2017).
 */
export function score(tried: readonly Tried[], prefixes: (label: string) => readonly string[]): Scores {
  let at1 = 0;
  let at3 = 0;
  let at5 = 0;
  let gain = 0;
  for (const { truth, ranked } of tried) {
    const rank = ranked.findIndex(({ label }) => truth.includes(label));
    if (rank === 0) at1++;
    if (rank >= 0 && rank < 3) at3++;
    if (rank >= 0 && rank < 5) {
      at5++;
      gain += 1 / Math.log2(rank + 2);
    }
  }
  const perClass = classScores(tried);
  const pairs = tried.map(({ truth, ranked }) => ({ sure: ranked[0]?.sure ?? 0, right: truth.includes(ranked[0]?.label ?? '') }));
  const bins = binned(pairs);
  const shown = pairs.filter(({ sure }) => sure >= 0.9);
  return {
    records: tried.length,
    accuracyAt1: mean(at1, tried.length), accuracyAt3: mean(at3, tried.length), accuracyAt5: mean(at5, tried.length),
    macroF1: mean(perClass.reduce((sum, { f1 }) => sum + f1, 0), perClass.length),
    ndcgAt5: mean(gain, tried.length),
    ece: error(bins, tried.length),
    sure: { records: shown.length, accuracy: shown.length === 0 ? null : mean(shown.filter(({ right }) => right).length, shown.length) },
    levels: levelScores(tried, prefixes), perClass, bins, confusions: confusions(tried),
  };
}

function binned(pairs: readonly { readonly sure: number; readonly right: boolean }[]): readonly Bin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const inside = pairs.filter(({ sure }) => Math.min(BINS - 1, Math.floor(sure * BINS)) === bin);
    return {
      from: bin / BINS, to: (bin + 1) / BINS, records: inside.length,
      confidence: mean(inside.reduce((sum, { sure }) => sum + sure, 0), inside.length),
      accuracy: mean(inside.filter(({ right }) => right).length, inside.length),
    };
  });
}

const error = (bins: readonly Bin[], records: number): number =>
  mean(bins.reduce((sum, bin) => sum + bin.records * Math.abs(bin.confidence - bin.accuracy), 0), records);

function classScores(tried: readonly Tried[]): readonly ClassScore[] {
  const counts = new Map<string, { records: number; suggested: number; right: number }>();
  const of = (label: string): { records: number; suggested: number; right: number } => {
    let count = counts.get(label);
    if (count === undefined) counts.set(label, count = { records: 0, suggested: 0, right: 0 });
    return count;
  };
  for (const { truth, ranked } of tried) {
    const first = ranked[0]?.label;
    // A suggestion that is one of several right ones is right for the one it names.
    const main = first !== undefined && truth.includes(first) ? first : truth[0] ?? '';
    of(main).records++;
    if (first === undefined) continue;
    of(first).suggested++;
    if (first === main) of(main).right++;
  }
  return [...counts].map(([value, { records, suggested, right }]) => {
    const precision = mean(right, suggested);
    const recall = mean(right, records);
    return { value, records, precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
  }).sort((a, b) => b.records - a.records || (a.value < b.value ? -1 : 1));
}

function levelScores(tried: readonly Tried[], prefixes: (label: string) => readonly string[]): readonly LevelScore[] {
  const depth = Math.max(0, ...tried.map(({ truth }) => prefixes(truth[0] ?? '').length));
  const levels: LevelScore[] = [];
  for (let level = 0; level < depth; level++) {
    const judged = tried.filter(({ truth }) => prefixes(truth[0] ?? '')[level] !== undefined);
    const right = (one: Tried): boolean => {
      const suggested = prefixes(one.ranked[0]?.label ?? '')[level];
      return suggested !== undefined && one.truth.some((label) => prefixes(label)[level] === suggested);
    };
    const pairs = judged.map((one) => ({ sure: one.levels[level]?.sure ?? 0, right: right(one) }));
    levels.push({ level: level + 1, records: judged.length, accuracyAt1: mean(pairs.filter((pair) => pair.right).length, judged.length), ece: error(binned(pairs), judged.length) });
  }
  return levels;
}

function confusions(tried: readonly Tried[]): readonly Confusion[] {
  const pairs = new Map<string, { truth: string; suggested: string; records: number; examples: number[] }>();
  for (const { id, truth, ranked } of tried) {
    const suggested = ranked[0]?.label;
    const main = truth[0];
    if (suggested === undefined || main === undefined || truth.includes(suggested)) continue;
    const key = `${main}\u0000${suggested}`;
    const pair = pairs.get(key) ?? { truth: main, suggested, records: 0, examples: [] };
    pair.records++;
    if (pair.examples.length < NAMED) pair.examples.push(id);
    pairs.set(key, pair);
  }
  return [...pairs.values()].sort((a, b) => b.records - a.records || (a.truth < b.truth ? -1 : 1)).slice(0, 100);
}
