import * as v from 'valibot';
import { id, limit, flag, name, query, selection, nothing } from './parts.ts';

const suggested = v.optional(v.picklist(['class', 'genre', 'column', 'pageName', 'keywords']));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const seed = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)));
const value = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
const choice = v.strictObject({ id, value, confidence: v.optional(v.nullable(share)) });

/** What each method of `subjects` takes. */
export const subjectsInputs = {
  'subjects.schemes': nothing,
  'subjects.tree': v.strictObject({ under: v.optional(name) }),
  'subjects.search': v.strictObject({ text: name, limit: limit(500) }),
  'subjects.assign': v.strictObject({ selection, notation: name, main: flag, dryRun: flag }),
  'subjects.unassign': v.strictObject({ selection, notation: name }),
  'subjects.check': nothing,
  'subjects.learned': v.strictObject({ for: suggested }),
  'subjects.suggest': v.strictObject({
    record: v.optional(id), query, for: suggested, top: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))), limit: limit(1000),
  }),
  'subjects.propose': v.strictObject({ selection, for: suggested }),
  'subjects.accept': v.strictObject({ for: suggested, choices: v.pipe(v.array(choice), v.maxLength(100_000)), automatic: flag, dryRun: flag }),
  'subjects.reject': v.strictObject({ id, value, for: suggested }),
  'subjects.assignSuggested': v.strictObject({ selection, for: suggested, minConfidence: v.optional(share), dryRun: flag }),
  'subjects.train': v.strictObject({ for: suggested, seed }),
  'subjects.evaluate': v.strictObject({
    for: suggested, holdout: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1))), seed, split: v.optional(v.picklist(['random', 'time'])), query,
  }),
} as const satisfies Record<string, v.GenericSchema>;
