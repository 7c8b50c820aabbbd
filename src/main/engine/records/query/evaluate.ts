import type Database from 'better-sqlite3';
import { Bits } from '../columns/bits.ts';
import { isCoded } from '../columns/column.ts';
import type { CodedColumn, CodedField } from '../columns/column.ts';
import type { Columns } from '../columns/columns.ts';
import type { Relations } from '../columns/relations.ts';
import type { SourceColumns } from '../columns/sources.ts';
import { fold } from '../search/fold.ts';
import { pendingRecords } from '../search/pending.ts';
import { scanTexts } from '../search/scan.ts';
import type { Scanned } from '../search/scan.ts';
import type { SearchIndex, Wanted } from '../search/search-index.ts';
import type { Steps } from '../slices.ts';
import { badQuery } from './fault.ts';
import { columnOf } from './fields.ts';
import { parseQuery } from './parse.ts';
import type { Having, Query } from './query.ts';
import { STATUSES } from './terms.ts';

/** Hits the index is asked for at first, and how long a question may take, milliseconds. */
const FIRST_HITS = 2000;
const RUN_MS = 10;
/** Records whose texts are read and folded between two steps, and those of which only the head is read. */
const SCANNED = 200;
const ROWS = 20_000;

/** What queries are answered from. */
export interface Sight {
  readonly sqlite: Database.Database;
  readonly columns: Columns;
  readonly relations: Relations;
  readonly sources: SourceColumns;
  readonly index: SearchIndex;
}

/** The live records a query finds. `columns.refreshing()` must have been gone through. */
export function* evaluate(sight: Sight, query: Query): Steps<Bits> {
  return (yield* new Evaluation(sight, new Set()).of(query)).and(sight.columns.live);
}

/** Members of a set, live records only: what stands in the list, or what the query of a live set finds. */
export function* setMembers(sight: Sight, set: { readonly id: number; readonly query: string | null }): Steps<Bits> {
  return (yield* new Evaluation(sight, new Set()).members(set)).and(sight.columns.live);
}

class Evaluation {
  readonly #sight: Sight;
  /** Live sets being worked out, so that one which names itself ends. */
  readonly #inside: Set<number>;

  constructor(sight: Sight, inside: Set<number>) {
    this.#sight = sight;
    this.#inside = inside;
  }

  * of(query: Query): Steps<Bits> {
    const { columns, relations } = this.#sight;
    const size = columns.size;
    switch (query.kind) {
      case 'all': return columns.live;
      case 'and': return yield* this.#all(query.parts);
      case 'or': return (yield* this.#each(query.parts)).reduce((one, other) => one.or(other));
      case 'not': return columns.live.andNot(yield* this.of(query.part));
      case 'text': return yield* this.#text(query);
      case 'value': return yield* this.#coded(query.field, valueTest(query));
      case 'range': return yield* this.#range(query);
      case 'status': return this.#where((id) => columns.status[id] === STATUSES.indexOf(query.status));
      case 'tag': return relations.having('tag', size, sameAs(query.name));
      case 'set': return yield* this.#set(query.name, query.at);
      case 'source': {
        yield* this.#sight.sources.reading();
        return this.#source(this.#sight.sources.at(query.path));
      }
      case 'import': return this.#source((yield* this.#sight.sources.reading()).operation.map((operation) => (operation === query.operation ? 1 : 0)));
      case 'has': return yield* this.#has(query.what);
      case 'problem': return relations.having('problem', size, sameAs(query.code));
      case 'duplicate': return this.#duplicate(query.state);
    }
  }

  * members({ id, query }: { readonly id: number; readonly query: string | null }): Steps<Bits> {
    const { sqlite, columns } = this.#sight;
    if (query === null) return Bits.of(columns.size, setMemberIds(sqlite, id));
    if (this.#inside.has(id)) return new Bits(columns.size);
    return yield* new Evaluation(this.#sight, new Set([...this.#inside, id])).of(parseQuery(query));
  }

  * #each(parts: readonly Query[]): Steps<Bits[]> {
    const sets: Bits[] = [];
    for (const part of parts) {
      sets.push(yield* this.of(part));
      yield;
    }
    return sets;
  }

  /** Texts that must all be found go to the index as one question. */
  * #all(parts: readonly Query[]): Steps<Bits> {
    const texts = parts.filter(isPlainText);
    const sets = yield* this.#each(parts.filter((part) => !isPlainText(part)));
    if (texts.length > 0) sets.push(yield* this.#found(texts.map(wantedOf)));
    return sets.reduce((one, other) => one.and(other));
  }

  * #text(query: Extract<Query, { kind: 'text' }>): Steps<Bits> {
    const wanted = wantedOf(query);
    if (wanted.folded === '') return this.#sight.columns.live;
    if (!query.exact) return yield* this.#found([wanted]);
    // A name among names is a value of its own, also where another name holds it.
    if (query.field !== null && isCoded(query.field)) return yield* this.#coded(query.field, (value) => fold(value) === wanted.folded);
    const { sqlite, columns } = this.#sight;
    const whole = new Bits(columns.size);
    const holding = (yield* this.#found([wanted])).ids();
    for (let at = 0; at < holding.length; at += SCANNED) {
      for (const id of scanTexts(sqlite, [...holding.subarray(at, at + SCANNED)], wanted, true)) whole.add(id);
      yield;
    }
    return whole;
  }

  /** By the index, some hits at a time, and among what it has not reached by reading. */
  * #found(wanted: readonly Wanted[]): Steps<Bits> {
    const { sqlite, columns, index } = this.#sight;
    const asked = wanted.filter(({ folded }) => folded !== '');
    if (asked.length === 0) return columns.live;
    const found = new Bits(columns.size);
    for (let from = 1, most = FIRST_HITS; from < columns.size;) {
      const started = performance.now();
      const hits = index.search(asked, from, most);
      for (const id of hits) found.add(id);
      if (hits.length < most) break;
      from = (hits.at(-1) ?? from) + 1;
      const ms = Math.max(performance.now() - started, 0.1);
      most = Math.max(FIRST_HITS, Math.round(most * Math.min(8, RUN_MS / ms)));
      yield;
    }
    const { stale, through } = pendingRecords(sqlite);
    // What the index says of a record that was edited since is out of date.
    const whole = stale.length === 0 ? found : found.andNot(Bits.of(columns.size, stale));
    for (let at = 0; at < stale.length; at += SCANNED) {
      this.#scan(stale.slice(at, at + SCANNED), asked, whole);
      yield;
    }
    for (let from = through + 1; from < columns.size; from += SCANNED) {
      this.#scan({ from, to: from + SCANNED - 1 }, asked, whole);
      yield;
    }
    return whole;
  }

  /** Add what is found by reading, the second text only in what holds the first. */
  #scan(scanned: Scanned, asked: readonly Wanted[], found: Bits): void {
    let holding: readonly number[] | null = null;
    for (const one of asked) if (holding === null || holding.length > 0) holding = scanTexts(this.#sight.sqlite, holding ?? scanned, one);
    for (const id of holding ?? []) found.add(id);
  }

  * #coded(field: CodedField, matches: (value: string) => boolean): Steps<Bits> {
    const { columns } = this.#sight;
    const [column] = yield* columns.coding([field]);
    return column === undefined ? new Bits(0) : Bits.withCodes(columns.size, column.codes, yield* wantedCodes(column, matches));
  }

  * #range(query: Extract<Query, { kind: 'range' }>): Steps<Bits> {
    const from = query.from ?? -Infinity;
    const to = query.to ?? Infinity;
    if (query.field === 'id') return this.#where((id) => id >= from && id <= to);
    if (query.field === 'date') {
      const { day } = this.#sight.columns;
      const first = Math.max(1, from);
      return this.#where((id) => { const at = day[id] ?? 0; return at >= first && at <= to; });
    }
    return yield* this.#coded(query.field, (value) => {
      const number = numberIn(value);
      return number !== null && number >= from && number <= to;
    });
  }

  #source(wanted: ArrayLike<number>): Bits {
    const { source } = this.#sight.columns;
    return this.#where((id) => wanted[source[id] ?? 0] === 1);
  }

  * #has(what: Having): Steps<Bits> {
    const { sqlite, columns, relations } = this.#sight;
    if (what === 'tag' || what === 'problem' || what === 'duplicate') return relations.having(what, columns.size);
    if (what === 'source') return this.#where((id) => (columns.source[id] ?? 0) !== 0);
    if (what !== 'set') return isCoded(what) ? yield* this.#coded(what, (value) => value !== '') : yield* withText(sqlite, what, columns.size);
    let some = new Bits(columns.size);
    for (const set of allSets(sqlite)) some = some.or(yield* this.members(set));
    return some;
  }

  * #set(name: string, at: number): Steps<Bits> {
    const same = sameAs(name);
    const sets = allSets(this.#sight.sqlite).filter((set) => same(set.name));
    if (sets.length === 0) throw badQuery(at, { zh: `没有名为“${name}”的集合。`, en: `there is no set "${name}".` });
    let some = new Bits(this.#sight.columns.size);
    for (const set of sets) some = some.or(yield* this.members(set));
    return some;
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
    return Bits.where(this.#sight.columns.size, test);
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

/** Values looked at between two steps. */
const VALUES = 20_000;

/** Which codes of a column stand for a value that matches: 1 at their place. */
function* wantedCodes({ dictionary, parts }: CodedColumn, matches: (value: string) => boolean): Steps<Uint8Array> {
  const single = yield* matching((parts?.dictionary ?? dictionary).values, matches);
  if (parts === null) return single;
  const all = parts.all();
  const wanted = new Uint8Array(all.length);
  for (let code = 1; code < all.length; code++) {
    for (const part of all[code] ?? []) if (single[part] === 1) wanted[code] = 1;
    if (code % VALUES === 0) yield;
  }
  return wanted;
}

function* matching(values: readonly string[], matches: (value: string) => boolean): Steps<Uint8Array> {
  const wanted = new Uint8Array(values.length);
  for (let code = 1; code < values.length; code++) {
    if (matches(values[code] ?? '')) wanted[code] = 1;
    if (code % VALUES === 0) yield;
  }
  return wanted;
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
function* withText(sqlite: Database.Database, field: 'kicker' | 'title' | 'subtitle' | 'body', size: number): Steps<Bits> {
  const table = field === 'body' ? 'record_text' : 'record';
  const some = sqlite.prepare<[number, number], number>(
    `SELECT id FROM ${table} WHERE id BETWEEN ? AND ? AND octet_length("${columnOf(field)}") > 0`).pluck();
  const bits = new Bits(size);
  for (let from = 1; from < size; from += ROWS) {
    for (const id of some.all(from, from + ROWS - 1)) bits.add(id);
    yield;
  }
  return bits;
}
