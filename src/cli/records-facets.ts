import type { Command } from 'commander';
import type { Facet, FacetName } from '../contract/records.ts';
import type { Cli } from './cli.ts';
import { count, things } from './figures.ts';
import { severalOf } from './usage.ts';

/** What records can be counted by, with the words of the table. */
const FACET_NAMES = {
  year: '年',
  month: '月',
  page: '版号',
  pageName: '版名',
  genre: '体裁',
  class: '分类',
  column: '栏目',
  author: '作者',
  status: '状态',
  tag: '标签',
  source: '来源',
  set: '集合',
  problem: '问题',
  duplicate: '重复',
} as const satisfies Readonly<Record<FacetName, string>>;

const FACETS = Object.keys(FACET_NAMES) as readonly FacetName[];
/** Counted when `--by` does not say. */
const USUAL: readonly FacetName[] = FACETS.filter((name) => !['month', 'problem', 'duplicate'].includes(name));
/** Values a facet shows to people; the JSON document has all. */
const SHOWN = 20;

export function registerFacets(command: Command, cli: Cli): void {
  command
    .command('facets')
    .description(cli.say({ zh: '按字段分面计数', en: 'counts by value' }))
    .option('--query <q>', cli.say({ zh: '检索式', en: 'which records' }))
    .option('--by <names>', FACETS.join(','), severalOf('--by', FACETS), USUAL)
    .action((options: { readonly query?: string; readonly by: readonly FacetName[] }) =>
      cli.run(async ({ api }) => {
        const facets = await api.records.facets(options);
        return { value: { facets }, text: () => facets.map((facet) => facetText(cli, facet)).join('\n\n') };
      }),
    );
}

function facetText(cli: Cli, { name, values, missing }: Facet): string {
  const rest = values.length - SHOWN;
  return [
    cli.table(
      [
        { title: { zh: FACET_NAMES[name], en: name }, flexible: true },
        { title: { zh: '记录', en: 'Records' }, align: 'right' },
      ],
      values.slice(0, SHOWN).map(({ value, count: records }) => [value === '' ? '—' : value, count(records)]),
    ),
    ...(missing > 0 ? [cli.say({ zh: `没有值的 ${count(missing)} 条`, en: `${things(missing, 'record')} without a value` })] : []),
    ...(rest > 0 ? [cli.say({ zh: `……另有 ${count(rest)} 个值`, en: `… and ${count(rest)} more values` })] : []),
  ].join('\n');
}
