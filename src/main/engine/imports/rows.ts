import { sql } from 'drizzle-orm';
import { importRoot, problem, record, recordField, recordSeen, recordText, source } from '../store/schema.ts';
import type { Store } from '../store/open.ts';

// The inserts of an import: drizzle's own prepared statements with placeholders, measured within a tenth of raw SQL.
// (One `values([...])` for many rows is three times slower: it builds the SQL text anew each time.)

const mark = sql.placeholder;

export type InsertRows = ReturnType<typeof insertRows>;

export function insertRows({ orm }: Store) {
  return {
    root: orm.insert(importRoot).values({ operationId: mark('operationId'), path: mark('path') }).returning({ id: importRoot.id }).prepare(),
    source: orm.insert(source).values({
      id: mark('id'), operationId: mark('operationId'), rootId: mark('rootId'), path: mark('path'), bytes: mark('bytes'),
      modifiedAt: mark('modifiedAt'), state: mark('state'), reasonZh: mark('reasonZh'), reasonEn: mark('reasonEn'),
      encoding: mark('encoding'), confidence: mark('confidence'), sha256: mark('sha256'), hashKey: mark('hashKey'),
      vaultStart: mark('vaultStart'), found: mark('found'), added: mark('added'),
    }).prepare(),
    record: orm.insert(record).values({
      id: mark('id'), sourceId: mark('sourceId'), ordinal: mark('ordinal'), start: mark('start'), end: mark('end'), digest: mark('digest'),
      day: mark('day'), issue: mark('issue'), date: mark('date'), page: mark('page'), item: mark('item'), kicker: mark('kicker'),
      title: mark('title'), subtitle: mark('subtitle'), author: mark('author'), class: mark('class'), column: mark('column'),
      pageName: mark('pageName'), keywords: mark('keywords'), genre: mark('genre'),
    }).prepare(),
    text: orm.insert(recordText).values({ id: mark('id'), body: mark('body') }).prepare(),
    field: orm.insert(recordField).values({
      recordId: mark('recordId'), code: mark('code'), occurrence: mark('occurrence'), name: mark('name'), value: mark('value'),
    }).prepare(),
    seen: orm.insert(recordSeen).values({ sourceId: mark('sourceId'), ordinal: mark('ordinal'), recordId: mark('recordId') }).prepare(),
    problem: orm.insert(problem).values({
      sourceId: mark('sourceId'), recordId: mark('recordId'), code: mark('code'), severity: mark('severity'),
      offset: mark('offset'), zh: mark('zh'), en: mark('en'),
    }).prepare(),
  };
}
