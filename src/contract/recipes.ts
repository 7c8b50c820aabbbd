import type { ChangedField } from './history.ts';
import type { Selection } from './selection.ts';
import type { LocalText } from './text.ts';

export interface RecipeStep {
  /** The kind of operation: 'records.set', 'authorities.merge' … */
  readonly kind: string;
  /** What is asked for, without the records it is asked for. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly sentence: LocalText;
}

export interface Recipe {
  readonly id: number;
  readonly name: string;
  readonly note: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly steps: readonly RecipeStep[];
}

/** How many records a value becomes another in. */
export interface ValueStep {
  readonly field: ChangedField;
  readonly before: string | null;
  readonly after: string | null;
  readonly records: number;
}

export interface RecipeRun {
  /** Null for a dry run and when nothing changed. */
  readonly operation: number | null;
  /** Records that differ at the end from what they were at the beginning. */
  readonly records: number;
  /** Records each step changed, in order; a later step sees what the earlier ones made. */
  readonly steps: readonly { readonly sentence: LocalText; readonly records: number }[];
  /** Number of different `values` below. */
  readonly valuesTotal: number;
  /** Every change of a value with its number of records, most first; up to 1,000. Long values are cut at 300 characters. */
  readonly values: readonly ValueStep[];
  /** Number of changed values, and the first 1,000 of them. */
  readonly changesTotal: number;
  readonly changes: readonly { readonly record: number; readonly title: string; readonly field: ChangedField; readonly before: string | null; readonly after: string | null }[];
}

/** The file a recipe is shared as: JSON, UTF-8. */
export interface RecipeFile {
  readonly format: 'jianbao-recipe';
  readonly version: 1;
  readonly name: string;
  readonly note: string;
  readonly steps: readonly { readonly kind: string; readonly input: Readonly<Record<string, unknown>>; readonly sentence: LocalText }[];
}

export interface RecipesApi {
  list(input: object): readonly Recipe[];
  /** Keep operations of the history as a recipe, in the order they were done. Faults `conflict` (the name is taken), `bad-input` (one cannot be done again). */
  save(input: { readonly name: string; readonly note?: string; readonly operations: readonly number[] }): { readonly id: number; readonly operation: number | null };
  /** `steps`: places (from 0) of the steps that stay, in their new order. */
  edit(input: { readonly id: number; readonly name?: string; readonly note?: string; readonly steps?: readonly number[] }): { readonly operation: number | null };
  delete(input: { readonly id: number }): { readonly operation: number };
  /** Do all steps to records: one operation. A dry run does them and takes them back, so it tells exactly what would come. */
  run(input: { readonly id: number; readonly selection: Selection; readonly dryRun?: boolean }): RecipeRun;
  /** Fault `conflict` when the file exists, unless it may be overwritten. */
  export(input: { readonly id: number; readonly file: string; readonly overwrite?: boolean }): { readonly file: string; readonly steps: number };
  /** Fault `bad-input` with the step and what is wrong with it; nothing is kept then. A name that is taken gets a number. */
  import(input: { readonly file: string }): { readonly id: number; readonly name: string; readonly steps: number };
}
