import type { Command } from 'commander';
import type { EngineApi } from '../contract/engine.ts';
import type { Client } from '../contract/rpc.ts';
import type { LearnedState, RecordSuggestions, SuggestedField } from '../contract/suggestions.ts';
import type { Cli } from './cli.ts';
import { editAnswer } from './edits.ts';
import { UsageError } from './exit.ts';
import { percent } from './figures.ts';
import { recordOf } from './selection.ts';
import { fieldNamed, wholeNumber } from './usage.ts';

const SUGGESTED = ['class', 'genre', 'column', 'pageName', 'keywords'] as const satisfies readonly SuggestedField[];

/** A field values are suggested for, by its name, code or Chinese name. */
export function suggestedField(text: string): SuggestedField {
  const field = fieldNamed(text);
  const found = SUGGESTED.find((name) => name === field);
  if (found !== undefined) return found;
  throw new UsageError({
    zh: `不能为“${text}”建议。可用：${SUGGESTED.join('、')}。`,
    en: `There are no suggestions for "${text}". Known: ${SUGGESTED.join(', ')}.`,
  });
}

interface SuggestOptions {
  readonly record?: string;
  readonly query?: string;
  readonly for?: SuggestedField;
  readonly top?: number;
  readonly limit?: number;
}

export function registerSuggest(command: Command, cli: Cli): void {
  command
    .description(cli.say({ zh: '建议类号或其他字段的值', en: 'suggest classes, or values of another field' }))
    .option('--record <ref>', cli.say({ zh: '哪条记录', en: 'which record' }))
    .option('--query <q>', cli.say({ zh: '检索式', en: 'which records' }))
    .option('--for <what>', cli.say({ zh: `为哪个字段：${SUGGESTED.join(',')}`, en: `for which field: ${SUGGESTED.join(', ')}` }), suggestedField)
    .option('--top <n>', cli.say({ zh: '每条给几个', en: 'how many for each' }), wholeNumber('--top', 1))
    .option('--limit <n>', cli.say({ zh: '检索式时看几条，缺省 20', en: 'how many records of a query, 20 unless told' }), wholeNumber('--limit', 1))
    .action((options: SuggestOptions) => {
      if ((options.record === undefined) === (options.query === undefined)) {
        throw new UsageError({ zh: '请用 --record 或 --query 说明为哪些记录建议，两者取一。', en: 'Say which records: either --record or --query.' });
      }
      return cli.run(async ({ api }) => {
        await learnFirst(api, options.for);
        const { record, query, limit, top } = options;
        const which = record === undefined ? { query } : { record: await recordOf(api, record, process.cwd()) };
        const value = await api.subjects.suggest({ ...which, limit, top, for: options.for });
        return { value, text: () => [...value.records.map((one) => recordText(cli, one)), stateText(cli, value.state)].join('\n\n') };
      });
    });
}

export interface AssignSuggestedOptions {
  readonly query: string;
  readonly for?: SuggestedField;
  readonly minConfidence?: number;
  readonly dryRun?: boolean;
}

export function assignSuggested(cli: Cli, { query, for: field, minConfidence, dryRun }: AssignSuggestedOptions): Promise<void> {
  return cli.run(async ({ api }) => {
    await learnFirst(api, field);
    const done = await api.subjects.assignSuggested({ selection: { query }, for: field, minConfidence, dryRun });
    const answer = editAnswer(cli, done, dryRun);
    return { ...answer, value: { ...done, dryRun: dryRun === true } };
  });
}

/** A script has nobody to press a button: what was never learned is learned now. */
async function learnFirst(api: Client<EngineApi>, field: SuggestedField | undefined): Promise<void> {
  const { trained, classified } = await api.subjects.learned({ for: field });
  if (!trained && classified >= 2) await api.subjects.train({ for: field });
}

function recordText(cli: Cli, { id, title, current, suggestions, sure, abstained, nearest }: RecordSuggestions): string {
  const rows = suggestions.map(({ value, caption, confidence, words, evidence, standing }) => [
    standing === 'unknown' ? `${value} ?` : value,
    caption === null ? '' : cli.say(caption),
    confidence === null ? cli.say(words) : percent(confidence),
    evidence.join(' '),
  ]);
  return [
    `${id}  ${title}${current.length === 0 ? '' : `  [${current.join('；')}]`}`,
    ...(abstained === null ? [] : [cli.say(abstained)]),
    ...(sure === null ? [] : [cli.say({ zh: `可以肯定的上位类：${sure.notation}`, en: `Sure of the class above: ${sure.notation}` })]),
    ...(rows.length === 0
      ? []
      : [
          cli.table(
            [
              { title: { zh: '建议', en: 'Suggested' } },
              { title: { zh: '类名', en: 'Caption' } },
              { title: { zh: '把握', en: 'Confidence' }, align: 'right' },
              { title: { zh: '依据', en: 'Evidence' }, flexible: true },
            ],
            rows,
          ),
        ]),
    ...nearest.map((near) => cli.say({ zh: `  相近：${near.id} ${near.title} [${near.values.join('；')}]`, en: `  near: ${near.id} ${near.title} [${near.values.join('; ')}]` })),
  ].join('\n');
}

function stateText(cli: Cli, { records, values, figures, trained }: LearnedState): string {
  if (!trained) return cli.say({ zh: '还没有学习过；建议来自类名和正文。', en: 'Nothing learned yet; suggestions come from captions and texts.' });
  const learned = cli.say({ zh: `学过 ${records} 条、${values} 个值。`, en: `Learned from ${records} records with ${values} values.` });
  return figures ? learned : `${learned}${cli.say({ zh: '满 300 条后给出百分数。', en: ' Percentages come with 300.' })}`;
}
