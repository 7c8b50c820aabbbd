import type { EngineApi } from '../../../contract/engine.ts';
import type { QualityRule } from '../../../contract/quality.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { Job } from '../job.ts';
import type { Store } from '../store/open.ts';
import { checkRecords } from './check.ts';
import { NEIGHBOUR_RULES, RULES } from './rules.ts';
import type { Surroundings } from './rules.ts';

export interface QualityDeps {
  readonly store: Store;
  readonly select: (selection: { readonly query: string }) => Uint32Array;
  readonly around: Surroundings;
  /** Breaches changed. */
  readonly changed: () => void;
}

export interface Quality extends Omit<Handlers<EngineApi>['quality'], 'check'> {
  check(input: { readonly query?: string }, job: Job): Promise<ReturnType<EngineApi['quality']['check']>>;
}

export function createQuality({ store, select, around, changed }: QualityDeps): Quality {
  const { sqlite } = store;
  const rules = (): readonly QualityRule[] => {
    const rows = sqlite.prepare<[], { rule: string; records: number }>(
      'SELECT b.rule, count(*) AS records FROM breach b JOIN record r ON r.id = b.record_id WHERE r.hidden = 0 GROUP BY b.rule').all();
    const count = new Map(rows.map(({ rule, records }) => [rule, records]));
    return [...RULES, ...NEIGHBOUR_RULES].map(({ rule, caption }) => ({ rule, caption, records: count.get(rule) ?? 0 }));
  };
  return {
    async check({ query = '' }, job) {
      const ids = select({ query });
      const breaches = await checkRecords(store, ids, around, job);
      changed();
      return { records: ids.length, breaches, rules: rules() };
    },
    rules,
    list({ rule = null, offset = 0, limit = 200 }) {
      const where = 'FROM breach b JOIN record r ON r.id = b.record_id WHERE r.hidden = 0 AND (@rule IS NULL OR b.rule = @rule)';
      const total = sqlite.prepare(`SELECT count(*) ${where}`).pluck().get({ rule }) as number;
      const rows = sqlite.prepare(`SELECT r.id, b.rule, r.title, b.zh, b.en ${where} ORDER BY b.rule, r.id LIMIT @limit OFFSET @offset`)
        .all({ rule, limit, offset }) as { id: number; rule: string; title: string | null; zh: string; en: string }[];
      return { total, breaches: rows.map(({ id, rule: name, title, zh, en }) => ({ id, rule: name, title: title ?? '', text: { zh, en } })) };
    },
  };
}
