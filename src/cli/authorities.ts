import { AUTHORITY_FIELDS, CLUSTER_METHODS } from '../contract/authorities.ts';
import type { AuthorityField, Cluster, ClusterMethod, Merging, MergeResult } from '../contract/authorities.ts';
import type { Answer, Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { editAnswer } from './edits.ts';
import { UsageError } from './exit.ts';
import { count } from './figures.ts';
import { fieldNamed, oneOf, severalOf, wholeNumber } from './usage.ts';
import { windowed, withWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

interface FieldOptions {
  readonly field: AuthorityField;
  readonly find?: string;
}

interface ClusterOptions extends FieldOptions, WindowOptions {
  readonly method?: readonly ClusterMethod[];
}

interface MergeOptions extends FieldOptions {
  readonly into?: string;
  readonly value?: readonly string[];
  readonly method?: readonly ClusterMethod[];
  readonly all?: boolean;
  readonly query?: string;
  readonly dryRun?: boolean;
}

const METHODS: Readonly<Record<ClusterMethod, { readonly zh: string; readonly en: string }>> = {
  known: { zh: '规范档', en: 'known' }, width: { zh: '全角半角', en: 'width' }, spacing: { zh: '空格标点', en: 'spacing' }, script: { zh: '繁简', en: 'script' },
  variant: { zh: '异形词', en: 'variant' }, order: { zh: '词序', en: 'order' }, lookalike: { zh: '形近', en: 'look-alike' }, edit: { zh: '相近', en: 'edit' },
  pinyin: { zh: '同音', en: 'pinyin' },
};

/** A field by name, code or Chinese name, of those that have authority lists. */
function authorityField(text: string): AuthorityField {
  return oneOf('--field', AUTHORITY_FIELDS)(fieldNamed(text));
}

export const register: Register = (command, cli) => {
  const field = `${AUTHORITY_FIELDS.join('|')}`;
  const find = cli.say({ zh: '只看含有这些字的', en: 'only those that have this in them' });
  const method = cli.say({ zh: `哪些方法：${CLUSTER_METHODS.join(',')}`, en: `which methods: ${CLUSTER_METHODS.join(',')}` });

  withWindow(command.command('values'), cli)
    .description(cli.say({ zh: '一个字段的所有取值和记录数', en: 'all values of a field with their records' }))
    .requiredOption('--field <f>', field, authorityField)
    .option('--find <x>', find)
    .action(({ field: name, find: wanted, ...window }: FieldOptions & WindowOptions) =>
      cli.run(async ({ api }) => {
        const { total, items } = await windowed(window, async (part) => {
          const found = await api.authorities.values({ field: name, find: wanted, ...part });
          return { total: found.total, items: found.values };
        });
        return {
          value: { total, values: items },
          text: () =>
            cli.table(
              [
                { title: { zh: '取值', en: 'Value' }, flexible: true },
                { title: { zh: '记录', en: 'Records' }, align: 'right' },
                { title: { zh: '规范形式', en: 'Preferred' }, flexible: true },
              ],
              items.map(({ value, records, standing, preferred }) => [
                value,
                count(records),
                standing === 'variant' ? (preferred ?? '') : standing === 'preferred' ? '✓' : '',
              ]),
            ),
        };
      }),
    );

  withWindow(command.command('list'), cli)
    .description(cli.say({ zh: '规范档：规范形式和它的异写', en: 'the authority list: forms and their variants' }))
    .requiredOption('--field <f>', field, authorityField)
    .option('--find <x>', find)
    .action(({ field: name, find: wanted, ...window }: FieldOptions & WindowOptions) =>
      cli.run(async ({ api }) => {
        const { total, items } = await windowed(window, async (part) => {
          const found = await api.authorities.list({ field: name, find: wanted, ...part });
          return { total: found.total, items: found.authorities };
        });
        return {
          value: { total, authorities: items },
          text: () =>
            items.length === 0
              ? cli.say({ zh: '规范档还是空的。', en: 'The authority list is empty.' })
              : cli.table(
                  [
                    { title: { zh: '规范形式', en: 'Preferred' }, flexible: true },
                    { title: { zh: '记录', en: 'Records' }, align: 'right' },
                    { title: { zh: '异写', en: 'Variants' }, flexible: true },
                  ],
                  items.map(({ preferred, records, variants }) => [preferred, count(records), variants.join(' / ')]),
                ),
        };
      }),
    );

  withWindow(command.command('clusters'), cli)
    .description(cli.say({ zh: '可能是同一个的写法', en: 'spellings that may be one' }))
    .requiredOption('--field <f>', field, authorityField)
    .option('--method <m,…>', method, severalOf('--method', CLUSTER_METHODS))
    .option('--find <x>', find)
    .action(({ field: name, method: methods, find: wanted, ...window }: ClusterOptions) =>
      cli.run(async ({ api }) => {
        let sums: readonly { readonly method: ClusterMethod; readonly clusters: number; readonly spellings: number }[] = [];
        let values = 0;
        const { total, items } = await windowed(window, async (part) => {
          const found = await api.authorities.clusters({ field: name, methods, find: wanted, ...part });
          sums = found.methods;
          values = found.values;
          return { total: found.total, items: found.clusters };
        });
        return { value: { values, total, methods: sums, clusters: items }, text: () => clusterTable(cli, items) };
      }),
    );

  command
    .command('merge')
    .description(
      cli.say({
        zh: '统一写法：--into 加 --value，或 --all 按聚类全部统一；一步操作，可撤销',
        en: 'write one form: --into with --value, or --all clusters; one operation, undoable',
      }),
    )
    .requiredOption('--field <f>', field, authorityField)
    .option('--into <form>', cli.say({ zh: '统一成的写法', en: 'the form to write' }))
    .option('--value <spelling...>', cli.say({ zh: '要改的写法', en: 'the spellings to change' }))
    .option('--all', cli.say({ zh: '所有有把握的聚类（或 --method 指定的）', en: 'all sure clusters, or those of --method' }))
    .option('--method <m,…>', method, severalOf('--method', CLUSTER_METHODS))
    .option('--find <x>', find)
    .option('--query <q>', cli.say({ zh: '只改这些记录', en: 'only these records' }))
    .option('--dry-run', cli.say({ zh: '只看会怎样，不写入', en: 'show what would change, store nothing' }))
    .action((options: MergeOptions) => {
      const { field: name, all, method: methods, find: wanted, query, dryRun } = options;
      const merges = mergesOf(options);
      return cli.run(
        async ({ api }) =>
          mergeAnswer(
            cli,
            all === true
              ? await api.authorities.mergeAll({ field: name, methods, find: wanted, dryRun })
              : await api.authorities.merge({
                  field: name,
                  merges,
                  dryRun,
                  ...(query === undefined ? {} : { selection: { query } }),
                }),
            dryRun,
          ),
        { index: true },
      );
    });

  command
    .command('adopt')
    .description(cli.say({ zh: '把在用的取值列入规范档', en: 'put values in use on the authority list' }))
    .requiredOption('--field <f>', field, authorityField)
    .option('--least <n>', cli.say({ zh: '至少多少条记录有它', en: 'that at least so many records have' }), wholeNumber('--least', 1), 2)
    .action(({ field: name, least }: { readonly field: AuthorityField; readonly least: number }) =>
      cli.run(async ({ api }) => {
        const value = await api.authorities.adopt({ field: name, least });
        return {
          value,
          text: () => cli.say({ zh: `列入了 ${count(value.added)} 个。`, en: `Added ${count(value.added)}.` }),
        };
      }),
    );
};

/** Spellings named one by one, or all clusters; not both, and not neither. */
function mergesOf({ into, value = [], all, query }: MergeOptions): readonly Merging[] {
  const named = into !== undefined && value.length > 0;
  if (named === (all === true)) {
    throw new UsageError({
      zh: '请用 --into 和 --value 说明统一哪些写法，或用 --all。',
      en: 'Say which spellings with --into and --value, or --all.',
    });
  }
  if (all === true && query !== undefined) {
    throw new UsageError({ zh: '--all 用于全库，不能与 --query 同用。', en: '--all is for the whole library, not with --query.' });
  }
  return named ? [{ into, values: value }] : [];
}

function mergeAnswer(cli: Cli, result: MergeResult, dryRun = false): Answer {
  const edit = editAnswer(cli, result, dryRun);
  const spellings = cli.say({
    zh: `写法 ${count(result.valuesBefore)} 种 → ${count(result.valuesAfter)} 种。`,
    en: `Spellings: ${count(result.valuesBefore)} → ${count(result.valuesAfter)}.`,
  });
  return { ...edit, text: () => `${edit.text()}\n${spellings}` };
}

function clusterTable(cli: Cli, clusters: readonly Cluster[]): string {
  if (clusters.length === 0) return cli.say({ zh: '没有可能相同的写法。', en: 'No spellings that may be one.' });
  return cli.table(
    [
      { title: { zh: '统一成', en: 'Into' }, flexible: true },
      { title: { zh: '记录', en: 'Records' }, align: 'right' },
      { title: { zh: '写法', en: 'Spelling' }, flexible: true },
      { title: { zh: '记录', en: 'Records' }, align: 'right' },
      { title: { zh: '方法', en: 'Method' } },
      { title: { zh: '因为', en: 'Because' }, flexible: true },
    ],
    clusters.flatMap(({ into, before, after, spellings }) =>
      spellings.map(({ value, records, method, why }, at) => [
        at === 0 ? into : '',
        at === 0 ? `${count(before)} → ${count(after)}` : '',
        value,
        count(records),
        cli.say(METHODS[method]),
        cli.say(why),
      ]),
    ),
  );
}
