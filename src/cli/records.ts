import type { EngineApi } from '../contract/engine.ts';
import type { RecordDetail, RecordRow, Sort } from '../contract/records.ts';
import type { Client } from '../contract/rpc.ts';
import type { Answer, Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { UsageError } from './exit.ts';
import { count, things } from './figures.ts';
import { QUERY_HELP } from './query-help.ts';
import { columnTitle, DETAIL_ONLY, parseColumns, recordView, USUAL_COLUMNS, valueOf } from './record-columns.ts';
import type { RecordColumn } from './record-columns.ts';
import { registerChanges } from './records-change.ts';
import { registerEdits } from './records-edit.ts';
import { registerFacets } from './records-facets.ts';
import { showDocument, showText } from './records-show.ts';
import { recordOf } from './selection.ts';
import { fieldNamed } from './usage.ts';
import { windowed, withWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

interface ListOptions extends WindowOptions {
  readonly query?: string;
  readonly sort?: readonly Sort[];
  readonly fields?: readonly RecordColumn[];
}

export const register: Register = (command, cli) => {
  const query = cli.say({ zh: '检索式', en: 'which records' });
  command.addHelpText('after', () => cli.say(QUERY_HELP));

  withWindow(command.command('list'), cli)
    .description(cli.say({ zh: '列出记录', en: 'list records' }))
    .option('--query <q>', query)
    .option(
      '--sort <field[:desc]>',
      cli.say({ zh: '排序，可用逗号分几级', en: 'order; several levels with commas' }),
      parseSort,
    )
    .option('--fields <a,b>', cli.say({ zh: '显示哪些字段', en: 'fields to show' }), parseColumns)
    .action((options: ListOptions) => cli.run(({ api }) => list(cli, api, options)));

  command
    .command('count')
    .description(cli.say({ zh: '计数', en: 'how many there are' }))
    .option('--query <q>', query)
    .action((options: { readonly query?: string }) =>
      cli.run(async ({ api }) => {
        const value = await api.records.count({ query: options.query });
        return { value, text: () => count(value.count) };
      }),
    );

  registerFacets(command, cli);

  command
    .command('show')
    .argument('<ref>', cli.say({ zh: '记录号，或 路径#序号', en: 'ID or PATH#N' }))
    .description(cli.say({ zh: '一条记录的全部', en: 'everything about one record' }))
    .action((ref: string) =>
      cli.run(async ({ api }) => {
        const record = await api.records.get({ id: await recordOf(api, ref, process.cwd()) });
        return { value: showDocument(record), text: () => showText(cli, record) };
      }),
    );

  registerChanges(command, cli);
  registerEdits(command, cli);
};

/** `date:desc,page` → the levels of an order. */
function parseSort(text: string): readonly Sort[] {
  return text.split(',').map((part) => {
    const [name = '', direction = 'asc', ...rest] = part.split(':');
    if (rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
      throw new UsageError({
        zh: `排序“${part}”应写作 字段 或 字段:desc。`,
        en: `The order "${part}" should be FIELD or FIELD:desc.`,
      });
    }
    return { field: name === 'id' || name === 'status' ? name : fieldNamed(name), descending: direction === 'desc' };
  });
}

async function list(
  cli: Cli,
  api: Client<EngineApi>,
  { query, sort, fields, ...window }: ListOptions,
): Promise<Answer> {
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
    text: () =>
      [
        cli.say({ zh: `共 ${count(found.total)} 条`, en: things(found.total, 'record') }),
        ...(records.length === 0
          ? []
          : [
              cli.table(
                columns.map((column) => columnTitle(column)),
                records.map((record) => columns.map((column) => cell(valueOf(record, column)))),
              ),
            ]),
      ].join('\n'),
  };
}

const cell = (value: unknown): string => (Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value));
