import { resolve } from 'node:path';
import type { FileState, ImportSummary, LedgerRow } from '../contract/imports.ts';
import type { LocalText } from '../contract/text.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { bytes, count, moment, percent, things } from './figures.ts';
import { registerAgain } from './imports-again.ts';
import { registerTables } from './imports-tables.ts';
import { withWindow, windowed } from './window.ts';
import type { WindowOptions } from './window.ts';
import { oneOf, wholeNumber } from './usage.ts';

/** The states of a file, in the order they are told. */
export const STATES = {
  imported: { zh: '已导入', en: 'imported' },
  alreadyHere: { zh: '已在库中', en: 'already here' },
  repaired: { zh: '已修补', en: 'repaired' },
  needsReview: { zh: '待查', en: 'to review' },
  refused: { zh: '未收', en: 'refused' },
} as const satisfies Readonly<Record<FileState, LocalText>>;

const RUNS = {
  running: { zh: '进行中', en: 'running' },
  interrupted: { zh: '中断', en: 'interrupted' },
  done: { zh: '完成', en: 'done' },
  undone: { zh: '已收回', en: 'taken back' },
} as const satisfies Readonly<Record<ImportSummary['state'], LocalText>>;

interface LedgerOptions extends WindowOptions {
  readonly operation?: number;
  readonly state?: FileState;
  readonly reason?: string;
  readonly csv?: string;
  readonly overwrite?: boolean;
}

export const register: Register = (command, cli) => {
  command
    .command('list')
    .description(cli.say({ zh: '历次导入', en: 'past imports' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const imports = await api.imports.list({});
        return { value: { imports }, text: () => importsTable(cli, imports) };
      }),
    );

  withWindow(command.command('ledger'), cli)
    .description(cli.say({ zh: '每个文件的状态、原因和问题', en: 'the state of every file, with reason and problems' }))
    .option('--operation <n>', cli.say({ zh: '某一次导入', en: 'of one import' }), wholeNumber('--operation', 1))
    .option('--state <state>', Object.keys(STATES).join('|'), oneOf('--state', Object.keys(STATES) as FileState[]))
    .option('--reason <text>', cli.say({ zh: '只列这个原因（中文原句）', en: 'with this reason (its Chinese sentence)' }))
    .option('--csv <file>', cli.say({ zh: '写成 CSV 文件', en: 'write them to a CSV file' }))
    .option('--overwrite', cli.say({ zh: '覆盖已有的文件', en: 'replace a file that is there' }))
    .action(({ operation, state, reason, csv, overwrite, ...window }: LedgerOptions) =>
      cli.run(async ({ api }) => {
        if (csv !== undefined) {
          const path = resolve(csv);
          const value = await api.imports.writeLedger({ operation, state, reason, path, language: cli.lang, overwrite });
          return { value, text: () => cli.say({ zh: `${count(value.files)} 个文件的清单写到 ${path}。`, en: `Wrote the ledger of ${things(value.files, 'file')} to ${path}.` }) };
        }
        const found = await windowed(window, async (part) => {
          const { total, rows } = await api.imports.ledger({ operation, state, reason, ...part });
          return { total, items: rows };
        });
        return {
          value: { total: found.total, rows: found.items },
          text: () =>
            [
              cli.say({ zh: `${count(found.total)} 个文件`, en: things(found.total, 'file') }),
              ...(found.items.length === 0 ? [] : [ledgerTable(cli, found.items)]),
            ].join('\n'),
        };
      }),
    );

  command
    .command('undo')
    .description(cli.say({ zh: '收回一次导入', en: 'take a whole import back' }))
    .requiredOption('--operation <n>', cli.say({ zh: '哪一次导入', en: 'which import' }), wholeNumber('--operation', 1))
    .option(
      '--force',
      cli.say({ zh: '改过的记录保留，其余收回', en: 'leave what later work touched, take back the rest' }),
    )
    .action(({ operation, force }: { readonly operation: number; readonly force?: boolean }) =>
      cli.run(async ({ api }) => {
        const value = await api.imports.undo({ operation, force });
        return {
          value,
          text: () =>
            cli.say({
              zh: `已收回第 ${operation} 号导入的 ${count(value.records)} 条记录；这是第 ${value.operation} 号操作，可以撤销。`,
              en:
                `Took back ${things(value.records, 'record')} of import ${operation}; ` +
                `this is operation ${value.operation} and can be undone.`,
            }),
        };
      }),
    );

  registerAgain(command, cli);
  registerTables(command, cli);
};

function importsTable(cli: Cli, imports: readonly ImportSummary[]): string {
  if (imports.length === 0) return cli.say({ zh: '还没有导入过。', en: 'Nothing has been imported yet.' });
  return cli.table(
    [
      { title: { zh: '操作', en: 'Operation' }, align: 'right' },
      { title: { zh: '时间', en: 'Time' } },
      { title: { zh: '状态', en: 'State' } },
      { title: { zh: '文件', en: 'Files' }, align: 'right' },
      { title: { zh: '新增记录', en: 'Added' }, align: 'right' },
      { title: { zh: '待查', en: 'Review' }, align: 'right' },
      { title: { zh: '未收', en: 'Refused' }, align: 'right' },
      { title: { zh: '来源', en: 'Paths' }, flexible: 'start' },
    ],
    imports.map((run) => [
      String(run.operation),
      moment(run.at),
      cli.say(RUNS[run.state]),
      count(run.files.total),
      count(run.records.added),
      count(run.files.needsReview),
      count(run.files.refused),
      run.paths.join(', '),
    ]),
  );
}

/** Files with state, size, encoding and why. */
export function ledgerTable(cli: Cli, rows: readonly LedgerRow[]): string {
  return cli.table(
    [
      { title: { zh: '状态', en: 'State' } },
      { title: { zh: '文件', en: 'File' }, flexible: 'start' },
      { title: { zh: '大小', en: 'Size' }, align: 'right' },
      { title: { zh: '记录', en: 'Records' }, align: 'right' },
      { title: { zh: '编码', en: 'Encoding' } },
      { title: { zh: '说明', en: 'Why' }, flexible: true },
    ],
    rows.map((row) => [
      cli.say(STATES[row.state]),
      row.path,
      bytes(row.bytes),
      count(row.records),
      encodingOf(row),
      whyOf(cli, row),
    ]),
  );
}

/** The encoding, with how sure it is where that is not beyond doubt; a file without records has none that matters. */
const encodingOf = ({ encoding, confidence, records }: LedgerRow): string =>
  encoding === null || records === 0
    ? ''
    : confidence === null || confidence === 1
      ? encoding
      : `${encoding} ${percent(confidence)}`;

function whyOf(cli: Cli, { reason, problems }: LedgerRow): string {
  const first = problems[0];
  const where = first === undefined ? '' : cli.say({ zh: `第 ${first.offset} 字节`, en: `byte ${first.offset}` });
  const said = reason ?? first?.text;
  return [said === undefined || said === null ? '' : cli.say(said), where === '' ? '' : `(${where})`].join(' ').trim();
}
