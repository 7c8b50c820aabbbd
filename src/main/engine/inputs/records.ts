import * as v from 'valibot';
import { FIELDS } from '../../../contract/fields.ts';
import { id, offset, limit, flag, query, name, path, field, selection, values } from './parts.ts';

const day = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999_999));
const status = v.picklist(['new', 'review', 'done', 'rejected']);
const facet = v.picklist([
  'year', 'month', 'page', 'pageName', 'genre', 'class', 'column', 'author', 'status', 'tag', 'source', 'set', 'problem', 'duplicate',
]);
export const sort = v.optional(v.array(v.strictObject({ field: v.picklist([...FIELDS.map((entry) => entry.field), 'id', 'status']), descending: flag })));

/** What each method of `records` takes. */
export const recordsInputs = {
  'records.list': v.strictObject({ query, sort, offset, limit: limit(1_000_000) }),
  'records.count': v.strictObject({ query }),
  'records.facets': v.strictObject({ query, by: v.array(facet) }),
  'records.days': v.strictObject({ query, level: v.picklist(['year', 'month', 'day']), from: v.optional(day), to: v.optional(day) }),
  'records.issue': v.strictObject({ day, query }),
  'records.position': v.strictObject({ id, query, sort }),
  'records.get': v.strictObject({ id }),
  'records.source': v.strictObject({ id }),
  'records.picture': v.strictObject({ id, file: name }),
  'records.resolve': v.strictObject({ ref: path }),
  'records.set': v.strictObject({ selection, values, dryRun: flag }),
  'records.replace': v.strictObject({ selection, field, find: v.pipe(v.string(), v.minLength(1)), replace: v.string(), regex: flag, dryRun: flag }),
  'records.tag': v.strictObject({ selection, add: v.optional(v.array(name)), remove: v.optional(v.array(name)) }),
  'records.status': v.strictObject({ selection, status }),
  'records.values': v.strictObject({ field: v.picklist([...FIELDS.map((entry) => entry.field), 'tag']), prefix: v.optional(name), limit: limit(1000) }),
} as const satisfies Record<string, v.GenericSchema>;
