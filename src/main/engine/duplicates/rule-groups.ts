import type Database from 'better-sqlite3';
import type { DuplicateKind, DuplicateRule, PairDecision } from '../../../contract/duplicates.ts';
import { FIELDS } from '../../../contract/fields.ts';
import type { FieldName } from '../../../contract/records.ts';
import { FIELD_COLUMNS } from './whole-record.ts';

/** A record as a rule looks at it: everything but the body, of which the length is enough. */
export type RuleRecord = Readonly<Record<Exclude<FieldName, 'body'>, string | null>> & {
  readonly id: number;
  readonly hidden: number;
  readonly mergedInto: number | null;
  readonly day: number | null;
  readonly bodyLength: number;
  readonly filled: number;
  /** The import it came with, and its path there. */
  readonly import: number;
  readonly path: string;
};

export interface RulePair { readonly a: number; readonly b: number; readonly kind: DuplicateKind; readonly score: number }

export interface RuleGroup {
  readonly id: number;
  readonly kind: DuplicateKind;
  readonly members: readonly RuleRecord[];
  readonly pairs: readonly RulePair[];
  /** `a,b` with a < b. */
  readonly decisions: ReadonlyMap<string, PairDecision>;
}

export const pairKey = (a: number, b: number): string => (a < b ? `${a},${b}` : `${b},${a}`);

/** Groups read at a time. */
const CHUNK = 100;

/** Open groups with a pair of the rule's kinds, a hundred at a time. */
export function* groupsFor(sqlite: Database.Database, rule: DuplicateRule): Generator<{ readonly groups: readonly RuleGroup[]; readonly done: number; readonly total: number }, void, void> {
  const ids = sqlite.prepare<[string], number>(
    `SELECT g.id FROM duplicate_group g WHERE g.state = 'open' AND EXISTS (SELECT 1 FROM duplicate_pair p
     WHERE p.group_id = g.id AND p.kind IN (SELECT value FROM json_each(?))) ORDER BY g.id`).pluck().all(JSON.stringify(rule.kinds));
  const read = groupReader(sqlite);
  for (let from = 0; from < ids.length; from += CHUNK) {
    const some = ids.slice(from, from + CHUNK);
    yield { groups: read(some), done: Math.min(ids.length, from + CHUNK), total: ids.length };
  }
}

type Stored = Omit<RuleRecord, 'filled' | 'path'> & { readonly grp: number; readonly root: string | null; readonly below: string | null };

function groupReader(sqlite: Database.Database): (ids: readonly number[]) => readonly RuleGroup[] {
  const among = 'IN (SELECT value FROM json_each(?))';
  const groups = sqlite.prepare<[string], { id: number; kind: DuplicateKind }>(`SELECT id, kind FROM duplicate_group WHERE id ${among} ORDER BY id`);
  const pairs = sqlite.prepare<[string], RulePair & { grp: number }>(
    `SELECT group_id AS grp, a, b, kind, score FROM duplicate_pair WHERE group_id ${among} ORDER BY a, b`);
  const members = sqlite.prepare<[string], Stored>(
    `SELECT m.group_id AS grp, r.id, r.hidden, r.merged_into AS mergedInto, r.day, ${FIELD_COLUMNS}, coalesce(length(t.body), 0) AS bodyLength,
       coalesce(s.operation_id, 0) AS import, i.path AS root, s.path AS below
     FROM duplicate_member m JOIN record r ON r.id = m.record_id LEFT JOIN record_text t ON t.id = r.id
     LEFT JOIN source s ON s.id = r.source_id LEFT JOIN import_root i ON i.id = s.root_id WHERE m.group_id ${among} ORDER BY m.group_id, r.id`);
  const decisions = sqlite.prepare<[string], { a: number; b: number; decision: PairDecision }>(
    `SELECT a, b, decision FROM duplicate_decision WHERE a ${among}`);

  return (ids) => {
    const list = JSON.stringify(ids);
    const membersOf = grouped(members.all(list).map(recordOf));
    const pairsOf = grouped(pairs.all(list));
    const all = [...membersOf.values()].flat().map(({ id }) => id);
    const decided = new Map(decisions.all(JSON.stringify(all)).map(({ a, b, decision }) => [`${a},${b}`, decision]));
    return groups.all(list).map(({ id, kind }) => ({ id, kind, members: membersOf.get(id) ?? [], pairs: pairsOf.get(id) ?? [], decisions: decided }));
  };
}

function recordOf({ root, below, ...row }: Stored): RuleRecord & { readonly grp: number } {
  const filled = FIELDS.filter(({ field }) => (field === 'body' ? row.bodyLength > 0 : (row[field] ?? '') !== '')).length;
  return { ...row, filled, path: below === null ? '' : `${root ?? ''}/${below}`.replaceAll('\\', '/') };
}

function grouped<T extends { readonly grp: number }>(rows: readonly T[]): Map<number, T[]> {
  const out = new Map<number, T[]>();
  for (const row of rows) {
    const list = out.get(row.grp);
    if (list === undefined) out.set(row.grp, [row]);
    else list.push(row);
  }
  return out;
}
