import * as v from 'valibot';
import { id, ids, offset, limit, flag, query, values, nothing } from './parts.ts';

const kind = v.picklist(['exact', 'near', 'reprint', 'continuation', 'contained', 'headline', 'version']);

const settings = v.strictObject({
  sensitivity: v.optional(v.picklist(['strict', 'balanced', 'thorough'])), kinds: v.optional(v.array(kind)),
  review: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0.1), v.maxValue(0.99)))),
  automatic: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0.5), v.maxValue(1)))),
});

/** What each method of `duplicates` takes. */
export const duplicatesInputs = {
  'duplicates.find': v.strictObject({ query, again: flag, settings: v.optional(settings) }),
  'duplicates.settings': nothing,
  'duplicates.refine': v.strictObject({ reset: flag }),
  'duplicates.counts': nothing,
  'duplicates.list': v.strictObject({ kind: v.optional(kind), state: v.optional(v.picklist(['open', 'merged', 'distinct', 'linked'])), offset, limit: limit(100_000) }),
  'duplicates.get': v.strictObject({ group: id }),
  'duplicates.pairs': v.strictObject({ minScore: v.optional(v.number()), offset, limit: limit(100_000) }),
  'duplicates.merge': v.strictObject({ ids, survivor: v.optional(id), values: v.optional(values) }),
  'duplicates.distinct': v.strictObject({ ids }),
  'duplicates.link': v.strictObject({ ids }),
  'duplicates.unmerge': v.strictObject({ id, force: flag }),
} as const satisfies Record<string, v.GenericSchema>;
