import type { QualityRule } from '../contract/quality.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { EXIT, notYet } from './exit.ts';
import { count, things } from './figures.ts';
import { wholeNumber } from './usage.ts';
import { windowed, withWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

export const register: Register = (command, cli) => {
  command
    .command('check')
    .description(cli.say({ zh: '按规则检查，按规则计数', en: 'check by the rules; problems by rule' }))
    .option('--query <q>', cli.say({ zh: '检索式', en: 'which records' }))
    .option('--profile <p>', cli.say({ zh: '规则组', en: 'a profile of rules' }))
    .action((options: { readonly query?: string; readonly profile?: string }) => {
      if (options.profile !== undefined) notYet('quality check --profile');
      return cli.run(async ({ api }) => {
        const value = await api.quality.check({ query: options.query });
        return {
          value,
          exit: value.breaches > 0 ? EXIT.problems : EXIT.done,
          text: () =>
            [
              cli.say({
                zh: `检查了 ${count(value.records)} 条记录，发现 ${count(value.breaches)} 处问题。`,
                en: `Checked ${things(value.records, 'record')}; found ${things(value.breaches, 'problem')}.`,
              }),
              ruleTable(
                cli,
                value.rules.filter((rule) => rule.records > 0),
              ),
            ]
              .filter((part) => part !== '')
              .join('\n'),
        };
      });
    });

  withWindow(command.command('list'), cli)
    .description(cli.say({ zh: '上次检查发现的问题', en: 'what the last check found' }))
    .option('--rule <rule>', cli.say({ zh: '某一条规则', en: 'of one rule' }))
    .action(({ rule, ...window }: WindowOptions & { readonly rule?: string }) =>
      cli.run(async ({ api }) => {
        const { total, items } = await windowed(window, async (part) => {
          const found = await api.quality.list({ rule, ...part });
          return { total: found.total, items: found.breaches };
        });
        return {
          value: { total, breaches: items },
          text: () =>
            [
              cli.say({ zh: `共 ${count(total)} 处`, en: things(total, 'problem') }),
              ...(items.length === 0
                ? []
                : [
                    cli.table(
                      [
                        { title: { zh: '记录', en: 'Record' }, align: 'right' },
                        { title: { zh: '规则', en: 'Rule' } },
                        { title: { zh: '标题', en: 'Title' }, flexible: true },
                        { title: { zh: '说明', en: 'What' }, flexible: true },
                      ],
                      items.map((breach) => [String(breach.id), breach.rule, breach.title, cli.say(breach.text)]),
                    ),
                  ]),
            ].join('\n'),
        };
      }),
    );

  command
    .command('completeness')
    .description(cli.say({ zh: '缺哪些期、版、条', en: 'which issues, pages and items are missing' }))
    .option('--year <y>', cli.say({ zh: '哪一年', en: 'of one year' }), wholeNumber('--year', 1))
    .action(() => notYet('quality completeness'));
};

export function ruleTable(cli: Cli, rules: readonly QualityRule[]): string {
  if (rules.length === 0) return '';
  return cli.table(
    [
      { title: { zh: '规则', en: 'Rule' } },
      { title: { zh: '说明', en: 'What it asks' }, flexible: true },
      { title: { zh: '记录', en: 'Records' }, align: 'right' },
    ],
    rules.map(({ rule, caption, records }) => [rule, cli.say(caption), count(records)]),
  );
}
