import { resolve } from 'node:path';
import type { ExportReport } from '../contract/exports.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { EXIT, notYet, UsageError } from './exit.ts';
import { bytes, count, duration, things } from './figures.ts';
import { setNamed } from './selection.ts';
import { oneOf } from './usage.ts';

const FORMATS = [
  'tagged',
  'csv',
  'jsonl',
  'cnmarc',
  'marc21',
  'marcxml',
  'dc',
  'mods',
  'xlsx',
  'ris',
  'bibtex',
  'csl-json',
  'parquet',
] as const;
const PACKAGES = ['bagit'] as const;
/** Losses shown to people; the JSON document has all. */
const SHOWN = 20;

interface Options {
  readonly set?: string;
  readonly query?: string;
  readonly all?: boolean;
  readonly format: (typeof FORMATS)[number];
  readonly out: string;
  readonly encoding?: string;
  readonly overwrite?: boolean;
  readonly continuations?: 'apart' | 'joined';
  readonly package?: (typeof PACKAGES)[number];
}

export const register: Register = (command, cli) => {
  command
    .option('--set <name>', cli.say({ zh: '导出一个集合', en: 'the records of a set' }))
    .option('--query <q>', cli.say({ zh: '导出检索到的', en: 'the records a query finds' }))
    .option('--all', cli.say({ zh: '导出全部', en: 'every record' }))
    .requiredOption('--format <format>', FORMATS.join('|'), oneOf('--format', FORMATS))
    .requiredOption(
      '--out <path>',
      cli.say({
        zh: '写到哪里：tagged 是文件夹，其余是文件',
        en: 'where to: a folder for tagged, a file for the others',
      }),
    )
    .option(
      '--encoding <name>',
      cli.say({
        zh: '仅 tagged：编码，默认各文件原来的',
        en: 'tagged only: an encoding, else each file keeps its own',
      }),
    )
    .option(
      '--continuations <how>',
      cli.say({
        zh: '仅 csv、jsonl：apart 各部分分开（默认），joined 关联的各部分连成一条',
        en: 'csv and jsonl only: apart (default), or joined: linked parts of an article as one record',
      }),
      oneOf('--continuations', ['apart', 'joined']),
    )
    .option('--overwrite', cli.say({ zh: '替换已有的', en: 'replace what is already there' }))
    .option('--package <kind>', PACKAGES.join('|'), oneOf('--package', PACKAGES))
    .action((options: Options) => {
      const { set, query, all, format, encoding, overwrite, continuations } = options;
      if ([set, query, all].filter((given) => given !== undefined).length !== 1) {
        throw new UsageError({
          zh: '请用 --set、--query、--all 之一说明导出哪些记录。',
          en: 'Say which records with one of --set, --query and --all.',
        });
      }
      if (options.package !== undefined) notYet(`export --package ${options.package}`);
      if (format !== 'tagged' && format !== 'csv' && format !== 'jsonl') notYet(`export --format ${format}`);
      if (encoding !== undefined && format !== 'tagged' && !/^utf-?8$/i.test(encoding)) {
        notYet(`export --format ${format} --encoding ${encoding}`);
      }
      return cli.run(async ({ api }) => {
        const selection = set === undefined ? { query: query ?? '' } : { set: (await setNamed(api, set)).id };
        const report = await api.exports.run({
          selection, format, out: resolve(options.out), encoding, overwrite, continuations,
        });
        return {
          value: report,
          text: () => exportText(cli, report),
          exit: report.losses.length > 0 ? EXIT.problems : EXIT.done,
        };
      });
    });
};

/** The report for people: how much, where, the check sum, and what could not be written. */
export function exportText(cli: Cli, report: ExportReport): string {
  const { records, files, losses } = report;
  const size = bytes(report.bytes);
  const time = duration(report.seconds, cli.lang);
  const rest = losses.length - SHOWN;
  return [
    cli.say({
      zh: `写出 ${count(records)} 条记录、${count(files)} 个文件，${size}，用时 ${time}。`,
      en: `Wrote ${things(records, 'record')} in ${things(files, 'file')}, ${size}, in ${time}.`,
    }),
    `${report.out}`,
    `SHA-256 ${report.sha256}${report.manifest === null ? '' : `  (${report.manifest})`}`,
    ...(losses.length === 0
      ? []
      : [
          '',
          cli.say({
            zh: `${count(losses.length)} 处无法用这种格式或编码写出，这些记录没有写：`,
            en: `${count(losses.length)} things this format or encoding cannot hold; these records were not written:`,
          }),
          cli.table(
            [
              { title: { zh: '记录', en: 'Record' }, flexible: 'start' },
              { title: { zh: '字段', en: 'Field' } },
              { title: { zh: '说明', en: 'Why' }, flexible: true },
            ],
            losses.slice(0, SHOWN).map(({ ref, field, text }) => [ref, field, cli.say(text)]),
          ),
          ...(rest > 0 ? [cli.say({ zh: `……另有 ${count(rest)} 处`, en: `… and ${count(rest)} more` })] : []),
        ]),
  ].join('\n');
}
