import type { DuplicateGroup, DuplicateKind, GroupState } from '../contract/duplicates.ts';
import type { LocalText } from '../contract/text.ts';
import type { Cli, Library } from './cli.ts';
import type { Register } from './commands.ts';
import { KIND_NAMES, KINDS } from './duplicate-kinds.ts';
import { registerEvaluate } from './duplicates-evaluate.ts';
import { registerDecisions } from './duplicates-decisions.ts';
import { registerResolve } from './duplicates-resolve.ts';
import { registerUnmerge } from './duplicates-unmerge.ts';
import { UsageError } from './exit.ts';
import { count, duration, percent, things } from './figures.ts';
import { recordsOf } from './selection.ts';
import { oneOf } from './usage.ts';
import { windowed, withWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

const STATES = {
  open: { zh: '待定', en: 'open' },
  merged: { zh: '已合并', en: 'merged' },
  distinct: { zh: '不是重复', en: 'not duplicates' },
  linked: { zh: '已关联', en: 'linked' },
} as const satisfies Readonly<Record<GroupState, LocalText>>;

interface ListOptions extends WindowOptions {
  readonly kind?: DuplicateKind;
  readonly state?: GroupState;
}

export const register: Register = (command, cli) => {
  const ref = cli.say({ zh: '记录号，或 路径#序号', en: 'ID or PATH#N' });

  command
    .command('find')
    .description(cli.say({ zh: '按全文查重', en: 'look for duplicates by the full text' }))
    .option('--query <q>', cli.say({ zh: '只数其中的', en: 'count among these records only' }))
    .option('--again', cli.say({ zh: '全部重新比对', en: 'compare everything anew' }))
    .action((options: { readonly query?: string; readonly again?: true }) =>
      cli.run(async ({ api }) => {
        const value = await api.duplicates.find(options);
        const took = { zh: duration(value.seconds, 'zh'), en: duration(value.seconds, 'en') };
        return {
          value,
          text: () =>
            cli.say({
              zh: `比对了 ${count(value.records)} 条新增或改动的记录：${count(value.groups)} 组，${count(value.pairs)} 对；用时 ${took.zh}。`,
              en:
                `Compared ${things(value.records, 'new or changed record')}: ${things(value.groups, 'group')}, ` +
                `${things(value.pairs, 'pair')}; took ${took.en}.`,
            }),
        };
      }),
    );

  withWindow(command.command('list'), cli)
    .description(cli.say({ zh: '列出各组', en: 'list the groups' }))
    .option('--kind <kind>', KIND_NAMES.join('|'), oneOf('--kind', KIND_NAMES))
    .option('--state <state>', Object.keys(STATES).join('|'), oneOf('--state', Object.keys(STATES) as GroupState[]))
    .action(({ kind, state, ...window }: ListOptions) =>
      cli.run(async ({ api }) => {
        const { total, items } = await windowed(window, async (part) => {
          const found = await api.duplicates.list({ kind, state, ...part });
          return { total: found.total, items: found.groups };
        });
        return { value: { total, groups: items }, text: () => groupTable(cli, total, items) };
      }),
    );

  registerEvaluate(command.command('evaluate'), cli);

  command
    .command('merge')
    .argument('<ref...>', ref)
    .description(cli.say({ zh: '合并几条记录；第一条留下', en: 'merge records; the first one stays' }))
    .action((refs: readonly string[]) =>
      cli.run(async (library) => {
        const ids = await several(library, refs);
        const value = await library.api.duplicates.merge({ ids, survivor: ids[0] });
        return {
          value,
          text: () =>
            cli.say({
              zh: `${value.absorbed.join('、')} 并入了 ${value.survivor}；这是第 ${value.operation} 号操作，随时可用 unmerge 分开。`,
              en:
                `${value.absorbed.join(', ')} merged into ${value.survivor}; this is operation ${value.operation}, ` +
                'taken apart any time by unmerge.',
            }),
        };
      }),
    );

  for (const [verb, zh, en] of [
    ['distinct', '不是重复', 'not duplicates of each other'],
    ['link', '同一篇文章的各部分', 'parts of one article'],
  ] as const) {
    command
      .command(verb)
      .argument('<ref...>', ref)
      .description(cli.say({ zh: `判定：${zh}`, en: `decide: ${en}` }))
      .action((refs: readonly string[]) =>
        cli.run(async (library) => {
          const value = await library.api.duplicates[verb]({ ids: await several(library, refs) });
          return {
            value,
            text: () =>
              cli.say({
                zh: `记下了 ${count(value.pairs)} 对：${zh}；这是第 ${value.operation} 号操作。`,
                en: `Kept for ${things(value.pairs, 'pair')}: ${en}; this is operation ${value.operation}.`,
              }),
          };
        }),
      );
  }

  registerResolve(command, cli);
  registerDecisions(command, cli);
  registerUnmerge(command.command('unmerge'), cli);
};

/** Two or more different records. */
async function several({ api }: Library, refs: readonly string[]): Promise<readonly number[]> {
  const ids = [...new Set(await recordsOf(api, refs, process.cwd()))];
  if (ids.length >= 2) return ids;
  throw new UsageError({ zh: '需要两条以上不同的记录。', en: 'Two or more different records are needed.' });
}

function groupTable(cli: Cli, total: number, groups: readonly DuplicateGroup[]): string {
  const head = cli.say({ zh: `共 ${count(total)} 组`, en: things(total, 'group') });
  if (groups.length === 0) return head;
  return [
    head,
    cli.table(
      [
        { title: { zh: '组', en: 'Group' }, align: 'right' },
        { title: { zh: '种类', en: 'Kind' } },
        { title: { zh: '状态', en: 'State' } },
        { title: { zh: '把握', en: 'Score' }, align: 'right' },
        { title: { zh: '记录', en: 'Records' } },
        { title: { zh: '日期', en: 'Days' } },
        { title: { zh: '标题', en: 'Title' }, flexible: true },
      ],
      groups.map(({ id, kind, state, score, records, days, title }) => [
        String(id),
        cli.say(KINDS[kind]),
        cli.say(STATES[state]),
        percent(score),
        some(records),
        some([...new Set(days)].map((day) => day ?? '—')),
        title,
      ]),
    ),
  ].join('\n');
}

const some = (values: readonly (number | string)[]): string =>
  `${values.slice(0, 4).join(' ')}${values.length > 4 ? ` …(${values.length})` : ''}`;
