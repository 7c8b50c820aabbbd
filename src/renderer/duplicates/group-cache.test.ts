import { describe, expect, it } from 'vitest';
import type { GroupDetail } from '../../contract/duplicates.ts';
import { createGroupCache } from './group-cache.ts';

const groupOf = (id: number, title = ''): GroupDetail =>
  ({ id, kind: 'near', state: 'open', score: 1, records: [id, id + 1000], title, days: [], members: [], pairs: [], decisions: [] });

function cacheOf() {
  const asked: number[] = [];
  const titles = new Map<number, string>();
  const cache = createGroupCache((id) => {
    asked.push(id);
    return id < 0 ? Promise.reject(new Error('gone')) : Promise.resolve(groupOf(id, titles.get(id)));
  });
  return { asked, cache, titles };
}

describe('the groups at hand', () => {
  it('are fetched once and can be seen at once from then on', async () => {
    const { asked, cache } = cacheOf();
    expect(cache.peek(1)).toBeUndefined();
    await Promise.all([cache.fetch(1), cache.fetch(1)]);
    expect(asked).toEqual([1]);
    expect(cache.peek(1)?.id).toBe(1);
  });

  it('are let go when one of their records changed, and only then', async () => {
    const { cache } = cacheOf();
    await Promise.all([cache.fetch(1), cache.fetch(2)]);
    cache.changed([1002]);
    expect([cache.peek(1)?.id, cache.peek(2)?.id]).toEqual([1, undefined]);
  });

  it('stay to be seen, but are asked for again, when anything may have changed', async () => {
    const { asked, cache, titles } = cacheOf();
    await cache.fetch(1);
    cache.changed([]);
    titles.set(1, '改过的题名');
    expect(cache.peek(1)?.title).toBe('');
    await cache.fetch(1);
    expect([asked, cache.peek(1)?.title]).toEqual([[1, 1], '改过的题名']);
  });

  it('are the same object again when nothing in them changed', async () => {
    const { cache } = cacheOf();
    const before = await cache.fetch(1);
    cache.changed([]);
    expect(await cache.fetch(1)).toBe(before);
  });

  it('do not count as fresh by an answer that was asked for before the change', async () => {
    const { asked, cache } = cacheOf();
    const old = cache.fetch(1);
    cache.changed([7]);
    await old;
    await cache.fetch(1);
    expect(asked).toEqual([1, 1]);
  });

  it('are asked for again after a failure', async () => {
    const { asked, cache } = cacheOf();
    await expect(cache.fetch(-1)).rejects.toThrow('gone');
    await expect(cache.fetch(-1)).rejects.toThrow('gone');
    expect(asked).toEqual([-1, -1]);
  });

  it('stay few: the ones fetched longest ago go first', async () => {
    const { cache } = cacheOf();
    for (let id = 1; id <= 30; id++) await cache.fetch(id);
    expect([1, 6, 7, 30].map((id) => cache.peek(id)?.id)).toEqual([undefined, undefined, 7, 30]);
  });
});
