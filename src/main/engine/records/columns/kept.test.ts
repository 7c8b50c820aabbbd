import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { articles } from '../fixture/articles.ts';
import { call } from '../fixture/call.ts';
import { openLibrary } from '../fixture/library.ts';
import type { Library } from '../fixture/library.ts';
import { atOnce } from '../slices.ts';
import { CODED } from './column.ts';
import { Columns } from './columns.ts';
import { KeptColumns } from './kept.ts';
import { TextOrder } from './text-order.ts';

let library: Library;
let kept: KeptColumns;

beforeEach(() => {
  library = openLibrary({ keepSources: false });
  library.add([...articles(400, { length: 60 })]);
  kept = new KeptColumns(library.store.sqlite);
});
afterEach(() => { library.close(); });

function keepAll(): void {
  const columns = new Columns(library.store.sqlite);
  columns.refresh();
  atOnce(columns.coding(CODED));
  for (const column of columns.filled()) atOnce(kept.save(column));
  const order = new TextOrder(library.store.sqlite, 'title', null);
  atOnce(order.refreshing(columns.size - 1));
  atOnce(kept.save(order));
}

/** All that columns and the order of titles say, record by record. */
function told(from: KeptColumns | null): readonly unknown[] {
  const columns = new Columns(library.store.sqlite, undefined, from);
  columns.refresh();
  const coded = atOnce(columns.coding(CODED));
  const order = new TextOrder(library.store.sqlite, 'title', from);
  atOnce(order.refreshing(columns.size - 1));
  return Array.from({ length: columns.size }, (_, id) => [
    columns.live.has(id), columns.day[id], columns.status[id], columns.source[id], order.ranks[id] ?? 0,
    ...coded.map(({ codes, dictionary }) => dictionary.values[codes[id] ?? 0]),
  ]);
}

const asRead = (): void => { expect(told(kept)).toEqual(told(null)); };

describe('columns kept in the library file', () => {
  it('are what reading every record gives', () => {
    keepAll();
    asRead();
  });

  it('are made up for edits, new records, and imports taken back since', async () => {
    keepAll();
    const { api } = library.records;
    await api.set({ selection: { ids: [3, 90, 400] }, values: { title: '甲', genre: '新的体裁', date: '19990909', author: null } }, call);
    asRead();
    library.history.undo({});
    library.add([{ title: '后来的', date: '20110614', genre: '又一种' }, { title: '再来' }]);
    await api.status({ selection: { ids: [5, 401] }, status: 'done' }, call);
    asRead();
    library.history.undo({ operation: 1, force: true });
    asRead();
  });

  it('are made up for what an operation wrote that had begun before', () => {
    const long = library.history.begin({ kind: 'x', input: {}, sentence: { zh: '长', en: 'Long' } });
    long.batch((tx) => { tx.set('record', 7, 'genre', '先'); });
    keepAll();
    library.history.write({ kind: 'y', input: {}, sentence: () => ({ zh: '', en: '' }) }, (tx) => { tx.set('record', 8, 'genre', '中'); });
    keepAll();
    long.batch((tx) => { tx.set('record', 9, 'genre', '后'); });
    asRead();
  });

  it('are left alone when they were cut short or made by another form', () => {
    keepAll();
    library.store.sqlite.prepare("DELETE FROM record_column WHERE name = 'author' AND part = 1").run();
    library.store.sqlite.prepare("UPDATE record_column SET form = 'x' WHERE name = 'genre'").run();
    asRead();
  });

  it('serve several who ask for them at the same time', () => {
    keepAll();
    const columns = new Columns(library.store.sqlite, undefined, kept);
    columns.refresh();
    const slow = columns.coding(['author']);
    slow.next();
    const { codes, dictionary } = columns.coded('author');
    const wanted = told(null).map((row) => (row as readonly unknown[])[5 + CODED.indexOf('author')]);
    expect(Array.from({ length: columns.size }, (_, id) => dictionary.values[codes[id] ?? 0])).toEqual(wanted);
    atOnce(slow);
    expect(Array.from({ length: columns.size }, (_, id) => dictionary.values[codes[id] ?? 0])).toEqual(wanted);
  });
});
