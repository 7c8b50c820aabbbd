import { beforeEach, describe, expect, it } from 'vitest';
import { allMarked, clearMarked, currentId, found, markAll, marked, query, search, selectedCount, selection, setMarked, toggleMarked } from './selection.ts';

describe('what a command works on', () => {
  beforeEach(() => {
    clearMarked();
    currentId.value = null;
    query.value = '';
    found.value = 0;
  });

  it('is nothing, then the current record, then the marked ones', () => {
    expect(selection.value).toBeNull();
    currentId.value = 7;
    expect(selection.value).toEqual({ ids: [7] });
    setMarked([3, 4]);
    toggleMarked(5);
    toggleMarked(3);
    expect(selection.value).toEqual({ ids: [4, 5] });
    expect(selectedCount.value).toBe(2);
  });

  it('is the query itself when everything is marked, so that two million need no list of numbers', () => {
    query.value = 'date:2011';
    found.value = 2_000_000;
    markAll();
    expect(selection.value).toEqual({ query: 'date:2011' });
    expect(selectedCount.value).toBe(2_000_000);
    toggleMarked(1);
    expect(allMarked.value).toBe(false);
  });

  it('is let go of when another query is asked', () => {
    setMarked([1, 2]);
    search('消息');
    expect([...marked.value]).toEqual([]);
    expect(query.value).toBe('消息');
  });
});
