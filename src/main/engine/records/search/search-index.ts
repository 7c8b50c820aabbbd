import type Database from 'better-sqlite3';
import type { TextField } from '../query/fields.ts';
import { TEXT_FIELDS } from '../query/fields.ts';
import { phrase, tokens } from './tokens.ts';

/** A folded text to be found in one field, or in any. */
export interface Wanted {
  readonly field: TextField | null;
  readonly folded: string;
}

/**
 * An index over the folded texts of records. All of it is derived: it may be dropped and made anew. The next kind of
 * index only has to answer these questions.
 */
export interface SearchIndex {
  /** Put a record's texts in, in the order of TEXT_FIELDS, over what was there. */
  add(id: number, folded: readonly string[]): void;
  remove(id: number): void;
  /** Records in which every text is found, ascending. */
  search(wanted: readonly Wanted[]): Uint32Array;
  /** While many records come: let small pieces gather instead of joining them at each commit. */
  bulk(on: boolean): void;
  /** Join pieces for a few milliseconds. False when there is nothing left to join. */
  merge(): boolean;
}

/** Index pages joined in one step: 5 to 15 ms. */
const MERGE_PAGES = 32n;
/** Pieces that are left alone. More would slow queries, fewer make every edit join pieces. */
const PIECES = 8n;

/** The index in the library file: FTS5 with one token for each folded character (see tokens.ts). */
export function ftsIndex(sqlite: Database.Database): SearchIndex {
  const names = TEXT_FIELDS.join(', ');
  const insert = sqlite.prepare(`INSERT OR REPLACE INTO search (rowid, ${names}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const erase = sqlite.prepare('DELETE FROM search WHERE rowid = ?');
  const find = sqlite.prepare<[string], number>('SELECT rowid FROM search WHERE search MATCH ?').pluck();
  const option = sqlite.prepare<[string, bigint]>('INSERT INTO search (search, rank) VALUES (?, ?)');
  const changes = sqlite.prepare<[], number>('SELECT total_changes()').pluck();
  const setting = sqlite.prepare<[string], number>('SELECT v FROM search_config WHERE k = ?').pluck();

  // Subtle: numbers go to SQLite as reals, and FTS5 takes its options as integers only, so they are bigints.
  const configure = (name: string, value: bigint): void => {
    if (BigInt(setting.get(name) ?? -1) !== value) option.run(name, value);
  };
  configure('hashsize', 16n << 20n);
  configure('usermerge', 4n);
  configure('automerge', PIECES);
  configure('crisismerge', 1900n);

  return {
    add: (id, folded) => { insert.run(id, ...folded.map(tokens)); },
    remove: (id) => { erase.run(id); },
    search(wanted) {
      const expression = wanted.map(({ field, folded }) => (field === null ? phrase(folded) : `${field} : ${phrase(folded)}`)).join(' AND ');
      return Uint32Array.from(find.all(expression));
    },
    bulk: (on) => { configure('automerge', on ? 0n : PIECES); },
    merge() {
      const before = changes.get() ?? 0;
      option.run('merge', MERGE_PAGES);
      // FTS5's own word for it: fewer than two changes mean there was nothing to do.
      return (changes.get() ?? 0) - before >= 2;
    },
  };
}
