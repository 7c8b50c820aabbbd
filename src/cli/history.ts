import type { Operation } from '../contract/history.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { count, moment, things } from './figures.ts';
import { recordOf } from './selection.ts';
import { wholeNumber } from './usage.ts';
import { windowed, withWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

interface UndoOptions {
  readonly operation?: number;
  readonly record?: string;
  readonly force?: boolean;
}

export const register: Register = (command, cli) => {
  const operation = cli.say({ zh: '哪一号操作', en: 'which operation' });
  const record = cli.say({ zh: '哪条记录：记录号或 路径#序号', en: 'which record: ID or PATH#N' });
  const force = cli.say({ zh: '后来改动过的跳过，处理其余', en: 'leave what later work touched, do the rest' });

  withWindow(command.command('list'), cli)
    .description(cli.say({ zh: '做过什么', en: 'what was done' }))
    .option('--record <ref>', record)
    .action(({ record: ref, ...window }: WindowOptions & { readonly record?: string }) =>
      cli.run(async ({ api }) => {
        const id = ref === undefined ? undefined : await recordOf(api, ref, process.cwd());
        const { total, items } = await windowed(window, async (part) => {
          const found = await api.history.list({ record: id, ...part });
          return { total: found.total, items: found.operations };
        });
        return { value: { total, operations: items }, text: () => operationTable(cli, items) };
      }),
    );

  command
    .command('undo')
    .description(
      cli.say({
        zh: '撤销最近一步、某一步，或它对一条记录所做的',
        en: 'undo the last operation, a named one, or what it did to one record',
      }),
    )
    .option('--operation <n>', operation, wholeNumber('--operation', 1))
    .option('--record <ref>', record)
    .option('--force', force)
    .action((options: UndoOptions) =>
      cli.run(
        async ({ api }) => {
          const id = options.record === undefined ? undefined : await recordOf(api, options.record, process.cwd());
          const value = await api.history.undo({ operation: options.operation, record: id, force: options.force });
          return {
            value,
            text: () =>
              cli.say({
                zh: `撤销了第 ${value.undone} 号操作，改回 ${count(value.changes)} 处；这是第 ${value.operation} 号操作。`,
                en: `Undid operation ${value.undone}: ${things(value.changes, 'value')}; operation ${value.operation}.`,
              }),
          };
        },
        { index: true },
      ),
    );

  command
    .command('redo')
    .description(cli.say({ zh: '重做', en: 'redo' }))
    .option('--operation <n>', operation, wholeNumber('--operation', 1))
    .option('--force', force)
    .action((options: Omit<UndoOptions, 'record'>) =>
      cli.run(
        async ({ api }) => {
          const value = await api.history.redo({ operation: options.operation, force: options.force });
          return {
            value,
            text: () =>
              cli.say({
                zh: `重做了第 ${value.redone} 号操作，${count(value.changes)} 处；这是第 ${value.operation} 号操作。`,
                en: `Redid operation ${value.redone}: ${things(value.changes, 'value')}; operation ${value.operation}.`,
              }),
          };
        },
        { index: true },
      ),
    );
};

function operationTable(cli: Cli, operations: readonly Operation[]): string {
  if (operations.length === 0) return cli.say({ zh: '还没有操作。', en: 'Nothing has been done yet.' });
  return cli.table(
    [
      { title: { zh: '操作', en: 'Operation' }, align: 'right' },
      { title: { zh: '时间', en: 'Time' } },
      { title: { zh: '做了什么', en: 'What' }, flexible: true },
      { title: { zh: '改动', en: 'Changes' }, align: 'right' },
      { title: { zh: '谁', en: 'Who' } },
      { title: { zh: '状态', en: 'State' } },
    ],
    operations.map(({ id, at, sentence, changes, actor, state, undoneBy }) => [
      String(id),
      moment(at),
      cli.say(sentence),
      count(changes),
      actor,
      undoneBy !== null
        ? cli.say({ zh: `由 ${undoneBy} 撤销`, en: `undone by ${undoneBy}` })
        : state === 'done'
          ? ''
          : cli.say(state === 'running' ? { zh: '进行中', en: 'running' } : { zh: '中断', en: 'interrupted' }),
    ]),
  );
}
