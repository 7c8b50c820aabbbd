import type { Facet, FacetName, FacetValue } from '../../../../contract/records.ts';
import { fold } from '../search/fold.ts';
import type { Steps } from '../slices.ts';
import type { Bits } from './bits.ts';
import type { CodedField } from './column.ts';
import type { Columns } from './columns.ts';
import { byCount, byMonth, byName, byYear, codeCounts, partCounts, relationCounts, sourceCounts, statusCounts, yearCounts } from './counts.ts';
import type { Dictionary } from './dictionary.ts';
import { sortedByKeys } from './radix.ts';
import type { Relations } from './relations.ts';
import type { SourceColumns } from './sources.ts';
import { ValueOrder } from './value-order.ts';

const CODED_FACETS = ['page', 'pageName', 'genre', 'class', 'column', 'author'] as const satisfies readonly (FacetName & CodedField)[];
const isCodedFacet = (name: string): name is (typeof CODED_FACETS)[number] => (CODED_FACETS as readonly string[]).includes(name);

export interface Found {
  readonly bits: Bits;
  readonly ids: Uint32Array;
}

export interface FacetSight {
  readonly columns: Columns;
  readonly relations: Relations;
  readonly sources: SourceColumns;
  /** Every set with the live records in it. */
  readonly sets: () => Steps<readonly { readonly name: string; readonly members: Bits }[]>;
  /** All live records: what most of them have is counted by what the others lack. */
  readonly everything: Found;
}

/** The values of one facet in their order, and how many records have none. */
interface Counted {
  readonly size: number;
  readonly missing: number;
  value(at: number): FacetValue;
}

export interface FacetWindow {
  /** Only values that hold this, width and case aside. */
  readonly find?: string;
  readonly offset?: number;
  readonly limit?: number;
}

/**
 * Counts of what was found by the values of a facet. Counts of one answer are kept as long as the answer is, so that a
 * list of a hundred thousand authors can be scrolled through window by window.
 */
export class Facets {
  readonly #counted = new WeakMap<Found, Map<FacetName, Counted>>();
  /** How often each code occurs in an answer, before several values of one record are parted. */
  readonly #tallies = new WeakMap<Found, Map<CodedField | 'day', Uint32Array>>();
  readonly #orders = new WeakMap<Dictionary, ValueOrder>();

  * counting(sight: FacetSight, found: Found, by: readonly FacetName[], { find = '', offset = 0, limit = Infinity }: FacetWindow): Steps<readonly Facet[]> {
    yield* sight.columns.coding(by.filter(isCodedFacet));
    const facets: Facet[] = [];
    for (const name of by) {
      const counted = yield* this.#count(sight, found, name);
      const wanted = fold(find);
      const values: FacetValue[] = [];
      let total = counted.size;
      if (wanted === '') for (let at = offset; at < Math.min(total, offset + limit); at++) values.push(counted.value(at));
      else {
        total = 0;
        for (let at = 0; at < counted.size; at++) {
          if (at % 10_000 === 9999) yield;
          const here = counted.value(at);
          if (!fold(here.value).includes(wanted)) continue;
          if (total >= offset && total < offset + limit) values.push(here);
          total++;
        }
      }
      facets.push({ name, values, total, missing: counted.missing });
      yield;
    }
    return facets;
  }

  /** Values of a field in use that begin like a folded text, most used first. */
  * beginning(sight: FacetSight, field: CodedField, start: string, most: number): Steps<readonly FacetValue[]> {
    yield* sight.columns.coding([field]);
    const counted = isCodedFacet(field) ? yield* this.#count(sight, sight.everything, field) : yield* this.#coded(sight, sight.everything, field);
    const values: FacetValue[] = [];
    for (let at = 0; at < counted.size && values.length < most; at++) {
      if (at % 10_000 === 9999) yield;
      const here = counted.value(at);
      if (fold(here.value).startsWith(start)) values.push(here);
    }
    return field === 'page' ? values.sort((a, b) => b.count - a.count) : values;
  }

  * #count(sight: FacetSight, found: Found, name: FacetName): Steps<Counted> {
    let known = this.#counted.get(found);
    if (known === undefined) this.#counted.set(found, known = new Map());
    // What stands beside the records is written without a word to us, so only fields of the records are kept.
    const lasting = isCodedFacet(name) || name === 'year' || name === 'month';
    const before = lasting ? known.get(name) : undefined;
    const counted = before ?? (yield* this.#fresh(sight, found, name));
    if (lasting) known.set(name, counted);
    return counted;
  }

  * #fresh(sight: FacetSight, found: Found, name: FacetName): Steps<Counted> {
    if (isCodedFacet(name)) return yield* this.#coded(sight, found, name);
    const { bits, ids } = found;
    switch (name) {
      case 'year': return listed(byYear(this.#tally(sight, found, 'day')), ids.length);
      case 'month': return listed(byMonth(sight.columns.day, ids), ids.length);
      case 'status': return listed(byCount(statusCounts(sight.columns.status, ids)), ids.length);
      case 'source': return listed(byCount(sourceCounts(sight.columns, yield* sight.sources.reading(), ids)), ids.length);
      case 'set': {
        const sets = yield* sight.sets();
        const some = sets.reduce<Bits | null>((one, { members }) => one?.or(members) ?? members, null);
        return {
          ...listed(byCount(sets.map(({ name: value, members }) => ({ value, count: members.and(bits).count() }))), 0),
          missing: ids.length - (some?.and(bits).count() ?? 0),
        };
      }
      case 'tag':
      case 'problem':
      case 'duplicate': return {
        ...listed(byCount(relationCounts(sight.relations, name, bits)), 0),
        missing: ids.length - sight.relations.having(name, sight.columns.size).and(bits).count(),
      };
    }
  }

  * #coded(sight: FacetSight, found: Found, field: CodedField): Steps<Counted> {
    const column = sight.columns.coded(field);
    const { counts, dictionary, missing } = partCounts(column, this.#tally(sight, found, field));
    const { values } = dictionary;
    const order = field === 'page' ? yield* this.#pages(dictionary) : yield* this.#byName(dictionary);
    let most = 0;
    let size = 0;
    for (const count of counts.subarray(1)) {
      if (count > most) most = count;
      if (count > 0) size++;
    }
    let codes: Uint32Array = new Uint32Array(size);
    for (let from = 0, to = 0; from < order.length; from++) {
      const code = order[from] ?? 0;
      if ((counts[code] ?? 0) > 0) codes[to++] = code;
    }
    if (field !== 'page') codes = yield* sortedByKeys(codes, codes.map((code) => most - (counts[code] ?? 0)), most);
    const sorted = codes;
    return {
      size: sorted.length, missing,
      value(at) { const code = sorted[at] ?? 0; return { value: values[code] ?? '', count: counts[code] ?? 0 }; },
    };
  }

  /** How often each code occurs; of more than half of all records by counting the others. */
  #tally(sight: FacetSight, found: Found, field: CodedField | 'day'): Uint32Array {
    let known = this.#tallies.get(found);
    if (known === undefined) this.#tallies.set(found, known = new Map());
    let tally = known.get(field);
    if (tally !== undefined) return tally;
    const { everything, columns } = sight;
    const count = (ids: Uint32Array): Uint32Array =>
      (field === 'day' ? yearCounts(columns.day, ids) : codeCounts(columns.coded(field), ids));
    if (found !== everything && found.ids.length * 2 > everything.ids.length) {
      const others = count(everything.bits.andNot(found.bits).ids());
      tally = this.#tally(sight, everything, field).map((all, code) => all - (others[code] ?? 0));
    } else tally = count(found.ids);
    known.set(field, tally);
    return tally;
  }

  #byName(dictionary: Dictionary): Steps<Uint32Array> {
    let order = this.#orders.get(dictionary);
    if (order === undefined) this.#orders.set(dictionary, order = new ValueOrder(dictionary, byName));
    return order.codes();
  }

  #pages(dictionary: Dictionary): Steps<Uint32Array> {
    let order = this.#orders.get(dictionary);
    if (order === undefined) this.#orders.set(dictionary, order = new ValueOrder(dictionary, (a, b) => Number(a) - Number(b) || byName(a, b)));
    return order.codes();
  }
}

/** Few values, ready in their order; whoever is not among them is missing. */
const listed = (values: readonly FacetValue[], of: number): Counted => ({
  size: values.length, missing: of - values.reduce((sum, { count }) => sum + count, 0), value: (at) => values[at] ?? { value: '', count: 0 },
});
