import type { Engine } from '../../../src/main/engine/engine.ts';
import { withLibrary } from '../engine.ts';
import { call, removeLibrary } from '../kinds.ts';
import type { Place } from '../kinds.ts';

/** A library with the delivery in it and the index made; `more` goes on from there. */
export async function importDelivery(place: Place, more?: (engine: Engine) => Promise<unknown>): Promise<void> {
  removeLibrary(place.library);
  await withLibrary(place.library, async (engine) => {
    await engine.handlers.imports.run({ paths: [place.delivery] }, call);
    await engine.index(call);
    await more?.(engine);
  }, 'create');
}
