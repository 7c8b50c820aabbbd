import type { Command } from 'commander';
import type { RecordStatus } from '../contract/records.ts';
import type { Cli } from './cli.ts';
import { editAnswer } from './edits.ts';
import { UsageError } from './exit.ts';
import { assignment, fieldNamed, oneOf } from './usage.ts';

const STATUSES = ['new', 'review', 'done', 'rejected'] as const satisfies readonly RecordStatus[];

interface ReplaceOptions {
  readonly query: string;
  readonly field: string;
  readonly find: string;
  readonly replace: string;
  readonly regex?: boolean;
  readonly dryRun?: boolean;
}

/** `records set`, `replace`, `tag` and `status`: what changes records, each as one operation. */
export function registerEdits(command: Command, cli: Cli): void {
  const query = cli.say({ zh: '检索式', en: 'which records' });
  const dry = cli.say({ zh: '只看会怎样，不写入', en: 'show what would change, store nothing' });

  command
    .command('set')
    .argument(
      '<field=value...>',
      cli.say({ zh: '字段=值；值空则去掉字段', en: 'FIELD=VALUE; nothing after = removes the field' }),
    )
    .description(cli.say({ zh: '改字段，一步操作，可撤销', en: 'set fields; one operation, undoable' }))
    .requiredOption('--query <q>', query)
    .option('--dry-run', dry)
    .action((given: readonly string[], options: { readonly query: string; readonly dryRun?: boolean }) => {
      const values = Object.fromEntries(given.map(assignment));
      return cli.run(
        async ({ api }) =>
          editAnswer(
            cli,
            await api.records.set({ selection: { query: options.query }, values, dryRun: options.dryRun }),
            options.dryRun,
          ),
        { index: true },
      );
    });

  command
    .command('replace')
    .description(cli.say({ zh: '在一个字段里替换', en: 'replace within one field' }))
    .requiredOption('--query <q>', query)
    .requiredOption('--field <f>', cli.say({ zh: '字段', en: 'the field' }))
    .requiredOption('--find <x>', cli.say({ zh: '找什么', en: 'what to find' }))
    .requiredOption('--replace <y>', cli.say({ zh: '换成什么', en: 'what to put there' }))
    .option(
      '--regex',
      cli.say({ zh: '按正则表达式，替换里可用 $1', en: 'a regular expression; $1 … in the replacement' }),
    )
    .option('--dry-run', dry)
    .action(({ query: wanted, field: name, find, replace, regex, dryRun }: ReplaceOptions) => {
      const field = fieldNamed(name);
      return cli.run(
        async ({ api }) =>
          editAnswer(
            cli,
            await api.records.replace({ selection: { query: wanted }, field, find, replace, regex, dryRun }),
            dryRun,
          ),
        { index: true },
      );
    });

  command
    .command('tag')
    .description(cli.say({ zh: '加、去标签', en: 'add and remove tags' }))
    .requiredOption('--query <q>', query)
    .option('--add <tag...>', cli.say({ zh: '加上', en: 'tags to add' }))
    .option('--remove <tag...>', cli.say({ zh: '去掉', en: 'tags to remove' }))
    .action(
      (options: { readonly query: string; readonly add?: readonly string[]; readonly remove?: readonly string[] }) => {
        const { add = [], remove = [] } = options;
        if (add.length + remove.length === 0) {
          throw new UsageError({
            zh: '请用 --add 或 --remove 给出标签。',
            en: 'Name the tags with --add or --remove.',
          });
        }
        return cli.run(async ({ api }) =>
          editAnswer(cli, await api.records.tag({ selection: { query: options.query }, add, remove })),
        );
      },
    );

  command
    .command('status')
    .argument('<status>', STATUSES.join('|'), oneOf('status', STATUSES))
    .description(cli.say({ zh: '设工作状态', en: 'set the working status' }))
    .requiredOption('--query <q>', query)
    .action((status: RecordStatus, options: { readonly query: string }) =>
      cli.run(async ({ api }) =>
        editAnswer(cli, await api.records.status({ selection: { query: options.query }, status })),
      ),
    );
}
