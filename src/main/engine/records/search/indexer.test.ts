import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../../../contract/progress.ts';
import { articles } from '../fixture/articles.ts';
import { call } from '../fixture/call.ts';
import { openLibrary } from '../fixture/library.ts';
import type { Library } from '../fixture/library.ts';

const RECORDS = 400;
let library: Library;

beforeEach(() => {
  library = openLibrary({ keepSources: false });
  library.add([...articles(RECORDS, { length: 200 }), { title: '末条' }]);
});
afterEach(() => { library.close(); });

const found = (query: string): readonly number[] => [...library.records.select({ query })];

describe('the indexer', () => {
  it('works in slices, tells how far it is, and ends with nothing waiting', async () => {
    const told: Progress[] = [];
    const { indexed } = await library.records.indexer.run({ progress: (progress) => told.push(progress) });
    expect(indexed).toBe(RECORDS + 1);
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)).toMatchObject({ step: 'index', unit: 'records', done: RECORDS + 1, total: RECORDS + 1 });
    expect(library.records.indexer.pending()).toBe(0);
    expect(await library.records.indexer.run()).toEqual({ indexed: 0 });
  });

  it('lets edits in between two slices, and indexes those too', async () => {
    const run = library.records.indexer.run();
    await new Promise((resolve) => { setImmediate(resolve); });
    expect(library.store.sqlite.inTransaction).toBe(false);
    await library.records.api.set({ selection: { ids: [1, 300] }, values: { title: '改过的题名' } }, call);
    expect(found('改过的题名')).toEqual([1, 300]);
    await run;
    expect(found('改过的题名')).toEqual([1, 300]);
    expect(library.records.indexer.pending()).toBe(0);
  });

  it('stops when it is told to, and the rest is found all the same', async () => {
    const stop = new AbortController();
    await library.records.indexer.run({ signal: stop.signal, progress: () => stop.abort() });
    expect(library.records.indexer.pending()).toBeGreaterThan(0);
    expect(found('末条')).toEqual([RECORDS + 1]);
    await library.records.indexer.run();
    expect(found('末条')).toEqual([RECORDS + 1]);
  });

  it('joins a run that is under way', async () => {
    const told: Progress[] = [];
    const [first, second] = await Promise.all([library.records.indexer.run(), library.records.indexer.run({ progress: (progress) => told.push(progress) })]);
    expect(second).toEqual(first);
    expect(told.length).toBeGreaterThan(0);
  });

  it('goes on where it was after the library was closed in the middle', async () => {
    const stop = new AbortController();
    await library.records.indexer.run({ signal: stop.signal, progress: () => stop.abort() });
    const waiting = library.records.indexer.pending();
    library.reopen();
    expect(library.records.indexer.pending()).toBe(waiting);
    const run = library.records.indexer.run();
    library.reopen();
    await run;
    await library.records.indexer.run();
    expect(library.records.indexer.pending()).toBe(0);
    expect(found('末条')).toEqual([RECORDS + 1]);
  });
});
