import * as v from 'valibot';
import { flag, path, nothing } from './parts.ts';

/** What each method of `library` takes. */
export const libraryInputs = {
  'library.info': nothing,
  'library.check': v.strictObject({ deep: flag }),
  'library.repair': nothing,
  'library.backups': nothing,
  'library.backup': v.strictObject({ file: path }),
  'library.compact': nothing,
  'library.schema': nothing,
} as const satisfies Record<string, v.GenericSchema>;
