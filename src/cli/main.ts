import { Cli } from './cli.ts';
import { EXIT } from './exit.ts';
import { chooseLang } from './language.ts';
import { runCommandLine } from './program.ts';
import { processTerminal } from './terminal.ts';

/** The whole run of a process: Ctrl+C stops at the next safe step, a second one at once. */
export async function main(argv: readonly string[]): Promise<void> {
  const terminal = processTerminal();
  const cli = new Cli(chooseLang(argv, process.env), terminal, process.env);
  const interrupt = (): void => {
    if (cli.cancelling) process.exit(EXIT.cancelled);
    cli.cancel();
    void terminal.err(
      `\n${cli.say({ zh: '正在停止……再按一次立即退出。', en: 'Stopping… press again to leave at once.' })}\n`,
    );
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  await runCommandLine(argv, cli);
  process.exit(cli.exit);
}
