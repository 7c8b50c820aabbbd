import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '../fixture/call.ts';
import { openLibrary } from '../fixture/library.ts';
import type { Library } from '../fixture/library.ts';

let library: Library;
beforeEach(() => {
  library = openLibrary();
  const at = (date: string, page: string, item: string, more = {}) => ({ date, page, item, title: `${date} ${page} ${item}`, ...more });
  library.add([
    at('20110614', '01', '1', { issue: '19513', pageName: '要闻' }), at('20110614', '01', '4', { issue: '19513' }), at('20110614', '1', '2', { issue: '19513' }),
    at('20110614', '04', '1', { issue: '19513' }), at('20110614', '99', '10', { issue: '19513' }), at('20110614', '', 'A', { issue: '19514' }),
    at('20110612', '01', '1'), at('20120301', '01', '1'), at('20110231', '01', '1'), at('2011年6月14日', '02', '3'),
  ]);
});
afterEach(() => library.close());

const api = () => library.records.api;

describe('days', () => {
  it('are counted by year, month and day, within a span and a query', async () => {
    expect(await api().days({ level: 'year' }, call)).toEqual({ days: [{ value: 2011, count: 8 }, { value: 2012, count: 1 }], undated: 1 });
    expect((await api().days({ level: 'month' }, call)).days).toEqual([{ value: 201106, count: 8 }, { value: 201203, count: 1 }]);
    expect((await api().days({ level: 'day', from: 20110601, to: 20110630 }, call)).days).toEqual([{ value: 20110612, count: 1 }, { value: 20110614, count: 7 }]);
    expect((await api().days({ level: 'day', query: 'page:1' }, call)).days).toEqual([{ value: 20110612, count: 1 }, { value: 20110614, count: 3 }, { value: 20120301, count: 1 }]);
  });

  it('follow an edit', async () => {
    await api().set({ selection: { query: 'date:2012' }, values: { date: '20110612' } }, call);
    expect((await api().days({ level: 'day' }, call)).days).toEqual([{ value: 20110612, count: 2 }, { value: 20110614, count: 7 }]);
  });
});

describe('the issue of a day', () => {
  it('is told page by page, item by item, with the numbers that are not there', async () => {
    const issue = await api().issue({ day: 20110614 }, call);
    expect(issue).toMatchObject({ records: 7, issues: ['19513', '19514'], previous: 20110612, next: 20120301, missingPages: [3] });
    expect(issue.pages.map(({ page, pageName, items, missing }) => [page, pageName, items.map(({ item }) => item), missing])).toEqual([
      ['1', '要闻', ['1', '2', '4'], [3]], ['2', '', ['3'], [1, 2]], ['4', '', ['1'], []], ['99', '', ['10'], [1, 2, 3, 4, 5, 6, 7, 8, 9]], ['', '', ['A'], []],
    ]);
  });

  it('has no pages where there is none, and still leads to its neighbours', async () => {
    expect(await api().issue({ day: 20110613 }, call)).toMatchObject({ records: 0, pages: [], previous: 20110612, next: 20110614 });
    expect(await api().issue({ day: 20120301 }, call)).toMatchObject({ previous: 20110614, next: null });
  });

  it('leaves out what a query does not find, and leads to the days where it finds something', async () => {
    expect(await api().issue({ day: 20110614, query: 'page:4' }, call)).toMatchObject({ records: 1, previous: null, next: null });
  });
});
