import type { Command } from 'commander';
import type { Decision, PairDecision } from '../contract/duplicates.ts';
import type { LocalText } from '../contract/text.ts';
import type { Cli } from './cli.ts';
import { count, things } from './figures.ts';
import { recordOf, recordsOf } from './selection.ts';
import { oneOf, wholeNumber } from './usage.ts';
import { windowed, withWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

const DECISIONS = {
  duplicate: { zh: '合并', en: 'merged' },
  distinct: { zh: '不是重复', en: 'not duplicates' },
  continuation: { zh: '续版', en: 'parts of one article' },
  reprint: { zh: '转载', en: 'reprints' },
} as const satisfies Readonly<Record<PairDecision, LocalText>>;

/** `duplicates decisions`, `undecide`, and what is linked: `article`, `reorder`, `unlink`. */
export function registerDecisions(command: Command, cli: Cli): void {
  const ref = cli.say({ zh: '记录号，或 路径#序号', en: 'ID or PATH#N' });

  withWindow(command.command('decisions'), cli)
    .description(cli.say({ zh: '列出判定过的', en: 'list what was decided' }))
    .option('--decision <d>', Object.keys(DECISIONS).join('|'), oneOf('--decision', Object.keys(DECISIONS) as PairDecision[]))
    .option('--find <text>', cli.say({ zh: '标题含此的，或此记录号', en: 'titles with this, or this record' }))
    .action(({ decision, find, ...window }: WindowOptions & { readonly decision?: PairDecision; readonly find?: string }) =>
      cli.run(async ({ api }) => {
        const { total, items } = await windowed(window, async (part) => {
          const found = await api.duplicates.decisions({ decision, find, ...part });
          return { total: found.total, items: found.decisions };
        });
        return { value: { total, decisions: items }, text: () => decisionTable(cli, total, items) };
      }),
    );

  command
    .command('undecide')
    .argument('<id>', cli.say({ zh: '判定的编号，见 decisions', en: 'number of the decision, see: decisions' }), wholeNumber('id', 1))
    .description(cli.say({ zh: '收回一个判定', en: 'take a decision back' }))
    .option('--force', cli.say({ zh: '合并之后的改动留在合并后的记录', en: 'edits since a merge stay with the survivor' }))
    .action((id: number, { force }: { readonly force?: boolean }) =>
      cli.run(async ({ api }) => {
        const value = await api.duplicates.undecide({ id, force });
        return { value, text: () => cli.say({ zh: `收回了；这是第 ${value.operation} 号操作。`, en: `Taken back; this is operation ${value.operation}.` }) };
      }),
    );

  command
    .command('article')
    .argument('<ref>', ref)
    .description(cli.say({ zh: '把关联的各部分当一篇读', en: 'read linked parts as one article' }))
    .action((which: string) =>
      cli.run(async ({ api }) => {
        const value = await api.duplicates.article({ id: await recordOf(api, which, process.cwd()) });
        return {
          value,
          text: () => (value === null
            ? cli.say({ zh: '这条记录没有关联为续版。', en: 'This record is not linked as a part of an article.' })
            : value.parts.map(({ id, title, page, item, paragraphs }) =>
              [`── ${id} · ${page}·${item} · ${title}`, ...paragraphs.map((text) => `　　${text}`)].join('\n')).join('\n')),
        };
      }),
    );

  for (const [verb, zh, en] of [
    ['reorder', '排定各部分的次序：按给出的次序', 'put all parts of an article into this order'],
    ['unlink', '解除关联', 'take records out of their article'],
  ] as const) {
    command
      .command(verb)
      .argument('<ref...>', ref)
      .description(cli.say({ zh, en }))
      .action((refs: readonly string[]) =>
        cli.run(async ({ api }) => {
          const value = await api.duplicates[verb]({ ids: await recordsOf(api, refs, process.cwd()) });
          return {
            value,
            text: () => (value.operation === null
              ? cli.say({ zh: '次序本来就是这样。', en: 'They are in this order already.' })
              : cli.say({ zh: `完成；这是第 ${value.operation} 号操作。`, en: `Done; this is operation ${value.operation}.` })),
          };
        }),
      );
  }
}

function decisionTable(cli: Cli, total: number, decisions: readonly Decision[]): string {
  const head = cli.say({ zh: `共 ${count(total)} 个判定`, en: things(total, 'decision') });
  if (decisions.length === 0) return head;
  return [
    head,
    cli.table(
      [
        { title: { zh: '编号', en: 'No.' }, align: 'right' },
        { title: { zh: '判定', en: 'Decision' } },
        { title: { zh: '记录', en: 'Records' } },
        { title: { zh: '操作', en: 'Step' }, align: 'right' },
        { title: { zh: '标题', en: 'Title' }, flexible: true },
      ],
      decisions.map(({ id, decision, a, b, operation }) => [
        String(id), cli.say(DECISIONS[decision]), `${a.id} ${b.id}`, operation === null ? '—' : String(operation), a.title || b.title,
      ]),
    ),
  ].join('\n');
}
