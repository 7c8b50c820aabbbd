import type Database from 'better-sqlite3';
import { FIELDS } from '../../../contract/fields.ts';
import { Fault } from '../../../contract/fault.ts';
import type { FieldName } from '../../../contract/records.ts';

/** A record with all its fields. */
export type Whole = { readonly id: number; readonly hidden: number } & Readonly<Record<FieldName, string | null>>;

export const columnOf = (field: FieldName): string => (field === 'pageName' ? 'page_name' : field);

/** Field values in the order of `FIELDS`, the body apart, as columns of `record r`. */
export const FIELD_COLUMNS = FIELDS.filter(({ field }) => field !== 'body').map(({ field }) => `r."${columnOf(field)}" AS "${field}"`).join(', ');

/** Reads records that are there, merged ones too. Fault `not-found`. */
export function wholeReader(sqlite: Database.Database): (id: number) => Whole {
  const read = sqlite.prepare<[number], Whole>(
    `SELECT r.id, r.hidden, ${FIELD_COLUMNS}, t.body FROM record r LEFT JOIN record_text t ON t.id = r.id WHERE r.id = ?`);
  return (id) => {
    const row = read.get(id);
    if (row === undefined) throw new Fault('not-found', { zh: `没有编号为 ${id} 的记录。`, en: `There is no record ${id}.` });
    return row;
  };
}

/** A record that can be merged. Fault `conflict` for one that was merged or taken back. */
export function mustBeThere(row: Whole): Whole {
  if (row.hidden === 0) return row;
  throw new Fault('conflict', {
    zh: `“${row.title ?? ''}”已并入另一条记录或已撤回，不能再合并。请先拆开它，或改选留下的那一条。`,
    en: `"${row.title ?? ''}" was merged or taken back already and cannot be merged again. Take it apart first, or choose the record that stayed.`,
  });
}

const filled = (record: Whole): number => FIELDS.filter(({ field }) => (record[field] ?? '') !== '').length;

/** Bodies at least this long beside the longest count as equally long: what a poor scan has more are its blanks and slips. */
const AS_LONG = 0.95;

/** The record that stays when nobody says otherwise: more fields, then the longer body, then the lower id. */
export function fullest(records: readonly Whole[]): Whole | undefined {
  const longest = Math.max(0, ...records.map(({ body }) => (body ?? '').length));
  const isLong = ({ body }: Whole): number => Number((body ?? '').length >= longest * AS_LONG);
  return [...records].sort((a, b) => filled(b) - filled(a) || isLong(b) - isLong(a)
    || (isLong(a) === 1 ? 0 : (b.body ?? '').length - (a.body ?? '').length) || a.id - b.id)[0];
}
