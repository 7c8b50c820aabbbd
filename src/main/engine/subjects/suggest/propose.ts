import type { SuggestedBy } from '../../../../contract/suggestions.ts';
import type { FieldHead } from './heads.ts';
import type { Prediction } from './head.ts';
import type { Words } from './keywords.ts';
import type { Reading } from './backend.ts';
import type { SubjectRecord } from './labelled.ts';
import type { SchemeSight } from './scheme-sight.ts';

/** A number no scheme knows is suggested only when so many records carry it: one record's slip is nobody's class. */
const USED = 3;

export interface Offered {
  readonly label: string;
  readonly sure: number;
  readonly by: readonly SuggestedBy[];
}

/** What may be offered for a record, best first, with what it was worked out from. */
export interface Offer {
  readonly offered: readonly Offered[];
  readonly prediction: Prediction;
  readonly reading: Reading;
}

/**
 * Suggestions for one record as they may be shown: nothing that is neither in the scheme nor in use, nothing a person rejected
 * for it. The record itself never counts among its neighbours.
 */
export function offer({ field, head, records }: FieldHead, record: SubjectRecord, top: number, scheme: SchemeSight, words: Words | null): Offer {
  const reading = head.read(record.id, record.grams, record.text);
  const rejected = records.rejected(record.id);
  const prediction = head.suggest(reading, top + rejected.length + 3);
  const { counts, index } = head.learned.learner;
  const may = (label: string): boolean => {
    if (rejected.includes(label)) return false;
    if (field.name !== 'class' || scheme.standing(label).kind !== 'unknown') return true;
    return (counts[index.get(label) ?? -1] ?? 0) >= USED;
  };
  const offered: Offered[] = prediction.ranked.filter(({ label }) => may(label));
  if (words === null) return { offered: offered.slice(0, top), prediction, reading };
  const merged = new Map(offered.map((one) => [one.label, one]));
  const taken = words.suggest(record.text, top * 2).filter(({ label }) => may(label) && !record.current.includes(label));
  const most = taken[0]?.score ?? 1;
  for (const { label, score } of taken) {
    const now = merged.get(label);
    // Subtle: half and half. What is learned knows what is asked for here; the text knows what this record is about.
    merged.set(label, { label, sure: (now?.sure ?? 0) + (0.5 * score) / most, by: [...(now?.by ?? []), 'text'] });
  }
  return { offered: [...merged.values()].filter(({ label }) => !record.current.includes(label)).sort((a, b) => b.sure - a.sure).slice(0, top), prediction, reading };
}
