import type { FieldName } from '../../../contract/records.ts';

/** A record as the writers of flat formats see it: values as they stand, '' or absent made null. */
export interface PlainRecord {
  readonly id: number;
  /** `PATH#N` where it came from; null for a record made here. */
  readonly ref: string | null;
  readonly values: Readonly<Partial<Record<FieldName, string>>>;
  /** Fields outside the known ones. */
  readonly others: readonly { readonly code: string; readonly name: string; readonly value: string }[];
  readonly day: number | null;
  readonly status: string;
  readonly tags: readonly string[];
  readonly sets: readonly string[];
}

/** Something a format could not hold as it is; the text says what was done about it. */
export interface Harmless {
  readonly field: string;
  readonly was: string;
}

/** A writer of one file: what stands before the records, each record, what stands after. */
export interface FlatWriter {
  readonly head: string;
  record(record: PlainRecord): { readonly text: string; readonly changed: readonly Harmless[] };
  readonly tail: string;
}
