import { call } from '../kinds.ts';
import type { Kind } from '../kinds.ts';
import { importDelivery } from './prepared.ts';

const STEPS = 25;

/** Bulk steps are taken back one after another, and redone: none half way. */
export const undoing: Kind = {
  name: 'undo and redo',
  same: true,
  prepare: (place) => importDelivery(place, async ({ handlers }) => {
    for (let step = 1; step <= STEPS; step++) {
      await handlers.records.set({ selection: { query: '' }, values: { genre: `体裁 ${step}` } }, call);
    }
  }),
  async work({ handlers }, _place, done) {
    for (let step = 0; step < STEPS; step++) { await handlers.history.undo({}, call); done(); }
    for (let step = 0; step < STEPS; step++) { await handlers.history.redo({}, call); done(); }
  },
  async after({ handlers }, _place, steps) {
    const { operations } = await handlers.history.list({ limit: 1000 }, call);
    const undone = operations.filter(({ kind }) => kind === 'history.undo').length;
    const redone = operations.filter(({ kind }) => kind === 'history.redo').length;
    const lost: string[] = [];
    if (undone + redone < steps) lost.push(`${steps} steps were committed, the history has ${undone + redone}`);
    const standing = STEPS - undone + redone;
    const { count: all } = await handlers.records.count({}, call);
    if (standing > 0) {
      const { count } = await handlers.records.count({ query: `genre:"体裁 ${standing}"` }, call);
      if (count !== all) lost.push(`${count} of ${all} records have the value of step ${standing}`);
    }
    for (let step = standing; step < STEPS; step++) await handlers.history.redo({}, call);
    return lost;
  },
};
