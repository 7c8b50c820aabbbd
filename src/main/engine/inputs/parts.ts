import * as v from 'valibot';
import { FIELDS } from '../../../contract/fields.ts';

// What the inputs of several nouns are made of.

export const id = v.pipe(v.number(), v.integer(), v.minValue(1));
export const ids = v.pipe(v.array(id), v.maxLength(5_000_000));
export const offset = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)));
export const limit = (most: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most)));
export const flag = v.optional(v.boolean());
export const query = v.optional(v.pipe(v.string(), v.maxLength(10_000)));
export const name = v.pipe(v.string(), v.maxLength(500));
export const path = v.pipe(v.string(), v.minLength(1, 'path'), v.maxLength(32_768));
export const field = v.picklist(FIELDS.map((entry) => entry.field));
export const selection = v.union([
  v.strictObject({ query: v.pipe(v.string(), v.maxLength(10_000)) }), v.strictObject({ ids }), v.strictObject({ set: id }),
]);
export const values = v.record(field, v.nullable(v.pipe(v.string(), v.maxLength(50_000_000))));
export const nothing = v.object({});
