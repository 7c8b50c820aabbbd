import type { Answer, Cli } from './cli.ts';
import { count, things } from './figures.ts';

/** Put a backup in the place of the library; the present one stays under another name. */
export async function restore(cli: Cli, backup: string): Promise<Answer> {
  const { restoreLibrary } = await import('../main/engine/engine.ts');
  const { file, kept } = restoreLibrary(cli.libraryFile, backup);
  const records = await cli.withLibrary(async ({ api }) => (await api.library.info({})).records, { file });
  return {
    value: { file, records, kept },
    text: () =>
      [
        cli.say({ zh: `已恢复：${count(records)} 条记录。`, en: `Restored: ${things(records, 'record')}.` }),
        ...(kept === null ? [] : [cli.say({ zh: `原来的资料库在 ${kept}`, en: `The library as it was is ${kept}` })]),
      ].join('\n'),
  };
}
