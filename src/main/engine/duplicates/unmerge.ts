import type Database from 'better-sqlite3';
import type { Merge, MergedPart, UnmergeInput } from '../../../contract/duplicates.ts';
import { Fault } from '../../../contract/fault.ts';
import type { Conflict } from '../../../contract/history.ts';
import type { History } from '../history/history.ts';
import type { Writer } from '../history/writer.ts';
import type { Decided } from './decided.ts';
import { editsSince } from './merge-edits.ts';
import type { EditSince } from './merge-edits.ts';
import { byAge } from './merge-units.ts';
import type { MergeUnit, MergeUnits, UnitChange } from './merge-units.ts';
import type { Merger } from './merge.ts';
import { mergedValues } from './merged-values.ts';
import { applyEdit, keepEdit, takeBack } from './take-back.ts';
import { columnOf, wholeReader } from './whole-record.ts';
import type { Whole } from './whole-record.ts';
import { FIELDS } from '../../../contract/fields.ts';

export interface UnmergeDeps {
  readonly sqlite: Database.Database;
  readonly history: History;
  readonly units: MergeUnits;
  readonly merger: Merger;
  readonly decided: Decided;
}

/** What taking a merge apart comes to. */
interface Plan {
  /** Merges taken back, the latest first. */
  readonly path: readonly MergeUnit[];
  /** Records that come back. */
  readonly back: readonly number[];
  readonly edits: readonly EditSince[];
}

/**
 * Taking a merge apart, at any time and in any order: the merges that were made on top of it are taken back first, the
 * latest first, then the merge itself, then those on top are made again without the records that left. Edits made since
 * stay where a person says.
 */
export function createUnmerge({ sqlite, history, units, merger, decided }: UnmergeDeps) {
  const read = wholeReader(sqlite);
  const notMerged = (): Fault => new Fault('not-found', { zh: '这条记录没有合并过。', en: 'This record was not merged.' });

  function planOf(id: number, only: boolean): Plan {
    const own = units.by(id);
    const targets = own === undefined ? units.into(id) : [own];
    if (targets.length === 0) throw notMerged();
    const path = new Map<string, MergeUnit>();
    const queue = [...targets];
    for (let unit = queue.pop(); unit !== undefined; unit = queue.pop()) {
      const key = `${unit.operation}.${unit.first}`;
      if (path.has(key)) continue;
      path.set(key, unit);
      // What was merged on top leans on it: later merges into the same record, and the one that took that record in.
      const here = unit;
      queue.push(...units.into(unit.survivor).filter((other) => byAge(other, here) < 0));
      const above = units.by(unit.survivor);
      if (above !== undefined) queue.push(above);
    }
    const sorted = [...path.values()].sort(byAge);
    const back = only && own !== undefined ? [id] : targets.flatMap(({ absorbed }) => absorbed);
    const survivors = [...new Set(sorted.map(({ survivor }) => survivor))];
    const edits = survivors.flatMap((survivor) => {
      const oldest = sorted.findLast((unit) => unit.survivor === survivor);
      return oldest === undefined ? [] : editsSince(sqlite, survivor, oldest, sorted);
    });
    return { path: sorted, back, edits };
  }

  function partsOf(survivor: number): readonly MergedPart[] {
    return units.into(survivor).toReversed().flatMap((unit) => unit.absorbed.map((id): MergedPart => ({
      ...decided.record(id), ref: decided.ref(id), operation: unit.operation, at: unit.at, parts: partsOf(id),
    })));
  }

  /** The values a person chose when these were merged, as far as they are not what a merge takes by itself. */
  function chosenIn(unit: MergeUnit, survivor: Whole, changes: readonly UnitChange[]) {
    const byItself = new Map(mergedValues(survivor, unit.absorbed.map(read)).map(({ field, value }) => [field, value]));
    const values: Partial<Record<(typeof FIELDS)[number]['field'], string | null>> = {};
    for (const { field } of FIELDS) {
      const table = field === 'body' ? 'record_text' : 'record';
      const made = changes.find((row) => row.table_name === table && row.row_id === unit.survivor && row.column === columnOf(field));
      const value = made === undefined ? survivor[field] : made.after;
      const usual = byItself.has(field) ? byItself.get(field) : survivor[field];
      if (value !== usual) values[field] = value;
    }
    return values;
  }

  function carryOut(tx: Writer, plan: Plan, assign: ReadonlyMap<string, NonNullable<UnmergeInput['assign']>[number]>): void {
    const gone = new Set(plan.back);
    const given = plan.edits.filter(({ key }) => assign.get(key)?.to === 'part');
    const loose = given.flatMap(({ changes }) => changes).sort((a, b) => b.operation_id - a.operation_id || b.seq - a.seq);
    const again: { readonly unit: MergeUnit; readonly values: ReturnType<typeof chosenIn> }[] = [];
    for (const unit of plan.path) {
      // Edits that leave the survivor are taken back in their place, so that what they stood on is found as it was.
      while (loose[0] !== undefined && isLater(loose[0], unit)) takeBack(sqlite, tx, [loose.shift() ?? loose[0]]);
      const changes = units.changes(unit);
      takeBack(sqlite, tx, changes.toReversed());
      const stay = unit.absorbed.filter((id) => !gone.has(id));
      if (stay.length > 0) again.push({ unit: { ...unit, absorbed: stay }, values: chosenIn(unit, read(unit.survivor), changes) });
    }
    takeBack(sqlite, tx, loose);
    for (const { unit, values } of again.toReversed()) merger.into(tx, read(unit.survivor), unit.absorbed.map(read), values);
    for (const edit of plan.edits) {
      const answer = assign.get(edit.key);
      if (answer?.to !== 'part') keepEdit(sqlite, tx, edit, again.some(({ unit }) => unit.survivor === edit.record));
      if (answer !== undefined && answer.to !== 'survivor' && answer.part !== undefined) applyEdit(sqlite, tx, edit, answer.part);
    }
  }

  return {
    merged({ id, only = false }: { readonly id: number; readonly only?: boolean }): Merge {
      read(id);
      const { back, edits, path } = planOf(id, only);
      let survivor = path.at(-1)?.survivor ?? id;
      for (let above = units.by(survivor); above !== undefined; above = units.by(survivor)) survivor = above.survivor;
      return { survivor, parts: partsOf(survivor), back, edits: edits.map(({ key, record, field, before, after, at }) => ({ key, record, field, before, after, at })) };
    },
    unmerge({ id, only = false, assign = [], force = false }: UnmergeInput): { readonly operation: number; readonly records: readonly number[] } {
      read(id);
      const plan = planOf(id, only);
      const answers = new Map(assign.map((answer) => [answer.edit, answer]));
      for (const { edit, to, part } of assign) {
        if (!plan.edits.some(({ key }) => key === edit)) throw new Fault('bad-input', { zh: `合并之后没有“${edit}”这处改动。`, en: `There is no edit "${edit}" since the merge.` });
        if (to !== 'survivor' && (part === undefined || !plan.back.includes(part))) {
          throw new Fault('bad-input', { zh: `“${edit}”要归还给哪一条拆出的记录？可选：${plan.back.join('、')}。`, en: `Which of the records that come back shall have "${edit}"? One of ${plan.back.join(', ')}.` });
        }
      }
      const open = plan.edits.filter(({ key }) => !answers.has(key));
      if (open.length > 0 && !force) throw editedSince(open);
      const title = decided.record(plan.path.at(-1)?.survivor ?? id).title;
      const { operation } = history.write({
        kind: 'duplicates.unmerge', input: { id, only, assign },
        sentence: () => ({ zh: `拆开合并“${title}”，${plan.back.length} 条恢复原样`, en: `Take the merge of "${title}" apart, ${plan.back.length} ${plan.back.length === 1 ? 'record' : 'records'} as before` }),
      }, (tx) => carryOut(tx, plan, answers));
      return { operation: operation ?? 0, records: plan.back };
    },
  };
}

export type Unmerge = ReturnType<typeof createUnmerge>;

const isLater = (row: UnitChange, unit: MergeUnit): boolean =>
  row.operation_id > unit.operation || (row.operation_id === unit.operation && row.seq > unit.last);

function editedSince(edits: readonly EditSince[]): Fault {
  const n = edits.length;
  return new Fault('conflict', {
    zh: `合并之后有 ${n} 处改动，请先说明它们归谁：留在合并后的记录，还是随拆出的记录走。`,
    en: `${n} values were edited after the merge. Say first whether they stay with the survivor or go with a record that comes back.`,
  }, { details: edits.map(({ record, field, before, after }): Conflict => ({ record, field, expected: before, found: after })) });
}
