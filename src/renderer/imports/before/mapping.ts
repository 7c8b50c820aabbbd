import { FIELDS } from '../../../contract/fields.ts';
import type { TableLook } from '../../../contract/imports.ts';
import { TAG_TARGET } from '../../../contract/mapping.ts';
import type { ColumnMapping, ColumnRule } from '../../../contract/mapping.ts';

/** What a column can be chosen to become, beside the fields: a field of its own, tags, nothing. */
export const OWN = 'own';
export const LEFT_OUT = 'out';

const KNOWN: ReadonlySet<string> = new Set(FIELDS.map(({ code }) => code));

/** A code for a column that keeps its own name. */
export const ownCode = (column: string): string => column.trim().replace(/[#/\s〖〗]+/g, '_') || '_';

/** The choice that stands for a rule. */
export function choiceOf({ to }: Pick<ColumnRule, 'to'>): string {
  if (to === null) return LEFT_OUT;
  return to === TAG_TARGET || KNOWN.has(to) ? to : OWN;
}

/** The rule of a column after a choice; the order of its dates stays where it becomes the date. */
export function ruleAfter(rule: ColumnRule, choice: string): ColumnRule {
  const to = choice === LEFT_OUT ? null : choice === OWN ? ownCode(rule.column) : choice;
  return to === 'RQ' ? { ...rule, to, dates: rule.dates ?? 'auto' } : { column: rule.column, to };
}

/** What a table starts with: the kept mapping, else the guess. */
export function startOf({ kept, guess, header }: TableLook): ColumnMapping {
  if (kept !== null) {
    const rules = header.map((column) => kept.columns.find((rule) => rule.column === column) ?? { column, to: ownCode(column) });
    return { columns: rules, constants: kept.constants };
  }
  return { columns: guess, constants: [] };
}
