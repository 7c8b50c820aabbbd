import type { EngineApi } from '../contract/engine.ts';
import type { Facet, FacetName, RecordDetail, RecordRow, RecordStatus, Sort } from '../contract/records.ts';
import type { Client } from '../contract/rpc.ts';
import type { Answer, Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { editAnswer } from './edits.ts';
import { UsageError } from './exit.ts';
import { count } from './figures.ts';
import { parseColumns, DETAIL_ONLY, recordView, USUAL_COLUMNS, valueOf, columnTitle } from './record-columns.ts';
import type { RecordColumn } from './record-columns.ts';
import { showDocument, showText } from './records-show.ts';
import { recordOf } from './selection.ts';
import { assignment, fieldNamed, oneOf, severalOf } from './usage.ts';
import { windowed, withWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

const FACETS = [
  'year', 'month', 'page', 'pageName', 'genre', 'class', 'column', 'author', 'status', 'tag', 'source', 'set', 'problem', 'duplicate',
] as const satisfies readonly FacetName[];
const USUAL_FACETS = [
  'year', 'page', 'pageName', 'genre', 'class', 'column', 'author', 'status', 'tag', 'source', 'set',
] as const satisfies readonly FacetName[];
const STATUSES = ['new', 'review', 'done', 'rejected'] as const satisfies readonly RecordStatus[];
/** Values a facet shows to people; the JSON document has all. */
const SHOWN = 20;

interface ListOptions extends WindowOptions {
  readonly query?: string;
  readonly sort?: readonly Sort[];
  readonly fields?: readonly RecordColumn[];
}

interface ReplaceOptions {
  readonly query: string;
  readonly field: string;
  readonly find: string;
  readonly replace: string;
  readonly regex?: boolean;
  readonly dryRun?: boolean;
}

export const register: Register = (command, cli) => {
  const query = cli.say({ zh: '检索式', en: 'which records' });
  const dry = cli.say({ zh: '只看会怎样，不写入', en: 'show what would change, store nothing' });

  withWindow(command.command('list'), cli)
    .description(cli.say({ zh: '列出记录', en: 'list records' }))
    .option('--query <q>', query)
    .option('--sort <field[:desc]>', cli.say({ zh: '排序，可用逗号分几级', en: 'order; several levels with commas' }), parseSort)
    .option('--fields <a,b>', cli.say({ zh: '显示哪些字段', en: 'fields to show' }), parseColumns)
    .action((options: ListOptions) => cli.run(({ api }) => list(cli, api, options)));

  command.command('count').description(cli.say({ zh: '计数', en: 'how many there are' }))
    .option('--query <q>', query)
    .action((options: { readonly query?: string }) => cli.run(async ({ api }) => {
      const value = await api.records.count({ query: options.query });
      return { value, text: () => count(value.count) };
    }));

  command.command('facets').description(cli.say({ zh: '按字段分面计数', en: 'counts by value' }))
    .option('--query <q>', query)
    .option('--by <names>', FACETS.join(','), severalOf('--by', FACETS), USUAL_FACETS)
    .action((options: { readonly query?: string; readonly by: readonly FacetName[] }) => cli.run(async ({ api }) => {
      const facets = await api.records.facets(options);
      return { value: { facets }, text: () => facets.map((facet) => facetText(cli, facet)).join('\n\n') };
    }));

  command.command('show').argument('<ref>', cli.say({ zh: '记录号，或 路径#序号', en: 'ID or PATH#N' }))
    .description(cli.say({ zh: '一条记录的全部', en: 'everything about one record' }))
    .action((ref: string) => cli.run(async ({ api }) => {
      const record = await api.records.get({ id: await recordOf(api, ref, process.cwd()) });
      return { value: showDocument(record), text: () => showText(cli, record) };
    }));

  command.command('set').argument('<field=value...>', cli.say({ zh: '字段=值；值空则去掉字段', en: 'FIELD=VALUE; nothing after = removes the field' }))
    .description(cli.say({ zh: '改字段，一步操作，可撤销', en: 'set fields; one operation, undoable' }))
    .requiredOption('--query <q>', query)
    .option('--dry-run', dry)
    .action((given: readonly string[], options: { readonly query: string; readonly dryRun?: boolean }) => {
      const values = Object.fromEntries(given.map(assignment));
      return cli.run(async ({ api }) =>
        editAnswer(cli, await api.records.set({ selection: { query: options.query }, values, dryRun: options.dryRun }), options.dryRun),
      { index: true });
    });

  command.command('replace').description(cli.say({ zh: '在一个字段里替换', en: 'replace within one field' }))
    .requiredOption('--query <q>', query)
    .requiredOption('--field <f>', cli.say({ zh: '字段', en: 'the field' }))
    .requiredOption('--find <x>', cli.say({ zh: '找什么', en: 'what to find' }))
    .requiredOption('--replace <y>', cli.say({ zh: '换成什么', en: 'what to put there' }))
    .option('--regex', cli.say({ zh: '按正则表达式，替换里可用 $1', en: 'a regular expression; $1 … in the replacement' }))
    .option('--dry-run', dry)
    .action(({ query: wanted, field: name, find, replace, regex, dryRun }: ReplaceOptions) => {
      const field = fieldNamed(name);
      return cli.run(async ({ api }) => editAnswer(cli,
        await api.records.replace({ selection: { query: wanted }, field, find, replace, regex, dryRun }), dryRun), { index: true });
    });

  command.command('tag').description(cli.say({ zh: '加、去标签', en: 'add and remove tags' }))
    .requiredOption('--query <q>', query)
    .option('--add <tag...>', cli.say({ zh: '加上', en: 'tags to add' }))
    .option('--remove <tag...>', cli.say({ zh: '去掉', en: 'tags to remove' }))
    .action((options: { readonly query: string; readonly add?: readonly string[]; readonly remove?: readonly string[] }) => {
      const { add = [], remove = [] } = options;
      if (add.length + remove.length === 0) {
        throw new UsageError({ zh: '请用 --add 或 --remove 给出标签。', en: 'Name the tags with --add or --remove.' });
      }
      return cli.run(async ({ api }) => editAnswer(cli, await api.records.tag({ selection: { query: options.query }, add, remove })));
    });

  command.command('status').argument('<status>', STATUSES.join('|'), oneOf('status', STATUSES))
    .description(cli.say({ zh: '设工作状态', en: 'set the working status' }))
    .requiredOption('--query <q>', query)
    .action((status: RecordStatus, options: { readonly query: string }) => cli.run(async ({ api }) =>
      editAnswer(cli, await api.records.status({ selection: { query: options.query }, status }))));
};

/** `date:desc,page` → the levels of an order. */
function parseSort(text: string): readonly Sort[] {
  return text.split(',').map((part) => {
    const [name = '', direction = 'asc', ...rest] = part.split(':');
    if (rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
      throw new UsageError({ zh: `排序“${part}”应写作 字段 或 字段:desc。`, en: `The order "${part}" should be FIELD or FIELD:desc.` });
    }
    return { field: name === 'id' || name === 'status' ? name : fieldNamed(name), descending: direction === 'desc' };
  });
}

async function list(cli: Cli, api: Client<EngineApi>, { query, sort, fields, ...window }: ListOptions): Promise<Answer> {
  const found = await windowed<RecordRow>(window, async (part) => {
    const { total, rows } = await api.records.list({ query, sort, ...part });
    return { total, items: rows };
  });
  const columns = fields ?? USUAL_COLUMNS;
  // A page does not carry the body and the rarer fields; a record does.
  const whole = columns.some((column) => DETAIL_ONLY.has(column));
  const records: (RecordRow | RecordDetail)[] = [];
  for (const row of found.items) records.push(whole ? await api.records.get({ id: row.id }) : row);
  return {
    value: {
      total: found.total,
      records: fields === undefined ? records : records.map((record) => recordView(record, fields)),
    },
    text: () => [
      cli.say({ zh: `共 ${count(found.total)} 条`, en: `${count(found.total)} records` }),
      ...(records.length === 0 ? [] : [cli.table(
        columns.map((column) => columnTitle(column)),
        records.map((record) => columns.map((column) => cell(valueOf(record, column)))),
      )]),
    ].join('\n'),
  };
}

const cell = (value: unknown): string => (Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value));

function facetText(cli: Cli, { name, values }: Facet): string {
  const rest = values.length - SHOWN;
  return [
    cli.table([
      { title: { zh: FACET_NAMES[name], en: name }, flexible: true },
      { title: { zh: '记录', en: 'Records' }, align: 'right' },
    ], values.slice(0, SHOWN).map(({ value, count: records }) => [value === '' ? '—' : value, count(records)])),
    ...(rest > 0 ? [cli.say({ zh: `……另有 ${count(rest)} 个值`, en: `… and ${count(rest)} more values` })] : []),
  ].join('\n');
}

const FACET_NAMES = {
  year: '年', month: '月', page: '版号', pageName: '版名', genre: '体裁', class: '分类', column: '栏目', author: '作者',
  status: '状态', tag: '标签', source: '来源', set: '集合', problem: '问题', duplicate: '重复',
} as const satisfies Readonly<Record<FacetName, string>>;
