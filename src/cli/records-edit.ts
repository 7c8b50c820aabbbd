import type { Command } from 'commander';
import type { RecordStatus } from '../contract/records.ts';
import type { Cli } from './cli.ts';
import { editAnswer } from './edits.ts';
import { UsageError } from './exit.ts';
import { oneOf } from './usage.ts';

const STATUSES = ['new', 'review', 'done', 'rejected'] as const satisfies readonly RecordStatus[];

/** `records tag` and `status`, each as one operation. */
export function registerEdits(command: Command, cli: Cli): void {
  const query = cli.say({ zh: '检索式', en: 'which records' });

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
