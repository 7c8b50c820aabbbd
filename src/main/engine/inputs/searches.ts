import * as v from 'valibot';
import { flag, id, name, nothing } from './parts.ts';
import { sort } from './records.ts';

/** What each method of `searches` takes. */
export const searchesInputs = {
  'searches.list': nothing,
  'searches.save': v.strictObject({ name, query: v.pipe(v.string(), v.maxLength(10_000)), sort, replace: flag }),
  'searches.rename': v.strictObject({ id, name }),
  'searches.delete': v.strictObject({ id }),
} as const satisfies Record<string, v.GenericSchema>;
