import { call } from '../kinds.ts';
import type { Kind } from '../kinds.ts';
import { importDelivery } from './prepared.ts';

/** The search for duplicates is derived: asked again, it finds what it finds in peace. */
export const findDuplicates: Kind = {
  name: 'find duplicates',
  same: true,
  prepare: (place) => importDelivery(place),
  async work({ handlers }) {
    await handlers.duplicates.find({}, call);
  },
  async after({ handlers }) {
    await handlers.duplicates.find({}, call);
    return [];
  },
};
