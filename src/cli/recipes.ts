import { resolve } from 'node:path';
import type { EngineApi } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';
import type { Recipe, RecipeRun } from '../contract/recipes.ts';
import type { Client } from '../contract/rpc.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { fieldLabel } from './edits.ts';
import { count, moment, things } from './figures.ts';
import { UsageError } from './exit.ts';

interface RunOptions {
  readonly query?: string;
  readonly dryRun?: boolean;
}

/** Lines shown to people; the JSON document has all that the engine gives. */
const SHOWN = 20;

export const register: Register = (command, cli) => {
  const name = cli.say({ zh: '配方的名称', en: 'the name of the recipe' });

  command
    .command('list')
    .description(cli.say({ zh: '有哪些配方', en: 'the recipes' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const recipes = await api.recipes.list({});
        return {
          value: { recipes },
          text: () =>
            recipes.length === 0
              ? cli.say({
                  zh: '还没有配方。用 jianbao recipes save 名称 --operations 3,4 把做过的几步存成配方。',
                  en: 'There are no recipes yet. Keep what you did with jianbao recipes save NAME --operations 3,4.',
                })
              : cli.table(
                  [
                    { title: { zh: '名称', en: 'Name' }, flexible: true },
                    { title: { zh: '步', en: 'Steps' }, align: 'right' },
                    { title: { zh: '保存于', en: 'Kept' } },
                    { title: { zh: '说明', en: 'Note' }, flexible: true },
                  ],
                  recipes.map(({ name: called, steps, createdAt, note }) => [called, count(steps.length), moment(createdAt), note]),
                ),
        };
      }),
    );

  command
    .command('save')
    .argument('<name>', name)
    .description(cli.say({ zh: '把做过的几步存成配方', en: 'keep operations as a recipe' }))
    .requiredOption('--operations <n,…>', cli.say({ zh: '历史中的操作号', en: 'numbers of operations, see history list' }), numbers)
    .option('--note <text>', cli.say({ zh: '说明', en: 'a note' }))
    .action((called: string, options: { readonly operations: readonly number[]; readonly note?: string }) =>
      cli.run(async ({ api }) => {
        const value = await api.recipes.save({ name: called, operations: options.operations, note: options.note });
        return {
          value,
          text: () => cli.say({ zh: `已保存配方“${called}”。`, en: `Kept the recipe "${called}".` }),
        };
      }),
    );

  command
    .command('show')
    .argument('<name>', name)
    .description(cli.say({ zh: '配方的每一步', en: 'the steps of a recipe' }))
    .action((called: string) =>
      cli.run(async ({ api }) => {
        const recipe = await recipeNamed(api, called);
        return {
          value: recipe,
          text: () =>
            [
              recipe.note === '' ? recipe.name : `${recipe.name}　${recipe.note}`,
              ...recipe.steps.map(({ sentence }, at) => `  ${at + 1}. ${cli.say(sentence)}`),
            ].join('\n'),
        };
      }),
    );

  command
    .command('run')
    .argument('<name>', name)
    .description(cli.say({ zh: '对一批记录照做；一步操作，可撤销', en: 'do it to records; one operation, undoable' }))
    .requiredOption('--query <q>', cli.say({ zh: '检索式', en: 'which records' }))
    .option('--dry-run', cli.say({ zh: '只看会怎样，不写入', en: 'show what would change, store nothing' }))
    .action((called: string, { query = '', dryRun }: RunOptions) =>
      cli.run(
        async ({ api }) => {
          const { id } = await recipeNamed(api, called);
          const value = await api.recipes.run({ id, selection: { query }, dryRun });
          return { value: { ...value, dryRun: dryRun === true }, text: () => runText(cli, value, dryRun === true) };
        },
        { index: true },
      ),
    );

  command
    .command('export')
    .argument('<name>', name)
    .description(cli.say({ zh: '写成文件，给别人用', en: 'write to a file for others' }))
    .requiredOption('--out <file>', cli.say({ zh: '写到哪个文件', en: 'the file to write' }))
    .option('--force', cli.say({ zh: '覆盖已有的文件', en: 'overwrite a file that exists' }))
    .action((called: string, { out, force }: { readonly out: string; readonly force?: boolean }) =>
      cli.run(async ({ api }) => {
        const { id } = await recipeNamed(api, called);
        const value = await api.recipes.export({ id, file: resolve(out), overwrite: force });
        return {
          value,
          text: () => cli.say({ zh: `已写出 ${count(value.steps)} 步到 ${value.file}`, en: `Wrote ${things(value.steps, 'step')} to ${value.file}` }),
        };
      }),
    );

  command
    .command('import')
    .argument('<file>', cli.say({ zh: '配方文件', en: 'a recipe file' }))
    .description(cli.say({ zh: '读入别人的配方', en: 'take in a recipe' }))
    .action((file: string) =>
      cli.run(async ({ api }) => {
        const value = await api.recipes.import({ file: resolve(file) });
        return {
          value,
          text: () => cli.say({ zh: `读入了配方“${value.name}”，${count(value.steps)} 步。`, en: `Took in "${value.name}", ${things(value.steps, 'step')}.` }),
        };
      }),
    );

  command
    .command('delete')
    .argument('<name>', name)
    .description(cli.say({ zh: '删除配方', en: 'delete a recipe' }))
    .action((called: string) =>
      cli.run(async ({ api }) => {
        const value = await api.recipes.delete({ id: (await recipeNamed(api, called)).id });
        return { value, text: () => cli.say({ zh: `已删除“${called}”，可以撤销。`, en: `Deleted "${called}"; it can be undone.` }) };
      }),
    );
};

function numbers(text: string): readonly number[] {
  const found = text.split(',').map((part) => Number(part.trim()));
  if (found.length > 0 && found.every((number) => Number.isSafeInteger(number) && number > 0)) return found;
  throw new UsageError({
    zh: `--operations 需要以逗号分开的操作号，如 3,4；而不是“${text}”。`,
    en: `--operations takes numbers with commas, like 3,4; not "${text}".`,
  });
}

async function recipeNamed(api: Client<EngineApi>, name: string): Promise<Recipe> {
  const found = (await api.recipes.list({})).find((recipe) => recipe.name === name);
  if (found !== undefined) return found;
  throw new Fault('not-found', { zh: `没有名为“${name}”的配方。`, en: `There is no recipe named "${name}".` });
}

function runText(cli: Cli, run: RecipeRun, dryRun: boolean): string {
  const head = dryRun
    ? cli.say({ zh: `试运行：会改动 ${count(run.records)} 条记录。`, en: `Dry run: ${things(run.records, 'record')} would change.` })
    : run.operation === null
      ? cli.say({ zh: '没有记录需要改动。', en: 'No record needs a change.' })
      : cli.say({
          zh: `改动了 ${count(run.records)} 条记录；这是第 ${run.operation} 号操作，可用 jianbao history undo 撤销。`,
          en: `Changed ${things(run.records, 'record')}; operation ${run.operation}, undone by jianbao history undo.`,
        });
  const steps = run.steps.map(
    ({ sentence, records }, at) => `  ${at + 1}. ${cli.say(sentence)}${cli.say({ zh: `：${count(records)} 条`, en: `: ${things(records, 'record')}` })}`,
  );
  const shown = run.values.slice(0, SHOWN);
  const rest = run.valuesTotal - shown.length;
  return [
    head,
    ...steps,
    ...(shown.length === 0
      ? []
      : [
          cli.table(
            [
              { title: { zh: '字段', en: 'Field' } },
              { title: { zh: '原值', en: 'Before' }, flexible: true },
              { title: { zh: '新值', en: 'After' }, flexible: true },
              { title: { zh: '记录', en: 'Records' }, align: 'right' },
            ],
            shown.map(({ field, before, after, records }) => [fieldLabel(cli, field), before ?? '—', after ?? '—', count(records)]),
          ),
        ]),
    ...(rest > 0 ? [cli.say({ zh: `……另有 ${count(rest)} 种改动`, en: `… and ${count(rest)} more kinds of change` })] : []),
  ].join('\n');
}
