import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { Fault } from '../contract/fault.ts';
import type { Answer, Cli } from './cli.ts';
import { FailedError } from './exit.ts';
import { count, things } from './figures.ts';

/**
 * Put a backup in the place of the library. The backup is copied and checked beside it first, and the present library
 * stays under another name.
 */
export async function restore(cli: Cli, backup: string): Promise<Answer> {
  const file = cli.libraryFile;
  if (!existsSync(backup)) {
    throw new FailedError({ zh: `没有找到备份 ${backup}。`, en: `There is no backup at ${backup}.` });
  }
  const copy = `${file}.restoring`;
  let records: number;
  try {
    // Subtle: the backup itself is never opened, opening could migrate it.
    copyFileSync(backup, copy);
    records = await checked(cli, copy);
    if (existsSync(file)) await letGo(cli, file);
  } catch (thrown) {
    remove(copy);
    throw thrown;
  }
  const kept = existsSync(file) ? keepAside(file) : null;
  renameSync(copy, file);
  return {
    value: { file, records, kept },
    text: () =>
      [
        cli.say({ zh: `已恢复：${count(records)} 条记录。`, en: `Restored: ${things(records, 'record')}.` }),
        ...(kept === null ? [] : [cli.say({ zh: `原来的资料库在 ${kept}`, en: `The library as it was is ${kept}` })]),
      ].join('\n'),
  };
}

/** The number of records of a library that is sound; a FailedError for one that is not. */
async function checked(cli: Cli, file: string): Promise<number> {
  return cli.withLibrary(
    async ({ api }) => {
      const { ok, problems } = await api.library.check({});
      if (ok) return (await api.library.info({})).records;
      throw new FailedError({
        zh: `这个备份自检不通过，没有恢复：${problems[0] ?? ''}`,
        en: `The backup did not pass its check and was not restored: ${problems[0] ?? ''}`,
      });
    },
    { file },
  );
}

/** Makes sure nobody else has the library open. One that is damaged is just what a backup is brought back for. */
async function letGo(cli: Cli, file: string): Promise<void> {
  try {
    await cli.withLibrary(async ({ api }) => api.library.info({}), { file });
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'library-busy') throw thrown;
  }
}

/** The present library under another name, with the log a damaged one may have left; the name it had stays taken. */
function keepAside(file: string): string {
  const kept = freeName(file);
  try {
    // Subtle: a second name for the same file, so that the rename that follows replaces it in one step.
    linkSync(file, kept);
  } catch {
    renameSync(file, kept);
  }
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${kept}${suffix}`);
  }
  return kept;
}

function freeName(file: string): string {
  for (let n = 1; ; n += 1) {
    const name = `${file}.before-restore-${n}`;
    if (!existsSync(name)) return name;
  }
}

function remove(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-lock']) rmSync(`${file}${suffix}`, { force: true });
}
