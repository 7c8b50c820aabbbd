import * as v from 'valibot';
import { id, nothing } from './parts.ts';

/** What each method of `tasks` takes. */
export const tasksInputs = {
  'tasks.list': nothing,
  'tasks.cancel': v.strictObject({ id }),
  'tasks.pause': v.strictObject({ id }),
  'tasks.resume': v.strictObject({ id }),
} as const satisfies Record<string, v.GenericSchema>;
