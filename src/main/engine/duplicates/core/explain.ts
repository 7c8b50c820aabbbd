/** Why two records count as one article, or not: the contributions of the evidence, strongest first, in words. */
import type { Model } from './compare.ts';
import { MODEL } from './compare.ts';
import type { Feature, FeatureGroup } from './feature-names.ts';
import { at, FEATURES } from './feature-names.ts';

/** A text in both languages of the program. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** One reason. */
export interface Reason {
  readonly group: FeatureGroup;
  /** Sum of weight × value over the group, in log-odds: above 0 speaks for one article, below 0 against. */
  readonly contribution: number;
  readonly words: Words;
}

/** Contributions smaller than this say nothing to a person. */
const LEAST = 0.2;

/** The reasons behind a score, strongest first. Groups whose contribution is negligible are left out. */
export function explain(features: Float32Array, model: Model = MODEL): Reason[] {
  const sums = new Map<FeatureGroup, number>();
  for (const [place, { group }] of FEATURES.entries()) {
    sums.set(group, (sums.get(group) ?? 0) + (features[place] ?? 0) * (model.weights[place] ?? 0));
  }
  const value = (name: Feature): number => features[at(name)] ?? 0;
  return [...sums]
    .filter(([, contribution]) => Math.abs(contribution) >= LEAST)
    .sort((x, y) => Math.abs(y[1]) - Math.abs(x[1]))
    .map(([group, contribution]) => ({ group, contribution, words: PHRASES[group](value, contribution) }));
}

type Phrase = (value: (name: Feature) => number, contribution: number) => Words;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const PHRASES: Readonly<Record<FeatureGroup, Phrase>> = {
  text: (value) => {
    if (value('noBody') === 1) return { zh: '至少一方没有正文', en: 'one of the two has no text' };
    if (value('identical') === 1) return { zh: '正文相同', en: 'the texts are identical' };
    const [shorter, longer] = [percent(value('shorterFound')), percent(value('longerFound'))];
    return { zh: `较短正文 ${shorter} 见于对方，较长正文 ${longer}`,
      en: `${shorter} of the shorter text is in the other, ${longer} of the longer` };
  },
  length: (value) => {
    const share = percent(value('lengthRatio'));
    return { zh: `较短正文为较长正文的 ${share}`, en: `the shorter text is ${share} of the longer` };
  },
  template: () => ({ zh: '同一格式、不同数据', en: 'one template, other data' }),
  spread: (value) => {
    const share = percent(value('shorterCovered'));
    return { zh: `相同文字分布于较短正文的 ${share}`, en: `the shared text is spread over ${share} of the shorter one` };
  },
  head: (value) => {
    const share = percent(value('headBoth'));
    return { zh: `两文开头 ${share} 相同`, en: `${share} of the openings is shared` };
  },
  numbers: (value) => {
    if (value('numbersChanged') === 0) return { zh: '数字一致', en: 'the figures agree' };
    const share = percent(value('numbersChanged'));
    return { zh: `${share} 的数字不同`, en: `${share} of the figures differ` };
  },
  wording: (value) => (value('repeated') > 0
    ? { zh: '同一名称处处换成另一名称', en: 'one name stands for another throughout' }
    : { zh: '词语被替换', en: 'words are replaced by others' }),
  misreading: () => ({ zh: '差异零散，像是识别错字', en: 'scattered slips, as misreading makes them' }),
  blocks: () => ({ zh: '双方各有整段不同的文字', en: 'whole passages are different on both sides' }),
  title: (value) => {
    if (value('titleMissing') === 1) return { zh: '至少一方没有标题', en: 'one of the two has no title' };
    if (value('titleGeneric') === 1) return { zh: '标题相同，但为通用标题',
      en: 'the same title, but one that many records carry' };
    if (value('titleNumbered') === 1) return { zh: '标题只有序号或数字不同', en: 'the titles differ in their number only' };
    if (value('titleSame') === 1) return { zh: '标题相同', en: 'the titles are the same' };
    const share = percent(value('titleAlike'));
    return { zh: `标题相似 ${share}`, en: `the titles are ${share} alike` };
  },
  headline: (value) => {
    const share = percent(value('headlineEither'));
    return { zh: `标题用词 ${share} 见于对方正文`, en: `${share} of a headline's words are in the other text` };
  },
  day: (value) => {
    if (value('dayUnknown') === 1) return { zh: '日期不明', en: 'a date is unknown' };
    if (value('daySame') === 1) return { zh: '日期相同', en: 'the same date' };
    if (value('dayNear') === 1) return { zh: '相差不过三天', en: 'within three days' };
    return value('dayFar') === 1 ? { zh: '相差一月以上', en: 'more than a month apart' }
      : { zh: '日期不同', en: 'different dates' };
  },
  place: (value) => {
    if (value('placeSame') === 1) return { zh: '日期、版次、条号相同', en: 'the same date, page and item' };
    return value('pageSame') === 1 ? { zh: '版次相同', en: 'the same page' }
      : { zh: '版次或条号不同', en: 'another page or item' };
  },
  link: (value) => (value('linkSame') === 1
    ? { zh: '出自同一网址', en: 'taken from the same web address' }
    : { zh: '出自不同网址', en: 'taken from different web addresses' }),
  author: (value) => (value('authorSame') === 1 ? { zh: '作者相同', en: 'the same author' }
    : { zh: '作者不同', en: 'different authors' }),
  continuation: (value) => {
    if (value('apartTurnPage') > 0) return { zh: '转版标记的版次相符', en: 'the continuation marks name each other\'s page' };
    if (value('apartTurnBoth') > 0) return { zh: '一方下转、一方上接',
      en: 'one goes on elsewhere, the other comes from elsewhere' };
    if (value('apartTitle') > 0) return { zh: '正文不同而标题相同', en: 'different texts under one title' };
    return { zh: '正文没有共同之处', en: 'the texts have nothing in common' };
  },
};
