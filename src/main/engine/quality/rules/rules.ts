import { CLASS_RULES } from './class.ts';
import { PLACE_RULES } from './place.ts';
import type { Rule } from './rule.ts';
import { TEXT_RULES } from './text.ts';

/** Rules that look at one record alone. */
export const RECORD_RULES: readonly Rule[] = [...PLACE_RULES, ...TEXT_RULES, ...CLASS_RULES];

/** Rules that look at a record beside others; how they are found is in `neighbours.ts`. */
export const NEIGHBOUR_RULES = [
  { rule: 'item-unique', caption: { zh: '同日同版条号重复', en: 'The item occurs twice on its page' } },
  { rule: 'issue-order', caption: { zh: '总期与日期的先后不符', en: 'The issue number does not rise with the date' } },
  { rule: 'marks', caption: { zh: '标记有缺损', en: 'Damaged marks' } },
] as const satisfies readonly Pick<Rule, 'rule' | 'caption'>[];

export const ALL_RULES: readonly Pick<Rule, 'rule' | 'caption' | 'fix'>[] = [...RECORD_RULES, ...NEIGHBOUR_RULES];
