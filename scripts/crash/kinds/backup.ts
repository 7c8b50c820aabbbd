import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withLibrary } from '../engine.ts';
import { call, removeLibrary } from '../kinds.ts';
import type { Kind } from '../kinds.ts';
import { importDelivery } from './prepared.ts';

const STEPS = 3;
const nameOf = (folder: string, step: number): string => join(folder, `backup-${step}.jianbao`);

/** A backup that has its name is whole and sound; one that was being written has none. */
export const backup: Kind = {
  name: 'backup',
  same: true,
  prepare: (place) => importDelivery(place),
  async work({ handlers }, place, done) {
    for (let step = 0; step < STEPS; step++) {
      await handlers.library.backup({ file: nameOf(place.folder, step) }, call);
      done();
    }
  },
  async after({ handlers }, place, steps) {
    const lost: string[] = [];
    const { records } = await handlers.library.info({}, call);
    for (let step = 0; step < STEPS; step++) {
      const file = nameOf(place.folder, step);
      if (!existsSync(file)) {
        if (step < steps) lost.push(`backup ${step} was made and is gone`);
        continue;
      }
      const sound = await withLibrary(file, async (copy) =>
        (await copy.handlers.library.check({}, call)).ok && (await copy.handlers.library.info({}, call)).records === records);
      if (!sound) lost.push(`backup ${step} has its name and is not whole`);
      removeLibrary(file);
    }
    for (const name of readdirSync(place.folder)) if (name.startsWith('backup-')) rmSync(join(place.folder, name));
    return lost;
  },
};
