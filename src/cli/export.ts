import { resolve } from 'node:path';
import type { EngineApi } from '../contract/engine.ts';
import { CONSTANTS, EXPORT_FORMATS } from '../contract/exports.ts';
import type { Constants, ExportChoice, ExportFormat, ExportReport, LossReport, MarcDialect, PackageKind } from '../contract/exports.ts';
import type { Client } from '../contract/rpc.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { EXIT, UsageError } from './exit.ts';
import type { ExitCode } from './exit.ts';
import { constantsOf } from './export-constants.ts';
import { registerProfiles, profileNamed } from './export-profiles.ts';
import { registerVerify } from './export-verify.ts';
import { bytes, count, duration, things } from './figures.ts';
import { setNamed } from './selection.ts';
import { oneOf } from './usage.ts';

const DIALECTS = ['marc21', 'cnmarc'] as const satisfies readonly MarcDialect[];
/** The ending of `--out` says whether the bag is packed. */
const PACKAGES = ['bagit'] as const;
/** Losses shown to people; the JSON document has all that are listed. */
const SHOWN = 20;

interface Options {
  readonly set?: string;
  readonly query?: string;
  readonly all?: boolean;
  readonly format?: ExportFormat;
  readonly out?: string;
  readonly encoding?: string;
  readonly profile?: string;
  readonly constant?: readonly string[];
  readonly dialect?: MarcDialect;
  readonly overwrite?: boolean;
  readonly continuations?: 'apart' | 'joined';
  readonly package?: (typeof PACKAGES)[number];
  readonly sources?: boolean;
  readonly losses?: string;
  readonly dryRun?: boolean;
}

export const register: Register = (command, cli) => {
  command
    .usage(cli.say({ zh: '[选项]', en: '[options]' }))
    .option('--set <name>', cli.say({ zh: '导出一个集合', en: 'the records of a set' }))
    .option('--query <q>', cli.say({ zh: '导出检索到的', en: 'the records a query finds' }))
    .option('--all', cli.say({ zh: '导出全部', en: 'every record' }))
    .option('--format <format>', EXPORT_FORMATS.join('|'), oneOf('--format', EXPORT_FORMATS))
    .option('--out <path>', cli.say({
      zh: '写到哪里：tagged、tei 和 BagIt 包是文件夹，其余是文件', en: 'where to: a folder for tagged, tei and a bag, a file for the others',
    }))
    .option('--encoding <name>', cli.say({ zh: '编码；tagged 默认各文件原来的', en: 'an encoding; for tagged each file keeps its own unless told' }))
    .option('--profile <name>', cli.say({ zh: '映射方案', en: 'a profile of the library' }))
    .option('--constant <name=value...>', cli.say({
      zh: `各条相同的值：${CONSTANTS.map(({ name, zh }) => `${name} ${zh}`).join('、')}`, en: `what is the same for all: ${CONSTANTS.map(({ name }) => name).join(', ')}`,
    }))
    .option('--dialect <name>', cli.say({ zh: 'marcxml、marcjson 的字段：marc21 或 cnmarc', en: 'fields of marcxml and marcjson: marc21 or cnmarc' }), oneOf('--dialect', DIALECTS))
    .option('--continuations <how>', cli.say({
      zh: 'apart 各部分分开（默认），joined 关联的各部分连成一条', en: 'apart (default), or joined: linked parts of an article as one record',
    }), oneOf('--continuations', ['apart', 'joined']))
    .option('--overwrite', cli.say({ zh: '替换已有的', en: 'replace what is already there' }))
    .option('--package <kind>', cli.say({ zh: 'bagit：BagIt 1.0 包；--out 以 .zip 或 .tar 结尾则打包', en: 'bagit: a BagIt 1.0 bag; packed where --out ends in .zip or .tar' }), oneOf('--package', PACKAGES))
    .option('--sources', cli.say({ zh: '包内附来源文件', en: 'with the source files in the bag' }))
    .option('--losses <file>', cli.say({ zh: '把全部损失写成 CSV', en: 'write every loss into a CSV file' }))
    .option('--dry-run', cli.say({ zh: '只报告损失，不写出', en: 'report what would be lost, write nothing' }))
    .action((options: Options) => {
      const format = required(options.format, '--format');
      const selectionGiven = [options.set, options.query, options.all].filter((given) => given !== undefined);
      if (selectionGiven.length !== 1) {
        throw new UsageError({ zh: '请用 --set、--query、--all 之一说明导出哪些记录。', en: 'Say which records with one of --set, --query and --all.' });
      }
      const lossFile = options.losses === undefined ? undefined : resolve(options.losses);
      const constants = constantsOf(options.constant ?? []);
      const out = options.dryRun === true ? '' : resolve(required(options.out, '--out'));
      return cli.run(async ({ api }) => {
        const choice = await choiceOf(api, options, format, constants);
        if (options.dryRun === true) {
          const report = await api.exports.losses({ ...choice, lossFile });
          return { value: report, text: () => lossText(cli, report, format), exit: exitFor(report) };
        }
        const report = await api.exports.run({
          ...choice, out, lossFile, overwrite: options.overwrite, package: options.package === undefined ? undefined : packageFor(out), sources: options.sources,
        });
        return { value: report, text: () => exportText(cli, report), exit: exitFor(report) };
      });
    });
  registerVerify(command.command('verify <path>'), cli);
  registerProfiles(command.command('profiles'), cli);
};

function required(value: string | undefined, option: '--out'): string;
function required(value: ExportFormat | undefined, option: '--format'): ExportFormat;
function required(value: string | undefined, option: string): string {
  if (value !== undefined) return value;
  const known = option === '--format' ? `：${EXPORT_FORMATS.join('、')}` : '';
  throw new UsageError({ zh: `必须给出选项 ${option}${known}。`, en: `The option ${option} is needed${known === '' ? '' : `: ${EXPORT_FORMATS.join(', ')}`}.` });
}

async function choiceOf(api: Client<EngineApi>, options: Options, format: ExportFormat, constants: Constants): Promise<ExportChoice> {
  return {
    selection: options.set === undefined ? { query: options.query ?? '' } : { set: (await setNamed(api, options.set)).id },
    format, encoding: options.encoding, continuations: options.continuations, dialect: options.dialect, constants,
    profile: options.profile === undefined ? undefined : (await profileNamed(api, options.profile)).id,
  };
}

const packageFor = (out: string): PackageKind => (/\.zip$/i.test(out) ? 'bagit-zip' : /\.tar$/i.test(out) ? 'bagit-tar' : 'bagit');

/** What a format has no place for is known before; everything else wants a look. */
const exitFor = ({ counts }: LossReport): ExitCode => (counts.some(({ kind }) => kind !== 'field' && kind !== 'markup') ? EXIT.problems : EXIT.done);

/** The report for people: how much, where, the check sum, and what could not be written. */
export function exportText(cli: Cli, report: ExportReport): string {
  const { records, files } = report;
  const size = bytes(report.bytes);
  const time = duration(report.seconds, cli.lang);
  return [
    cli.say({
      zh: `写出 ${count(records)} 条记录、${count(files)} 个文件，${size}，用时 ${time}。`, en: `Wrote ${things(records, 'record')} in ${things(files, 'file')}, ${size}, in ${time}.`,
    }),
    ...(report.resumed === 0 ? [] : [cli.say({
      zh: `接着上次中断的导出，${count(report.resumed)} 个文件已在。`, en: `Went on where an earlier run had stopped: ${things(report.resumed, 'file')} stood already.`,
    })]),
    report.out,
    `SHA-256 ${report.sha256}${report.manifest === null ? '' : `  (${report.manifest})`}`,
    ...lossLines(cli, report),
  ].join('\n');
}

function lossText(cli: Cli, report: LossReport, format: ExportFormat): string {
  return [
    cli.say({
      zh: `${count(report.records)} 条记录中，${count(report.writable)} 条可以写成 ${format}。没有写出任何文件。`,
      en: `${count(report.writable)} of ${things(report.records, 'record')} can be written as ${format}. Nothing was written.`,
    }),
    ...lossLines(cli, report),
  ].join('\n');
}

function lossLines(cli: Cli, { counts, losses, notes }: LossReport): readonly string[] {
  const lines: string[] = notes.map((note) => cli.say(note));
  if (counts.length === 0) return lines;
  const telling = losses.filter(({ kind }) => kind !== 'field' && kind !== 'markup');
  const rest = telling.length - SHOWN;
  lines.push('', cli.say({ zh: '这种格式或编码装不下的：', en: 'What this format or encoding cannot hold:' }), cli.table(
    [
      { title: { zh: '种类', en: 'Kind' } }, { title: { zh: '字段', en: 'Field' } }, { title: { zh: '记录', en: 'Records' }, align: 'right' }, { title: { zh: '处', en: 'Values' }, align: 'right' },
    ],
    counts.map(({ kind, field, records, values }) => [kind, field, count(records), count(values)]),
  ));
  if (telling.length === 0) return lines;
  lines.push('', cli.table(
    [
      { title: { zh: '记录', en: 'Record' }, flexible: 'start' }, { title: { zh: '字段', en: 'Field' } }, { title: { zh: '说明', en: 'Why' }, flexible: true },
    ],
    telling.slice(0, SHOWN).map(({ ref, field, text }) => [ref, field, cli.say(text)]),
  ));
  if (rest > 0) lines.push(cli.say({ zh: `……另有 ${count(rest)} 处`, en: `… and ${count(rest)} more` }));
  return lines;
}
