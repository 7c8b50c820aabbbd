import { resolve } from 'node:path';
import type { ImportLook, TableLook } from '../contract/imports.ts';
import { TAG_TARGET } from '../contract/mapping.ts';
import type { SavedMapping } from '../contract/mapping.ts';
import type { Cli } from './cli.ts';
import type { Register } from './commands.ts';
import { placeForDryRun } from './dry-run-library.ts';
import { FailedError } from './exit.ts';
import { count, percent, things } from './figures.ts';
import { mappingGiven, mappingIn } from './mapping-file.ts';

/** What can be asked before an import: formats and encodings, the columns of tables, kept mappings. */
export const registerTables: Register = (command, cli) => {
  command
    .command('look <path...>')
    .description(cli.say({ zh: '导入之前看一看：格式、编码、表格', en: 'a look before importing: formats, encodings, tables' }))
    .action((given: readonly string[]) =>
      looking(cli, async ({ api }) => {
        const value = await api.imports.look({ paths: given.map((path) => resolve(path)) });
        return { value, text: () => lookText(cli, value) };
      }),
    );

  command
    .command('columns <table>')
    .description(cli.say({ zh: '表格的列、推测的对应和前几行', en: 'the columns of a table, what they seem to be, its first rows' }))
    .option('--encoding <name>', cli.say({ zh: '指定编码', en: 'read it in this encoding' }))
    .option('--mapping <name|file.json>', cli.say({ zh: '按这个对应预览', en: 'show the rows by this mapping' }))
    .action((given: string, { encoding, mapping }: { readonly encoding?: string; readonly mapping?: string }) =>
      looking(cli, async ({ api }) => {
        const told = mapping === undefined ? undefined : mappingGiven(mapping);
        const named = typeof told === 'string' ? (await api.imports.mappings({})).find(({ name }) => name === told) : undefined;
        if (typeof told === 'string' && named === undefined) throw noMapping(told);
        const by = typeof told === 'string' ? named && { columns: named.columns, constants: named.constants } : told;
        const value = await api.imports.columns({ path: resolve(given), encoding, ...(by === undefined ? {} : { mapping: by }) });
        return { value, text: () => columnsText(cli, value) };
      }),
    );

  command
    .command('mappings')
    .description(cli.say({ zh: '保存过的列对应', en: 'the mappings that are kept' }))
    .action(() =>
      cli.run(async ({ api }) => {
        const mappings = await api.imports.mappings({});
        return { value: { mappings }, text: () => mappingsText(cli, mappings) };
      }),
    );

  command
    .command('save-mapping <name> <file.json>')
    .description(cli.say({ zh: '保存列对应，同样列名的表以后自动使用', en: 'keep a mapping; tables with the same columns are read by it from then on' }))
    .option('--for <table>', cli.say({ zh: '为这个表的列名（默认：对应里写的各列）', en: 'for the columns of this table (default: those the mapping names)' }))
    .action((name: string, file: string, { for: table }: { readonly for?: string }) =>
      cli.run(async ({ api }) => {
        const mapping = mappingIn(file);
        const header = table === undefined ? mapping.columns.map(({ column }) => column) : (await api.imports.columns({ path: resolve(table) })).header;
        const value = await api.imports.saveMapping({ name, header, columns: mapping.columns, constants: mapping.constants });
        return { value, text: () => cli.say({ zh: `已保存列的对应“${name}”，${header.length} 列。`, en: `Kept the mapping "${name}" for ${things(header.length, 'column')}.` }) };
      }),
    );

  command
    .command('remove-mapping <name>')
    .description(cli.say({ zh: '删除保存的列对应', en: 'remove a kept mapping' }))
    .action((name: string) =>
      cli.run(async ({ api }) => {
        const found = (await api.imports.mappings({})).find((one) => one.name === name);
        if (found === undefined) throw noMapping(name);
        const value = await api.imports.removeMapping({ id: found.id });
        return { value, text: () => cli.say({ zh: `已删除列的对应“${name}”；可以撤销。`, en: `Removed the mapping "${name}"; it can be undone.` }) };
      }),
    );
};

/** With the library where there is one, for the mappings kept in it. */
async function looking(cli: Cli, work: Parameters<Cli['run']>[0]): Promise<void> {
  const { file, done } = placeForDryRun(cli.libraryFile);
  try {
    await cli.run(work, { mode: 'create', file });
  } finally {
    done();
  }
}

const noMapping = (name: string): FailedError =>
  new FailedError({ zh: `没有名为“${name}”的列对应。`, en: `There is no mapping "${name}".` });

function lookText(cli: Cli, { files, complete, folders, tables }: ImportLook): string {
  const head = complete
    ? cli.say({ zh: `共 ${count(files)} 个文件。`, en: `${things(files, 'file')} in all.` })
    : cli.say({ zh: `看了其中 ${count(files)} 个文件。`, en: `Looked at ${things(files, 'file')} of them.` });
  const rows = folders.map(({ folder, files: n, formats, encodings }) => [
    folder, count(n), formats.map(({ label, files: some }) => `${cli.say(label)} ${count(some)}`).join('; '),
    encodings.map(({ encoding, files: some, confidence, evidence }) =>
      `${encoding} ${count(some)} (${percent(confidence)}${evidence[0] === undefined ? '' : `: ${cli.say(evidence[0])}`})`).join('; '),
  ]);
  return [
    head,
    cli.table([
      { title: { zh: '文件夹', en: 'Folder' }, flexible: 'start' }, { title: { zh: '文件', en: 'Files' }, align: 'right' },
      { title: { zh: '格式', en: 'Formats' }, flexible: true }, { title: { zh: '编码', en: 'Encodings' }, flexible: true },
    ], rows),
    ...tables.flatMap((table) => ['', columnsText(cli, table)]),
  ].join('\n');
}

function columnsText(cli: Cli, { path, header, rows, guess, doubts, kept, preview }: TableLook): string {
  const target = (to: string | null): string => (to === null ? cli.say({ zh: '不收', en: 'left out' }) : to === TAG_TARGET ? cli.say({ zh: '标签', en: 'tags' }) : to);
  const rules = kept?.columns ?? guess;
  return [
    path,
    kept === null ? cli.say({ zh: '推测的对应：', en: 'What the columns seem to be:' }) : cli.say({ zh: `按保存的“${kept.name}”：`, en: `By the kept mapping "${kept.name}":` }),
    cli.table([
      { title: { zh: '列', en: 'Column' } }, { title: { zh: '成为', en: 'Becomes' } }, { title: { zh: '日期写法', en: 'Dates' } },
      { title: { zh: '第一行', en: 'First row' }, flexible: true },
    ], header.map((column, at) => {
      const rule = rules.find((one) => one.column === column);
      return [column, rule === undefined ? column : target(rule.to), rule?.dates ?? '', rows[0]?.[at] ?? ''];
    })),
    ...doubts.map(({ column, text }) => `! ${column}: ${cli.say(text)}`),
    ...preview.slice(0, 3).flatMap(({ fields, tags, problems }, at) => [
      '', cli.say({ zh: `第 ${at + 1} 条会是：`, en: `Record ${at + 1} would be:` }),
      ...fields.map(({ label, value }) => `  ${label}: ${value.replaceAll('\n', ' / ').slice(0, 100)}`),
      ...(tags.length === 0 ? [] : [`  ${cli.say({ zh: '标签', en: 'Tags' })}: ${tags.join(' ')}`]), ...problems.map((problem) => `  ! ${cli.say(problem)}`),
    ]),
  ].join('\n');
}

function mappingsText(cli: Cli, mappings: readonly SavedMapping[]): string {
  if (mappings.length === 0) return cli.say({ zh: '还没有保存过列的对应。', en: 'No mapping has been kept yet.' });
  return cli.table(
    [{ title: { zh: '名称', en: 'Name' } }, { title: { zh: '列', en: 'Columns' }, flexible: true }, { title: { zh: '统一填写', en: 'Constants' }, flexible: true }],
    mappings.map(({ name, header, constants }) => [name, header.join(', '), constants.map(({ to, value }) => `${to}=${value}`).join(', ')]),
  );
}
