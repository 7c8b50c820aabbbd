import { describe, expect, it } from 'vitest';
import { firstKind, sourcesOf, suggestName } from './sources.ts';

const set = { id: 3, name: '中哈关系/选编', live: false, query: null, note: '', records: 318, frozenAt: null };
const counts = { query: 2318, all: 12704 };
const kinds = (known: Parameters<typeof sourcesOf>[0]) => sourcesOf(known).map(({ kind, records }) => [kind, records]);

describe('what an export can write out', () => {
  it('offers the marked records, the query, the set and everything, each with its count', () => {
    expect(kinds({ selection: { ids: [4, 7] }, query: 'date:2011', set, counts }))
      .toEqual([['marked', 2], ['query', 2318], ['set', 318], ['all', 12704]]);
  });

  it('does not offer an empty query beside everything', () => {
    expect(kinds({ selection: { query: ' ' }, query: '', set: null, counts })).toEqual([['all', 12704]]);
  });

  it('takes the query it was opened for, not the one in the search box', () => {
    const [first] = sourcesOf({ selection: { query: 'page:04' }, query: 'date:2011', set: null, counts });
    expect(first?.selection).toEqual({ query: 'page:04' });
  });

  it('starts with what it was opened for', () => {
    expect([null, { ids: [1] }, { set: 3 }, { query: '' }, { query: '哈' }].map(firstKind))
      .toEqual(['all', 'marked', 'set', 'all', 'query']);
  });

  it('suggests a name that every file system takes', () => {
    const [query, named] = sourcesOf({ selection: null, query: 'title:"联合  声明" date:2011', set, counts });
    expect(named && suggestName(named, '剪报')).toBe('中哈关系 选编');
    expect(query && suggestName(query, '剪报')).toBe('title 联合 声明 date 2011');
    expect(suggestName({ kind: 'all', selection: { query: '' }, records: 1, name: '' }, '剪报')).toBe('剪报');
  });
});
