import * as v from 'valibot';
import { flag, id, name, nothing, path, selection } from './parts.ts';

const note = v.optional(v.pipe(v.string(), v.maxLength(10_000)));

/** What each method of `recipes` takes. */
export const recipesInputs = {
  'recipes.list': nothing,
  'recipes.save': v.strictObject({ name, note, operations: v.array(id) }),
  'recipes.edit': v.strictObject({ id, name: v.optional(name), note, steps: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0)))) }),
  'recipes.delete': v.strictObject({ id }),
  'recipes.run': v.strictObject({ id, selection, dryRun: flag }),
  'recipes.export': v.strictObject({ id, file: path, overwrite: flag }),
  'recipes.import': v.strictObject({ file: path }),
} as const satisfies Record<string, v.GenericSchema>;
