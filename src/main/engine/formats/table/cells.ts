import { TAG_TARGET } from '../../../../contract/mapping.ts';
import type { ColumnMapping } from '../../../../contract/mapping.ts';
import { unbroken } from '../text/drafts.ts';
import type { DraftField } from '../text/drafts.ts';
import { listText } from '../text/names.ts';
import { dateIn } from './dates.ts';
import { ruleFor } from './rules.ts';

/** A value with the name of its column, and where it stands in a text. */
export interface Cell {
  readonly column: string;
  readonly value: string;
  readonly from?: number;
  readonly to?: number;
  /** The value stands as it was written by our own export: nothing in it is put in order. */
  readonly verbatim?: boolean;
}

export interface RowReading {
  readonly fields: readonly DraftField[];
  readonly tags: readonly string[];
  /** Values of the date column that mean no real day. */
  readonly strange: readonly string[];
}

/** What several columns that become one field are joined with; of other fields the first column counts. */
const JOINED: Readonly<Record<string, string>> = { ZZ: '/', GJ: '/', FL: '；' };
const TAGS = /[；;，,、|]/;

/** The values of a row as fields of a record. */
export function readRow(
  cells: readonly Cell[], mapping: ColumnMapping | null, tagRules?: Readonly<Record<string, string | null>>,
): RowReading {
  const fields: DraftField[] = [];
  const tags: string[] = [];
  const strange: string[] = [];
  const lists = new Map<string, number>();
  const put = (to: string, name: string, cell: Omit<Cell, 'column'>, dates: Parameters<typeof dateIn>[1] | undefined): void => {
    if (to === TAG_TARGET) {
      tags.push(...cell.value.split(TAGS).map((tag) => tag.trim()).filter((tag) => tag !== ''));
      return;
    }
    const value = to === 'RQ' && cell.verbatim !== true ? dateIn(cell.value, dates ?? 'auto') : cell.value;
    if (to === 'RQ' && dates !== undefined && value === cell.value && !/^\d{8}$/.test(value)) strange.push(value);
    const before = lists.get(to);
    const first = before === undefined ? undefined : fields[before];
    const sign = JOINED[to];
    if (first !== undefined && before !== undefined && sign !== undefined && mapping !== null) {
      fields[before] = { code: to, name: first.name, value: sign === '/' ? listText([first.value, value]) : `${first.value}${sign}${value}` };
      return;
    }
    lists.set(to, fields.length);
    const place = cell.from === undefined || cell.to === undefined ? {} : { from: cell.from, to: cell.to };
    fields.push({ code: to, name, value: unbroken(value), ...place });
  };
  for (const { column, ...cell } of cells) {
    const { to, dates } = ruleFor(column, mapping, tagRules);
    if (to !== null && cell.value.trim() !== '') put(to, column, cell, dates);
  }
  if (fields.length > 0 || tags.length > 0) {
    for (const { to, value } of mapping?.constants ?? []) {
      if (value.trim() === '' || (to !== TAG_TARGET && lists.has(to))) continue;
      put(to, '统一填写', { value }, undefined);
    }
  }
  return { fields, tags: [...new Set(tags)], strange };
}
