import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { BagVerdict } from '../contract/exports.ts';
import type { Cli } from './cli.ts';
import { EXIT } from './exit.ts';
import { bytes, count, duration, things } from './figures.ts';

const SHOWN = 50;

/** `export verify PATH`: needs no library, so it works in an empty one of its own. */
export function registerVerify(command: Command, cli: Cli): void {
  command
    .description(cli.say({ zh: '检验 BagIt 包：文件夹、.zip、.tar、.tar.gz', en: 'check a BagIt bag: a folder, .zip, .tar or .tar.gz' }))
    .action(async (path: string) => {
      const folder = mkdtempSync(join(tmpdir(), 'jianbao-verify-'));
      try {
        await cli.run(async ({ api }) => {
          const verdict = await api.exports.verify({ path: resolve(path) });
          return { value: verdict, text: () => verdictText(cli, verdict), exit: verdict.valid ? EXIT.done : EXIT.problems };
        }, { mode: 'create', file: join(folder, 'verify.jianbao') });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
}

function verdictText(cli: Cli, { valid, version, algorithms, files, bytes: size, list, findings, seconds, path }: BagVerdict): string {
  const warnings = list.filter(({ severity }) => severity === 'warning').length;
  return [
    valid
      ? cli.say({ zh: `有效的 BagIt ${version} 包${warnings > 0 ? `，有 ${count(warnings)} 处提醒` : ''}。`, en: `A valid BagIt ${version} bag${warnings > 0 ? `, with ${things(warnings, 'warning')}` : ''}.` })
      : cli.say({ zh: '不是有效的 BagIt 包：', en: 'This is no valid bag:' }),
    cli.say({
      zh: `${path}，${count(files)} 个文件，${bytes(size)}，${algorithms.join('、')}，用时 ${duration(seconds, cli.lang)}`,
      en: `${path}, ${things(files, 'file')}, ${bytes(size)}, ${algorithms.join(', ')}, in ${duration(seconds, cli.lang)}`,
    }),
    ...(list.length === 0 ? [] : ['', cli.table(
      [{ title: { zh: '程度', en: 'Severity' } }, { title: { zh: '文件', en: 'File' }, flexible: 'start' }, { title: { zh: '说明', en: 'What' }, flexible: true }],
      list.slice(0, SHOWN).map(({ severity, path: file, text }) => [cli.say(severity === 'error' ? { zh: '错误', en: 'error' } : { zh: '提醒', en: 'warning' }), file, cli.say(text)]),
    )]),
    ...(findings > SHOWN ? [cli.say({ zh: `……共 ${count(findings)} 处`, en: `… ${count(findings)} in all` })] : []),
  ].join('\n');
}
