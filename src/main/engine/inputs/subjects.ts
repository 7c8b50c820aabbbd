import * as v from 'valibot';
import { limit, flag, name, selection, nothing } from './parts.ts';

/** What each method of `subjects` takes. */
export const subjectsInputs = {
  'subjects.schemes': nothing,
  'subjects.tree': v.strictObject({ under: v.optional(name) }),
  'subjects.search': v.strictObject({ text: name, limit: limit(500) }),
  'subjects.assign': v.strictObject({ selection, notation: name, main: flag, dryRun: flag }),
  'subjects.unassign': v.strictObject({ selection, notation: name }),
  'subjects.check': nothing,
} as const satisfies Record<string, v.GenericSchema>;
