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
  /** Records from `from` on in which every text is found, ascending, at most `most`: fewer mean that there are no more. */
  search(wanted: readonly Wanted[], from: number, most: number): readonly number[];
  /** While many records come: let more pieces gather before they are joined. */
  bulk(on: boolean): void;
  /** Join pieces for a few milliseconds. False when there is nothing left to join. */
  merge(): boolean;
}

/** Index pages joined in one step: 5 to 15 ms. */
const MERGE_PAGES = 32n;
/**
 * Pieces of one size that wait before FTS5 joins them within the commits that follow. Many pieces slow queries down, few
 * mean that every text is copied more often: measured per record in commits of 100, 4 cost 179 µs, 16 138 and 32 122 (one
 * commit of 20,000 costs 78, and holds everybody up for two seconds).
 */
const PIECES = 8n;
const PIECES_IN_BULK = 32n;

/** The index in the library file: FTS5 with one token for each folded character (see tokens.ts). */
export function ftsIndex(sqlite: Database.Database): SearchIndex {
  const names = TEXT_FIELDS.join(', ');
  const insert = sqlite.prepare(`INSERT OR REPLACE INTO search (rowid, ${names}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const erase = sqlite.prepare('DELETE FROM search WHERE rowid = ?');
  const find = sqlite.prepare<[string, bigint, number], number>('SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? LIMIT ?').pluck();
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
  // Subtle: past this many pieces FTS5 joins them all within one commit, however long that takes. It can hold two thousand.
  configure('crisismerge', 1900n);

  return {
    add: (id, folded) => { insert.run(id, ...folded.map(tokens)); },
    remove: (id) => { erase.run(id); },
    search(wanted, from, most) {
      const expression = wanted.map(({ field, folded }) => (field === null ? phrase(folded) : `${field} : ${phrase(folded)}`)).join(' AND ');
      // Subtle: FTS5 reads the whole list and sifts it afterwards when a bound comes as a real. It does so with an upper bound
      // too, looking for a next place beyond it, so that only the number of hits cuts a question in pieces.
      return find.all(expression, BigInt(from), most);
    },
    bulk: (on) => { configure('automerge', on ? PIECES_IN_BULK : PIECES); },
    merge() {
      const before = changes.get() ?? 0;
      option.run('merge', MERGE_PAGES);
      // FTS5's own word for it: fewer than two changes mean there was nothing to do.
      return (changes.get() ?? 0) - before >= 2;
    },
  };
}
