import { FIELDS } from '../../../contract/fields.ts';
import type { MergeInput } from '../../../contract/duplicates.ts';
import type { FieldName } from '../../../contract/records.ts';

type Values = Readonly<Partial<Record<FieldName, string | null>>> & { readonly id: number };

/** A value the survivor will have and did not, and the record it comes from; null when it was typed or put together. */
export interface Taken {
  readonly field: FieldName;
  readonly value: string | null;
  readonly from: number | null;
}

/**
 * What a merge changes on the survivor. A value chosen; else its own; else the first one another record has. Class
 * numbers are put together. Fields that are not in `survivor` at all are passed over.
 */
export function mergedValues(survivor: Values, absorbed: readonly Values[], chosen: MergeInput['values'] = {}): readonly Taken[] {
  return FIELDS.flatMap(({ field }): Taken[] => {
    const own = survivor[field];
    if (own === undefined) return [];
    const { value, from } = valueOf(field, own, survivor, absorbed, chosen);
    return value === own ? [] : [{ field, value, from }];
  });
}

function valueOf(
  field: FieldName, own: string | null, survivor: Values, absorbed: readonly Values[], chosen: NonNullable<MergeInput['values']>,
): { readonly value: string | null; readonly from: number | null } {
  if (Object.hasOwn(chosen, field)) {
    const value = chosen[field] ?? null;
    return { value, from: absorbed.find((record) => value !== null && record[field] === value)?.id ?? null };
  }
  if (field === 'class') {
    const value = unionOf([survivor, ...absorbed].map((record) => record.class ?? null));
    return { value, from: absorbed.find((record) => (record.class ?? '') !== '' && record.class !== own)?.id ?? null };
  }
  if ((own ?? '') !== '') return { value: own, from: null };
  const other = absorbed.find((record) => (record[field] ?? '') !== '');
  return other === undefined ? { value: own, from: null } : { value: other[field] ?? null, from: other.id };
}

/** The numbers of a class field, as they stand between the signs that part them. */
export const classNumbersIn = (value: string | null): readonly string[] =>
  (value ?? '').split(/[；;]/).map((number) => number.trim()).filter((number) => number !== '');

function unionOf(values: readonly (string | null)[]): string | null {
  const [first = null, ...others] = values.filter((value) => (value ?? '') !== '');
  if (first === null) return values[0] ?? null;
  const numbers = classNumbersIn(first);
  const more = [...new Set(others.flatMap(classNumbersIn))].filter((number) => !numbers.includes(number));
  // Subtle: the survivor's own value stays character by character when nothing comes to it.
  return more.length === 0 ? first : [...numbers, ...more].join('；');
}
