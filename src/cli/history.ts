import { dayOf } from '../contract/day.ts';
import type { ChangedField, Operation, OperationChange } from '../contract/history.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { fieldLabel } from './edits.ts';
import { UsageError } from './exit.ts';
import { count, moment, things } from './figures.ts';
import { recordOf } from './selection.ts';
import { fieldNamed, wholeNumber } from './usage.ts';
import { windowed, withWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

interface UndoOptions {
  readonly operation?: number;
  readonly record?: string;
  readonly force?: boolean;
}

interface ListOptions extends WindowOptions {
  readonly record?: string;
  readonly field?: ChangedField;
  readonly kind?: string;
  readonly by?: string;
  readonly from?: number;
  readonly to?: number;
  readonly find?: string;
}

const BESIDE = ['status', 'tag', 'set', 'duplicate', 'authority', 'recipe', 'search'] as const satisfies readonly ChangedField[];

export const register: Register = (command, cli) => {
  const operation = cli.say({ zh: '哪一号操作', en: 'which operation' });
  const record = cli.say({ zh: '哪条记录：记录号或 路径#序号', en: 'which record: ID or PATH#N' });
  const force = cli.say({ zh: '后来改动过的跳过，处理其余', en: 'leave what later work touched, do the rest' });

  withWindow(command.command('list'), cli)
    .description(cli.say({ zh: '做过什么', en: 'what was done' }))
    .option('--record <ref>', record)
    .option('--field <f>', cli.say({ zh: '改过哪个字段：字段名，或 status、tag、set', en: 'that touched a field: its name, or status, tag, set' }), changedField)
    .option('--kind <k>', cli.say({ zh: '哪一类：records、records.set……', en: 'of a kind: records, records.set …' }))
    .option('--by <person>', cli.say({ zh: '谁做的', en: 'by whom' }))
    .option('--from <date>', cli.say({ zh: '从哪天起', en: 'from that day on' }), (text) => momentOf('--from', text, 0))
    .option('--to <date>', cli.say({ zh: '到哪天止', en: 'until that day' }), (text) => momentOf('--to', text, 1))
    .option('--find <x>', cli.say({ zh: '句子里有这些字', en: 'with this in its sentence' }))
    .action(({ record: ref, field, kind, by: actor, from, to, find: text, ...window }: ListOptions) =>
      cli.run(async ({ api }) => {
        const id = ref === undefined ? undefined : await recordOf(api, ref, process.cwd());
        const { total, items } = await windowed(window, async (part) => {
          const found = await api.history.list({ record: id, field, kind, actor, from, to, text, ...part });
          return { total: found.total, items: found.operations };
        });
        return { value: { total, operations: items }, text: () => operationTable(cli, items) };
      }),
    );

  withWindow(command.command('changes'), cli)
    .description(cli.say({ zh: '一步改了什么', en: 'what one operation changed' }))
    .requiredOption('--operation <n>', operation, wholeNumber('--operation', 1))
    .option('--find <x>', cli.say({ zh: '标题或值里有这些字', en: 'with this in the title or a value' }))
    .action(({ operation: id, find, ...window }: WindowOptions & { readonly operation: number; readonly find?: string }) =>
      cli.run(async ({ api }) => {
        const { total, items } = await windowed(window, async (part) => {
          const found = await api.history.changes({ operation: id, find, ...part });
          return { total: found.total, items: found.changes };
        });
        return { value: { total, changes: items }, text: () => changeTable(cli, items) };
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

/** A field by its name, code or Chinese name, or one of what stands beside the fields. */
function changedField(text: string): ChangedField {
  const beside = BESIDE.find((name) => name === text);
  return beside ?? fieldNamed(text);
}

/** The first millisecond of a day in local time, or that of the day after. */
function momentOf(option: string, text: string, daysLater: 0 | 1): number {
  const day = dayOf(text);
  if (day === null) throw new UsageError({ zh: `${option} 需要日期，如 2011-06-14；而不是“${text}”。`, en: `${option} needs a date like 2011-06-14, not "${text}".` });
  return new Date(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, (day % 100) + daysLater).getTime() - daysLater;
}

function changeTable(cli: Cli, changes: readonly OperationChange[]): string {
  if (changes.length === 0) return cli.say({ zh: '没有改动。', en: 'No changes.' });
  return cli.table(
    [
      { title: { zh: '记录', en: 'Record' }, align: 'right' },
      { title: { zh: '标题', en: 'Title' }, flexible: true },
      { title: { zh: '字段', en: 'Field' } },
      { title: { zh: '原值', en: 'Before' }, flexible: true },
      { title: { zh: '新值', en: 'After' }, flexible: true },
      { title: { zh: '状态', en: 'State' } },
    ],
    changes.map(({ record, title, field, before, after, undone }) => [
      record === null ? '' : String(record),
      title,
      fieldLabel(cli, field),
      before ?? '—',
      after ?? '—',
      undone ? cli.say({ zh: '已单独撤销', en: 'undone alone' }) : '',
    ]),
  );
}

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
