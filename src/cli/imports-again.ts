import { resolve } from 'node:path';
import { IMPORT_FORMATS } from '../contract/imports.ts';
import type { ImportFormat, RereadReport, RetryReport, VersionPair } from '../contract/imports.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { EXIT } from './exit.ts';
import { count, duration, things } from './figures.ts';
import { mappingGiven } from './mapping-file.ts';
import { oneOf, wholeNumber } from './usage.ts';
import { windowed, withWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

interface RetryOptions {
  readonly operation: number;
  readonly format?: ImportFormat;
  readonly encoding?: string;
  readonly mapping?: string;
  readonly classFrom?: 'folder';
}

interface RereadOptions {
  readonly operation: number;
  readonly encoding: string;
  readonly folder?: string;
  readonly dryRun?: boolean;
}

/** What can be done with an import afterwards: mended files, another encoding, other versions. */
export const registerAgain: Register = (command, cli) => {
  const which = cli.say({ zh: '哪一次导入', en: 'which import' });
  command
    .command('retry')
    .description(cli.say({ zh: '重读未收和待查的文件', en: 'read the files that were refused or need a look once more' }))
    .requiredOption('--operation <n>', which, wholeNumber('--operation', 1))
    .option('--format <format>', IMPORT_FORMATS.join('|'), oneOf('--format', IMPORT_FORMATS))
    .option('--encoding <name>', cli.say({ zh: '改用这个编码', en: 'in this encoding' }))
    .option('--mapping <name|file.json>', cli.say({ zh: '表格按这个对应读', en: 'read tables by this mapping' }))
    .option('--class-from <what>', cli.say({ zh: 'folder：以文件夹名作分类', en: 'folder: the folder names the class' }), oneOf('--class-from', ['folder']))
    .action(({ operation, format, encoding, mapping, classFrom }: RetryOptions) =>
      cli.run(async ({ api }) => {
        const value = await api.imports.retry({ operation, format, encoding, classFrom, ...(mapping === undefined ? {} : { mapping: mappingGiven(mapping) }) });
        return { value, text: () => retryText(cli, value), exit: value.files.stillRefused + value.files.stillReview > 0 ? EXIT.problems : EXIT.done };
      }, { index: true }),
    );

  command
    .command('reread')
    .description(cli.say({ zh: '已导入的文件按另一编码重读，改过的值保留', en: 'read imported files again in another encoding; edited values stay' }))
    .requiredOption('--operation <n>', which, wholeNumber('--operation', 1))
    .requiredOption('--encoding <name>', cli.say({ zh: '编码名', en: 'the encoding' }))
    .option('--folder <path>', cli.say({ zh: '只重读这个文件夹里的', en: 'only files in this folder' }))
    .option('--dry-run', cli.say({ zh: '只看会改什么', en: 'look only, change nothing' }))
    .action(({ operation, encoding, folder, dryRun }: RereadOptions) =>
      cli.run(async ({ api }) => {
        const value = await api.imports.reread({ operation, encoding, dryRun, ...(folder === undefined ? {} : { folder: resolve(folder) }) });
        return { value, text: () => rereadText(cli, value, dryRun === true) };
      }, { index: dryRun !== true }),
    );

  withWindow(command.command('versions'), cli)
    .description(cli.say({ zh: '与库中同日同版同条而文字不同的新记录', en: 'new records at the date, page and item of another text' }))
    .requiredOption('--operation <n>', which, wholeNumber('--operation', 1))
    .action(({ operation, ...window }: WindowOptions & { readonly operation: number }) =>
      cli.run(async ({ api }) => {
        const found = await windowed(window, async (part) => {
          const { total, rows } = await api.imports.versions({ operation, ...part });
          return { total, items: rows };
        });
        return { value: { total: found.total, rows: found.items }, text: () => versionsText(cli, found.total, found.items) };
      }),
    );
};

function retryText(cli: Cli, { operation, files, records, seconds, cancelled }: RetryReport): string {
  const lines = [
    cli.say({
      zh: `重读 ${count(files.total)} 个文件：${count(files.changed)} 个有变化，仍未收 ${count(files.stillRefused)}，仍待查 ${count(files.stillReview)}。用时 ${duration(seconds, cli.lang)}。`,
      en: `Read ${things(files.total, 'file')} again: ${count(files.changed)} changed, ${count(files.stillRefused)} still refused, ${count(files.stillReview)} still to review. Took ${duration(seconds, cli.lang)}.`,
    }),
    cli.say({
      zh: `记录：新增 ${count(records.added)} 条，代替了 ${count(records.replaced)} 条，因有人改过而并存 ${count(records.kept)} 条。`,
      en: `Records: ${count(records.added)} added, ${count(records.replaced)} replaced, ${count(records.kept)} left beside because somebody had worked on them.`,
    }),
  ];
  if (files.missing > 0) {
    lines.push(cli.say({ zh: `${count(files.missing)} 个文件已不在原处，没有重读。`, en: `${things(files.missing, 'file')} no longer where they were; not read.` }));
  }
  if (cancelled) lines.push(cli.say({ zh: '已停止；读好的都保留着。', en: 'Stopped; what was read is kept.' }));
  lines.push(cli.say({ zh: `这是第 ${operation} 号操作，可以撤销。`, en: `This is operation ${operation} and can be undone.` }));
  return lines.join('\n');
}

function rereadText(cli: Cli, report: RereadReport, dryRun: boolean): string {
  const { operation, files, records, values, kept, keptTotal, skipped, examples } = report;
  const lines = [
    cli.say(dryRun
      ? { zh: `试运行：${count(files)} 个文件，会改正 ${count(records)} 条记录的 ${count(values)} 处。`, en: `Dry run: ${things(files, 'file')}, ${count(values)} values of ${things(records, 'record')} would be put right.` }
      : { zh: `重读 ${count(files)} 个文件，改正了 ${count(records)} 条记录的 ${count(values)} 处。`, en: `Read ${things(files, 'file')} again; put ${count(values)} values of ${things(records, 'record')} right.` }),
  ];
  for (const { record, field, before, after } of examples.slice(0, 5)) lines.push(`  ${record} ${field}: ${before.slice(0, 40)} → ${after.slice(0, 40)}`);
  if (keptTotal > 0) {
    lines.push(cli.say({ zh: `${count(keptTotal)} 处有人改过，没有动：`, en: `${count(keptTotal)} values somebody had edited stay as they are:` }));
    for (const { record, field, value } of kept.slice(0, 20)) lines.push(`  ${record} ${field}: ${value.slice(0, 60)}`);
  }
  if (skipped.length > 0) {
    lines.push(cli.say({ zh: `${count(skipped.length)} 个文件按此编码会分成不同的记录，没有动：`, en: `${things(skipped.length, 'file')} fall into other records in that encoding and stay as they are:` }), ...skipped.slice(0, 20).map((path) => `  ${path}`));
  }
  if (operation !== null) lines.push(cli.say({ zh: `这是第 ${operation} 号操作，可以撤销。`, en: `This is operation ${operation} and can be undone.` }));
  return lines.join('\n');
}

function versionsText(cli: Cli, total: number, rows: readonly VersionPair[]): string {
  if (total === 0) return cli.say({ zh: '没有同日同版同条而文字不同的记录。', en: 'No record shares its date, page and item with another text.' });
  return [
    cli.say({ zh: `${count(total)} 条`, en: things(total, 'record') }),
    cli.table([
      { title: { zh: '日期', en: 'Date' } }, { title: { zh: '版', en: 'Page' } }, { title: { zh: '条', en: 'Item' } },
      { title: { zh: '新记录', en: 'New' }, align: 'right' }, { title: { zh: '标题', en: 'Title' }, flexible: true },
      { title: { zh: '原有', en: 'Before' }, align: 'right' }, { title: { zh: '标题', en: 'Title' }, flexible: true },
    ], rows.map(({ date, page, item, record, title, other, otherTitle }) => [date, page, item, String(record), title, String(other), otherTitle])),
  ].join('\n');
}
