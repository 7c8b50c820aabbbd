import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FailedError } from './exit.ts';
import type { Register } from './commands.ts';
import { langOption } from './language.ts';
import { account } from './main-job-account.ts';
import { runMainJob } from './main-job-steps.ts';

const SAMPLE = fileURLToPath(new URL('../../fixtures/sample', import.meta.url));

/** What the job writes into its folder, and replaces there when it runs again. */
const PRODUCTS = [
  'sample.jianbao',
  'sample.jianbao-wal',
  'sample.jianbao-shm',
  'tagged',
  'tagged.sha256',
  'records.csv',
  'records.jsonl',
];

export const register: Register = (command, cli) => {
  command
    .requiredOption('--out <dir>', cli.say({ zh: '结果放在哪个文件夹', en: 'the folder for the results' }))
    .option('--sample <dir>', cli.say({ zh: '用哪个样本文件夹', en: 'the sample folder' }), SAMPLE)
    .action(async (options: { readonly out: string; readonly sample: string }) => {
      const out = resolve(options.out);
      const sample = resolve(options.sample);
      if (!existsSync(sample))
        throw new FailedError({ zh: `没有找到样本 ${sample}。`, en: `There is no sample at ${sample}.` });
      mkdirSync(out, { recursive: true });
      for (const name of PRODUCTS) rmSync(join(out, name), { recursive: true, force: true });
      await cli.run(
        async (library) => {
          const result = await runMainJob(library, sample, out);
          return { value: result, text: () => account(result, langOption(process.argv)) };
        },
        { mode: 'create', file: join(out, 'sample.jianbao'), index: true },
      );
    });
};
