import { Command, CommanderError } from 'commander';
import type { LocalText } from '../contract/text.ts';
import type { Cli, CommonOptions } from './cli.ts';
import { NOUNS } from './commands.ts';
import { EXIT, UsageError } from './exit.ts';
import { PROGRESS_MODES } from './progress.ts';
import { widthOf } from './table.ts';
import { oneOf, parserSentence } from './usage.ts';
import { version } from './version.ts';

const LANGS = ['zh', 'en'] as const;

const HEADINGS: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
  'Arguments:': '参数：',
};

const EXITS = {
  zh: '退出码：0 完成；1 失败，什么也没有改；2 用法不对或此版本尚不支持；3 完成，但有列出的问题；130 按 Ctrl+C 停止。',
  en:
    'Exit codes: 0 done; 1 failed, nothing changed; 2 wrong usage, or not yet in this version;\n' +
    '3 done, with problems listed; 130 stopped by Ctrl+C.',
} as const satisfies LocalText;

const defaultText = (value: unknown, cli: Cli): string =>
  typeof value === 'string' || typeof value === 'number'
    ? cli.say({ zh: `（默认 ${value}）`, en: ` (default ${value})` })
    : '';

/**
 * The parser with the subcommands of one noun; the other nouns stand in it by name only, for the help and for
 * "did you mean".
 */
async function programFor(noun: string | undefined, cli: Cli): Promise<Command> {
  const program = new Command('jianbao')
    .description(cli.say({ zh: '剪报：整理报纸全文记录', en: 'Jianbao: curate newspaper full-text records' }))
    .helpOption('-h, --help', cli.say({ zh: '显示帮助', en: 'show this help' }))
    .helpCommand(false)
    .version(version(), '--version', cli.say({ zh: '显示版本', en: 'show the version' }))
    .option(
      '--library <file>',
      cli.say({ zh: '资料库文件（否则用 $JIANBAO_LIBRARY）', en: 'the library file (else $JIANBAO_LIBRARY)' }),
    )
    .option('--json', cli.say({ zh: '标准输出只有一个 JSON 文档', en: 'one JSON document on stdout and nothing else' }))
    .option(
      '--progress <how>',
      cli.say({
        zh: '进度写在标准错误：auto 终端上的进度条，json 每行一个 JSON，none 不显示',
        en: 'progress on stderr: auto is a bar on a terminal, json is JSON lines, none is nothing',
      }),
      oneOf('--progress', PROGRESS_MODES),
    )
    .option(
      '--lang <lang>',
      cli.say({ zh: '语言：zh 或 en（否则看 LC_ALL、LANG）', en: 'language: zh or en (else from LC_ALL, LANG)' }),
      oneOf('--lang', LANGS),
    )
    .exitOverride()
    .configureHelp({
      showGlobalOptions: true,
      displayWidth: widthOf,
      styleTitle: (title) => (cli.lang === 'zh' ? (HEADINGS[title] ?? title) : title),
      optionDescription: ({ description, defaultValue }) => description + defaultText(defaultValue, cli),
    })
    .addHelpText('after', `\n${cli.say(EXITS)}`)
    .configureOutput({ outputError: () => {} })
    .hook('preAction', (root) => cli.configure(root.opts<CommonOptions>()));

  for (const { name, summary, hidden = false, load } of NOUNS) {
    const command = program.command(name, { hidden }).description(cli.say(summary)).helpCommand(false);
    if (name === noun) (await load()).register(command, cli);
  }
  return program;
}

/** The noun of a command line: the first word that is neither an option nor the value of a common one. */
export function nounOf(argv: readonly string[]): string | undefined {
  for (let at = 0; at < argv.length; at += 1) {
    const arg = argv[at] ?? '';
    if (['--library', '--progress', '--lang'].includes(arg)) at += 1;
    else if (!arg.startsWith('-')) return arg;
  }
  return undefined;
}

/** Run one command line; what it ends with stands in `cli.exit` afterwards. */
export async function runCommandLine(given: readonly string[], cli: Cli): Promise<void> {
  const argv = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
  // Subtle: an error in the command line comes before the common options are known, and still has to honour --json.
  cli.configure({ json: argv.includes('--json') });
  try {
    const program = await programFor(nounOf(argv), cli);
    await program.parseAsync(argv, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) return cli.fail(thrown);
    if (thrown.exitCode === 0) return;
    // `jianbao` or `jianbao records` alone: the help has been written to stderr already.
    if (thrown.code === 'commander.help') cli.exit = EXIT.usage;
    else await cli.fail(new UsageError(parserSentence(thrown)));
  }
}
