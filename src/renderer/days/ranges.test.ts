import { describe, expect, it } from 'vitest';
import { ranges } from './ranges.ts';

describe('missing numbers', () => {
  it('are told as runs', () => {
    expect([[3], [1, 2], [1, 2, 3, 7, 9, 10, 11]].map(ranges)).toEqual(['3', '1、2', '1–3、7、9–11']);
  });
});
