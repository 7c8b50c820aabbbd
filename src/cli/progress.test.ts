import { describe, expect, it } from 'vitest';
import { progressLine } from './progress.ts';

describe('the line of a progress bar', () => {
  const half = { step: 'import', done: 5000, total: 10000, unit: 'files', rate: 2500, secondsLeft: 2 } as const;

  it('gives step, share, count, rate and time left', () => {
    expect(progressLine(half, 'zh')).toBe(
      `导入  ${'█'.repeat(12)}${'░'.repeat(12)}  50%  5,000/10,000 个文件  2,500/秒  还需 2.0 秒`,
    );
    expect(progressLine(half, 'en')).toContain('5,000/10,000 files  2,500/s  2.0 s left');
  });

  it('promises no end while the total is not known', () => {
    const line = progressLine({ ...half, total: null, secondsLeft: null }, 'zh');
    expect(line).toBe('导入  5,000 个文件  2,500/秒');
  });

  it('shows a step it has no words for by its key, and never more than the whole', () => {
    expect(progressLine({ ...half, step: 'polish', done: 20000 }, 'zh')).toContain(
      'polish  ████████████████████████ 100%',
    );
  });
});
