import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { EngineApi } from '../contract/engine.ts';
import type { Missing, QualityRule } from '../contract/quality.ts';
import type { Client } from '../contract/rpc.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { editAnswer } from './edits.ts';
import { EXIT, FailedError } from './exit.ts';
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
      return cli.run(async ({ api }) => {
        const profile = options.profile === undefined ? undefined : await namedProfile(api, options.profile);
        const value = await api.quality.check({ query: options.query, profile });
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
    .command('fix')
    .description(cli.say({ zh: '修正上次检查中可以安全修正的问题，一步操作', en: 'mend what the last check found where that is safe; one operation' }))
    .requiredOption('--rule <rule>', cli.say({ zh: '哪一条规则', en: 'of which rule' }))
    .option('--query <q>', cli.say({ zh: '检索式', en: 'which records' }))
    .option('--dry-run', cli.say({ zh: '只列出，不写入', en: 'list only, write nothing' }))
    .action(({ rule, query, dryRun = false }: { readonly rule: string; readonly query?: string; readonly dryRun?: boolean }) =>
      cli.run(async ({ api }) => {
        return editAnswer(cli, await api.quality.fix({ rule, query, dryRun }), dryRun);
      }),
    );

  command
    .command('profiles')
    .description(cli.say({ zh: '列出规则组；--save 存入一个，--delete 删除', en: 'list the profiles; --save keeps one, --delete removes one' }))
    .option('--save <file>', cli.say({ zh: '规则组文件（JSON）', en: 'a profile as JSON' }))
    .option('--delete <name>', cli.say({ zh: '名称', en: 'a name' }))
    .action((options: { readonly save?: string; readonly delete?: string }) =>
      cli.run(async ({ api }) => {
        if (options.save !== undefined) await api.quality.saveProfile({ profile: readProfile(options.save) });
        if (options.delete !== undefined) await api.quality.deleteProfile({ name: options.delete });
        const value = await api.quality.profiles({});
        return {
          value,
          text: () => cli.table(
            [{ title: { zh: '规则组', en: 'Profile' } }, { title: { zh: '规则', en: 'Rules' }, align: 'right' }, { title: { zh: '最大版号', en: 'Last page' }, align: 'right' }],
            value.map((profile) => [profile.name, String(profile.rules.length), String(profile.mostPages)]),
          ),
        };
      }),
    );

  command
    .command('completeness')
    .description(cli.say({ zh: '缺哪些期、版、条', en: 'which issues, pages and items are missing' }))
    .option('--year <y>', cli.say({ zh: '哪一年', en: 'of one year' }), wholeNumber('--year', 1))
    .option('--csv <file>', cli.say({ zh: '把缺漏写成 CSV，交给供应方', en: 'also write the gaps as CSV, for the supplier' }))
    .action(({ year, csv }: { readonly year?: number; readonly csv?: string }) =>
      cli.run(async ({ api }) => {
        const value = await api.quality.completeness({ year });
        if (csv !== undefined) await api.quality.writeMissing({ year, file: resolve(csv) });
        return {
          value,
          exit: value.missing.length > 0 ? EXIT.problems : EXIT.done,
          text: () => [
            cli.table(
              [
                { title: { zh: '年', en: 'Year' } }, { title: { zh: '有报的日', en: 'Days' }, align: 'right' },
                { title: { zh: '记录', en: 'Records' }, align: 'right' }, { title: { zh: '缺', en: 'Missing' }, align: 'right' },
              ],
              value.years.filter((one) => year === undefined || one.year === year).map((one) => [String(one.year), count(one.days), count(one.records), count(one.missing)]),
            ),
            ...value.missing.slice(0, 200).map((gap) => gapLine(cli, gap)),
            ...(value.missing.length > 200 ? [cli.say({ zh: `另有 ${count(value.missing.length - 200)} 处，用 --csv 可全部写出。`, en: `${count(value.missing.length - 200)} more; --csv writes them all.` })] : []),
          ].join('\n'),
        };
      }),
    );
};

/** The name of a profile; a file is kept in the library first, so that the check can be repeated. */
async function namedProfile(api: Client<EngineApi>, named: string): Promise<string> {
  if (!named.endsWith('.json')) return named;
  const profile = readProfile(named);
  await api.quality.saveProfile({ profile });
  return String((profile as { readonly name?: unknown }).name);
}

function readProfile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(resolve(file), 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new FailedError({ zh: `无法读取规则组文件 ${file}：${why}`, en: `The profile ${file} cannot be read: ${why}` });
  }
}

function gapLine(cli: Cli, { kind, day, after, before, issue, through, page, item }: Missing): string {
  const date = day === null ? cli.say({ zh: `${after} 与 ${before} 之间`, en: `between ${after} and ${before}` }) : String(day);
  if (kind === 'issue') {
    const numbers = through !== null && through !== issue ? `${issue ?? ''}–${through}` : String(issue ?? '');
    return cli.say({ zh: `${date}  缺总期 ${numbers}`, en: `${date}  issue ${numbers} is missing` });
  }
  return kind === 'page'
    ? cli.say({ zh: `${date}  缺第 ${page ?? ''} 版`, en: `${date}  page ${page ?? ''} is missing` })
    : cli.say({ zh: `${date}  缺第 ${page ?? ''} 版第 ${item ?? ''} 条`, en: `${date}  page ${page ?? ''}, item ${item ?? ''} is missing` });
}

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
