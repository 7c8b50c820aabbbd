import { describe, expect, it } from 'vitest';
import { CLUSTER_METHODS } from '../../contract/authorities.ts';
import { countsOf, METHOD_CHOICES, methodsOf } from './choices.ts';

describe('the kinds of clusters to choose from', () => {
  it('hold every method once, the sure ones together', () => {
    const single = METHOD_CHOICES.filter((choice) => choice !== 'all').flatMap((choice) => methodsOf(choice) ?? []);
    expect([...single].sort()).toEqual([...CLUSTER_METHODS].sort());
  });

  it('are counted so that they add up to all', () => {
    const counts = countsOf([{ method: 'width', clusters: 2, spellings: 3 }, { method: 'variant', clusters: 1, spellings: 1 }, { method: 'pinyin', clusters: 4, spellings: 4 }]);
    expect(counts).toMatchObject({ all: 7, sure: 3, pinyin: 4, edit: 0 });
  });
});
