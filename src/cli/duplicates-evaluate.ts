import type { Command } from 'commander';
import { resolve } from 'node:path';
import type { DuplicateKind, GroupState } from '../contract/duplicates.ts';
import type { EngineApi } from '../contract/engine.ts';
import type { Client } from '../contract/rpc.ts';
import type { Answer, Cli } from './cli.ts';
import { KIND_NAMES } from './duplicate-kinds.ts';
import { EXIT } from './exit.ts';
import { count, percent } from './figures.ts';
import { distinctPairs, pairOf, pairsOf, scorePairs } from './pair-score.ts';
import type { Pair } from './pair-score.ts';
import { betweenColumns, readTruth } from './truth-file.ts';
import type { Named } from './truth-file.ts';
import { severalOf } from './usage.ts';
import { everything } from './window.ts';

/** Pairs shown to people; the JSON document has all. */
const SHOWN = 10;

interface Evaluation {
  /** Pairs found between the two sources. */
  readonly pairs: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** True pairs, and how many of them were found. */
  readonly truth: number;
  readonly right: number;
  /** True pairs with a record the library does not have; they count as missed. */
  readonly unknown: number;
  readonly missed: readonly Named[];
  readonly wrong: readonly Named[];
}

export function registerEvaluate(command: Command, cli: Cli): void {
  command
    .description(cli.say({ zh: '与已知答案比较查到的重复', en: 'compare what was found with known pairs' }))
    .requiredOption(
      '--truth <file.csv>',
      cli.say({
        zh: '表头 a,b，每行一对记录引用；只计两列来源之间的对',
        en: "header a,b and a pair of references a line; only pairs between the two columns' sources count",
      }),
    )
    .option(
      '--kind <kinds>',
      cli.say({ zh: `只计这些种类：${KIND_NAMES.join(',')}`, en: `count these kinds only: ${KIND_NAMES.join(',')}` }),
      severalOf('--kind', KIND_NAMES),
    )
    .action(({ truth, kind }: { readonly truth: string; readonly kind?: readonly DuplicateKind[] }) =>
      cli.run(({ api }) => evaluate(cli, api, resolve(truth), kind ?? KIND_NAMES)),
    );
}

async function evaluate(
  cli: Cli,
  api: Client<EngineApi>,
  file: string,
  kinds: readonly DuplicateKind[],
): Promise<Answer> {
  const truth = await readTruth(api, file);
  const between = await betweenColumns(api, truth);
  const found: Pair[] = [];
  for (const pair of await foundPairs(api, kinds)) {
    if (await between(pair)) found.push(pair);
  }
  const { found: pairs, right, precision, missed, wrong } = scorePairs(truth.pairs, found);
  const all = distinctPairs(truth.pairs).length + truth.unknown.length;
  const recall = right / all;
  const names = new Map([...truth.second, ...truth.first]);
  for (const id of wrong.flat()) {
    if (!names.has(id)) names.set(id, (await api.records.get({ id })).source?.ref ?? String(id));
  }
  const named = (list: readonly Pair[]): readonly Named[] =>
    list.map(([a, b]) => ({ a: names.get(a) ?? String(a), b: names.get(b) ?? String(b) }));
  const value: Evaluation = {
    pairs,
    precision,
    recall,
    f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    truth: all,
    right,
    unknown: truth.unknown.length,
    missed: [...named(missed), ...truth.unknown],
    wrong: named(wrong),
  };
  return { value, exit: value.unknown > 0 ? EXIT.problems : EXIT.done, text: () => evaluationText(cli, value) };
}

/**
 * The pairs that count as found: what the search holds to be one article and nobody has decided otherwise, and what a
 * person has merged or linked, which a later search no longer compares.
 */
async function foundPairs(api: Client<EngineApi>, kinds: readonly DuplicateKind[]): Promise<readonly Pair[]> {
  const { items } = await everything(async (part) => {
    const { total, pairs } = await api.duplicates.pairs(part);
    return { total, items: pairs };
  });
  const decidedOtherwise = new Set((await decided(api, kinds, 'distinct')).map(String));
  const found = items
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ a, b }) => pairOf(a, b))
    .filter((pair) => !decidedOtherwise.has(String(pair)));
  return distinctPairs([...found, ...(await decided(api, kinds, 'merged')), ...(await decided(api, kinds, 'linked'))]);
}

/** The pairs within every group of these kinds and this state. */
async function decided(
  api: Client<EngineApi>,
  kinds: readonly DuplicateKind[],
  state: GroupState,
): Promise<readonly Pair[]> {
  const { items } = await everything(async (part) => {
    const { total, groups } = await api.duplicates.list({ state, ...part });
    return { total, items: groups };
  });
  return items.filter(({ kind }) => kinds.includes(kind)).flatMap(({ records }) => pairsOf(records));
}

function evaluationText(
  cli: Cli,
  { pairs, precision, recall, f1, truth, right, unknown, missed, wrong }: Evaluation,
): string {
  const some = (title: string, list: readonly Named[]): readonly string[] =>
    list.length === 0
      ? []
      : [title, ...list.slice(0, SHOWN).map(({ a, b }) => `  ${a}  ${b}`), ...(list.length > SHOWN ? ['  …'] : [])];
  return [
    cli.say({
      zh: `查到 ${count(pairs)} 对，答案 ${count(truth)} 对，其中相符 ${count(right)} 对。`,
      en: `Found ${count(pairs)} pairs; the truth has ${count(truth)}, ${count(right)} of them found.`,
    }),
    cli.say({
      zh: `查准率 ${percent(precision)}，查全率 ${percent(recall)}，F1 ${f1.toFixed(4)}`,
      en: `Precision ${percent(precision)}, recall ${percent(recall)}, F1 ${f1.toFixed(4)}`,
    }),
    ...(unknown === 0
      ? []
      : [
          cli.say({
            zh: `${count(unknown)} 对里有资料库没有的记录，计为漏掉。`,
            en: `${count(unknown)} pairs name a record the library does not have; they count as missed.`,
          }),
        ]),
    ...some(cli.say({ zh: `漏掉 ${count(missed.length)} 对：`, en: `Missed ${count(missed.length)}:` }), missed),
    ...some(cli.say({ zh: `查错 ${count(wrong.length)} 对：`, en: `Wrong ${count(wrong.length)}:` }), wrong),
  ].join('\n');
}
