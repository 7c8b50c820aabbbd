import { describe, expect, it } from 'vitest';
import { kindOf, partsOf, queryOf } from './kinds.ts';

describe('a set', () => {
  it('is frozen before it is anything else', () => {
    expect([{ live: false, frozenAt: null }, { live: true, frozenAt: null }, { live: false, frozenAt: 1 }].map(kindOf))
      .toEqual(['fixed', 'live', 'frozen']);
  });

  it('is found by its name, quoted where the name needs it', () => {
    expect(queryOf({ name: '中哈关系选编' })).toBe('set:中哈关系选编');
    expect(queryOf({ name: '三月 移交' })).toBe('set:"三月 移交"');
  });

  it('is compared with another by three queries', () => {
    expect(partsOf({ name: '甲' }, { name: '乙' }))
      .toEqual({ onlyFirst: 'set:甲 -set:乙', both: 'set:甲 set:乙', onlySecond: 'set:乙 -set:甲' });
  });
});
