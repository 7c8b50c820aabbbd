import * as v from 'valibot';
import { flag, limit, name, nothing, offset, path, query } from './parts.ts';

const year = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9999)));
const profile = v.optional(name);

/** What each method of `quality` takes. */
export const qualityInputs = {
  'quality.check': v.strictObject({ query, profile }),
  'quality.rules': nothing,
  'quality.list': v.strictObject({ rule: v.optional(name), offset, limit: limit(10_000) }),
  'quality.fix': v.strictObject({ rule: name, query, profile, dryRun: flag }),
  'quality.profiles': nothing,
  // Looked at by its own schema, which says what is possible where.
  'quality.saveProfile': v.strictObject({ profile: v.unknown() }),
  'quality.deleteProfile': v.strictObject({ name }),
  'quality.completeness': v.strictObject({ year, profile }),
  'quality.writeMissing': v.strictObject({ year, profile, file: path }),
} as const satisfies Record<string, v.GenericSchema>;
