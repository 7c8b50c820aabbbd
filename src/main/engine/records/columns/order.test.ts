import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call } from '../fixture/call.ts';
import { openLibrary } from '../fixture/library.ts';
import { seeded } from '../fixture/articles.ts';
import { Bits } from './bits.ts';
import { comparePlaces } from './collation.ts';
import { atOnce } from '../slices.ts';
import { sortedByKeys } from './radix.ts';

describe('a set of ids', () => {
  it('gives back what was put in, and combines like sets', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 500 }));
    fc.assert(fc.property(ids, ids, (a, b) => {
      const [one, other] = [Bits.of(501, a), Bits.of(501, b)];
      const ascending = (list: readonly number[]): number[] => list.toSorted((x, y) => x - y);
      expect([...one.ids()]).toEqual(ascending(a));
      expect(one.count()).toBe(a.length);
      expect([...one.and(other).ids()]).toEqual(ascending(a.filter((id) => b.includes(id))));
      expect([...one.or(other).ids()]).toEqual(ascending([...new Set([...a, ...b])]));
      expect([...one.andNot(other).ids()]).toEqual(ascending(a.filter((id) => !b.includes(id))));
    }));
  });
});

describe('sorting by keys', () => {
  it('is by key and keeps the order of equals, few or many', () => {
    const random = seeded(3);
    for (const [size, highest] of [[0, 5], [1000, 10], [1000, 0xffffffff], [30_000, 70_000], [30_000, 0xffffffff]] as const) {
      const keys = Uint32Array.from({ length: size }, () => Math.floor(random() * highest));
      const items = Uint32Array.from(keys, (_, at) => at);
      const wanted = [...items].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
      expect([...atOnce(sortedByKeys(items, keys, highest))]).toEqual(wanted);
    }
  });
});

describe('the order of titles', () => {
  it('is by pronunciation, signs and digits before Han before Latin, spaces aside', () => {
    expect(['中国', '北京', 'WTO', '12月', '（图）', '上海', '北 京'].toSorted((a, b) => comparePlaces(a, b))).toEqual(['（图）', '12月', '北京', '北 京', '上海', '中国', 'WTO']);
  });

  it('stays right through many edits, one or a few at a time', async () => {
    const library = openLibrary({ keepSources: false });
    const random = seeded(5);
    const title = (): string => Array.from({ length: Math.floor(random() * 7) }, () => '甲乙丙丁戊子丑寅'[Math.floor(random() * 8)]).join('');
    library.add(Array.from({ length: 300 }, () => ({ title: title() })));
    const { api, select } = library.records;
    for (let turn = 0; turn < 40; turn++) {
      const ids = Array.from({ length: 1 + Math.floor(random() * 4) }, () => 1 + Math.floor(random() * 300));
      if (turn % 10 === 9) library.add([{ title: title() }, { title: title() }]);
      else await api.set({ selection: { ids }, values: { title: title() } }, call);
      const { rows } = await api.list({ sort: [{ field: 'title' }], limit: 1000 }, call);
      const wanted = rows.toSorted((a, b) => Number(a.title === '') - Number(b.title === '') || comparePlaces(a.title, b.title) || a.id - b.id);
      expect(rows.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
      expect(rows).toHaveLength(select({ query: '' }).length);
    }
    library.close();
  });
});
