import { describe, expect, it } from 'vitest';
import { prepare } from './article.ts';
import { MODEL, modelOf, probability } from './compare.ts';
import { explain } from './explain.ts';
import { FEATURES } from './feature-names.ts';
import { Measure } from './features.ts';

const base = {
  title: '河西灌渠开工', subtitle: '', kicker: '', author: '李文', day: 19_900_304, page: '1', item: '2',
  body: '河西灌渠昨天破土动工，全长四十里，沿线十一个乡的民工陆续到达工地，预计两年完成，可灌溉旱地九万亩。县长在开工会上讲话。',
};

describe('explain', () => {
  it('adds up to the log-odds of the score', () => {
    const features = new Measure().features(prepare({ ...base, id: 1 }), prepare({ ...base, id: 2, day: 19_900_306 }));
    const score = probability(features);
    const sum = FEATURES.reduce((total, _, at) => total + (features[at] ?? 0) * (MODEL.weights[at] ?? 0), MODEL.bias);
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(score, 9);
    const told = explain(features).reduce((total, reason) => total + reason.contribution, MODEL.bias);
    expect(Math.abs(told - sum)).toBeLessThan(0.2 * 16);
  });

  it('says in both languages what is the same, strongest first', () => {
    const reasons = explain(new Measure().features(prepare({ ...base, id: 1 }), prepare({ ...base, id: 2 })));
    expect(reasons.some(({ words }) => words.zh === '正文相同')).toBe(true);
    expect(reasons.every(({ words }) => words.zh !== '' && words.en !== '')).toBe(true);
    const sizes = reasons.map(({ contribution }) => Math.abs(contribution));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it('measures a pair alike whichever record is named first', () => {
    const [a, b] = [prepare({ ...base, id: 1 }), prepare({ ...base, id: 2, body: base.body.slice(0, 40) })];
    expect(new Measure().features(a, b)).toEqual(new Measure().features(b, a));
  });

  it('gives unknown fields no weight either way', () => {
    const blank = { ...base, author: '', day: null, page: '', item: '' };
    const features = new Measure().features(prepare({ ...blank, id: 1 }), prepare({ ...base, id: 2 }));
    for (const name of ['daySame', 'dayFar', 'pageSame', 'itemSame', 'authorSame',
      'authorOther']) {
      expect(features[FEATURES.findIndex((feature) => feature.name === name)], name).toBe(0);
    }
  });

  it('keeps every landed weight on the side its evidence speaks for', () => {
    for (const [at, { name, direction }] of FEATURES.entries()) {
      if (direction !== 0) expect((MODEL.weights[at] ?? 0) * direction, name).toBeGreaterThanOrEqual(0);
    }
  });

  it('refuses a model with a feature that does not exist', () => {
    expect(() => modelOf(0, JSON.parse('{"moonPhase":1}'))).toThrow(/moonPhase/);
  });
});
