import type { ClassNode } from '../contract/subjects.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { editAnswer } from './edits.ts';
import { notYet, UsageError } from './exit.ts';
import { count } from './figures.ts';
import { assignSuggested, registerSuggest, suggestedField } from './subjects-suggest.ts';
import type { AssignSuggestedOptions } from './subjects-suggest.ts';
import { registerEvaluate, registerTrain } from './subjects-evaluate.ts';
import { share, wholeNumber } from './usage.ts';

interface AssignOptions extends AssignSuggestedOptions {
  readonly class?: string;
  readonly suggested?: boolean;
}

export const register: Register = (command, cli) => {
  const query = cli.say({ zh: '检索式', en: 'which records' });
  const what = cli.say({ zh: 'class、genre 或字段名', en: 'class, genre or a field' });

  command
    .command('schemes')
    .description(cli.say({ zh: '有哪些分类表', en: 'the class schemes' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const schemes = await api.subjects.schemes({});
        return {
          value: { schemes },
          text: () =>
            cli.table(
              [
                { title: { zh: '分类表', en: 'Scheme' } },
                { title: { zh: '名称', en: 'Caption' }, flexible: true },
                { title: { zh: '类', en: 'Classes' }, align: 'right' },
              ],
              schemes.map(({ name, caption, classes }) => [name, cli.say(caption), count(classes)]),
            ),
        };
      }),
    );

  command
    .command('import')
    .argument('<file>')
    .description(cli.say({ zh: '导入分类表', en: 'bring in a class scheme' }))
    .option('--name <n>', cli.say({ zh: '名称', en: 'its name' }))
    .action(() => notYet('subjects import'));

  command
    .command('tree')
    .description(cli.say({ zh: '下一级类目，计数含下位', en: 'classes one level down; counts roll up' }))
    .option('--under <class>', cli.say({ zh: '哪一类之下', en: 'under which class' }))
    .action((options: { readonly under?: string }) =>
      cli.run(async ({ api }) => {
        const classes = await api.subjects.tree({ under: options.under });
        return { value: { classes }, text: () => classTable(cli, classes) };
      }),
    );

  command
    .command('search')
    .argument('<text>')
    .description(cli.say({ zh: '按类号或类名找类目', en: 'classes by number or caption' }))
    .option('--limit <n>', cli.say({ zh: '最多多少条', en: 'at most so many' }), wholeNumber('--limit', 1), 20)
    .action((text: string, { limit }: { readonly limit: number }) =>
      cli.run(async ({ api }) => {
        const classes = await api.subjects.search({ text, limit });
        return { value: { classes }, text: () => classTable(cli, classes) };
      }),
    );

  command
    .command('check')
    .description(cli.say({ zh: '在用而分类表没有的类号', en: 'numbers in use that the scheme does not know' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const numbers = await api.subjects.check({});
        const kinds = { house: { zh: '自编号', en: 'house number' }, unknown: { zh: '未知', en: 'unknown' } };
        return {
          value: { numbers },
          text: () =>
            numbers.length === 0
              ? cli.say({ zh: '所有类号都在分类表里。', en: 'Every class number is in the scheme.' })
              : cli.table(
                  [
                    { title: { zh: '类号', en: 'Number' } },
                    { title: { zh: '种类', en: 'Kind' } },
                    { title: { zh: '记录', en: 'Records' }, align: 'right' },
                  ],
                  numbers.map(({ notation, kind, records }) => [notation, cli.say(kinds[kind]), count(records)]),
                ),
        };
      }),
    );

  registerSuggest(command.command('suggest'), cli);
  registerTrain(command.command('train'), cli);
  registerEvaluate(command.command('evaluate'), cli);

  command
    .command('assign')
    .description(cli.say({ zh: '给记录类号', en: 'give records a class' }))
    .requiredOption('--query <q>', query)
    .option('--class <number>', cli.say({ zh: '类号', en: 'the class number' }))
    .option('--suggested', cli.say({ zh: '用建议的类号', en: 'the one suggested for each' }))
    .option(
      '--min-confidence <share>',
      cli.say({ zh: '建议的最低把握', en: 'least confidence' }),
      share('--min-confidence'),
    )
    .option('--dry-run', cli.say({ zh: '只看会怎样，不写入', en: 'show what would change, store nothing' }))
    .option('--for <what>', what, suggestedField)
    .action((options: AssignOptions) => {
      if (options.suggested === true && options.class === undefined) return assignSuggested(cli, options);
      const notation = options.suggested === true ? undefined : options.class;
      if (!notation) {
        throw new UsageError({
          zh: '请用 --class 给出类号，或加 --suggested，两者取一。',
          en: 'Either name the class with --class or say --suggested.',
        });
      }
      return cli.run(async ({ api }) =>
        editAnswer(
          cli,
          await api.subjects.assign({ selection: { query: options.query }, notation, dryRun: options.dryRun }),
          options.dryRun,
        ),
      );
    });

  command
    .command('unassign')
    .description(cli.say({ zh: '去掉记录的一个类号', en: 'take a class number away' }))
    .requiredOption('--query <q>', query)
    .requiredOption('--class <number>', cli.say({ zh: '类号', en: 'the class number' }))
    .action((options: { readonly query: string; readonly class: string }) =>
      cli.run(async ({ api }) =>
        editAnswer(cli, await api.subjects.unassign({ selection: { query: options.query }, notation: options.class })),
      ),
    );
};

function classTable(cli: Cli, classes: readonly ClassNode[]): string {
  if (classes.length === 0) return cli.say({ zh: '没有类目。', en: 'No classes.' });
  return cli.table(
    [
      { title: { zh: '类号', en: 'Number' } },
      { title: { zh: '类名', en: 'Caption' }, flexible: true },
      { title: { zh: '记录', en: 'Records' }, align: 'right' },
    ],
    classes.map(({ notation, caption, records, hasNarrower }) => [
      `${notation}${hasNarrower ? ' +' : ''}`,
      cli.say(caption),
      count(records),
    ]),
  );
}
