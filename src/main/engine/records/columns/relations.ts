import type Database from 'better-sqlite3';
import { Bits } from './bits.ts';
import { Dictionary } from './dictionary.ts';

/** What stands beside the records, many to many. */
export type RelationName = 'tag' | 'set' | 'problem' | 'duplicate';

/** Each pair of record and value once. */
const QUESTIONS: Readonly<Record<RelationName, string>> = {
  tag: 'SELECT rt.record_id, t.name FROM record_tag rt JOIN tag t ON t.id = rt.tag_id',
  // The members of a live set are what its query finds; see evaluate.ts.
  set: 'SELECT m.record_id, s.name FROM set_member m JOIN record_set s ON s.id = m.set_id WHERE s.query IS NULL',
  problem: 'SELECT record_id, code FROM problem WHERE record_id IS NOT NULL UNION SELECT record_id, rule FROM breach',
  duplicate: 'SELECT DISTINCT m.record_id, g.state FROM duplicate_member m JOIN duplicate_group g ON g.id = m.group_id',
};

/** Tables behind a relation that nothing but history.write changes; the others are checked by the connection's count of changes. */
const FOLLOWED: Partial<Record<RelationName, readonly string[]>> = { tag: ['tag', 'record_tag'], set: ['record_set', 'set_member'] };

export interface Relation {
  readonly records: Uint32Array;
  readonly codes: Uint32Array;
  readonly dictionary: Dictionary;
}

interface Kept extends Relation {
  readonly changes: number;
}

/** The pairs of each relation in memory, read when first asked for and again after they changed. */
export class Relations {
  readonly #sqlite: Database.Database;
  readonly #kept = new Map<RelationName, Kept>();
  readonly #changes: Database.Statement;

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite;
    this.#changes = sqlite.prepare('SELECT total_changes()').pluck();
  }

  /** Rows changed over this connection so far, by anybody. */
  changes(): number {
    return this.#changes.get() as number;
  }

  get(name: RelationName): Relation {
    const kept = this.#kept.get(name);
    const changes = this.changes();
    if (kept !== undefined && (FOLLOWED[name] !== undefined || kept.changes === changes)) return kept;
    const fresh = { ...this.#read(name), changes };
    this.#kept.set(name, fresh);
    return fresh;
  }

  /** Records that have the value, or any value at all. */
  having(name: RelationName, size: number, matches: (value: string) => boolean = () => true): Bits {
    const { records, codes, dictionary } = this.get(name);
    const wanted = Uint8Array.from(dictionary.values, (value, code) => (code > 0 && matches(value) ? 1 : 0));
    const bits = new Bits(size);
    for (let at = 0; at < records.length; at++) if (wanted[codes[at] ?? 0] === 1) bits.add(records[at] ?? 0);
    return bits;
  }

  changed(tables: ReadonlySet<string>): void {
    for (const [name, over] of Object.entries(FOLLOWED)) {
      if (over.some((table) => tables.has(table))) this.#kept.delete(name as RelationName);
    }
  }

  forget(): void {
    this.#kept.clear();
  }

  #read(name: RelationName): Relation {
    const rows = this.#sqlite.prepare<[], [number, string]>(QUESTIONS[name]).raw().all();
    const dictionary = new Dictionary();
    const records = new Uint32Array(rows.length);
    const codes = new Uint32Array(rows.length);
    rows.forEach(([id, value], at) => {
      records[at] = id;
      codes[at] = dictionary.code(value);
    });
    return { records, codes, dictionary };
  }
}
