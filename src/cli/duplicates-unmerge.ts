import type { Command } from 'commander';
import type { MergeEdit, UnmergeInput } from '../contract/duplicates.ts';
import type { Cli, Library } from './cli.ts';
import { UsageError } from './exit.ts';
import { things } from './figures.ts';
import { recordOf } from './selection.ts';

interface Options {
  readonly force?: boolean;
  readonly only?: boolean;
  readonly list?: boolean;
  readonly give?: readonly string[];
  readonly both?: readonly string[];
}

const gather = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** `duplicates unmerge REF`: taking a merge apart, edits made since listed and assigned. */
export function registerUnmerge(command: Command, cli: Cli): void {
  command
    .argument('<ref>', cli.say({ zh: '留下的或被并入的记录：记录号，或 路径#序号', en: 'the record that stayed or one that went in: ID or PATH#N' }))
    .description(cli.say({ zh: '把合并分开', en: 'take a merge apart again' }))
    .option('--only', cli.say({ zh: '只拆出这一条', en: 'only this record comes back' }))
    .option('--list', cli.say({ zh: '只列出会拆出哪些、之后有哪些改动', en: 'only list what would come back and what was edited since' }))
    .option('--give <edit=ref>', cli.say({ zh: '把改动归给拆出的记录，如 title@12=34；可重复', en: 'an edit that goes with a record, like title@12=34; may be repeated' }), gather)
    .option('--both <edit=ref>', cli.say({ zh: '改动两边都留', en: 'an edit that both keep' }), gather)
    .option('--force', cli.say({ zh: '没有指明的改动留在合并后的记录', en: 'edits not assigned stay with the survivor' }))
    .action((which: string, { force, only, list, give = [], both = [] }: Options) =>
      cli.run(async (library) => {
        const { api } = library;
        const id = await recordOf(api, which, process.cwd());
        if (list === true) {
          const value = await api.duplicates.merged({ id, only });
          return { value, text: () => [cli.say({ zh: `会拆出：${value.back.join('、')}`, en: `Would come back: ${value.back.join(', ')}` }), ...editLines(cli, value.edits)].join('\n') };
        }
        const assign = [...await assigned(library, give, 'part'), ...await assigned(library, both, 'both')];
        const value = await api.duplicates.unmerge({ id, force, only, assign });
        return {
          value,
          text: () =>
            cli.say({
              zh: `分开了：${value.records.join('、')}；这是第 ${value.operation} 号操作。`,
              en: `Taken apart: ${value.records.join(', ')}; this is operation ${value.operation}.`,
            }),
        };
      }, { index: true }),
    );
}

function editLines(cli: Cli, edits: readonly MergeEdit[]): readonly string[] {
  if (edits.length === 0) return [cli.say({ zh: '合并之后没有改动。', en: 'Nothing was edited since the merge.' })];
  return [
    cli.say({ zh: `合并之后的改动 ${edits.length} 处，用 --give、--both 指明归属，或用 --force 全留在合并后的记录：`, en: `${things(edits.length, 'edit')} since the merge; assign them with --give and --both, or leave all with the survivor by --force:` }),
    cli.table(
      [
        { title: { zh: '改动', en: 'Edit' } },
        { title: { zh: '原来', en: 'Before' }, flexible: true },
        { title: { zh: '现在', en: 'Now' }, flexible: true },
      ],
      edits.map(({ key, before, after }) => [key, before ?? '—', after ?? '—']),
    ),
  ];
}

async function assigned({ api }: Library, texts: readonly string[], to: 'part' | 'both'): Promise<NonNullable<UnmergeInput['assign']>> {
  return Promise.all(texts.map(async (text) => {
    const at = text.lastIndexOf('=');
    if (at <= 0) throw new UsageError({ zh: `“${text}”不是 改动=记录 的形式。`, en: `"${text}" is not of the form EDIT=RECORD.` });
    return { edit: text.slice(0, at), to, part: await recordOf(api, text.slice(at + 1), process.cwd()) };
  }));
}
