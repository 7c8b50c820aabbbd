import type { DuplicateKind, DuplicateRule, SurvivorPreference } from '../../../contract/duplicates.ts';
import { mergedValues } from './merged-values.ts';
import type { Taken } from './merged-values.ts';
import { pairKey } from './rule-groups.ts';
import type { RuleGroup, RulePair, RuleRecord } from './rule-groups.ts';

/** What a rule does with some records of one group. */
export interface PlanItem {
  readonly group: number;
  readonly kind: DuplicateKind;
  readonly score: number;
  /** The first stays, or comes first. */
  readonly ids: readonly number[];
  readonly titles: string;
  /** Values the survivor takes; the body by its record only, the text is read when it is needed. */
  readonly values: readonly Taken[];
  readonly bodyFrom: number | null;
  /** Linked records are parts of one article, not reprints. */
  readonly parts: boolean;
  /** Nothing of the group is left open after it. */
  readonly settles: boolean;
}

/** Why a rule leaves a group alone, the most telling first. */
export type Passed = 'decided' | 'many' | 'source' | 'conditions' | 'score';
const PASSED: readonly Passed[] = ['decided', 'many', 'source', 'conditions', 'score'];

export function planGroup(group: RuleGroup, rule: DuplicateRule): { readonly items: readonly PlanItem[]; readonly passed: Passed | null } {
  const byId = new Map(group.members.map((record) => [record.id, record]));
  const live = group.members.filter(({ hidden }) => hidden === 0);
  const why = new Set<Passed>();
  const parts = new Map(live.map(({ id }) => [id, new Set([id])]));
  const used: RulePair[] = [];
  for (const pair of group.pairs) {
    if (!rule.kinds.includes(pair.kind)) continue;
    const [a, b] = [standsFor(byId, pair.a), standsFor(byId, pair.b)];
    if (a === undefined || b === undefined || a === b) continue;
    const reason = against(rule, pair, a, b, group);
    if (reason !== null) {
      why.add(reason);
      continue;
    }
    used.push({ ...pair, a: a.id, b: b.id });
    const [ours, theirs] = [parts.get(a.id), parts.get(b.id)];
    if (ours === undefined || theirs === undefined || ours === theirs) continue;
    for (const id of theirs) parts.set(id, ours.add(id));
  }
  const sets = [...new Set(parts.values())].filter((part) => part.size > 1);
  const made: { readonly ids: readonly number[]; readonly item: Omit<PlanItem, 'settles'> }[] = [];
  for (const part of sets) {
    const records = live.filter(({ id }) => part.has(id));
    const reason = againstAll(rule, records, group);
    if (reason !== null) why.add(reason);
    else made.push({ ids: records.map(({ id }) => id), item: itemOf(group, rule, records, used.filter(({ a }) => part.has(a))) });
  }
  const settles = isSettled(group, rule, live, made.map(({ item }) => item.ids));
  // A group whose pairs of these kinds are all settled is none the rule passed over.
  const passed = made.length > 0 ? null : PASSED.find((reason) => why.has(reason)) ?? null;
  return { items: made.map(({ item }) => ({ ...item, settles })), passed };
}

/** The record a member lives on in; undefined when that one is outside the group. */
function standsFor(byId: ReadonlyMap<number, RuleRecord>, id: number): RuleRecord | undefined {
  let record = byId.get(id);
  while (record?.hidden === 2 && record.mergedInto !== null) record = byId.get(record.mergedInto);
  return record?.hidden === 0 ? record : undefined;
}

function against(rule: DuplicateRule, pair: RulePair, a: RuleRecord, b: RuleRecord, group: RuleGroup): Passed | null {
  if (pair.score < rule.minScore) return 'score';
  const { sameDay, samePlace, sameTitle } = rule.conditions ?? {};
  if ((sameDay === true || samePlace === true) && (a.day === null || a.day !== b.day)) return 'conditions';
  if (samePlace === true && (!isSame(a.page, b.page) || !isSame(a.item, b.item))) return 'conditions';
  if (sameTitle === true && (a.title ?? '') !== (b.title ?? '')) return 'conditions';
  return isApart(group, a.id, b.id) ? 'decided' : null;
}

/** Pages and items are numbers, padded in one delivery and bare in another. */
const isSame = (one: string | null, two: string | null): boolean => {
  const [a, b] = [one, two].map((text) => (text ?? '').trim().replace(/^0+(?=.)/, ''));
  return a !== '' && a === b;
};

/** A person said they are two; a rule never overrides that. */
function isApart(group: RuleGroup, a: number, b: number): boolean {
  const decision = group.decisions.get(pairKey(a, b));
  return decision !== undefined && decision !== 'duplicate';
}

function againstAll(rule: DuplicateRule, records: readonly RuleRecord[], group: RuleGroup): Passed | null {
  if (records.some(({ id: a }, at) => records.slice(at + 1).some(({ id: b }) => isApart(group, a, b)))) return 'decided';
  if (records.length > (rule.conditions?.maxRecords ?? Infinity)) return 'many';
  if (rule.keep?.includes('source') === true && !records.some((record) => isFrom(record, rule.source))) return 'source';
  return null;
}

const isFrom = ({ path }: RuleRecord, source = ''): boolean => path.toLowerCase().includes(source.trim().replaceAll('\\', '/').toLowerCase());

function itemOf(group: RuleGroup, rule: DuplicateRule, records: readonly RuleRecord[], pairs: readonly RulePair[]): Omit<PlanItem, 'settles'> {
  const ordered = [...records].sort(rule.action === 'merge' ? preferring(rule) : (a, b) => (a.day ?? 1e9) - (b.day ?? 1e9) || a.id - b.id);
  const [first, ...others] = ordered;
  const merges = rule.action === 'merge' && first !== undefined;
  return {
    group: group.id, kind: group.kind, score: Math.min(...pairs.map(({ score }) => score)), ids: ordered.map(({ id }) => id),
    titles: ordered.map(({ title }) => title ?? '').join('\n'),
    values: merges ? mergedValues(first, others) : [],
    bodyFrom: merges ? bodyFor(first, others, rule.body === 'longest') : null,
    parts: pairs.every(({ kind }) => kind === 'continuation'),
  };
}

function bodyFor(survivor: RuleRecord, others: readonly RuleRecord[], longest: boolean): number | null {
  if (survivor.bodyLength > 0 && !longest) return null;
  const best = longest ? [...others].sort((a, b) => b.bodyLength - a.bodyLength)[0] : others.find(({ bodyLength }) => bodyLength > 0);
  return best !== undefined && best.bodyLength > survivor.bodyLength ? best.id : null;
}

function preferring({ keep = [], source }: DuplicateRule): (a: RuleRecord, b: RuleRecord) => number {
  const ways: Readonly<Record<SurvivorPreference, (a: RuleRecord, b: RuleRecord) => number>> = {
    'more-fields': (a, b) => b.filled - a.filled,
    'longer-body': (a, b) => b.bodyLength - a.bodyLength,
    // Records of one import came in the order of their numbers.
    'earliest-import': (a, b) => a.import - b.import || a.id - b.id,
    'latest-import': (a, b) => b.import - a.import || b.id - a.id,
    'earliest-date': (a, b) => (a.day ?? 1e9) - (b.day ?? 1e9),
    'latest-date': (a, b) => (b.day ?? 0) - (a.day ?? 0),
    source: (a, b) => Number(isFrom(b, source)) - Number(isFrom(a, source)),
  };
  const order = [...keep, 'more-fields', 'longer-body'] as const satisfies readonly SurvivorPreference[];
  return (a, b) => order.reduce((so, way) => so || ways[way](a, b), 0) || a.id - b.id;
}

/** Whether every pair left in the group would be decided. */
function isSettled(group: RuleGroup, rule: DuplicateRule, live: readonly RuleRecord[], made: readonly (readonly number[])[]): boolean {
  const absorbed = new Set(rule.action === 'merge' ? made.flatMap(([, ...others]) => others) : []);
  const rest = live.map(({ id }) => id).filter((id) => !absorbed.has(id));
  const together = (a: number, b: number): boolean => made.some((ids) => ids.includes(a) && ids.includes(b));
  return rest.every((a, at) => rest.slice(at + 1).every((b) => isApart(group, a, b) || (rule.action !== 'merge' && together(a, b))));
}
