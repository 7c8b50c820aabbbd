import * as v from 'valibot';
import { FIELDS } from '../../../contract/fields.ts';
import { id, offset, limit, flag, query, name, path, field, selection, values } from './parts.ts';

const day = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999_999));
const status = v.picklist(['new', 'review', 'done', 'rejected']);
const facet = v.picklist([
  'year', 'month', 'page', 'pageName', 'genre', 'class', 'column', 'author', 'status', 'tag', 'source', 'set', 'problem', 'duplicate',
]);
export const sort = v.optional(v.array(v.strictObject({ field: v.picklist([...FIELDS.map((entry) => entry.field), 'id', 'status']), descending: flag })));

const some = v.pipe(v.array(field), v.minLength(1));
const text = v.pipe(v.string(), v.maxLength(10_000));
const action = v.variant('do', [
  v.strictObject({ do: v.literal('set'), values }),
  v.strictObject({ do: v.literal('clear'), fields: some }),
  v.strictObject({ do: v.literal('replace'), field, find: v.pipe(text, v.minLength(1)), replace: text, regex: flag }),
  v.strictObject({ do: v.literal('split'), field, at: v.pipe(text, v.minLength(1)), regex: flag, into: v.optional(field) }),
  v.strictObject({ do: v.literal('join'), fields: some, into: field, separator: text, keep: flag }),
  v.strictObject({ do: v.literal('trim'), fields: some }),
  v.strictObject({ do: v.literal('width'), fields: some, letters: flag, punctuation: flag }),
  v.strictObject({ do: v.literal('simplify'), fields: some }),
  v.strictObject({ do: v.literal('dates') }),
]);

/** What each method of `records` takes. */
export const recordsInputs = {
  'records.list': v.strictObject({ query, sort, offset, limit: limit(1_000_000) }),
  'records.count': v.strictObject({ query }),
  'records.facets': v.strictObject({ query, by: v.array(facet), find: v.optional(name), offset, limit: limit(1_000_000) }),
  'records.days': v.strictObject({ query, level: v.picklist(['year', 'month', 'day']), from: v.optional(day), to: v.optional(day) }),
  'records.issue': v.strictObject({ day, query }),
  'records.position': v.strictObject({ id, query, sort }),
  'records.get': v.strictObject({ id }),
  'records.source': v.strictObject({ id }),
  'records.picture': v.strictObject({ id, file: name }),
  'records.resolve': v.strictObject({ ref: path }),
  'records.change': v.strictObject({ selection, action, dryRun: flag }),
  'records.rehearse': v.strictObject({ selection, action }),
  'records.rehearsed': v.strictObject({ rehearsal: id, find: v.optional(name), offset, limit: limit(1000) }),
  'records.set': v.strictObject({ selection, values, dryRun: flag }),
  'records.replace': v.strictObject({ selection, field, find: v.pipe(v.string(), v.minLength(1)), replace: v.string(), regex: flag, dryRun: flag }),
  'records.tag': v.strictObject({ selection, add: v.optional(v.array(name)), remove: v.optional(v.array(name)) }),
  'records.status': v.strictObject({ selection, status }),
  'records.values': v.strictObject({ field: v.picklist([...FIELDS.map((entry) => entry.field), 'tag']), prefix: v.optional(name), limit: limit(1000) }),
} as const satisfies Record<string, v.GenericSchema>;
