import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDay, formatPercent } from './figures.ts';

describe('figures as they are shown', () => {
  it('groups counts and writes days with hyphens', () => {
    expect(formatCount(1_204_318)).toBe('1,204,318');
    expect(formatDay(20110614)).toBe('2011-06-14');
    expect(formatDay('20110614')).toBe('2011-06-14');
    expect(formatDay('2011年')).toBe('2011年');
    expect(formatDay(null)).toBe('');
  });

  it('writes sizes and shares in few digits', () => {
    expect(formatBytes(888)).toBe('888 B');
    expect(formatBytes(732_594_176)).toBe('733 MB');
    expect(formatBytes(1_500)).toBe('1.5 KB');
    expect(formatPercent(0.957)).toBe('96 %');
  });
});
