import type { ColumnMapping, ColumnRule } from '../../../../contract/mapping.ts';
import { codeFor, unbrokenName } from '../text/names.ts';

/** The mappings an import knows. */
export interface TableRules {
  /** What the librarian said for this import: it counts for every table, column by column. */
  readonly told: ColumnMapping | null;
  /** Kept ones: each counts for tables with just its columns. */
  readonly kept: readonly (ColumnMapping & { readonly header: readonly string[] })[];
}

export const NO_RULES: TableRules = { told: null, kept: [] };

/** The name of a column without one. */
export const columnName = (at: number): string => `第${at + 1}列`;

/** Names of columns as they are called throughout: without space around them, none of them empty. */
export const headerOf = (cells: readonly string[]): readonly string[] =>
  cells.map((name, at) => (name.trim() === '' ? columnName(at) : unbrokenName(name)));

/** The mapping for a table with these columns, null when nobody has told. */
export function mappingFor(header: readonly string[], rules: TableRules | undefined): ColumnMapping | null {
  if (rules === undefined) return null;
  if (rules.told !== null && rules.told.columns.some(({ column }) => header.includes(column))) return rules.told;
  return rules.kept.find((mapping) => sameColumns(mapping.header, header)) ?? null;
}

/** The mapping for objects with these keys, of which each may lack some that the mapping knows. */
export function mappingForSome(keys: readonly string[], rules: TableRules | undefined): ColumnMapping | null {
  const exact = mappingFor(keys, rules);
  if (exact !== null || rules === undefined || keys.length === 0) return exact;
  return rules.kept.find(({ header }) => keys.length * 2 >= header.length && keys.every((key) => header.includes(key))) ?? null;
}

/** Whether a table has just these columns, in whatever order. */
export function sameColumns(one: readonly string[], other: readonly string[]): boolean {
  const names = new Set(one);
  return names.size === new Set(other).size && other.every((name) => names.has(name));
}

/** What becomes of each column: as told, else by its name. A column that occurs again follows the same rule. */
export function ruleFor(
  column: string, mapping: ColumnMapping | null, tags: Readonly<Record<string, string | null>> | undefined,
): ColumnRule {
  const told = mapping?.columns.find((rule) => rule.column === column);
  return told ?? { column, to: codeFor(column, tags) };
}
