import type { Store } from '../../store/open.ts';
import type { FieldSight } from './field.ts';
import { gramsOf } from './text/grams.ts';
import type { Grams, SubjectText } from './text/grams.ts';
import type { Fold } from './text/fold.ts';

/** A record as suggestions see it. */
export interface SubjectRecord {
  readonly id: number;
  readonly day: number | null;
  readonly text: SubjectText;
  readonly grams: Grams;
  /** What stands in the field. */
  readonly value: string;
  /** Its single values. */
  readonly current: readonly string[];
  /** Of these, what a person or the source gave: the only ones that are learned from. */
  readonly labels: readonly string[];
}

interface Row {
  readonly id: number; readonly day: number | null; readonly kicker: string | null; readonly title: string | null; readonly subtitle: string | null;
  readonly body: string | null; readonly value: string | null;
}

/** Characters read of a body; picture blocks may stand before its words. */
const READ = 6000;

/** Records with a value in the field, at least one a person or the source gave. */
export interface Labelled {
  one(id: number): SubjectRecord | undefined;
  /** Ids of the records there are with something in the field, in ascending order. */
  ids(): readonly number[];
  title(id: number): string;
  /** What a person rejected for the record. */
  rejected(id: number): readonly string[];
  /** How many records have a value that may be learned. */
  count(): number;
  /** How many records have each value, as far as it is asked for. */
  used(value: string): number;
}

export function labelledRecords({ sqlite }: Store, field: FieldSight, fold: Fold): Labelled {
  const column = `"${field.column}"`;
  const row = sqlite.prepare<[number], Row>(
    `SELECT r.id, r.day, r.kicker, r.title, r.subtitle, r.${column} AS value, substr(t.body, 1, ${READ}) AS body
     FROM record r LEFT JOIN record_text t ON t.id = r.id WHERE r.id = ? AND r.hidden = 0`);
  const unseen = `(SELECT record_id, notation AS value FROM class_assignment WHERE origin = 'machine' AND @field = 'class'
    UNION ALL SELECT record_id, value FROM suggestion_decision WHERE decision = 'automatic' AND field = @field AND @field <> 'class')`;
  const machine = sqlite.prepare<{ id: number; field: string }, string>(`SELECT value FROM ${unseen} WHERE record_id = @id`).pluck();
  const rejected = sqlite.prepare<[number, string], string>(
    "SELECT value FROM suggestion_decision WHERE record_id = ? AND field = ? AND decision = 'rejected' ORDER BY id").pluck();
  const filled = `r.hidden = 0 AND r.${column} IS NOT NULL AND r.${column} <> ''`;
  const title = sqlite.prepare<[number], string | null>('SELECT title FROM record WHERE id = ?').pluck();
  return {
    one(id) {
      const found = row.get(id);
      if (found === undefined) return undefined;
      const text = { kicker: found.kicker ?? '', title: found.title ?? '', subtitle: found.subtitle ?? '', body: found.body ?? '' };
      const value = found.value ?? '';
      const current = field.split(value);
      const unlooked = current.length === 0 ? [] : machine.all({ id, field: field.name });
      return { id, day: found.day, text, grams: gramsOf(text, fold), value, current, labels: unlooked.length === 0 ? current : current.filter((one) => !unlooked.includes(one)) };
    },
    ids: () => sqlite.prepare<[], number>(`SELECT r.id FROM record r WHERE ${filled} ORDER BY r.id`).pluck().all(),
    title: (id) => title.get(id) ?? '',
    rejected: (id) => rejected.all(id, field.name),
    count: () => sqlite.prepare<{ field: string }, number>(
      `SELECT count(*) FROM record r WHERE ${filled} AND r.id NOT IN (SELECT record_id FROM ${unseen})`).pluck().get({ field: field.name }) ?? 0,
    used: (value) => sqlite.prepare<[string], number>(`SELECT count(*) FROM record r WHERE r.hidden = 0 AND r.${column} = ?`).pluck().get(value) ?? 0,
  };
}
