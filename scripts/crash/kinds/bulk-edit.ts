import { call } from '../kinds.ts';
import type { Kind } from '../kinds.ts';
import { importDelivery } from './prepared.ts';

const STEPS = 40;
const valueOf = (step: number): string => `栏目 ${step}`;

/** All records get another column, forty times over: each step is there as a whole or not at all. */
export const bulkEdit: Kind = {
  name: 'bulk edit',
  same: true,
  prepare: importDelivery,
  async work({ handlers }, _place, done) {
    for (let step = 1; step <= STEPS; step++) {
      await handlers.records.set({ selection: { query: '' }, values: { column: valueOf(step) } }, call);
      done();
    }
  },
  async after({ handlers }, _place, steps) {
    const { total, operations } = await handlers.history.list({ limit: 1000 }, call);
    const made = operations.filter((operation) => operation.kind === 'records.set').length;
    const lost: string[] = [];
    if (made < steps) lost.push(`${steps} steps were committed, the history has ${made}`);
    if (total !== made + 1) lost.push(`the history has ${total} steps, ${made + 1} were made`);
    const { count: all } = await handlers.records.count({}, call);
    if (made > 0) {
      const { count } = await handlers.records.count({ query: `column:"${valueOf(made)}"` }, call);
      if (count !== all) lost.push(`${count} of ${all} records have the value of step ${made}`);
    }
    for (let step = made + 1; step <= STEPS; step++) {
      await handlers.records.set({ selection: { query: '' }, values: { column: valueOf(step) } }, call);
    }
    return lost;
  },
};
