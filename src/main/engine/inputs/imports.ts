import * as v from 'valibot';
import { IMPORT_FORMATS } from '../../../contract/imports.ts';
import { id, offset, limit, flag, name, path, nothing } from './parts.ts';

const fileState = v.picklist(['imported', 'alreadyHere', 'repaired', 'needsReview', 'refused']);

/** What each method of `imports` takes. */
export const importsInputs = {
  'imports.run': v.strictObject({
    paths: v.pipe(v.array(path), v.minLength(1)), format: v.optional(v.picklist(IMPORT_FORMATS)), encoding: v.optional(name),
    classFrom: v.optional(v.literal('folder')), dryRun: flag, resume: flag,
  }),
  'imports.list': nothing,
  'imports.ledger': v.strictObject({ operation: v.optional(id), state: v.optional(fileState), find: v.optional(name), offset, limit: limit(10_000) }),
  'imports.undo': v.strictObject({ operation: id, force: flag }),
} as const satisfies Record<string, v.GenericSchema>;
