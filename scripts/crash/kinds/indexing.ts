import { withLibrary } from '../engine.ts';
import { call, removeLibrary } from '../kinds.ts';
import type { Kind } from '../kinds.ts';

/** The search index is made in the background: what it has not reached is found all the same, and it goes on by itself. */
export const indexing: Kind = {
  name: 'index',
  same: true,
  async prepare(place) {
    removeLibrary(place.library);
    await withLibrary(place.library, ({ handlers }) => handlers.imports.run({ paths: [place.delivery] }, call), 'create');
  },
  work: (engine) => engine.index(call),
  async after(engine) {
    await engine.index(call);
    const { pending } = await engine.handlers.library.info({}, call);
    return pending === 0 ? [] : [`${pending} records still wait for the index`];
  },
};
