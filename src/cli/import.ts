import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { IMPORT_FORMATS } from '../contract/imports.ts';
import type { FileState, FolderEncoding, ImportReport } from '../contract/imports.ts';
import type { Answer, Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { EXIT, FailedError, UsageError } from './exit.ts';
import type { ExitCode } from './exit.ts';
import { count, duration, things } from './figures.ts';
import { ledgerTable, STATES } from './imports.ts';
import { placeForDryRun } from './dry-run-library.ts';
import { mappingGiven } from './mapping-file.ts';
import { oneOf } from './usage.ts';

const FORMATS = IMPORT_FORMATS;

interface Options {
  readonly format: (typeof FORMATS)[number];
  readonly encoding: string;
  readonly encodingFor: readonly FolderEncoding[];
  readonly mapping?: string;
  readonly classFrom?: 'folder';
  readonly dryRun?: boolean;
  readonly resume?: boolean;
}

export const register: Register = (command, cli) => {
  command
    .argument('<path...>', cli.say({ zh: '文件夹或文件', en: 'folders or files' }))
    .option('--format <format>', FORMATS.join('|'), oneOf('--format', FORMATS), 'auto')
    .option(
      '--encoding <name>',
      cli.say({ zh: 'auto 逐个文件求证，或指定编码名', en: 'auto proves it file by file, or the name of one' }),
      'auto',
    )
    .option(
      '--encoding-for <folder=name>',
      cli.say({ zh: '某个文件夹用某个编码，可多次给出', en: 'files of this folder are in that encoding; may be given again' }),
      folderEncoding,
      [],
    )
    .option('--mapping <name|file.json>', cli.say({ zh: '表格的列对应：已保存的名称，或 JSON 文件', en: 'how columns of tables become fields: a kept name, or a JSON file' }))
    .option(
      '--class-from <what>',
      cli.say({ zh: 'folder：以文件夹名作分类', en: 'folder: the folder names the class' }),
      oneOf('--class-from', ['folder']),
    )
    .option('--dry-run', cli.say({ zh: '只看结果，不写入', en: 'look only, store nothing' }))
    .option(
      '--resume',
      cli.say({ zh: '接着做上次中断的导入', en: 'go on with an interrupted import of the same paths' }),
    )
    .action(async (given: readonly string[], options: Options) => {
      const { format, encoding, encodingFor, dryRun, resume } = options;
      const mapping = options.mapping === undefined ? undefined : mappingGiven(options.mapping);
      const paths = given.map((path) => resolve(path));
      for (const path of paths) {
        if (!existsSync(path)) {
          throw new FailedError({
            zh: `没有找到 ${path}，什么也没有导入。`,
            en: `There is nothing at ${path}; nothing was imported.`,
          });
        }
      }
      const { file, done } =
        dryRun === true ? placeForDryRun(cli.libraryFile) : { file: cli.libraryFile, done: () => {} };
      try {
        await cli.run(
          async ({ api }) => answer(cli, await api.imports.run({
            // What a resumed import was told counts where nothing is said anew.
            paths, ...(resume === true && format === 'auto' ? {} : { format }), ...(resume === true && encoding === 'auto' ? {} : { encoding }),
            ...(encodingFor.length === 0 ? {} : { encodings: encodingFor }), ...(mapping === undefined ? {} : { mapping }), classFrom: options.classFrom, dryRun, resume,
          })),
          { mode: 'create', file, index: dryRun !== true },
        );
      } finally {
        done();
      }
    });
};

function folderEncoding(given: string, before: readonly FolderEncoding[]): readonly FolderEncoding[] {
  const at = given.lastIndexOf('=');
  if (at <= 0) {
    throw new UsageError({
      zh: `--encoding-for 需要 文件夹=编码 的形式，而不是“${given}”。`, en: `--encoding-for needs FOLDER=ENCODING, not "${given}".`,
    });
  }
  return [...before, { folder: resolve(given.slice(0, at)), encoding: given.slice(at + 1) }];
}

function answer(cli: Cli, report: ImportReport): Answer {
  return { value: report, text: () => importText(cli, report), exit: exitOf(report) };
}

/** Files that need a person's eye are problems listed; repaired ones are in the library and only noted. */
function exitOf({ cancelled, files }: ImportReport): ExitCode {
  if (cancelled) return EXIT.cancelled;
  return files.refused + files.needsReview > 0 ? EXIT.problems : EXIT.done;
}

/** The report for people: the counts, then the files that want a look. */
export function importText(cli: Cli, report: ImportReport): string {
  const { files, records, operation, attention } = report;
  const time = duration(report.seconds, cli.lang);
  const states = (Object.keys(STATES) as FileState[]).map(
    (state) => `${cli.say(STATES[state])} ${count(files[state])}`,
  );
  const lines = [
    cli.say({
      zh: `文件 ${count(files.total)} 个：${states.join('，')}。`,
      en: `${things(files.total, 'file')}: ${states.join(', ')}.`,
    }),
    cli.say({
      zh: `记录：新增 ${count(records.added)} 条，已在库中 ${count(records.alreadyHere)} 条。用时 ${time}。`,
      en: `Records: ${count(records.added)} added, ${count(records.alreadyHere)} already here. Took ${time}.`,
    }),
  ];
  if (report.cancelled) {
    const undo = `jianbao imports undo --operation ${operation ?? ''}`;
    lines.push(
      cli.say({
        zh: `已停止。已经导入的都保留着；接着做加 --resume，收回用 ${undo}。`,
        en: `Stopped. What came is kept; go on with --resume, or take it back with ${undo}.`,
      }),
    );
  } else if (operation === null) {
    lines.push(
      files.imported + files.repaired === 0
        ? cli.say({ zh: '资料库没有变化。', en: 'The library has not changed.' })
        : cli.say({ zh: '这是试运行，什么也没有写入。', en: 'This was a dry run; nothing was stored.' }),
    );
  } else {
    lines.push(cli.say({ zh: `这是第 ${operation} 号操作。`, en: `This is operation ${operation}.` }));
  }
  if (report.versions > 0) {
    const versions = `jianbao imports versions --operation ${operation ?? ''}`;
    lines.push(cli.say({
      zh: `其中 ${count(report.versions)} 条与库中同日、同版、同条而文字不同，见 ${versions}`,
      en: `${count(report.versions)} of them share date, page and item with another text: ${versions}`,
    }));
  }
  if (attention.length > 0) lines.push('', ledgerTable(cli, attention));
  const all = files.repaired + files.needsReview + files.refused;
  if (operation !== null && all > attention.length) {
    const ledger = `jianbao imports ledger --operation ${operation}`;
    lines.push(
      cli.say({
        zh: `以上为前 ${attention.length} 个；全部 ${count(all)} 个见 ${ledger}`,
        en: `The first ${attention.length} of ${count(all)}; all of them: ${ledger}`,
      }),
    );
  }
  return lines.join('\n');
}
