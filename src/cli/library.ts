import { resolve } from 'node:path';
import type { Register } from './commands.ts';
import { EXIT } from './exit.ts';
import { bytes, count, moment } from './figures.ts';
import { restore } from './library-restore.ts';
import { pairs } from './table.ts';

export const register: Register = (command, cli) => {
  command
    .command('info')
    .description(cli.say({ zh: '资料库概况', en: 'what the library holds' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const info = await api.library.info({});
        return {
          value: info,
          text: () =>
            pairs([
              [cli.say({ zh: '资料库', en: 'Library' }), info.file],
              [cli.say({ zh: '记录', en: 'Records' }), count(info.records)],
              [cli.say({ zh: '导入', en: 'Imports' }), count(info.imports)],
              [cli.say({ zh: '操作', en: 'Operations' }), count(info.operations)],
              [cli.say({ zh: '大小', en: 'Size' }), bytes(info.bytes)],
              [cli.say({ zh: '结构版本', en: 'Schema' }), String(info.schema)],
              [cli.say({ zh: '建立', en: 'Made' }), moment(info.createdAt)],
              ...(info.pending === 0
                ? []
                : [[cli.say({ zh: '待编索引', en: 'To be indexed' }), count(info.pending)] as const]),
            ]),
        };
      }),
    );

  command
    .command('check')
    .option('--deep', cli.say({ zh: '连同每个文件的字节、每条记录、历史和检索索引', en: 'also the bytes of every file, every record, the history and the search index' }))
    .description(cli.say({ zh: '自检', en: 'check the library itself' }))
    .action(({ deep = false }: { readonly deep?: boolean }) =>
      cli.run(async ({ api }) => {
        const value = await api.library.check({ deep });
        return {
          value,
          exit: value.ok ? EXIT.done : EXIT.problems,
          text: () =>
            value.ok ? cli.say({ zh: '资料库完好。', en: 'The library is sound.' }) : value.problems.join('\n'),
        };
      }),
    );

  command
    .command('repair')
    .description(cli.say({ zh: '重建可由记录推出的内容（索引等），先留备份', en: 'make anew what follows from the records (indexes), after a backup' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const value = await api.library.repair({});
        return {
          value,
          exit: value.check.ok ? EXIT.done : EXIT.problems,
          text: () => [
            cli.say({ zh: `已重建：${value.rebuilt.join('、')}。`, en: `Made anew: ${value.rebuilt.join(', ')}.` }),
            ...(value.backup === null ? [] : [cli.say({ zh: `此前的备份在 ${value.backup}`, en: `The backup made before is ${value.backup}` })]),
            ...(value.check.ok
              ? []
              : [cli.say({ zh: '仍有问题，请从备份恢复（library restore）：', en: 'Something is still wrong; restore a backup (library restore):' }), ...value.check.problems]),
          ].join('\n'),
        };
      }),
    );

  command
    .command('backups')
    .description(cli.say({ zh: '资料库自动留下的备份', en: 'the backups the library made of itself' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const value = await api.library.backups({});
        return {
          value,
          text: () => (value.length === 0
            ? cli.say({ zh: '还没有自动备份。', en: 'There are none yet.' })
            : value.map((backup) => `${moment(backup.at)}  ${backup.reason.padEnd(9)}  ${bytes(backup.bytes).padStart(9)}  ${backup.file}`).join('\n')),
        };
      }),
    );

  command
    .command('backup')
    .argument('<file>')
    .description(cli.say({ zh: '备份到另一个文件，并核对', en: 'a verified copy under another name' }))
    .action((file: string) =>
      cli.run(async ({ api }) => {
        const value = await api.library.backup({ file: resolve(file) });
        return {
          value,
          text: () =>
            cli.say({
              zh: `已备份到 ${value.file}，${bytes(value.bytes)}。`,
              en: `Backed up to ${value.file}, ${bytes(value.bytes)}.`,
            }),
        };
      }),
    );

  command
    .command('restore')
    .argument('<file>')
    .description(
      cli.say({
        zh: '从备份恢复；现在的资料库改名留着',
        en: 'bring a backup back; the present library is kept under another name',
      }),
    )
    .action(async (file: string) => cli.print(await restore(cli, resolve(file))));

  command
    .command('compact')
    .description(cli.say({ zh: '把空出的地方还给磁盘', en: 'give unused space back to the disk' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const value = await api.library.compact({});
        return {
          value,
          text: () =>
            cli.say({
              zh: `由 ${bytes(value.before)} 减到 ${bytes(value.after)}。`,
              en: `From ${bytes(value.before)} down to ${bytes(value.after)}.`,
            }),
        };
      }),
    );

  command
    .command('schema')
    .description(cli.say({ zh: '各表的 SQL', en: 'the tables as SQL' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const value = await api.library.schema({});
        return { value, text: () => value.sql };
      }),
    );
};
