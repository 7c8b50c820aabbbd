import type Database from 'better-sqlite3';

// What follows from the records and can therefore be made anew at any time. The search index and the runs of known hashes
// are emptied here and filled by those who keep them, the index in the background, the runs with the next import.

const DERIVED: readonly { readonly name: string; readonly sql: readonly string[] }[] = [
  { name: 'indexes', sql: ['REINDEX'] },
  {
    name: 'search',
    sql: ["INSERT INTO search (search) VALUES ('delete-all')", 'DELETE FROM search_pending', 'UPDATE search_state SET through = 0'],
  },
  {
    name: 'known',
    sql: ['DELETE FROM known_file', 'DELETE FROM known_record', 'UPDATE known_state SET source_through = 0, record_through = 0'],
  },
];

/** Empty all that can be made anew, in one transaction; returns the names. */
export function dropDerived(sqlite: Database.Database): readonly string[] {
  sqlite.transaction(() => {
    for (const { sql } of DERIVED) for (const statement of sql) sqlite.exec(statement);
  }).immediate();
  sqlite.pragma('optimize');
  return DERIVED.map(({ name }) => name);
}
