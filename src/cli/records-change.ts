import type { Command } from 'commander';
import type { EngineApi } from '../contract/engine.ts';
import type { RecordAction } from '../contract/record-changes.ts';
import type { FieldName } from '../contract/records.ts';
import type { Client } from '../contract/rpc.ts';
import type { Answer, Cli } from './cli.ts';
import { editAnswer } from './edits.ts';
import { assignment, fieldNamed } from './usage.ts';
import { everything } from './window.ts';

interface Chosen {
  readonly query: string;
  readonly dryRun?: boolean;
}

/** `records set`, `replace`, `split` …: every action on fields, each as one operation that can be looked at before. */
export function registerChanges(command: Command, cli: Cli): void {
  /** A subcommand with what all of them take. */
  const action = (name: string, zh: string, en: string): Command =>
    command
      .command(name)
      .description(cli.say({ zh: `${zh}，一步操作，可撤销`, en: `${en}; one operation, undoable` }))
      .requiredOption('--query <q>', cli.say({ zh: '检索式', en: 'which records' }))
      .option('--dry-run', cli.say({ zh: '列出全部改动，不写入', en: 'list every change, store nothing' }));
  const run = ({ query, dryRun = false }: Chosen, made: RecordAction): Promise<void> =>
    cli.run(({ api }) => change(cli, api, query, made, dryRun), { index: true });
  const regex = (of: Command): Command =>
    of.option('--regex', cli.say({ zh: '按正则表达式，替换里可用 $1', en: 'a regular expression; $1 … in the replacement' }));
  const fields = (of: Command): Command =>
    of.requiredOption('--fields <a,b>', cli.say({ zh: '哪些字段', en: 'which fields' }), fieldList);

  action('set', '改字段', 'set fields')
    .argument(
      '<field=value...>',
      cli.say({ zh: '字段=值；值空则去掉字段', en: 'FIELD=VALUE; nothing after = removes the field' }),
    )
    .action((given: readonly string[], chosen: Chosen) =>
      run(chosen, { do: 'set', values: Object.fromEntries(given.map(assignment)) }),
    );

  fields(action('clear', '去掉字段', 'remove fields')).action((chosen: Chosen & { readonly fields: readonly FieldName[] }) =>
    run(chosen, { do: 'clear', fields: chosen.fields }),
  );

  regex(action('replace', '在一个字段里替换', 'replace within one field'))
    .requiredOption('--field <f>', cli.say({ zh: '字段', en: 'the field' }), fieldNamed)
    .requiredOption('--find <x>', cli.say({ zh: '找什么', en: 'what to find' }))
    .requiredOption('--replace <y>', cli.say({ zh: '换成什么', en: 'what to put there' }))
    .action(
      (
        chosen: Chosen & { readonly field: FieldName; readonly find: string; readonly replace: string; readonly regex?: boolean },
      ) => run(chosen, { do: 'replace', field: chosen.field, find: chosen.find, replace: chosen.replace, regex: chosen.regex }),
    );

  regex(action('split', '拆分字段', 'split a field'))
    .requiredOption('--field <f>', cli.say({ zh: '字段', en: 'the field' }), fieldNamed)
    .requiredOption('--at <x>', cli.say({ zh: '分隔符', en: 'what stands between the parts' }))
    .option(
      '--into <f>',
      cli.say({
        zh: '分隔符后的部分放到这个字段（须为空）；不给则拆成多个值',
        en: 'the field that takes what follows (it must be empty); without it: several values',
      }),
      fieldNamed,
    )
    .action(
      (
        chosen: Chosen & { readonly field: FieldName; readonly at: string; readonly regex?: boolean; readonly into?: FieldName },
      ) => run(chosen, { do: 'split', field: chosen.field, at: chosen.at, regex: chosen.regex, into: chosen.into }),
    );

  fields(action('join', '合并几个字段', 'join fields'))
    .requiredOption('--into <f>', cli.say({ zh: '合并到哪个字段', en: 'the field that takes them' }), fieldNamed)
    .option('--separator <s>', cli.say({ zh: '中间放什么', en: 'what to put between' }), ' ')
    .option('--keep', cli.say({ zh: '原来的字段不清空', en: 'leave the fields as they are' }))
    .action(
      (
        chosen: Chosen & {
          readonly fields: readonly FieldName[];
          readonly into: FieldName;
          readonly separator: string;
          readonly keep?: boolean;
        },
      ) => run(chosen, { do: 'join', fields: chosen.fields, into: chosen.into, separator: chosen.separator, keep: chosen.keep }),
    );

  fields(action('trim', '去除多余空白', 'trim blanks')).action((chosen: Chosen & { readonly fields: readonly FieldName[] }) =>
    run(chosen, { do: 'trim', fields: chosen.fields }),
  );

  fields(action('width', '统一全半角和标点', 'normalise width and punctuation'))
    .option('--no-letters', cli.say({ zh: '字母、数字不改', en: 'leave letters and digits' }))
    .option('--no-punctuation', cli.say({ zh: '标点不改', en: 'leave punctuation' }))
    .action(
      (
        chosen: Chosen & { readonly fields: readonly FieldName[]; readonly letters: boolean; readonly punctuation: boolean },
      ) => run(chosen, { do: 'width', fields: chosen.fields, letters: chosen.letters, punctuation: chosen.punctuation }),
    );

  fields(action('simplify', '繁体转简体', 'traditional to simplified characters')).action(
    (chosen: Chosen & { readonly fields: readonly FieldName[] }) => run(chosen, { do: 'simplify', fields: chosen.fields }),
  );

  action('dates', '把各种写法的日期订正为 YYYYMMDD', 'repair dates to YYYYMMDD').action((chosen: Chosen) =>
    run(chosen, { do: 'dates' }),
  );
}

const fieldList = (text: string): readonly FieldName[] => text.split(',').map((name) => fieldNamed(name));

async function change(cli: Cli, api: Client<EngineApi>, query: string, action: RecordAction, dryRun: boolean): Promise<Answer> {
  const selection = { query };
  if (!dryRun) return editAnswer(cli, await api.records.change({ selection, action }));
  const { rehearsal, records, left } = await api.records.rehearse({ selection, action });
  const { items } = await everything(async (window) => {
    const page = await api.records.rehearsed({ rehearsal, ...window });
    return { total: page.total, items: page.changes };
  });
  return editAnswer(cli, { operation: null, records, changes: items, left }, true);
}
