import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { call } from '../kinds.ts';
import type { Kind } from '../kinds.ts';

const OLD = resolve(import.meta.dirname, '..', '..', '..', 'fixtures', 'libraries');

/** A library of the first landed schema is brought to the newest one: it is the old one or the new one, nothing between. */
export const migration: Kind = {
  name: 'migration',
  same: true,
  prepare(place) {
    const [first = ''] = readdirSync(OLD).filter((name) => name.endsWith('.gz')).sort();
    writeFileSync(place.library, gunzipSync(readFileSync(join(OLD, first))));
    return Promise.resolve();
  },
  // Opening is the work.
  work: () => Promise.resolve(),
  async after({ handlers }) {
    const { records, operations } = await handlers.library.info({}, call);
    return records > 50 && operations > 10 ? [] : [`${records} records and ${operations} steps are left`];
  },
};
