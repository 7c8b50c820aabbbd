import { Fault } from '../contract/fault.ts';
import type { Register } from './commands.ts';
import { count } from './figures.ts';

export const register: Register = (command, cli) => {
  command
    .command('list')
    .description(cli.say({ zh: '保存的检索', en: 'saved searches' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const searches = await api.searches.list({});
        return {
          value: { searches },
          text: () =>
            searches.length === 0
              ? cli.say({ zh: '还没有保存的检索。', en: 'There are no saved searches yet.' })
              : cli.table(
                  [
                    { title: { zh: '名称', en: 'Name' }, flexible: true },
                    { title: { zh: '记录', en: 'Records' }, align: 'right' },
                    { title: { zh: '检索式', en: 'Query' }, flexible: true },
                  ],
                  searches.map(({ name, records, query, trouble }) => [name, records === null ? '—' : count(records), trouble === null ? query : cli.say(trouble)]),
                ),
        };
      }),
    );

  command
    .command('save')
    .argument('<name>')
    .description(cli.say({ zh: '保存检索', en: 'keep a search' }))
    .requiredOption('--query <q>', cli.say({ zh: '检索式', en: 'the query' }))
    .option('--replace', cli.say({ zh: '改写同名的检索', en: 'change the search of this name' }))
    .action((name: string, { query, replace }: { readonly query: string; readonly replace?: boolean }) =>
      cli.run(async ({ api }) => {
        const value = await api.searches.save({ name, query, replace });
        return { value, text: () => cli.say({ zh: `已保存检索“${name}”。`, en: `Kept the search "${name}".` }) };
      }),
    );

  command
    .command('delete')
    .argument('<name>')
    .description(cli.say({ zh: '删除保存的检索', en: 'delete a saved search' }))
    .action((name: string) =>
      cli.run(async ({ api }) => {
        const found = (await api.searches.list({})).find((search) => search.name === name);
        if (found === undefined) throw new Fault('not-found', { zh: `没有名为“${name}”的检索。`, en: `There is no search named "${name}".` });
        const value = await api.searches.delete({ id: found.id });
        return { value, text: () => cli.say({ zh: `已删除“${name}”，可以撤销。`, en: `Deleted "${name}"; it can be undone.` }) };
      }),
    );
};
