import { Fault } from '../../../contract/fault.ts';
import type { QualityProfile } from '../../../contract/quality.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import { neighbourBreaches } from './neighbours.ts';
import type { Breach } from './neighbours.ts';
import type { Checked, Sight, Surroundings } from './rules/rule.ts';
import { RECORD_RULES } from './rules/rules.ts';

/** Records between two rests: some milliseconds. */
const AT_ONCE = 100;

/** What one record is to the rules, by its number. */
export function checkedReader(sqlite: Store['sqlite']): (id: number) => Checked | undefined {
  const read = sqlite.prepare<[number], Checked>(
    `SELECT r.id, s.path, s.root_id AS rootId, r.issue, r.date, r.day, r.page, r.item, r.title, r.author, r.class, r.genre, t.body
     FROM record r JOIN record_text t ON t.id = r.id LEFT JOIN source s ON s.id = r.source_id WHERE r.id = ?`);
  return (id) => read.get(id);
}

export function sightOf(sqlite: Store['sqlite'], around: Surroundings, profile: QualityProfile): Sight {
  const file = sqlite.prepare<[number, string], number>('SELECT 1 FROM source WHERE root_id = ? AND path = ?').pluck();
  return { ...around, options: profile, hasFile: (rootId, path) => file.get(rootId, path) !== undefined };
}

/** Check records by a profile, and keep what is wrong in place of what was known about them. */
export async function checkRecords(store: Store, ids: Uint32Array, around: Surroundings, profile: QualityProfile, job: Job): Promise<number> {
  const { sqlite } = store;
  const breaches = await breachesOf(store, ids, around, profile, job);
  const clear = sqlite.prepare('DELETE FROM breach WHERE record_id = ?');
  const insert = sqlite.prepare('INSERT OR IGNORE INTO breach (record_id, rule, zh, en) VALUES (?, ?, ?, ?)');
  sqlite.transaction(() => {
    for (const id of ids) clear.run(id);
    for (const { id, rule, text } of breaches) insert.run(id, rule, text.zh, text.en);
  })();
  return breaches.length;
}

/** Check records and only tell. */
export async function breachesOf({ sqlite }: Store, ids: Uint32Array, around: Surroundings, profile: QualityProfile, job: Job): Promise<readonly Breach[]> {
  const read = checkedReader(sqlite);
  const sight = sightOf(sqlite, around, profile);
  const on = new Set(profile.rules);
  const rules = RECORD_RULES.filter(({ rule }) => on.has(rule));
  const progress = meter(job, 'check', 'records');
  const breaches: Breach[] = [];
  for (const [at, id] of ids.entries()) {
    const record = read(id);
    if (record !== undefined) {
      for (const { rule, check } of rules) {
        const text = check(record, sight);
        if (text !== null) breaches.push({ id, rule, text });
      }
    }
    if (at % AT_ONCE === 0) {
      progress.at(at, ids.length);
      await job.rest();
      if (job.signal.aborted) throw new Fault('cancelled');
    }
  }
  const wanted = new Set(ids);
  for (const breach of neighbourBreaches(sqlite)) if (on.has(breach.rule) && wanted.has(breach.id)) breaches.push(breach);
  return breaches;
}
