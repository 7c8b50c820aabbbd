import * as v from 'valibot';
import { flag, name, path, selection } from './parts.ts';

/** What each method of `exports` takes. */
export const exportsInputs = {
  'exports.run': v.strictObject({ selection, format: v.picklist(['tagged', 'csv', 'jsonl']), out: path, encoding: v.optional(name), overwrite: flag, continuations: v.optional(v.picklist(['apart', 'joined'])) }),
} as const satisfies Record<string, v.GenericSchema>;
