import type Database from 'better-sqlite3';
import { Bits } from '../columns/bits.ts';
import { isCoded } from '../columns/columns.ts';
import type { CodedColumn, CodedField, Columns } from '../columns/columns.ts';
import type { Relations } from '../columns/relations.ts';
import type { SourceColumns } from '../columns/sources.ts';
import { fold } from '../search/fold.ts';
import { pendingIds } from '../search/pending.ts';
import { scanTexts } from '../search/scan.ts';
import type { SearchIndex, Wanted } from '../search/search-index.ts';
import { badQuery } from './fault.ts';
import { columnOf } from './fields.ts';
import { parseQuery } from './parse.ts';
import type { Having, Query } from './query.ts';
import { STATUSES } from './terms.ts';

/** What queries are answered from. */
export interface Sight {
  readonly sqlite: Database.Database;
  readonly columns: Columns;
  readonly relations: Relations;
  readonly sources: SourceColumns;
  readonly index: SearchIndex;
}

/** The live records a query finds. `columns.refresh()` must have been called. */
export function evaluate(sight: Sight, query: Query): Bits {
  return new Evaluation(sight, new Set()).of(query).and(sight.columns.live);
}

/** Members of a set, live records only: what stands in the list, or what the query of a live set finds. */
export function setMembers(sight: Sight, set: { readonly id: number; readonly query: string | null }): Bits {
  return new Evaluation(sight, new Set()).members(set).and(sight.columns.live);
}

class Evaluation {
  readonly #sight: Sight;
  /** Live sets being worked out, so that one which names itself ends. */
  readonly #inside: Set<number>;

  constructor(sight: Sight, inside: Set<number>) {
    this.#sight = sight;
    this.#inside = inside;
  }

  of(query: Query): Bits {
    const { columns, relations } = this.#sight;
    const size = columns.size;
    switch (query.kind) {
      case 'all': return columns.live;
      case 'and': return this.#all(query.parts);
      case 'or': return query.parts.map((part) => this.of(part)).reduce((one, other) => one.or(other));
      case 'not': return columns.live.andNot(this.of(query.part));
      case 'text': return this.#text(query);
      case 'value': return this.#coded(query.field, valueTest(query));
      case 'range': return this.#range(query);
      case 'status': return this.#where((id) => columns.status[id] === STATUSES.indexOf(query.status));
      case 'tag': return relations.having('tag', size, sameAs(query.name));
      case 'set': return this.#set(query.name, query.at);
      case 'source': return this.#source(this.#sight.sources.at(query.path));
      case 'import': return this.#source(this.#sight.sources.get().operation.map((operation) => (operation === query.operation ? 1 : 0)));
      case 'has': return this.#has(query.what);
      case 'problem': return relations.having('problem', size, sameAs(query.code));
      case 'duplicate': return this.#duplicate(query.state);
    }
  }

  members({ id, query }: { readonly id: number; readonly query: string | null }): Bits {
    const { sqlite, columns } = this.#sight;
    if (query === null) return Bits.of(columns.size, setMemberIds(sqlite, id));
    if (this.#inside.has(id)) return new Bits(columns.size);
    return new Evaluation(this.#sight, new Set([...this.#inside, id])).of(parseQuery(query));
  }

  /** Texts that must all be found go to the index as one question. */
  #all(parts: readonly Query[]): Bits {
    const texts = parts.filter(isPlainText);
    const sets = parts.filter((part) => !isPlainText(part)).map((part) => this.of(part));
    if (texts.length > 0) sets.push(this.#found(texts.map(wantedOf)));
    return sets.reduce((one, other) => one.and(other));
  }

  #text(query: Extract<Query, { kind: 'text' }>): Bits {
    const wanted = wantedOf(query);
    if (wanted.folded === '') return this.#sight.columns.live;
    if (!query.exact) return this.#found([wanted]);
    // A name among names is a value of its own, also where another name holds it.
    if (query.field !== null && isCoded(query.field)) return this.#coded(query.field, (value) => fold(value) === wanted.folded);
    return Bits.of(this.#sight.columns.size, scanTexts(this.#sight.sqlite, [...this.#found([wanted]).ids()], wanted, true));
  }

  /** By the index, and among what it has not reached by reading. */
  #found(wanted: readonly Wanted[]): Bits {
    const { sqlite, columns, index } = this.#sight;
    const asked = wanted.filter(({ folded }) => folded !== '');
    if (asked.length === 0) return columns.live;
    const found = Bits.of(columns.size, index.search(asked));
    const pending = pendingIds(sqlite);
    if (pending.length === 0) return found;
    const fresh = asked.map((one) => Bits.of(columns.size, scanTexts(sqlite, 'pending', one))).reduce((one, other) => one.and(other));
    // What the index says of a record that was edited since is out of date.
    return found.andNot(Bits.of(columns.size, pending)).or(fresh);
  }

  #coded(field: CodedField, matches: (value: string) => boolean): Bits {
    return this.#where(byCode(this.#sight.columns.coded(field), matches));
  }

  #range(query: Extract<Query, { kind: 'range' }>): Bits {
    const from = query.from ?? -Infinity;
    const to = query.to ?? Infinity;
    if (query.field === 'id') return this.#where((id) => id >= from && id <= to);
    if (query.field === 'date') {
      const { day } = this.#sight.columns;
      return this.#where((id) => { const at = day[id] ?? 0; return at !== 0 && at >= from && at <= to; });
    }
    return this.#coded(query.field, (value) => {
      const number = numberIn(value);
      return number !== null && number >= from && number <= to;
    });
  }

  #source(wanted: ArrayLike<number>): Bits {
    const { source } = this.#sight.columns;
    return this.#where((id) => wanted[source[id] ?? 0] === 1);
  }

  #has(what: Having): Bits {
    const { sqlite, columns, relations } = this.#sight;
    if (what === 'tag' || what === 'problem' || what === 'duplicate') return relations.having(what, columns.size);
    if (what === 'set') return allSets(sqlite).map((set) => this.members(set)).reduce((one, other) => one.or(other), new Bits(columns.size));
    if (what === 'source') return this.#where((id) => (columns.source[id] ?? 0) !== 0);
    if (isCoded(what)) return this.#coded(what, (value) => value !== '');
    return Bits.of(columns.size, idsWithText(sqlite, what));
  }

  #set(name: string, at: number): Bits {
    const same = sameAs(name);
    const sets = allSets(this.#sight.sqlite).filter((set) => same(set.name));
    if (sets.length === 0) throw badQuery(at, { zh: `没有名为“${name}”的集合。`, en: `there is no set "${name}".` });
    return sets.map((set) => this.members(set)).reduce((one, other) => one.or(other));
  }

  #duplicate(state: Extract<Query, { kind: 'duplicate' }>['state']): Bits {
    const { relations, columns, sqlite } = this.#sight;
    if (state === 'any') return relations.having('duplicate', columns.size);
    if (state === 'open' || state === 'merged' || state === 'distinct' || state === 'linked') {
      return relations.having('duplicate', columns.size, (value) => value === state);
    }
    return Bits.of(columns.size, idsInOpenGroups(sqlite, state));
  }

  #where(test: (id: number) => boolean): Bits {
    const { size } = this.#sight.columns;
    const bits = new Bits(size);
    for (let id = 1; id < size; id++) if (test(id)) bits.add(id);
    return bits;
  }
}

const isPlainText = (query: Query): query is Extract<Query, { kind: 'text' }> => query.kind === 'text' && !query.exact;
const wantedOf = ({ field, text }: Extract<Query, { kind: 'text' }>): Wanted => ({ field, folded: fold(text.replace(/\s+/gu, ' ')) });

const numberIn = (value: string): number | null => {
  const plain = fold(value);
  return /^\d{1,15}$/u.test(plain) ? Number(plain) : null;
};

function sameAs(name: string): (value: string) => boolean {
  const folded = fold(name);
  return (value) => fold(value) === folded;
}

/** Which values of a field a term means. */
function valueTest({ field, value, exact }: Extract<Query, { kind: 'value' }>): (value: string) => boolean {
  const folded = fold(value);
  if (exact) return (other) => fold(other) === folded;
  if (field === 'class') return belowClass(folded);
  if (folded.includes('*')) return wildcard(folded);
  const number = field === 'page' || field === 'item' || field === 'issue' ? numberIn(value) : null;
  // 4 and 04 are one page; a column has its sub-columns after a stroke.
  return (other) => {
    const plain = fold(other);
    return plain === folded || (field === 'column' && plain.startsWith(`${folded}/`)) || (number !== null && numberIn(plain) === number);
  };
}

/**
 * A class number with all below it: in the Chinese Library Classification, and in the house numbers under E, what is
 * below a number begins with it. Numbers joined by + or : count each; the marks before alternative numbers do not.
 */
function belowClass(folded: string): (value: string) => boolean {
  const wanted = folded.replace(/\*$/u, '');
  return (other) => fold(other).split(/[+:]/u).some((part) => part.replace(/^[[{(*]+/u, '').startsWith(wanted));
}

function wildcard(folded: string): (value: string) => boolean {
  const pattern = new RegExp(`^${folded.split(/\*+/u).map((part) => part.replace(/[.+?^${}()|[\]\\]/gu, '\\$&')).join('.*')}$`, 'su');
  return (other) => pattern.test(fold(other));
}

function byCode({ codes, dictionary, parts }: CodedColumn, matches: (value: string) => boolean): (id: number) => boolean {
  let wanted: Uint8Array;
  if (parts === null) wanted = Uint8Array.from(dictionary.values, (value, code) => (code > 0 && matches(value) ? 1 : 0));
  else {
    const all = parts.all();
    const single = Uint8Array.from(parts.dictionary.values, (value, code) => (code > 0 && matches(value) ? 1 : 0));
    wanted = Uint8Array.from(all, (list) => (list.some((part) => single[part] === 1) ? 1 : 0));
  }
  return (id) => wanted[codes[id] ?? 0] === 1;
}

function setMemberIds(sqlite: Database.Database, set: number): readonly number[] {
  return sqlite.prepare<[number], number>('SELECT record_id FROM set_member WHERE set_id = ?').pluck().all(set);
}

function allSets(sqlite: Database.Database): readonly { readonly id: number; readonly name: string; readonly query: string | null }[] {
  return sqlite.prepare<[], { id: number; name: string; query: string | null }>('SELECT id, name, query FROM record_set').all();
}

function idsInOpenGroups(sqlite: Database.Database, kind: string): readonly number[] {
  return sqlite.prepare<[string], number>(
    "SELECT m.record_id FROM duplicate_group g JOIN duplicate_member m ON m.group_id = g.id WHERE g.state = 'open' AND g.kind = ?").pluck().all(kind);
}

/** Records that have a long field. Subtle: octet_length reads the length from the row's head and leaves the text where it is. */
function idsWithText(sqlite: Database.Database, field: 'kicker' | 'title' | 'subtitle' | 'body'): readonly number[] {
  const table = field === 'body' ? 'record_text' : 'record';
  return sqlite.prepare<[], number>(`SELECT id FROM ${table} WHERE octet_length("${columnOf(field)}") > 0`).pluck().all();
}
