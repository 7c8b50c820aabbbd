import * as v from 'valibot';
import { CONSTANTS, EXPORT_FORMATS, PACKAGES } from '../../../contract/exports.ts';
import { flag, id, name, nothing, path, selection } from './parts.ts';

const format = v.picklist(EXPORT_FORMATS);
const places = v.pipe(v.array(name), v.maxLength(50));
const map = v.record(name, places);
const constants = v.strictObject(Object.fromEntries(CONSTANTS.map((entry) => [entry.name, v.optional(v.pipe(v.string(), v.maxLength(2000)))])));
const choice = {
  selection, format, encoding: v.optional(name), profile: v.optional(id), constants: v.optional(constants), dialect: v.optional(v.picklist(['marc21', 'cnmarc'])),
  continuations: v.optional(v.picklist(['apart', 'joined'])),
};

/** What each method of `exports` takes. */
export const exportsInputs = {
  'exports.formats': nothing,
  'exports.losses': v.strictObject({ ...choice, lossFile: v.optional(path) }),
  'exports.preview': v.strictObject({ ...choice, records: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))) }),
  'exports.run': v.strictObject({ ...choice, out: path, overwrite: flag, package: v.optional(v.picklist(PACKAGES)), sources: flag, lossFile: v.optional(path) }),
  'exports.last': nothing,
  'exports.verify': v.strictObject({ path }),
  'exports.profiles': nothing,
  'exports.saveProfile': v.strictObject({ id: v.optional(id), name, format, map, constants }),
  'exports.deleteProfile': v.strictObject({ id }),
  'exports.writeProfile': v.strictObject({ id, file: path, overwrite: flag }),
  'exports.readProfile': v.strictObject({ file: path }),
} as const satisfies Record<string, v.GenericSchema>;
