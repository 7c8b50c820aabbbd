import { describe, expect, it } from 'vitest';
import { COLUMNS, mendChoices, moveColumn, pageAndItem } from './columns.ts';

describe('columns of the grid', () => {
  it('come in their first order when nothing is remembered', () => {
    expect(mendChoices([]).map(({ key }) => key)).toEqual(COLUMNS.map(({ key }) => key));
  });

  it('keep what was remembered, lose what no longer exists and never lose the title', () => {
    const mended = mendChoices([{ key: 'date', width: 120, shown: true }, { key: 'title', shown: false }, { key: 'gone' as 'date', shown: true }]);
    expect(mended.slice(0, 2)).toEqual([{ key: 'date', width: 120, shown: true }, { key: 'title', width: 260, shown: true }]);
    expect(mended.length).toBe(COLUMNS.length);
  });

  it('move to the place of another column, to the left and to the right', () => {
    const keys = (from: 'title' | 'genre', to: 'title' | 'genre'): string[] => moveColumn(mendChoices([]), from, to).map(({ key }) => key).slice(0, 5);
    expect(keys('genre', 'title')).toEqual(['genre', 'title', 'date', 'page', 'class']);
    expect(keys('title', 'genre')).toEqual(['date', 'page', 'class', 'genre', 'title']);
  });

  it('show page and item together, and the one that is there alone', () => {
    expect(pageAndItem({ page: '04', item: '1' })).toBe('04·1');
    expect(pageAndItem({ page: '', item: '1' })).toBe('1');
  });
});
