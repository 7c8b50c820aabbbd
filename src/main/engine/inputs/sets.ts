import * as v from 'valibot';
import { id, flag, query, name, selection, nothing } from './parts.ts';

/** What each method of `sets` takes. */
export const setsInputs = {
  'sets.list': nothing,
  'sets.create': v.strictObject({ name, selection: v.optional(selection), live: flag, query }),
  'sets.add': v.strictObject({ set: id, selection }),
  'sets.remove': v.strictObject({ set: id, selection }),
  'sets.rename': v.strictObject({ set: id, name, note: v.optional(v.string()) }),
  'sets.delete': v.strictObject({ set: id }),
  'sets.freeze': v.strictObject({ set: id }),
  'sets.compare': v.strictObject({ first: id, second: id }),
} as const satisfies Record<string, v.GenericSchema>;
