import type { Command } from 'commander';
import type { DuplicateRule, NamedRule, Resolution, SurvivorPreference } from '../contract/duplicates.ts';
import type { Cli } from './cli.ts';
import { KIND_NAMES, KINDS } from './duplicate-kinds.ts';
import { count, duration, percent, things } from './figures.ts';
import { oneOf, severalOf, share, wholeNumber } from './usage.ts';

/** Lines shown to people; the JSON document has all, unless `--limit` asks for fewer. */
const SHOWN = 50;
const KEEP = [
  'more-fields', 'longer-body', 'earliest-import', 'latest-import', 'earliest-date', 'latest-date', 'source',
] as const satisfies readonly SurvivorPreference[];
const ACTIONS = { merge: { zh: '合并', en: 'merge' }, link: { zh: '关联', en: 'link' }, distinct: { zh: '分开', en: 'apart' } } as const;

interface ResolveOptions {
  readonly rule: string;
  readonly source?: string;
  readonly dryRun?: boolean;
  readonly find?: string;
  readonly limit?: number;
  readonly offset?: number;
}

interface SaveOptions {
  readonly kind: DuplicateRule['kinds'];
  readonly minScore: number;
  readonly action: DuplicateRule['action'];
  readonly keep?: readonly SurvivorPreference[];
  readonly source?: string;
  readonly body?: DuplicateRule['body'];
  readonly sameDay?: boolean;
  readonly samePlace?: boolean;
  readonly sameTitle?: boolean;
  readonly maxRecords?: number;
}

/** `duplicates resolve`, and `duplicates rules` for one's own. */
export function registerResolve(command: Command, cli: Cli): void {
  command
    .command('resolve')
    .description(cli.say({ zh: '按规则一次处理许多组', en: 'settle many groups by a rule' }))
    .requiredOption('--rule <r>', cli.say({ zh: '规则名，见 duplicates rules', en: 'name of a rule, see: duplicates rules' }))
    .option('--source <text>', cli.say({ zh: '按来源取舍的规则：导入路径中的一段', en: 'for rules that go by the source: a part of its path' }))
    .option('--dry-run', cli.say({ zh: '只列出会怎样，不写入', en: 'list what would be done, store nothing' }))
    .option('--find <text>', cli.say({ zh: '清单只列标题含此的，或此记录号', en: 'list only titles with this, or this record' }))
    .option('--limit <n>', cli.say({ zh: '清单最多多少条', en: 'list at most so many' }), wholeNumber('--limit'))
    .option('--offset <n>', cli.say({ zh: '清单从第几条起（0 开始）', en: 'list from which one on (0 is the first)' }), wholeNumber('--offset'))
    .action((options: ResolveOptions) =>
      cli.run(async ({ api }) => {
        const value = await api.duplicates.resolve(options);
        return { value, text: () => resolutionText(cli, value) };
      }, { index: options.dryRun !== true }),
    );

  const rules = command.command('rules').description(cli.say({ zh: '规则：列出、保存、删除', en: 'rules: list, save, delete' }));
  rules
    .command('list', { isDefault: true })
    .description(cli.say({ zh: '内置的和自定的规则', en: 'the built-in and the saved rules' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const value = await api.duplicates.rules({});
        return { value, text: () => ruleTable(cli, value) };
      }),
    );
  rules
    .command('save')
    .argument('<name>', cli.say({ zh: '规则名', en: 'name of the rule' }))
    .description(cli.say({ zh: '保存自定规则', en: 'save a rule of your own' }))
    .requiredOption('--kind <kinds>', KIND_NAMES.join(','), severalOf('--kind', KIND_NAMES))
    .option('--min-score <n>', cli.say({ zh: '把握至少（0–1）', en: 'at least so sure (0–1)' }), share('--min-score'), 0.95)
    .option('--action <a>', Object.keys(ACTIONS).join('|'), oneOf('--action', ['merge', 'link', 'distinct']), 'merge')
    .option('--keep <prefs>', KEEP.join(','), severalOf('--keep', KEEP))
    .option('--source <text>', cli.say({ zh: '--keep source 的来源：导入路径中的一段', en: 'for --keep source: a part of the path' }))
    .option('--body <b>', 'survivor|longest', oneOf('--body', ['survivor', 'longest']))
    .option('--same-day', cli.say({ zh: '日期相同', en: 'same date' }))
    .option('--same-place', cli.say({ zh: '同日同版同条', en: 'same date, page and item' }))
    .option('--same-title', cli.say({ zh: '题名逐字相同', en: 'equal titles' }))
    .option('--max-records <n>', cli.say({ zh: '最多几条', en: 'no more records at once' }), wholeNumber('--max-records', 2))
    .action((name: string, { kind, sameDay, samePlace, sameTitle, maxRecords, ...rest }: SaveOptions) =>
      cli.run(async ({ api }) => {
        const value = await api.duplicates.saveRule({ ...rest, name, kinds: kind, conditions: { sameDay, samePlace, sameTitle, maxRecords } });
        return { value, text: () => cli.say({ zh: `规则“${name}”已保存。`, en: `Saved the rule "${name}".` }) };
      }),
    );
  rules
    .command('delete')
    .argument('<name>', cli.say({ zh: '规则名', en: 'name of the rule' }))
    .description(cli.say({ zh: '删除自定规则', en: 'delete a rule of your own' }))
    .action((name: string) =>
      cli.run(async ({ api }) => {
        const value = await api.duplicates.deleteRule({ name });
        return { value, text: () => cli.say({ zh: `规则“${name}”已删除；可以撤销。`, en: `Deleted the rule "${name}"; undo brings it back.` }) };
      }),
    );
}

function ruleTable(cli: Cli, rules: readonly NamedRule[]): string {
  return cli.table(
    [
      { title: { zh: '名称', en: 'Name' } },
      { title: { zh: '种类', en: 'Kinds' } },
      { title: { zh: '把握', en: 'Score' }, align: 'right' },
      { title: { zh: '做法', en: 'Does' } },
      { title: { zh: '说明', en: 'In words' }, flexible: true },
    ],
    rules.map(({ name, kinds, minScore, action, title, builtIn }) => [
      name, kinds.map((kind) => cli.say(KINDS[kind])).join(' '), `≥ ${percent(minScore)}`, cli.say(ACTIONS[action]),
      builtIn ? cli.say(title) : cli.say({ zh: '自定', en: 'saved' }),
    ]),
  );
}

/** What was done, or would be, line by line; then what the rule left alone. */
function resolutionText(cli: Cli, value: Resolution): string {
  const { groups, settled, absorbed, lines, total, passed, operation } = value;
  const took = { zh: duration(value.seconds, 'zh'), en: duration(value.seconds, 'en') };
  const head = operation === null
    ? cli.say({
      zh: `按此规则会处理 ${count(groups)} 组（其中 ${count(settled)} 组就此定下），并入 ${count(absorbed)} 条；没有写入。`,
      en: `The rule would deal with ${things(groups, 'group')} (${count(settled)} settled by it), absorbing ${things(absorbed, 'record')}; nothing was stored.`,
    })
    : cli.say({
      zh: `处理了 ${count(groups)} 组（其中 ${count(settled)} 组就此定下），并入 ${count(absorbed)} 条，用时 ${took.zh}；这是第 ${operation} 号操作，可以撤销。`,
      en: `Dealt with ${things(groups, 'group')} (${count(settled)} settled by it), absorbed ${things(absorbed, 'record')} in ${took.en}; this is operation ${operation}, which can be undone.`,
    });
  const shown = lines.slice(0, SHOWN);
  const rest = total - shown.length;
  return [
    head,
    ...(shown.length === 0 ? [] : [
      cli.table(
        [
          { title: { zh: '组', en: 'Group' }, align: 'right' },
          { title: { zh: '种类', en: 'Kind' } },
          { title: { zh: '把握', en: 'Score' }, align: 'right' },
          { title: { zh: '留下', en: 'Stays' }, align: 'right' },
          { title: { zh: '其余', en: 'Others' } },
          { title: { zh: '取用', en: 'Takes' } },
          { title: { zh: '标题', en: 'Title' }, flexible: true },
        ],
        shown.map(({ group, kind, score, survivor, others, values }) => [
          String(group), cli.say(KINDS[kind]), percent(score), String(survivor.id),
          `${others.slice(0, 4).map(({ id }) => id).join(' ')}${others.length > 4 ? ` …(${others.length})` : ''}`,
          values.map(({ field }) => field).join(' '), survivor.title || (others[0]?.title ?? ''),
        ]),
      ),
    ]),
    ...(rest > 0 ? [cli.say({ zh: `……另有 ${count(rest)} 行（--json 给出全部）`, en: `… and ${count(rest)} more (all of them with --json)` })] : []),
    ...passed.map(({ reason, groups: n }) => cli.say({ zh: `未处理 ${count(n)} 组：${reason.zh}。`, en: `Left ${things(n, 'group')} alone: ${reason.en}.` })),
  ].join('\n');
}
