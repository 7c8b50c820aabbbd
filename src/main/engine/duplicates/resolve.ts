import type Database from 'better-sqlite3';
import type { DuplicateRule, MergeInput, Resolution, ResolutionLine, ResolveInput } from '../../../contract/duplicates.ts';
import { Fault } from '../../../contract/fault.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { History } from '../history/history.ts';
import type { Writer } from '../history/writer.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Articles } from './articles.ts';
import type { Decider } from './decide.ts';
import type { Decided } from './decided.ts';
import type { Merger } from './merge.ts';
import { groupsFor } from './rule-groups.ts';
import { planGroup } from './rule-plan.ts';
import type { Passed, PlanItem } from './rule-plan.ts';
import { allRules, ruleFor } from './rules.ts';
import { wholeReader } from './whole-record.ts';

export interface ResolveDeps {
  readonly sqlite: Database.Database;
  readonly history: History;
  readonly merger: Merger;
  readonly decider: Decider;
  readonly decided: Decided;
  readonly articles: Articles;
}

interface Plan {
  readonly items: readonly PlanItem[];
  readonly passed: ReadonlyMap<Passed, number>;
}

const REASONS: Readonly<Record<Passed, LocalText>> = {
  decided: { zh: '已有人判定为不是同一条', en: 'a person decided that they are not one record' },
  many: { zh: '条数超过规则的上限', en: 'more records than the rule takes' },
  source: { zh: '没有来自所选来源的记录', en: 'no record of the chosen source' },
  conditions: { zh: '日期、版条或题名不合规则的条件', en: 'date, place or title do not meet the conditions' },
  score: { zh: '把握低于规则的要求', en: 'less sure than the rule asks for' },
};

/** Work between two looks at what else is asked. */
const SLICE_MS = 12;
/** Characters of a value in the list. */
const SHOWN = 200;

/** Settling groups by a rule: the list of all it would do, and doing it in one operation. */
export function createResolve({ sqlite, history, merger, decider, decided, articles }: ResolveDeps) {
  const read = wholeReader(sqlite);
  const written = sqlite.prepare<[], number>('SELECT total_changes()').pluck();
  const head = sqlite.prepare<[number], string>(`SELECT substr(body, 1, ${SHOWN}) FROM record_text WHERE id = ?`).pluck();
  // A dry run is paged through; as long as nothing was written, the plan is the same.
  let kept: { readonly key: string; readonly changes: number; readonly plan: Plan } | undefined;

  async function plan(rule: DuplicateRule, job: Job): Promise<Plan> {
    const key = JSON.stringify(rule);
    const changes = written.get() ?? 0;
    if (kept?.key === key && kept.changes === changes) return kept.plan;
    const items: PlanItem[] = [];
    const passed = new Map<Passed, number>();
    const progress = meter(job, 'plan', 'groups');
    for (const { groups, done, total } of groupsFor(sqlite, rule)) {
      for (const group of groups) {
        const found = planGroup(group, rule);
        items.push(...found.items);
        if (found.passed !== null) passed.set(found.passed, (passed.get(found.passed) ?? 0) + 1);
      }
      progress.at(done, total);
      await job.rest();
      if (job.signal.aborted) throw new Fault('cancelled');
    }
    const made = { items, passed };
    if ((written.get() ?? 0) === changes) kept = { key, changes, plan: made };
    return made;
  }

  function lineOf(item: PlanItem, action: DuplicateRule['action']): ResolutionLine {
    const [survivor = 0, ...others] = item.ids;
    const body = item.bodyFrom === null ? [] : [{ field: 'body' as const, value: head.get(item.bodyFrom) ?? '', from: item.bodyFrom }];
    return {
      group: item.group, kind: item.kind, score: item.score, action, survivor: decided.record(survivor), others: others.map((id) => decided.record(id)),
      values: [...item.values.map(({ field, value, from }) => ({ field, value: (value ?? '').slice(0, SHOWN), from: from ?? survivor })), ...body],
    };
  }

  /** Does what was planned, unless someone settled it in the meantime. */
  function settle(tx: Writer, item: PlanItem, action: DuplicateRule['action']): boolean {
    const records = item.ids.map(read);
    const isOpen = records.every(({ hidden }) => hidden === 0)
      && item.ids.every((a, at) => item.ids.slice(at + 1).every((b) => (decider.of(a, b) ?? 'duplicate') === 'duplicate'));
    const [survivor, ...absorbed] = records;
    if (!isOpen || survivor === undefined) return false;
    if (action === 'merge') {
      const values: MergeInput['values'] = item.bodyFrom === null ? {} : { body: read(item.bodyFrom).body };
      merger.into(tx, survivor, absorbed, values);
    } else if (action === 'link' && item.parts) articles.join(tx, item.ids);
    else {
      const decision = action === 'link' ? 'reprint' : 'distinct';
      for (const [at, a] of item.ids.entries()) for (const b of item.ids.slice(at + 1)) decider.put(tx, a, b, decision);
    }
    return true;
  }

  async function carryOut(items: readonly PlanItem[], rule: DuplicateRule, input: ResolveInput, job: Job): Promise<{ readonly operation: number; readonly done: readonly PlanItem[] }> {
    const title = allRules(sqlite).find(({ name }) => name === rule.name)?.title ?? (rule.name === '' ? { zh: '未存的规则', en: 'a rule not saved' } : { zh: rule.name, en: rule.name });
    const operation = history.begin({
      kind: 'duplicates.resolve', input: { rule, except: input.except },
      sentence: { zh: `按规则处理重复：${title.zh}`, en: `Settle duplicates by rule: ${title.en}` },
    });
    const progress = meter(job, 'settle', 'groups');
    const done: PlanItem[] = [];
    const finish = (): void => operation.finish({
      zh: `按规则“${title.zh}”处理 ${done.length} 组重复`, en: `Settle ${done.length} groups by the rule "${title.en}"`,
    }, sqlite.prepare<[number], number>('SELECT count(*) FROM change WHERE operation_id = ?').pluck().get(operation.id) ?? 0);
    for (let at = 0; at < items.length;) {
      at = operation.batch((tx) => {
        const until = performance.now() + SLICE_MS;
        let next = at;
        do {
          const item = items[next++];
          if (item !== undefined && settle(tx, item, rule.action)) done.push(item);
        } while (next < items.length && performance.now() < until);
        return next;
      });
      progress.at(at, items.length);
      await job.rest();
      if (!job.signal.aborted) continue;
      finish();
      // Cancelled: nothing of it stays.
      if (done.length > 0) history.undo({ operation: operation.id, force: true });
      throw new Fault('cancelled');
    }
    finish();
    return { operation: operation.id, done };
  }

  return async (input: ResolveInput, job: Job): Promise<Resolution> => {
    const started = performance.now();
    const rule = ruleFor(sqlite, input.rule, input.source);
    const { items: all, passed } = await plan(rule, job);
    const except = new Set(input.except);
    const items = all.filter(({ group }) => !except.has(group));
    const carried = input.dryRun === true || items.length === 0 ? null : await carryOut(items, rule, input, job);
    const shown = carried?.done ?? items;
    const wanted = matching(shown, input.find ?? '');
    const { offset = 0, limit = wanted.length } = input;
    const groups = new Map(shown.map(({ group, settles }) => [group, settles]));
    return {
      operation: carried?.operation ?? null,
      groups: groups.size, settled: [...groups.values()].filter(Boolean).length,
      records: shown.reduce((sum, { ids }) => sum + ids.length, 0),
      absorbed: rule.action === 'merge' ? shown.reduce((sum, { ids }) => sum + ids.length - 1, 0) : 0,
      total: wanted.length, lines: wanted.slice(offset, offset + limit).map((item) => lineOf(item, rule.action)),
      passed: [...passed].map(([reason, n]) => ({ reason: REASONS[reason], groups: n })),
      seconds: (performance.now() - started) / 1000,
    };
  };
}

function matching(items: readonly PlanItem[], find: string): readonly PlanItem[] {
  const text = find.trim();
  if (text === '') return items;
  const id = /^\d+$/.test(text) ? Number(text) : null;
  return items.filter(({ ids, titles }) => titles.includes(text) || (id !== null && ids.includes(id)));
}
