import { describe, expect, it } from 'vitest';
import { bytes, count, duration, moment, percent, things } from './figures.ts';

describe('figures for people', () => {
  it('groups thousands', () => {
    expect(count(1234567)).toBe('1,234,567');
    expect([things(1, 'file'), things(1000, 'file'), things(2, 'loss', 'losses')]).toEqual([
      '1 file',
      '1,000 files',
      '2 losses',
    ]);
  });

  it('gives bytes in the unit that fits', () => {
    expect([0, 1023, 1536, 5 * 1024 ** 2, 300 * 1024 ** 3].map(bytes)).toEqual([
      '0 B',
      '1023 B',
      '1.5 KB',
      '5.0 MB',
      '300 GB',
    ]);
  });

  it('gives a time in the words of the language', () => {
    expect(duration(0.42, 'zh')).toBe('0.4 秒');
    expect(duration(125, 'zh')).toBe('2 分 05 秒');
    expect(duration(125, 'en')).toBe('2 min 05 s');
    expect(duration(3780, 'zh')).toBe('1 小时 03 分');
    expect(duration(59.6, 'en')).toBe('60 s');
  });

  it('gives a moment in local time', () => {
    expect(moment(new Date(2026, 10, 22, 9, 5).getTime())).toBe('2026-11-22 09:05');
  });

  it('gives a share with one decimal', () => {
    expect(percent(0.9312)).toBe('93.1%');
  });
});
