import { sql } from 'drizzle-orm';
import { importRoot, problem, record, recordField, recordSeen, recordText, source } from '../store/schema.ts';
import type { Store } from '../store/open.ts';

// The inserts of an import: SQL that drizzle writes from the schema, run by the driver. drizzle's own prepared `run` fills
// placeholders by name for each row, which was a tenth of an import; one `values([...])` for many rows is slower still.

const mark = sql.placeholder;

export type Cell = string | number | Buffer | null;

/** Runs one insert; the values stand in the order of the names. */
type Insert<Name extends string> = (row: Readonly<Record<Name, Cell>>) => void;

export function insertRows({ orm, sqlite }: Store) {
  function insert<Name extends string>(query: { toSQL(): { readonly sql: string; readonly params: unknown[] } }): Insert<Name> {
    const { sql: text, params } = query.toSQL();
    const statement = sqlite.prepare(text);
    const cells = params.map((param): ((row: Readonly<Record<Name, Cell>>) => Cell) => {
      const name = placeholderName(param);
      // A column the import says nothing of has its default, or nothing.
      if (name === null) return () => param as Cell;
      return (row) => row[name as Name];
    });
    return (row) => { statement.run(cells.map((cell) => cell(row))); };
  }
  return {
    root: orm.insert(importRoot).values({ operationId: mark('operationId'), path: mark('path') }).returning({ id: importRoot.id }).prepare(),
    source: insert<keyof typeof SOURCE>(orm.insert(source).values(SOURCE)),
    record: insert<keyof typeof RECORD>(orm.insert(record).values(RECORD)),
    text: insert<'id' | 'body'>(orm.insert(recordText).values({ id: mark('id'), body: mark('body') })),
    field: insert<'recordId' | 'code' | 'occurrence' | 'name' | 'value'>(orm.insert(recordField).values({
      recordId: mark('recordId'), code: mark('code'), occurrence: mark('occurrence'), name: mark('name'), value: mark('value'),
    })),
    seen: insert<'sourceId' | 'ordinal' | 'recordId'>(orm.insert(recordSeen).values({
      sourceId: mark('sourceId'), ordinal: mark('ordinal'), recordId: mark('recordId'),
    })),
    problem: insert<'sourceId' | 'recordId' | 'code' | 'severity' | 'offset' | 'zh' | 'en'>(orm.insert(problem).values({
      sourceId: mark('sourceId'), recordId: mark('recordId'), code: mark('code'), severity: mark('severity'),
      offset: mark('offset'), zh: mark('zh'), en: mark('en'),
    })),
  };
}

const SOURCE = {
  id: mark('id'), operationId: mark('operationId'), rootId: mark('rootId'), path: mark('path'), bytes: mark('bytes'),
  modifiedAt: mark('modifiedAt'), state: mark('state'), reasonZh: mark('reasonZh'), reasonEn: mark('reasonEn'),
  format: mark('format'), encoding: mark('encoding'), confidence: mark('confidence'), sha256: mark('sha256'), hashKey: mark('hashKey'),
  vaultStart: mark('vaultStart'), found: mark('found'), added: mark('added'),
};

const RECORD = {
  id: mark('id'), sourceId: mark('sourceId'), ordinal: mark('ordinal'), start: mark('start'), end: mark('end'), digest: mark('digest'),
  day: mark('day'), issue: mark('issue'), date: mark('date'), page: mark('page'), item: mark('item'), kicker: mark('kicker'),
  title: mark('title'), subtitle: mark('subtitle'), author: mark('author'), class: mark('class'), column: mark('column'),
  pageName: mark('pageName'), keywords: mark('keywords'), genre: mark('genre'),
};

/** Subtle: what drizzle leaves in `params` is the placeholder itself, or one inside a typed parameter. */
function placeholderName(param: unknown): string | null {
  if (typeof param !== 'object' || param === null) return null;
  if ('value' in param) return placeholderName(param.value);
  return 'name' in param && typeof param.name === 'string' ? param.name : null;
}
