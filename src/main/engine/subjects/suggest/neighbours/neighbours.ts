import type { Candidate, Reading, SuggestionBackend } from '../backend.ts';
import type { Vector } from '../text/corpus.ts';

/** Features a record is found by: the heaviest of its text. */
export const TERMS = 64;
/** Records that vote. */
const VOTERS = 20;
/** A feature in more records than this finds nobody in particular. */
const COMMON = 4000;

export interface Neighbour {
  readonly id: number;
  readonly labels: readonly string[];
  /** Likeness, 0 to 1. */
  readonly similarity: number;
}

export interface KeptNeighbour {
  readonly id: number;
  readonly labels: readonly string[];
  /** `feature << 8 | weight`. */
  readonly terms: Uint32Array;
}

export interface Neighbours extends SuggestionBackend {
  /** The nearest classified records, the record itself apart. */
  nearest(reading: Reading, most: number): readonly Neighbour[];
  /** The labels of a record that was learned. */
  labelsOf(id: number): readonly string[];
  kept(): readonly KeptNeighbour[];
  put(kept: KeptNeighbour): void;
}

/**
 * The classified records most like this one, and what they were given: it explains by example. An inverted index over
 * the heaviest features of each record; cosine of those alone.
 */
export function neighboursBackend(): Neighbours {
  const records: (KeptNeighbour | null)[] = [];
  const places = new Map<number, number>();
  const postings = new Map<number, number[]>();
  let sums = new Float32Array(1024);

  const put = (kept: KeptNeighbour): void => {
    remove(kept.id);
    const place = records.length;
    records.push(kept);
    places.set(kept.id, place);
    if (records.length > sums.length) sums = new Float32Array(records.length * 2);
    for (const term of kept.terms) {
      const list = postings.get(term >>> 8);
      const entry = place * 256 + (term & 255);
      if (list === undefined) postings.set(term >>> 8, [entry]);
      else list.push(entry);
    }
  };
  const remove = (id: number): boolean => {
    const place = places.get(id);
    if (place === undefined) return false;
    records[place] = null;
    places.delete(id);
    return true;
  };
  const nearest = ({ id, vector }: Reading, most: number): readonly Neighbour[] => {
    const terms = heaviest(vector);
    const met: number[] = [];
    for (const term of terms) {
      const list = postings.get(term >>> 8);
      if (list === undefined || list.length > COMMON) continue;
      const weight = term & 255;
      for (const entry of list) {
        const place = Math.floor(entry / 256);
        if (sums[place] === 0) met.push(place);
        sums[place] = (sums[place] ?? 0) + weight * (entry & 255);
      }
    }
    const found: { place: number; sum: number }[] = [];
    for (const place of met) {
      const sum = sums[place] ?? 0;
      sums[place] = 0;
      const record = records[place];
      if (record === null || record === undefined || record.id === id) continue;
      if (found.length === most && sum <= (found[most - 1]?.sum ?? 0)) continue;
      let at = found.length;
      while (at > 0 && (found[at - 1]?.sum ?? 0) < sum) at--;
      found.splice(at, 0, { place, sum });
      if (found.length > most) found.pop();
    }
    return found.flatMap(({ place, sum }) => {
      const record = records[place];
      return record === null || record === undefined ? [] : [{ id: record.id, labels: record.labels, similarity: Math.min(1, sum / (UNIT * UNIT)) }];
    });
  };
  return {
    name: 'neighbours',
    put,
    labelsOf: (id) => records[places.get(id) ?? -1]?.labels ?? [],
    kept: () => records.filter((record) => record !== null),
    learn({ id, vector }, labels) {
      put({ id, labels: [...labels], terms: heaviest(vector) });
    },
    forget: ({ id }) => {
      remove(id);
      return true;
    },
    nearest,
    suggest: (reading, top) => votes(nearest(reading, VOTERS)).slice(0, top),
  };
}

/** Shares of the votes of the nearest records, each voting with its likeness. */
export function votes(nearest: readonly Neighbour[]): readonly Candidate[] {
  const sums = new Map<string, number>();
  let all = 0;
  for (const { labels, similarity } of nearest) {
    const voice = similarity * similarity;
    all += voice;
    for (const label of labels) sums.set(label, (sums.get(label) ?? 0) + voice);
  }
  return [...sums].map(([label, sum]) => ({ label, score: all === 0 ? 0 : sum / all })).sort((a, b) => b.score - a.score);
}

/** Weights are bytes: the heaviest features of a text together have this length. */
const UNIT = 255;

function heaviest({ features, values }: Vector): Uint32Array {
  const order = Uint32Array.from(features, (_, at) => at);
  let picked = order;
  if (order.length > TERMS) {
    // Subtle: the least value that still belongs to the heaviest is found first; sorting two thousand indices by a comparison costs ten times as much.
    const least = Float32Array.from(values).sort()[values.length - TERMS] ?? 0;
    picked = order.filter((at) => (values[at] ?? 0) >= least).slice(0, TERMS);
  }
  let sum = 0;
  for (const at of picked) sum += (values[at] ?? 0) ** 2;
  const scale = sum === 0 ? 0 : UNIT / Math.sqrt(sum);
  return picked.map((at) => ((features[at] ?? 0) << 8) | Math.max(1, Math.min(255, Math.round((values[at] ?? 0) * scale))));
}
