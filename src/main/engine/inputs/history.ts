import * as v from 'valibot';
import { FIELDS } from '../../../contract/fields.ts';
import { id, offset, limit, flag, name, nothing } from './parts.ts';

const moment = v.optional(v.number());
const field = v.picklist([
  ...FIELDS.map((entry) => entry.field), 'status', 'tag', 'set', 'hidden', 'mergedInto', 'duplicate', 'authority', 'recipe', 'search', 'other',
]);

/** What each method of `history` takes. */
export const historyInputs = {
  'history.list': v.strictObject({
    record: v.optional(id), field: v.optional(field), kind: v.optional(name), actor: v.optional(name), from: moment, to: moment, text: v.optional(name),
    offset, limit: limit(10_000),
  }),
  'history.summary': nothing,
  'history.changes': v.strictObject({ operation: id, find: v.optional(name), offset, limit: limit(10_000) }),
  'history.next': nothing,
  'history.undo': v.strictObject({ operation: v.optional(id), record: v.optional(id), force: flag }),
  'history.redo': v.strictObject({ operation: v.optional(id), force: flag }),
} as const satisfies Record<string, v.GenericSchema>;
