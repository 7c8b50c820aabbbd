import * as v from 'valibot';
import { IMPORT_FORMATS } from '../../../contract/imports.ts';
import { DATE_ORDERS } from '../../../contract/mapping.ts';
import { id, offset, limit, flag, name, path, nothing } from './parts.ts';

const fileState = v.picklist(['imported', 'alreadyHere', 'repaired', 'needsReview', 'refused']);

const code = v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.regex(/^(?:#tag|[^#/\s〖〗]+)$/u));
const column = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const mapping = {
  columns: v.pipe(v.array(v.strictObject({ column, to: v.nullable(code), dates: v.optional(v.picklist(DATE_ORDERS)) })), v.maxLength(2000)),
  constants: v.pipe(v.array(v.strictObject({ to: code, value: v.pipe(v.string(), v.maxLength(10_000)) })), v.maxLength(200)),
};
const header = v.pipe(v.array(column), v.minLength(1), v.maxLength(2000));
const tables = v.optional(v.pipe(v.array(v.strictObject({ ...mapping, header })), v.maxLength(100)));
const paths = v.pipe(v.array(path), v.minLength(1));
const encodings = v.optional(v.pipe(v.array(v.strictObject({ folder: path, encoding: name })), v.maxLength(1000)));

const filter = { operation: v.optional(id), state: v.optional(fileState), find: v.optional(name), reason: v.optional(v.pipe(v.string(), v.maxLength(10_000))) };

/** What each method of `imports` takes. */
export const importsInputs = {
  'imports.run': v.strictObject({
    paths, encodings, tables, mapping: v.optional(v.union([name, v.strictObject(mapping)])), format: v.optional(v.picklist(IMPORT_FORMATS)), encoding: v.optional(name),
    classFrom: v.optional(v.literal('folder')), dryRun: flag, resume: flag,
  }),
  'imports.look': v.strictObject({ paths, encodings }),
  'imports.preview': v.strictObject({ path, encoding: name }),
  'imports.columns': v.strictObject({ path, encoding: v.optional(name), mapping: v.optional(v.strictObject(mapping)) }),
  'imports.mappings': nothing,
  'imports.saveMapping': v.strictObject({
    ...mapping, name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)), header,
  }),
  'imports.removeMapping': v.strictObject({ id }),
  'imports.versions': v.strictObject({ operation: id, offset, limit: limit(10_000) }),
  'imports.list': nothing,
  'imports.ledger': v.strictObject({ ...filter, offset, limit: limit(10_000) }),
  'imports.reasons': v.strictObject({ operation: v.optional(id), state: v.optional(fileState) }),
  'imports.writeLedger': v.strictObject({ ...filter, path, language: v.picklist(['zh', 'en']), overwrite: flag }),
  'imports.retry': v.strictObject({
    operation: id, format: v.optional(v.picklist(IMPORT_FORMATS)), encoding: v.optional(name), encodings, tables, classFrom: v.optional(v.literal('folder')),
    mapping: v.optional(v.union([name, v.strictObject(mapping)])),
  }),
  'imports.reread': v.strictObject({ operation: id, folder: v.optional(path), encoding: name, dryRun: flag }),
  'imports.undo': v.strictObject({ operation: id, force: flag }),
} as const satisfies Record<string, v.GenericSchema>;
