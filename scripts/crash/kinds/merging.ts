import type { Engine } from '../../../src/main/engine/engine.ts';
import { call } from '../kinds.ts';
import type { Kind } from '../kinds.ts';
import { importDelivery } from './prepared.ts';

const openGroups = async ({ handlers }: Engine): Promise<readonly (readonly number[])[]> =>
  (await handlers.duplicates.list({ kind: 'exact', state: 'open', limit: 10_000 }, call)).groups.map((group) => group.records);

/** Groups are merged one by one: each merge is whole, and the rest can be merged afterwards. */
export const merging: Kind = {
  name: 'merge',
  same: true,
  prepare: (place) => importDelivery(place, ({ handlers }) => Promise.resolve(handlers.duplicates.find({}, call))),
  async work(engine, _place, done) {
    for (const ids of await openGroups(engine)) {
      await engine.handlers.duplicates.merge({ ids }, call);
      done();
    }
  },
  async after(engine, _place, steps) {
    const { operations } = await engine.handlers.history.list({ limit: 10_000 }, call);
    const merges = operations.filter(({ kind }) => kind === 'duplicates.merge').length;
    const lost = merges < steps ? [`${steps} merges were committed, the history has ${merges}`] : [];
    for (const ids of await openGroups(engine)) await engine.handlers.duplicates.merge({ ids }, call);
    return lost;
  },
};
