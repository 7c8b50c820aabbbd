import type { Command } from 'commander';
import type { Evaluation, SuggestedField } from '../contract/suggestions.ts';
import type { Cli } from './cli.ts';
import { count, percent } from './figures.ts';
import { suggestedField } from './subjects-suggest.ts';
import { oneOf, share, wholeNumber } from './usage.ts';

/** Classes and confusions shown to people; the JSON document has all. */
const SHOWN = 15;

export function registerTrain(command: Command, cli: Cli): void {
  command
    .description(cli.say({ zh: '从已有的值学习', en: 'learn from the values already given' }))
    .option('--for <what>', cli.say({ zh: 'class、genre 或字段名', en: 'class, genre or a field' }), suggestedField)
    .option('--seed <n>', cli.say({ zh: '随机种子', en: 'seed' }), wholeNumber('--seed'))
    .action((options: { readonly for?: SuggestedField; readonly seed?: number }) =>
      cli.run(async ({ api }) => {
        const value = await api.subjects.train({ for: options.for, seed: options.seed });
        const { records, values, bytes, seconds } = value;
        return {
          value,
          text: () =>
            cli.say({
              zh: `学了 ${count(records)} 条记录、${count(values)} 个值，用时 ${seconds.toFixed(1)} 秒，占 ${(bytes / 1e6).toFixed(1)} MB。`,
              en: `Learned from ${count(records)} records with ${count(values)} values in ${seconds.toFixed(1)} s; ${(bytes / 1e6).toFixed(1)} MB.`,
            }),
        };
      }),
    );
}

interface EvaluateOptions {
  readonly for?: SuggestedField;
  readonly holdout?: number;
  readonly seed?: number;
  readonly split?: 'random' | 'time';
  readonly query?: string;
}

export function registerEvaluate(command: Command, cli: Cli): void {
  command
    .description(cli.say({ zh: '评测建议的准确度', en: 'how good the suggestions are' }))
    .option('--for <what>', cli.say({ zh: 'class、genre 或字段名', en: 'class, genre or a field' }), suggestedField)
    .option('--holdout <share>', cli.say({ zh: '留作评测的比例，缺省 0.2', en: 'share held out, 0.2 unless told' }), share('--holdout'))
    .option('--seed <n>', cli.say({ zh: '随机种子，缺省 1', en: 'seed, 1 unless told' }), wholeNumber('--seed'))
    .option('--split <how>', cli.say({ zh: 'random 随机，time 留最后的日期', en: 'random, or time: the last dates are held out' }), oneOf('--split', ['random', 'time']))
    .option('--query <q>', cli.say({ zh: '只用这些记录', en: 'with these records only' }))
    .action((options: EvaluateOptions) =>
      cli.run(async ({ api }) => {
        const value = await api.subjects.evaluate({
          for: options.for, holdout: options.holdout, seed: options.seed, split: options.split, query: options.query,
        });
        return { value, text: () => evaluationText(cli, value) };
      }),
    );
}

function evaluationText(cli: Cli, value: Evaluation): string {
  const { seconds, sure } = value;
  return [
    cli.say({
      zh: `学 ${count(value.learned)} 条，测 ${count(value.records)} 条，${count(value.values)} 个值。`,
      en: `Learned from ${count(value.learned)} records, measured on ${count(value.records)}; ${count(value.values)} values.`,
    }),
    cli.say({
      zh: `第一个即对 ${percent(value.accuracyAt1)}，前三 ${percent(value.accuracyAt3)}，前五 ${percent(value.accuracyAt5)}；nDCG@5 ${value.ndcgAt5.toFixed(3)}，宏平均 F1 ${value.macroF1.toFixed(3)}。`,
      en: `Right first ${percent(value.accuracyAt1)}, in three ${percent(value.accuracyAt3)}, in five ${percent(value.accuracyAt5)}; nDCG@5 ${value.ndcgAt5.toFixed(3)}, macro F1 ${value.macroF1.toFixed(3)}.`,
    }),
    ...value.levels.map(({ level, accuracyAt1 }) =>
      cli.say({ zh: `第 ${level} 级 ${percent(accuracyAt1)}`, en: `Level ${level}: ${percent(accuracyAt1)}` })),
    cli.say({
      zh: `校准误差 ${value.ece.toFixed(3)}；把握在 90% 以上的 ${count(sure.records)} 条${sure.accuracy === null ? '' : `，对 ${percent(sure.accuracy)}`}。`,
      en: `Calibration error ${value.ece.toFixed(3)}; ${count(sure.records)} shown at 90 % or more${sure.accuracy === null ? '' : `, ${percent(sure.accuracy)} of them right`}.`,
    }),
    cli.say({ zh: `学习 ${seconds.train.toFixed(1)} 秒，建议 ${seconds.predict.toFixed(1)} 秒。`, en: `Learning ${seconds.train.toFixed(1)} s, suggesting ${seconds.predict.toFixed(1)} s.` }),
    '',
    cli.table(
      [
        { title: { zh: '值', en: 'Value' }, flexible: true },
        { title: { zh: '记录', en: 'Records' }, align: 'right' },
        { title: { zh: '查准', en: 'Precision' }, align: 'right' },
        { title: { zh: '查全', en: 'Recall' }, align: 'right' },
        { title: { zh: 'F1', en: 'F1' }, align: 'right' },
      ],
      value.perClass.slice(0, SHOWN).map((one) => [one.value, count(one.records), percent(one.precision), percent(one.recall), one.f1.toFixed(3)]),
    ),
    '',
    cli.table(
      [
        { title: { zh: '应为', en: 'Is' } },
        { title: { zh: '误作', en: 'Taken for' } },
        { title: { zh: '次数', en: 'Times' }, align: 'right' },
        { title: { zh: '例', en: 'Records' }, flexible: true },
      ],
      value.confusions.slice(0, SHOWN).map(({ truth, suggested, records, examples }) => [truth, suggested, count(records), examples.join(' ')]),
    ),
  ].join('\n');
}
