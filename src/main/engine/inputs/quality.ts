import * as v from 'valibot';
import { offset, limit, query, name, nothing } from './parts.ts';

/** What each method of `quality` takes. */
export const qualityInputs = {
  'quality.check': v.strictObject({ query }),
  'quality.rules': nothing,
  'quality.list': v.strictObject({ rule: v.optional(name), offset, limit: limit(10_000) }),
} as const satisfies Record<string, v.GenericSchema>;
