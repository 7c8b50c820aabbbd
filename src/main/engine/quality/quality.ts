import type { EngineApi } from '../../../contract/engine.ts';
import type { QualityRule } from '../../../contract/quality.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { History } from '../history/history.ts';
import type { Job } from '../job.ts';
import type { Store } from '../store/open.ts';
import { breachesOf, checkRecords } from './check.ts';
import { completenessOf } from './completeness.ts';
import { fixBreaches } from './fixes.ts';
import type { WriteValues } from './fixes.ts';
import { writeMissing } from './missing-file.ts';
import { createProfiles } from './profile.ts';
import type { Surroundings } from './rules/rule.ts';
import { ALL_RULES } from './rules/rules.ts';

export interface QualityDeps {
  readonly store: Store;
  readonly history: History;
  readonly select: (selection: Selection) => Uint32Array;
  readonly around: Surroundings;
  readonly write: WriteValues;
  /** Breaches changed. */
  readonly changed: () => void;
}

type Api = EngineApi['quality'];

export interface Quality extends Omit<Handlers<EngineApi>['quality'], 'check' | 'completeness' | 'writeMissing'> {
  check(input: Parameters<Api['check']>[0], job: Job): Promise<ReturnType<Api['check']>>;
  completeness(input: Parameters<Api['completeness']>[0], job: Job): Promise<ReturnType<Api['completeness']>>;
  writeMissing(input: Parameters<Api['writeMissing']>[0], job: Job): Promise<ReturnType<Api['writeMissing']>>;
  /** What a selection breaks of a profile, without keeping it: for an export that demands one. */
  demand(selection: Selection, profile: string, job: Job): Promise<{ readonly breaches: number; readonly records: number }>;
}

export function createQuality({ store, history, select, around, write, changed }: QualityDeps): Quality {
  const { sqlite } = store;
  const profiles = createProfiles(store, history);
  const rules = (): readonly QualityRule[] => {
    const rows = sqlite.prepare<[], { rule: string; records: number }>(
      'SELECT b.rule, count(*) AS records FROM breach b JOIN record r ON r.id = b.record_id WHERE r.hidden = 0 GROUP BY b.rule').all();
    const count = new Map(rows.map(({ rule, records }) => [rule, records]));
    return ALL_RULES.map(({ rule, caption, fix }) => ({ rule, caption, records: count.get(rule) ?? 0, fixable: fix !== undefined }));
  };
  return {
    async check({ query = '', profile }, job) {
      const ids = select({ query });
      const breaches = await checkRecords(store, ids, around, profiles.get(profile), job);
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
    fix({ rule, query = '', profile, dryRun }) {
      const found = new Set(sqlite.prepare<[string], number>('SELECT record_id FROM breach WHERE rule = ?').pluck().all(rule));
      const result = fixBreaches(store, around, profiles.get(profile), write, { rule, dryRun }, select({ query }).filter((id) => found.has(id)));
      if (result.operation !== null) {
        // What was mended is no breach any more; what else the new values break, the next check tells.
        const mended = sqlite.prepare(`DELETE FROM breach WHERE rule = @rule AND record_id IN (SELECT record_id FROM change WHERE operation_id = @operation)`);
        mended.run({ rule, operation: result.operation });
        changed();
      }
      return result;
    },
    profiles: () => profiles.list(),
    saveProfile: ({ profile }) => profiles.save(profile),
    deleteProfile: ({ name }) => profiles.delete(name),
    completeness: ({ year, profile }, job) => completenessOf(store, profiles.get(profile), { year }, job),
    async writeMissing({ year, profile, file }, job) {
      const { missing } = await completenessOf(store, profiles.get(profile), { year }, job);
      return { file, rows: writeMissing(file, missing) };
    },
    async demand(selection, profile, job) {
      const breaches = await breachesOf(store, select(selection), around, profiles.get(profile), job);
      return { breaches: breaches.length, records: new Set(breaches.map(({ id }) => id)).size };
    },
  };
}
