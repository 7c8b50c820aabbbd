import type { FieldName } from '../../../contract/records.ts';

/** A record as the writers see it: values as they stand in the library, absent ones left out. */
export interface PlainRecord {
  readonly id: number;
  /** `PATH#N` where it came from; null for a record made here. */
  readonly ref: string | null;
  /** The same below the folder that was imported: says nothing about the machine it lay on. */
  readonly path: string | null;
  readonly values: Readonly<Partial<Record<FieldName, string>>>;
  /** Fields outside the known ones. */
  readonly others: readonly { readonly code: string; readonly name: string; readonly value: string }[];
  readonly day: number | null;
  readonly status: string;
  readonly tags: readonly string[];
  readonly sets: readonly string[];
  /** The class numbers of the class field, one by one. */
  readonly classes: readonly string[];
}
