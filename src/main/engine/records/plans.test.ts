import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLibrary } from './fixture/library.ts';
import type { Library } from './fixture/library.ts';
import { HISTORY_QUESTIONS } from './history-lines.ts';
import { ROW_QUESTIONS } from './rows.ts';
import { INDEXER_QUESTIONS } from './search/indexer.ts';
import { PENDING_QUESTIONS } from './search/pending.ts';
import { scanQuestion } from './search/scan.ts';

let library: Library;
beforeAll(() => {
  library = openLibrary();
  library.add([{ title: '甲' }]);
});
afterAll(() => { library.close(); });

const planOf = (sql: string): readonly string[] =>
  library.store.sqlite.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...(sql.includes('@') ? [{ operation: 1, ids: '[]', from: 1, to: 2, c0: '甲' }] : Array.from(sql.matchAll(/\?/gu), () => null))).map(({ detail }) => detail);

/** Tables read from one end to the other. Going through the values of a parameter is not one. */
const scans = (sql: string): readonly string[] => planOf(sql).filter((step) => step.startsWith('SCAN') && !/json_each|CONSTANT ROW|SCAN search_state|SCAN search_pending/u.test(step));

it.each(Object.entries(ROW_QUESTIONS))('a window of the list looks records up (%s)', (_, sql) => {
  expect(scans(sql)).toEqual([]);
});

it.each(Object.entries(HISTORY_QUESTIONS).filter(([name]) => name !== 'arrivals'))('the history of a record is looked up (%s)', (_, sql) => {
  expect(scans(sql)).toEqual([]);
});

it.each(Object.entries(INDEXER_QUESTIONS))('the indexer reads only what waits (%s)', (_, sql) => {
  expect(scans(sql)).toEqual([]);
});

it('a search while records wait reads only those', () => {
  for (const question of Object.values(PENDING_QUESTIONS)) expect(scans(question)).toEqual([]);
  expect(scans(scanQuestion({ from: 1, to: 2 }, null, []))).toEqual([]);
  expect(scans(scanQuestion([1], 'title', ['甲']))).toEqual([]);
});
