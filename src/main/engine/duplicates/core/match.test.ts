import { describe, expect, it } from 'vitest';
import { library } from '../../../../../scripts/duplicates/synthetic.ts';
import type { DuplicateRecord } from './article.ts';
import { scoreGroups, scorePairs } from './evaluate.ts';
import type { FoundPair, MatchOptions, MatchPair, MatchResult } from './match.ts';
import { AUTOMATIC, findDuplicates, kindAt, Matcher, REVIEW } from './match.ts';
import { prepareForMatching } from './prepared.ts';

const BODY = [
  '本报讯　水库大坝昨天合龙，历时四年的工程进入最后阶段。清晨六点，三百多名工人在坝顶集合，最后一车石料于九点二十分倒入缺口。',
  '工程指挥部负责人介绍，大坝全长一千二百米，坝高八十六米，可蓄水四亿立方米，建成以后下游六个县的农田不再受旱。',
  '附近村庄的居民早早来到河岸观看。七十三岁的老人说，他小时候这里年年发水，如今总算盼到了安稳日子。',
  '电站的四台机组正在安装，第一台预计明年五月发电。铁路部门为此增开了两列货车，每天运送设备和水泥。',
  '指挥部还公布了移民安置的办法：迁出的一千七百户人家，年底以前全部搬入新居，学校和卫生所已经先行开门。',
];

function record(id: number, fields: Partial<DuplicateRecord> = {}): DuplicateRecord {
  return {
    id, title: '青石峡水库大坝合龙', subtitle: '', kicker: '', author: '周正明', day: 19_870_512, page: '2', item: '3',
    body: BODY.join('\n'), ...fields,
  };
}

function run(records: Iterable<DuplicateRecord>, options: MatchOptions = {}): MatchResult {
  const steps = findDuplicates(records, options);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

function only(result: MatchResult): FoundPair {
  expect(result.pairs).toHaveLength(1);
  const [pair] = result.pairs;
  if (pair === undefined) throw new Error('no pair');
  return pair;
}

const key = (pair: MatchPair): string => `${pair.a},${pair.b} ${kindAt(pair, REVIEW)} ${pair.score}`;

describe('kinds of pairs', () => {
  it('a re-import with other white space, width and traditional characters is exact', () => {
    const again = record(2, { body: BODY.join('\r\n　　').replace(/水庫|水库/g, '水庫').replace(/，/g, ','), page: '02' });
    expect(only(run([record(1), again]))).toMatchObject({ a: 1, b: 2, kind: 'exact' });
    expect(only(run([record(1), again])).score).toBeGreaterThan(AUTOMATIC);
  });

  it('a copy with misread characters is near', () => {
    const misread = BODY.join('\n').replace(/工/g, '土').replace(/坝/g, '现').replace(/六/g, '大').replace(/已/g, '己');
    expect(only(run([record(1), record(2, { body: misread })])).kind).toBe('near');
  });

  it('the same article on another day is a reprint', () => {
    const pair = only(run([record(1), record(2, { day: 19_870_515, page: '4', item: '1',
      body: BODY.slice(0, 4).join('\n') })]));
    expect(pair.kind).toBe('reprint');
  });

  it('the first half of an article is contained in it', () => {
    const half = BODY.join('\n').slice(0, 110);
    expect(only(run([record(1), record(2, { body: half })])).kind).toBe('contained');
  });

  it('two parts that name each other with marks are a continuation', () => {
    const first = record(1, { page: '1', body: `${BODY.slice(0, 3).join('\n')}（下转第四版）` });
    const second = record(2, { page: '4', item: '7', author: '', body: `（上接第一版）${BODY.slice(3).join('\n')}` });
    const result = run([first, second]);
    expect(only(result).kind).toBe('continuation');
    expect(result.groups.map(({ members }) => members)).toEqual([[1, 2]]);
  });

  it('the same headline over another text is related, no duplicate', () => {
    const result = run([record(1, { title: '本周市场观察' }), record(2, { title: '本周市场观察', day: 19_870_519,
      body: '蔬菜上市量比上周增加两成，黄瓜和番茄的价格回落，猪肉价格平稳。粮店延长了营业时间，顾客普遍感到方便。' })]);
    expect(result.pairs).toEqual([]);
    expect(result.related.map(({ kind }) => kind)).toEqual(['headline']);
  });

  it('another text at the same date, page and item is another version', () => {
    const other = record(2, { title: '河西灌渠开工', author: '',
      body: '河西灌渠昨天破土动工，全长四十里，沿线十一个乡的民工陆续到达工地，预计两年完成，可灌溉旱地九万亩。' });
    const result = run([record(1), other]);
    expect([...result.pairs, ...result.related].map(({ kind }) => kind)).toEqual(['version']);
  });
});

describe('look-alikes', () => {
  const forecast = (id: number, day: number, figures: readonly number[]): DuplicateRecord => record(id, {
    title: '全国主要城市天气预报', author: '', day: 19_870_500 + day, item: '9',
    body: ['北京', '上海', '广州', '武汉', '成都', '西安', '沈阳', '兰州', '昆明', '福州'].map((city, at) =>
      `${city}，多云转晴，偏南风${(figures[at] ?? 0) % 4 + 1}至${(figures[at] ?? 0) % 4 + 3}级，` +
      `气温${figures[at]}至${(figures[at] ?? 0) + 9}摄氏度`).join('；'),
  });

  it('reports of one template stay apart, and a true copy among them is found', () => {
    const figures = (day: number): number[] => Array.from({ length: 10 }, (_, at) => (day * 7919 + at * 104_729 +
      day * day * at * 31) % 32);
    const days = [3, 4, 5, 6, 7].map((day) => forecast(day, day, figures(day)));
    const copy = forecast(9, 5, figures(5));
    expect(run([...days, copy]).groups.map(({ members }) => members)).toEqual([[5, 9]]);
    const undated = [...days, copy].map((one) => ({ ...one, day: null, page: '', item: '' }));
    expect(run(undated).groups.map(({ members }) => members)).toEqual([[5, 9]]);
  });

  it('titles without content join nothing', () => {
    const result = run([
      record(1, { title: '图片新闻', body: '春耕时节，社员们在地里播种。', author: '' }),
      record(2, { title: '图片新闻', body: '', author: '', item: '4' }),
      record(3, { title: '图片新闻', body: '', author: '', day: 19_870_601 }),
      record(4, { title: '图片新闻', body: '纺织厂新车间投产。', author: '', item: '5' }),
    ]);
    expect(result.groups).toEqual([]);
  });

  it('a round-up takes in a brief without becoming its copy or joining the briefs', () => {
    const briefs = BODY.slice(1, 4).map((body, at) => record(at + 1, { title: `${body.slice(2, 10)}`, body,
      item: String(at + 4), author: '' }));
    const together = record(9, { title: '简讯', author: '', page: '1', body: briefs.map(({ title, body }) =>
      `${title}\n${body}`).join('\n') });
    const result = run([...briefs, together]);
    for (const { members } of result.groups) expect(members.filter((id) => id < 9).length).toBeLessThan(2);
  });
});

describe('the whole run', () => {
  const { records, articles } = library(77, 1500);
  const full = run(records);

  it('finds the copies of a library it was not fitted on', () => {
    const score = scoreGroups(full.groups.map(({ members }) => members), articles);
    expect(score.pairs.precision).toBeGreaterThan(0.97);
    expect(score.pairs.recall).toBeGreaterThan(0.95);
    const sure = full.pairs.filter(({ score: value }) => value >= AUTOMATIC);
    expect(sure.filter(({ a, b }) => articles.get(a) !== articles.get(b)).length).toBeLessThan(sure.length * 0.005);
  });

  it('does not depend on the order in which records come', () => {
    const turned = run([...records].reverse());
    expect(turned.pairs.map(key).sort()).toEqual(full.pairs.map(key).sort());
    expect(turned.groups.map(({ members }) => members)).toEqual(full.groups.map(({ members }) => members));
  });

  it('gives the same pairs when records are compared in any order, once all are in the index', () => {
    const matcher = new Matcher();
    const prepared = [...records].map(prepareForMatching);
    for (const one of prepared.toReversed()) matcher.take(one);
    const found = prepared.flatMap((one) => matcher.compare(one));
    expect(found.filter(({ score }) => score >= REVIEW).map(key).sort()).toEqual(full.pairs.map(key).sort());
  });

  it('forgets a record that is taken out and finds it again when it comes back', () => {
    const matcher = new Matcher();
    matcher.add(record(1));
    matcher.add(record(2, { title: '别的标题', body: BODY.slice(2).join('\n'), day: 19_870_601 }));
    matcher.remove(1);
    expect(matcher.index.size).toBe(1);
    expect(matcher.add(record(3)).map(({ a }) => a)).toEqual([2]);
    matcher.add(record(1));
    expect(matcher.add(record(4)).map(({ a }) => a).sort()).toEqual([1, 2, 3]);
  });

  it('keeps two pictures of one day apart when nothing but the headline speaks for them', () => {
    const picture = { title: '图片新闻', author: '陈国', body: '', day: 20_110_101, page: '04' };
    const result = run([record(1, { ...picture, item: '9' }), record(2, { ...picture, item: '10' })]);
    expect(result.pairs).toEqual([]);
    const again = run([record(1, { ...picture, item: '9' }), record(2, { ...picture, item: '9' })]);
    expect(again.pairs).toHaveLength(1);
  });

  it('keeps a pair apart that a person declared distinct, also when a third copy comes', () => {
    const result = run([record(1), record(2), record(3)], { distinct: [[1, 2]] });
    expect(result.pairs.some(({ a, b }) => a === 1 && b === 2)).toBe(false);
    for (const { members } of result.groups) expect(members.includes(1) && members.includes(2)).toBe(false);
  });

  it('reports progress after each batch', () => {
    const steps = [...findDuplicates(records.slice(0, 250), { batch: 100 })];
    expect(steps.map(({ done }) => done)).toEqual([100, 200, 250]);
  });

  it('scores found pairs against a truth', () => {
    expect(scorePairs([[2, 1], [3, 4]], [[1, 2], [5, 6]])).toMatchObject({ right: 1, found: 2, wanted: 2, f1: 0.5 });
  });
});
