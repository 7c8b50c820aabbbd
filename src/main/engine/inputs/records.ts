import * as v from 'valibot';
import { FIELDS } from '../../../contract/fields.ts';
import { id, offset, limit, flag, query, name, path, field, selection, values } from './parts.ts';

const status = v.picklist(['new', 'review', 'done', 'rejected']);
const facet = v.picklist([
  'year', 'month', 'page', 'pageName', 'genre', 'class', 'column', 'author', 'status', 'tag', 'source', 'set', 'problem', 'duplicate',
]);
const sort = v.optional(v.array(v.strictObject({ field: v.picklist([...FIELDS.map((entry) => entry.field), 'id', 'status']), descending: flag })));

/** What each method of `records` takes. */
export const recordsInputs = {
  'records.list': v.strictObject({ query, sort, offset, limit: limit(1_000_000) }),
  'records.count': v.strictObject({ query }),
  'records.facets': v.strictObject({ query, by: v.array(facet), find: v.optional(name), offset, limit: limit(1_000_000) }),
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
