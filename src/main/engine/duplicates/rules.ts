import type Database from 'better-sqlite3';
import type { DuplicateKind, DuplicateRule, NamedRule, SurvivorPreference } from '../../../contract/duplicates.ts';
import { Fault } from '../../../contract/fault.ts';
import type { History } from '../history/history.ts';

const SAME: readonly DuplicateKind[] = ['exact'];
const LIKE: readonly DuplicateKind[] = ['exact', 'near'];

function merging(name: string, kinds: readonly DuplicateKind[], keep: readonly SurvivorPreference[], zh: string, en: string, more: Partial<DuplicateRule> = {}): NamedRule {
  return { name, kinds, minScore: 0.95, action: 'merge', keep, builtIn: true, title: { zh, en }, ...more };
}

/** The rules that come with the program. Their names are what scripts say. */
export const BUILT_IN: readonly NamedRule[] = [
  merging('exact-more-fields', SAME, ['more-fields', 'longer-body', 'earliest-import'], '同一文章：保留字段较全的一条', 'Same article: keep the record with more fields'),
  merging('exact-earliest', SAME, ['earliest-import'], '同一文章：保留最早导入的一条', 'Same article: keep the earliest import'),
  merging('exact-latest', SAME, ['latest-import'], '同一文章：保留最近导入的一条', 'Same article: keep the latest import'),
  merging('prefer-source', LIKE, ['source', 'more-fields'], '同一文章或相近：保留来自某一来源的一条', 'Same or similar: keep the record of one source', { source: '' }),
  merging('near-longer-body', LIKE, ['longer-body', 'more-fields'], '相近，同日同版同条：保留正文较长的一条', 'Similar, same date, page and item: keep the longer body', {
    conditions: { samePlace: true },
  }),
  { name: 'reprints-link', kinds: ['reprint'], minScore: 0.95, action: 'link', builtIn: true, title: { zh: '转载：各条都留，互相关联', en: 'Reprints: keep all, link them' } },
  { name: 'reprints-leave', kinds: ['reprint'], minScore: 0.95, action: 'distinct', builtIn: true, title: { zh: '转载：各条都留，不再提示', en: 'Reprints: leave all as they are, ask no more' } },
  {
    name: 'continuations-link', kinds: ['continuation'], minScore: 0.9, action: 'link', builtIn: true, conditions: { sameDay: true },
    title: { zh: '续版，同日：关联为一篇', en: 'Continued on another page, same date: link as one article' },
  },
];

/** The built-in rules, then the saved ones by name. */
export function allRules(sqlite: Database.Database): readonly NamedRule[] {
  const saved = sqlite.prepare<[], { name: string; rule: string }>('SELECT name, rule FROM duplicate_rule ORDER BY name').all();
  return [...BUILT_IN, ...saved.map(({ name, rule }): NamedRule => ({ ...JSON.parse(rule) as DuplicateRule, name, builtIn: false, title: { zh: name, en: name } }))];
}

/** The rule a call means, checked. Faults `not-found` and `bad-input`. */
export function ruleFor(sqlite: Database.Database, given: string | DuplicateRule, source?: string): DuplicateRule {
  const rules = allRules(sqlite);
  const found = typeof given === 'string' ? rules.find(({ name }) => name === given) : given;
  if (found === undefined) {
    const names = rules.map(({ name }) => name);
    throw new Fault('not-found', {
      zh: `没有名为“${String(given)}”的规则。可用：${names.join('、')}。`, en: `There is no rule "${String(given)}". Known: ${names.join(', ')}.`,
    });
  }
  const rule = source === undefined ? found : { ...found, source };
  checkRule(rule);
  return rule;
}

/** A rule that cannot mean anything is refused before it is saved or used. Fault `bad-input`. */
export function checkRule(rule: DuplicateRule): void {
  if (rule.kinds.length === 0) throw new Fault('bad-input', { zh: '规则至少要选一种重复类型。', en: 'A rule needs at least one kind of duplicate.' });
  if (rule.keep?.includes('source') === true && (rule.source ?? '').trim() === '') {
    throw new Fault('bad-input', {
      zh: '这条规则按来源取舍，请指明来源：导入路径中的一段（命令行用 --source）。',
      en: 'This rule goes by the source. Say which: a part of the path records were imported from (--source on the command line).',
    });
  }
}

export function saveRule(sqlite: Database.Database, history: History, { name: given, ...rule }: DuplicateRule): { readonly operation: number | null } {
  const name = given.trim();
  if (name === '') throw new Fault('bad-input', { zh: '请给规则起个名称。', en: 'Give the rule a name.' });
  if (BUILT_IN.some((one) => one.name === name)) {
    throw new Fault('conflict', { zh: `“${name}”是内置规则的名称，请换一个。`, en: `"${name}" is the name of a built-in rule. Choose another.` });
  }
  const text = JSON.stringify(rule);
  const id = idOf(sqlite, name);
  const { operation } = history.write({
    kind: 'duplicates.saveRule', input: { name, ...rule }, sentence: () => ({ zh: `保存查重规则“${name}”`, en: `Save the duplicate rule "${name}"` }),
  }, (tx) => {
    if (id === undefined) tx.insert('duplicate_rule', { name, rule: text });
    else tx.set('duplicate_rule', id, 'rule', text);
  });
  return { operation };
}

export function deleteRule(sqlite: Database.Database, history: History, name: string): { readonly operation: number } {
  const id = idOf(sqlite, name);
  if (id === undefined) throw new Fault('not-found', { zh: `没有名为“${name}”的自定规则。`, en: `There is no saved rule "${name}".` });
  const { operation } = history.write({
    kind: 'duplicates.deleteRule', input: { name }, sentence: () => ({ zh: `删除查重规则“${name}”`, en: `Delete the duplicate rule "${name}"` }),
  }, (tx) => { tx.remove('duplicate_rule', id); });
  return { operation: operation ?? 0 };
}

function idOf(sqlite: Database.Database, name: string): number | undefined {
  return sqlite.prepare<[string], number>('SELECT id FROM duplicate_rule WHERE name = ?').pluck().get(name);
}
