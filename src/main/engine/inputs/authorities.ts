import * as v from 'valibot';
import { AUTHORITY_FIELDS, CLUSTER_METHODS } from '../../../contract/authorities.ts';
import { flag, id, limit, name, offset, selection } from './parts.ts';

const field = v.picklist(AUTHORITY_FIELDS);
const methods = v.optional(v.array(v.picklist(CLUSTER_METHODS)));
const word = v.pipe(v.string(), v.maxLength(2000));
const find = v.optional(name);

/** What each method of `authorities` takes. */
export const authoritiesInputs = {
  'authorities.values': v.strictObject({ field, find, offset, limit: limit(10_000) }),
  'authorities.clusters': v.strictObject({ field, methods, find, offset, limit: limit(10_000) }),
  'authorities.merge': v.strictObject({
    field, merges: v.pipe(v.array(v.strictObject({ into: word, values: v.array(word) })), v.minLength(1)), selection: v.optional(selection), dryRun: flag,
  }),
  'authorities.mergeAll': v.strictObject({ field, methods, find, dryRun: flag }),
  'authorities.keepApart': v.strictObject({ field, value: word, others: v.array(word) }),
  'authorities.list': v.strictObject({ field, find, offset, limit: limit(10_000) }),
  'authorities.put': v.strictObject({ field, preferred: word, variants: v.optional(v.array(word)) }),
  'authorities.adopt': v.strictObject({ field, least: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  'authorities.remove': v.strictObject({ id }),
  'authorities.complete': v.strictObject({ field, prefix: name, limit: limit(1000) }),
  'authorities.query': v.strictObject({ field, values: v.array(word) }),
} as const satisfies Record<string, v.GenericSchema>;
