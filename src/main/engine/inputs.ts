import * as v from 'valibot';
import { FIELDS } from '../../contract/fields.ts';
import { Fault } from '../../contract/fault.ts';
import { IMPORT_FORMATS } from '../../contract/imports.ts';

// What each method takes, checked where it arrives: the window is not trusted, and a script can be wrong.

const id = v.pipe(v.number(), v.integer(), v.minValue(1));
const ids = v.pipe(v.array(id), v.maxLength(5_000_000));
const offset = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)));
const limit = (most: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most)));
const flag = v.optional(v.boolean());
const query = v.optional(v.pipe(v.string(), v.maxLength(10_000)));
const name = v.pipe(v.string(), v.maxLength(500));
const path = v.pipe(v.string(), v.minLength(1, 'path'), v.maxLength(32_768));
const field = v.picklist(FIELDS.map((entry) => entry.field));
const selection = v.union([
  v.strictObject({ query: v.pipe(v.string(), v.maxLength(10_000)) }), v.strictObject({ ids }), v.strictObject({ set: id }),
]);
const sort = v.optional(v.array(v.strictObject({ field: v.picklist([...FIELDS.map((entry) => entry.field), 'id', 'status']), descending: flag })));
const kind = v.picklist(['exact', 'near', 'reprint', 'continuation', 'contained', 'headline', 'version']);
const status = v.picklist(['new', 'review', 'done', 'rejected']);
const fileState = v.picklist(['imported', 'alreadyHere', 'repaired', 'needsReview', 'refused']);
const facet = v.picklist([
  'year', 'month', 'page', 'pageName', 'genre', 'class', 'column', 'author', 'status', 'tag', 'source', 'set', 'problem', 'duplicate',
]);
const values = v.record(field, v.nullable(v.pipe(v.string(), v.maxLength(50_000_000))));
const nothing = v.object({});

const INPUTS = {
  'library.info': nothing,
  'library.check': nothing,
  'library.backup': v.strictObject({ file: path }),
  'library.compact': nothing,
  'library.schema': nothing,
  'imports.run': v.strictObject({
    paths: v.pipe(v.array(path), v.minLength(1)), format: v.optional(v.picklist(IMPORT_FORMATS)), encoding: v.optional(name),
    classFrom: v.optional(v.literal('folder')), dryRun: flag, resume: flag,
  }),
  'imports.list': nothing,
  'imports.ledger': v.strictObject({ operation: v.optional(id), state: v.optional(fileState), find: v.optional(name), offset, limit: limit(10_000) }),
  'imports.undo': v.strictObject({ operation: id, force: flag }),
  'records.list': v.strictObject({ query, sort, offset, limit: limit(1_000_000) }),
  'records.count': v.strictObject({ query }),
  'records.facets': v.strictObject({ query, by: v.array(facet) }),
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
  'subjects.schemes': nothing,
  'subjects.tree': v.strictObject({ under: v.optional(name) }),
  'subjects.search': v.strictObject({ text: name, limit: limit(500) }),
  'subjects.assign': v.strictObject({ selection, notation: name, main: flag, dryRun: flag }),
  'subjects.unassign': v.strictObject({ selection, notation: name }),
  'subjects.check': nothing,
  'duplicates.find': v.strictObject({ query }),
  'duplicates.counts': nothing,
  'duplicates.list': v.strictObject({ kind: v.optional(kind), state: v.optional(v.picklist(['open', 'merged', 'distinct', 'linked'])), offset, limit: limit(100_000) }),
  'duplicates.get': v.strictObject({ group: id }),
  'duplicates.pairs': v.strictObject({ minScore: v.optional(v.number()), offset, limit: limit(100_000) }),
  'duplicates.merge': v.strictObject({ ids, survivor: v.optional(id), values: v.optional(values) }),
  'duplicates.distinct': v.strictObject({ ids }),
  'duplicates.link': v.strictObject({ ids }),
  'duplicates.unmerge': v.strictObject({ id, force: flag }),
  'quality.check': v.strictObject({ query }),
  'quality.rules': nothing,
  'quality.list': v.strictObject({ rule: v.optional(name), offset, limit: limit(10_000) }),
  'sets.list': nothing,
  'sets.create': v.strictObject({ name, selection: v.optional(selection), live: flag, query }),
  'sets.add': v.strictObject({ set: id, selection }),
  'sets.remove': v.strictObject({ set: id, selection }),
  'sets.rename': v.strictObject({ set: id, name, note: v.optional(v.string()) }),
  'sets.delete': v.strictObject({ set: id }),
  'sets.freeze': v.strictObject({ set: id }),
  'sets.compare': v.strictObject({ first: id, second: id }),
  'exports.run': v.strictObject({ selection, format: v.picklist(['tagged', 'csv', 'jsonl']), out: path, encoding: v.optional(name), overwrite: flag }),
  'history.list': v.strictObject({ record: v.optional(id), offset, limit: limit(10_000) }),
  'history.next': nothing,
  'history.undo': v.strictObject({ operation: v.optional(id), record: v.optional(id), force: flag }),
  'history.redo': v.strictObject({ operation: v.optional(id), force: flag }),
  'tasks.list': nothing,
  'tasks.cancel': v.strictObject({ id }),
  'tasks.pause': v.strictObject({ id }),
  'tasks.resume': v.strictObject({ id }),
} as const satisfies Record<string, v.GenericSchema>;

/** The input as the method may trust it. Fault `bad-input` with the place and what was wrong there. */
export function checkInput(method: string, input: unknown): unknown {
  const schema: v.GenericSchema | undefined = Object.hasOwn(INPUTS, method) ? INPUTS[method as keyof typeof INPUTS] : undefined;
  if (schema === undefined) throw new Fault('bad-input', { zh: `没有名为“${method}”的方法。`, en: `There is no method "${method}".` });
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = issue.path?.map((part: { readonly key?: unknown }) => String(part.key)).join('.') ?? '';
  if (issue.message === 'path') {
    throw new Fault('bad-input', {
      zh: '收到的路径是空的。若是拖放进来的，请改用“导入”按钮选择文件夹。',
      en: 'The path is empty. If it was dropped, choose the folder with the Import button instead.',
    });
  }
  throw new Fault('bad-input', { zh: `${method} 的参数“${at}”不合规定：${issue.message}`, en: `${method}: "${at}" is not well formed: ${issue.message}` });
}
