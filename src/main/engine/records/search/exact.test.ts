import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayParagraphs } from '../../formats/tagged/display.ts';
import { articles, pieces } from '../fixture/articles.ts';
import { call } from '../fixture/call.ts';
import { openLibrary } from '../fixture/library.ts';
import type { Fields, Library } from '../fixture/library.ts';
import { fold } from './fold.ts';
import { searchText } from './text.ts';

const SEARCHED = ['kicker', 'title', 'subtitle', 'author', 'keywords', 'body'] as const;
const RECORDS = 3000;
const MINUTE = 60_000;

let library: Library;
let written: readonly Fields[];
let folded: readonly (readonly string[])[];

/** What a scan of every folded field finds: what search must find. */
const scanned = (query: string): readonly number[] => {
  const wanted = fold(query);
  return folded.flatMap((texts, at) => (texts.some((text) => text.includes(wanted)) ? [at + 1] : []));
};
const searched = (query: string): readonly number[] => [...library.records.select({ query: `"${query.replaceAll('"', '""')}"` })];

beforeAll(async () => {
  library = openLibrary({ keepSources: false });
  written = [...articles(RECORDS)];
  folded = written.map((fields) => SEARCHED.map((field) => fold(fields[field] ?? '')));
  library.add(written);
  await library.records.indexer.run();
}, MINUTE);
afterAll(() => { library.close(); });

describe('search finds what a folded scan finds', () => {
  it('for 400 pieces of Chinese text of 1, 2, 3, 4 and 8 characters, common to rare', () => {
    const queries = pieces(written.map(({ body = '' }) => body), 400, [1, 2, 3, 4, 8], /^[\u4e00-\u9fff]+$/u);
    expect(queries).toHaveLength(400);
    for (const query of queries) expect(searched(query), query).toEqual(scanned(query));
  });

  it('for 200 pieces with digits, Latin letters, signs and full width', () => {
    const queries = pieces(written.map(({ body = '' }) => body), 200, [1, 2, 3, 5, 9], /^(?=.*[^\u4e00-\u9fff])\S(?:[^\n"]*[^\s"])?$/u);
    expect(queries).toHaveLength(200);
    for (const query of queries) expect(searched(query), query).toEqual(scanned(query));
  });

  it('for pieces written in another way: full width, the other dot, with blanks, in capitals', () => {
    const wide = (text: string): string => text.replace(/[!-~]/gu, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
    const queries = pieces(written.map(({ title = '' }) => title), 60, [3, 4], /^[^\s"]+$/u);
    for (const query of queries) {
      for (const other of [wide(query), query.replaceAll('·', '・'), query.toUpperCase(), [...query].join('\u3000')]) {
        expect(searched(other), other).toEqual(scanned(other));
      }
    }
  });

  it('while part of the records are not in the index yet', async () => {
    const more = [...articles(300, { seed: 2 })];
    library.add(more);
    const all = [...folded, ...more.map((fields) => SEARCHED.map((field) => fold(fields[field] ?? '')))];
    const before = folded;
    folded = all;
    try {
      for (const query of pieces(more.map(({ body = '' }) => body), 40, [1, 2, 3, 4], /^\S+$/u)) expect(searched(query), query).toEqual(scanned(query));
      await library.records.indexer.run();
      for (const query of pieces(more.map(({ body = '' }) => body), 40, [1, 2, 3, 4], /^\S+$/u, 8)) expect(searched(query), query).toEqual(scanned(query));
    } finally {
      folded = before;
      library.history.undo({ operation: 2 });
    }
  }, MINUTE);

  it('after edits in the thousands', async () => {
    const { api } = library.records;
    const result = await api.replace({ selection: { query: '' }, field: 'title', find: '^.', replace: '铕', regex: true }, call);
    expect(result.records).toBeGreaterThan(2900);
    expect(searched('铕')).toHaveLength(written.filter(({ title = '' }) => title !== '').length);
    await library.records.indexer.run();
    expect(searched('铕')).toHaveLength(written.filter(({ title = '' }) => title !== '').length);
    library.history.undo({});
    expect(searched('铕')).toEqual(scanned('铕'));
    await library.records.indexer.run();
    for (const query of pieces(written.map(({ title = '' }) => title), 60, [1, 2, 3], /^[^\s"]+$/u)) expect(searched(query), query).toEqual(scanned(query));
  }, MINUTE);
});

describe('the text that is searched', () => {
  it('is what the reader shows, folded', () => {
    for (const { body = '' } of written.slice(0, 200)) expect(searchText(body)).toBe(fold(displayParagraphs(body).join('\n')));
    expect(searchText('〖TM/中图〗\n〖BH/版号〗04〖-BH/版号〗\n〖WJ/文件〗a.T01〖-WJ/文件〗\n〖-TM/中图〗\n    甲&middot;乙〖JZ/加重〗丙〖-JZ/加重〗')).toBe('甲·乙丙');
  });
});
