import type { RecordSet } from '../contract/sets.ts';
import type { Selection } from '../contract/selection.ts';
import type { Cli, Library } from './cli.ts';
import type { Register } from './commands.ts';
import { UsageError } from './exit.ts';
import { count, things } from './figures.ts';
import { recordsOf, refsIn, setNamed } from './selection.ts';

interface MemberOptions {
  readonly query?: string;
  readonly refs?: string;
}

interface CreateOptions extends MemberOptions {
  readonly live?: boolean;
}

/** Numbers shown to people when two sets are compared; the JSON document has all. */
const SHOWN = 40;

export const register: Register = (command, cli) => {
  const query = cli.say({ zh: '检索式', en: 'which records' });
  const refs = cli.say({
    zh: '文件，每行一条：记录号或 路径#序号；- 为标准输入',
    en: 'a file with ID or PATH#N on each line; - is stdin',
  });

  command
    .command('list')
    .description(cli.say({ zh: '有哪些集合', en: 'the sets' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const sets = await api.sets.list({});
        return { value: { sets }, text: () => setTable(cli, sets) };
      }),
    );

  command
    .command('create')
    .argument('<name>')
    .description(cli.say({ zh: '新建集合', en: 'make a set' }))
    .option('--query <q>', query)
    .option('--refs <file>', refs)
    .option(
      '--live',
      cli.say({ zh: '动态：检索式现在找到什么，集合里就是什么', en: 'live: the set is whatever the query finds now' }),
    )
    .action((name: string, options: CreateOptions) => {
      oneSource(options);
      if (options.live === true && options.query === undefined) {
        throw new UsageError({ zh: '--live 需要 --query。', en: '--live needs --query.' });
      }
      return cli.run(async (library) => {
        const value = await library.api.sets.create(
          options.live === true
            ? { name, live: true, query: options.query }
            : { name, selection: await membersOf(library, options) },
        );
        return {
          value,
          text: () =>
            cli.say({
              zh: `新建了集合“${name}”，${count(value.records)} 条记录。`,
              en: `Made "${name}" with ${things(value.records, 'record')}.`,
            }),
        };
      });
    });

  for (const [verb, zh, en] of [
    ['add', '加入', 'added to'],
    ['remove', '移出', 'taken out of'],
  ] as const) {
    command
      .command(verb)
      .argument('<name>')
      .description(cli.say({ zh: `把记录${zh}集合`, en: `records ${en} a set` }))
      .option('--query <q>', query)
      .option('--refs <file>', refs)
      .action((name: string, options: MemberOptions) => {
        oneSource(options);
        return cli.run(async (library) => {
          const { id } = await setNamed(library.api, name);
          const value = await library.api.sets[verb]({ set: id, selection: await membersOf(library, options) });
          return {
            value,
            text: () =>
              cli.say({
                zh: `“${name}”：${zh} ${count(value.records)} 条记录。`,
                en: `"${name}": ${things(value.records, 'record')} ${en} it.`,
              }),
          };
        });
      });
  }

  command
    .command('freeze')
    .argument('<name>')
    .description(cli.say({ zh: '冻结：从此不再变', en: 'make a set stand as it is now' }))
    .action((name: string) =>
      cli.run(async ({ api }) => {
        const value = await api.sets.freeze({ set: (await setNamed(api, name)).id });
        return {
          value,
          text: () =>
            cli.say({
              zh: `“${name}”已冻结，${count(value.records)} 条记录。`,
              en: `"${name}" is frozen with ${things(value.records, 'record')}.`,
            }),
        };
      }),
    );

  command
    .command('delete')
    .argument('<name>')
    .description(cli.say({ zh: '删除集合（记录不动）', en: 'delete a set; its records stay' }))
    .action((name: string) =>
      cli.run(async ({ api }) => {
        const value = await api.sets.delete({ set: (await setNamed(api, name)).id });
        return {
          value,
          text: () => cli.say({ zh: `已删除“${name}”，可以撤销。`, en: `Deleted "${name}"; it can be undone.` }),
        };
      }),
    );

  command
    .command('compare')
    .argument('<first>')
    .argument('<second>')
    .description(cli.say({ zh: '比较两个集合', en: 'compare two sets' }))
    .action((first: string, second: string) =>
      cli.run(async ({ api }) => {
        const value = await api.sets.compare({
          first: (await setNamed(api, first)).id,
          second: (await setNamed(api, second)).id,
        });
        const only = (name: string, ids: readonly number[]): string =>
          [
            cli.say({ zh: `只在“${name}”：${count(ids.length)}`, en: `Only in "${name}": ${count(ids.length)}` }),
            ...(ids.length === 0 ? [] : [`  ${ids.slice(0, SHOWN).join(' ')}${ids.length > SHOWN ? ' …' : ''}`]),
          ].join('\n');
        return {
          value,
          text: () =>
            [
              cli.say({ zh: `两者都有：${count(value.both)}`, en: `In both: ${count(value.both)}` }),
              only(first, value.onlyFirst),
              only(second, value.onlySecond),
            ].join('\n'),
        };
      }),
    );
};

/** Members come from a query or from a file, not from both and not from neither. */
function oneSource({ query, refs }: MemberOptions): void {
  if ((query === undefined) === (refs === undefined)) {
    throw new UsageError({
      zh: '请用 --query 或 --refs 之一说明是哪些记录。',
      en: 'Say which records with either --query or --refs.',
    });
  }
}

async function membersOf({ api }: Library, { query, refs }: MemberOptions): Promise<Selection> {
  return refs === undefined ? { query: query ?? '' } : { ids: await recordsOf(api, refsIn(refs), process.cwd()) };
}

function setTable(cli: Cli, sets: readonly RecordSet[]): string {
  if (sets.length === 0) return cli.say({ zh: '还没有集合。', en: 'There are no sets yet.' });
  return cli.table(
    [
      { title: { zh: '名称', en: 'Name' }, flexible: true },
      { title: { zh: '记录', en: 'Records' }, align: 'right' },
      { title: { zh: '种类', en: 'Kind' } },
      { title: { zh: '检索式', en: 'Query' } },
    ],
    sets.map(({ name, records, live, frozenAt, query }) => [
      name,
      count(records),
      cli.say(
        frozenAt !== null
          ? { zh: '冻结', en: 'frozen' }
          : live
            ? { zh: '动态', en: 'live' }
            : { zh: '固定', en: 'fixed' },
      ),
      query ?? '',
    ]),
  );
}
