import type { AuthorityField } from '../../../contract/authorities.ts';
import { partsOf } from './parts.ts';

/** One column of the records as records/ keeps it: a code for each record, the text behind each code. */
export interface FieldColumn {
  readonly codes: Uint32Array;
  readonly texts: readonly string[];
  /** Records that are there, ascending. */
  readonly ids: Uint32Array;
}

/** Let others in where it is time; `share` says how much is done, from 0 to 1. */
export type Pace = (share?: number) => Promise<void>;

/** The single values of a field, with the texts they stand in. */
export interface FieldValues {
  readonly column: FieldColumn;
  readonly values: readonly string[];
  /** Records that have each value. */
  readonly records: Uint32Array;
  /** Records with each whole text of the column. */
  readonly texts: Uint32Array;
  /** Values in each whole text that any record has, each once. */
  readonly parts: readonly (readonly number[])[];
  code(value: string): number | undefined;
  /** Values by number of records, most first. */
  readonly ranked: Uint32Array;
}

/** Room for a code beside the count; a number holds 53 bits. */
const CODES = 2 ** 22;
const MOST = 2 ** 31;

const NONE: readonly number[] = [];

export async function readValues(field: AuthorityField, column: FieldColumn, pace: Pace): Promise<FieldValues> {
  const texts = new Uint32Array(column.texts.length);
  for (let at = 0; at < column.ids.length; at++) {
    const code = column.codes[column.ids[at] ?? 0] ?? 0;
    texts[code] = (texts[code] ?? 0) + 1;
  }
  const values: string[] = [];
  const counts: number[] = [];
  const codes = new Map<string, number>();
  const parts: (readonly number[])[] = [];
  for (let text = 0; text < texts.length; text++) {
    if (text % 512 === 0) await pace();
    const records = texts[text] ?? 0;
    if (records === 0 || text === 0) {
      parts.push(NONE);
      continue;
    }
    const found: number[] = [];
    for (const { value } of partsOf(field, column.texts[text] ?? '')) {
      let code = codes.get(value);
      if (code === undefined) {
        codes.set(value, code = values.length);
        values.push(value);
        counts.push(0);
      }
      if (found.includes(code)) continue;
      found.push(code);
      counts[code] = (counts[code] ?? 0) + records;
    }
    parts.push(found);
  }
  const records = Uint32Array.from(counts);
  // Subtle: sorted as numbers, most records first; two hundred thousand comparisons by a function would hold everybody up.
  const ranked = Uint32Array.from(Float64Array.from(records, (count, code) => (MOST - count) * CODES + code).sort(), (place) => place % CODES);
  return { column, values, records, texts, parts, code: (value) => codes.get(value), ranked };
}

/** Records that have at least one of each group of values; a record that has two of them counts once. */
export function recordsOfGroups(values: FieldValues, groups: readonly (readonly string[])[]): Uint32Array {
  const member = new Map<number, number[]>();
  groups.forEach((group, at) => {
    for (const value of group) {
      const code = values.code(value);
      if (code === undefined) continue;
      const list = member.get(code);
      if (list === undefined) member.set(code, [at]);
      else list.push(at);
    }
  });
  const sums = new Uint32Array(groups.length);
  for (let text = 0; text < values.parts.length; text++) {
    const parts = values.parts[text] ?? NONE;
    const met = new Set<number>();
    for (const part of parts) for (const group of member.get(part) ?? NONE) met.add(group);
    for (const group of met) sums[group] = (sums[group] ?? 0) + (values.texts[text] ?? 0);
  }
  return sums;
}
