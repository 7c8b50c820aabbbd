import * as v from 'valibot';
import { id, offset, limit, flag, nothing } from './parts.ts';

/** What each method of `history` takes. */
export const historyInputs = {
  'history.list': v.strictObject({ record: v.optional(id), offset, limit: limit(10_000) }),
  'history.next': nothing,
  'history.undo': v.strictObject({ operation: v.optional(id), record: v.optional(id), force: flag }),
  'history.redo': v.strictObject({ operation: v.optional(id), force: flag }),
} as const satisfies Record<string, v.GenericSchema>;
