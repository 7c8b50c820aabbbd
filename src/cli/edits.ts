import type { EditResult } from '../contract/records.ts';
import { FIELDS } from '../contract/fields.ts';
import type { Answer, Cli } from './cli.ts';
import { count, things } from './figures.ts';

/** Changes shown to people; the JSON document has all that the engine gives. */
const SHOWN = 20;

/** The answer of everything that changes values: what changed (or would change), and how to take it back. */
export function editAnswer(cli: Cli, result: EditResult, dryRun = false): Answer {
  return { value: { ...result, dryRun }, text: () => editText(cli, result, dryRun) };
}

function editText(cli: Cli, { operation, records, changes, left = 0 }: EditResult, dryRun: boolean): string {
  const done =
    records === 0
      ? cli.say({ zh: '没有记录需要改动。', en: 'No record needs a change.' })
      : dryRun
        ? cli.say({
            zh: `试运行：会改动 ${count(records)} 条记录。`,
            en: `Dry run: ${things(records, 'record')} would change.`,
          })
        : cli.say({
            zh: `改动了 ${count(records)} 条记录；这是第 ${operation ?? ''} 号操作，可用 jianbao history undo 撤销。`,
            en: `Changed ${things(records, 'record')}; operation ${operation ?? ''}, undone by jianbao history undo.`,
          });
  const sentence =
    left === 0
      ? done
      : `${done}${cli.say({
          zh: `另有 ${count(left)} 条处理不了，保持原样。`,
          en: ` ${things(left, 'record')} could not be done and stay as they are.`,
        })}`;
  if (changes.length === 0) return sentence;
  const shown = changes.slice(0, SHOWN);
  const rest = changes.length - shown.length;
  return [
    sentence,
    cli.table(
      [
        { title: { zh: '记录', en: 'Record' }, align: 'right' },
        { title: { zh: '标题', en: 'Title' }, flexible: true },
        { title: { zh: '字段', en: 'Field' } },
        { title: { zh: '原值', en: 'Before' }, flexible: true },
        { title: { zh: '新值', en: 'After' }, flexible: true },
      ],
      shown.map(({ id, title, field, before, after }) => [
        String(id),
        title,
        fieldLabel(cli, field),
        short(before),
        short(after),
      ]),
    ),
    ...(rest > 0 ? [cli.say({ zh: `……另有 ${count(rest)} 处`, en: `… and ${count(rest)} more` })] : []),
  ].join('\n');
}

const short = (value: string | null): string =>
  value === null ? '—' : value.length > 40 ? `${value.slice(0, 39)}…` : value;

/** What a field is called in the language of the run; the name itself where it is not one of the known ones. */
export function fieldLabel(cli: Cli, name: string): string {
  const known = FIELDS.find(({ field }) => field === name);
  return known === undefined ? name : cli.say(known);
}
