import { describe, expect, it } from 'vitest';
import { PROBLEM_SEVERITY, worstSeverity } from './problem.ts';

describe('the weight of problems', () => {
  it('is that of the heaviest', () => {
    expect(worstSeverity([])).toBeNull();
    expect(worstSeverity([{ code: 'repeated-field' }])).toBe('note');
    expect(worstSeverity([{ code: 'unclosed-body' }, { code: 'repeated-field' }, { code: 'unclosed-field' }])).toBe(
      'review',
    );
    expect(worstSeverity([{ code: 'unclosed-body' }, { code: 'empty-file' }])).toBe('refuse');
  });

  it('refuses a file only where nothing of it could be used', () => {
    expect(Object.entries(PROBLEM_SEVERITY).filter(([, severity]) => severity === 'refuse').map(([code]) => code))
      .toEqual(['empty-file', 'foreign-file', 'no-record', 'unreadable-file']);
  });
});
