import type Database from 'better-sqlite3';
import { Fault } from '../../../../contract/fault.ts';
import { FIELDS } from '../../../../contract/fields.ts';
import type { RecordAction, RehearsedPage, Rehearsal } from '../../../../contract/record-changes.ts';
import type { FieldChange } from '../../../../contract/records.ts';
import type { Call } from '../../../../contract/rpc.ts';
import { jobOf } from '../../job.ts';
import { fold } from '../search/fold.ts';
import { workOf } from './actions.ts';
import type { Work } from './actions.ts';
import { worked } from './change.ts';
import { excerpt } from './excerpt.ts';
import { changesOf } from './values.ts';

/** Rehearsals kept, five bytes a change each. */
const KEPT = 4;
/** Changes in one page at most. */
const WIDEST = 1000;

/** Which values would change: the values themselves are worked out again when they are looked at, so bodies take no room. */
interface Kept {
  readonly work: Work;
  /** Record and field (its place in FIELDS) of each change. */
  readonly records: readonly number[];
  readonly fields: readonly number[];
  /** How many commits had been made. */
  readonly commits: number;
  found: { readonly find: string; readonly places: readonly number[] } | null;
}

/** What actions would do to every record, to be looked through before anything is written. */
export class Rehearsals {
  readonly #sqlite: Database.Database;
  readonly #kept = new Map<number, Kept>();
  #last = 0;
  #commits = 0;

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite;
  }

  /** Something was written: what was rehearsed may not hold any more. */
  committed(): void {
    this.#commits++;
  }

  async rehearse(ids: Uint32Array, action: RecordAction, call: Call): Promise<Rehearsal> {
    const work = await workOf(action);
    const records: number[] = [];
    const fields: number[] = [];
    const commits = this.#commits;
    let [changed, left] = [0, 0];
    try {
      for await (const { rows, outcomes } of worked(this.#sqlite, work, ids, jobOf(call))) {
        for (const [at, row] of rows.entries()) {
          const outcome = outcomes[at] ?? {};
          if (outcome === 'left') left++;
          const before = records.length;
          for (const { field } of changesOf(row, outcome)) {
            records.push(row.id);
            fields.push(placeOf(field));
          }
          if (records.length > before) changed++;
        }
      }
    } catch (error) {
      work.close();
      throw error;
    }
    const rehearsal = ++this.#last;
    this.#kept.set(rehearsal, { work, records, fields, commits, found: null });
    for (const [oldest, kept] of this.#kept) {
      if (this.#kept.size <= KEPT) break;
      kept.work.close();
      this.#kept.delete(oldest);
    }
    return { rehearsal, records: changed, changes: records.length, left };
  }

  async page({ rehearsal, find = '', offset = 0, limit = 100 }: {
    readonly rehearsal: number; readonly find?: string; readonly offset?: number; readonly limit?: number;
  }, call: Call): Promise<RehearsedPage> {
    const kept = this.#kept.get(rehearsal);
    if (kept === undefined) {
      throw new Fault('not-found', { zh: '这次预览已经过期，请重新预览。', en: 'This rehearsal is not kept any more; rehearse again.' });
    }
    const wanted = fold(find);
    const places = wanted === '' ? null : await this.#places(kept, wanted, call);
    const total = places?.length ?? kept.records.length;
    const from = Math.min(offset, total);
    const to = Math.min(total, from + Math.min(limit, WIDEST));
    const window = Array.from({ length: to - from }, (_, at) => places?.[from + at] ?? from + at);
    const changes = (await this.#changes(kept, window, call)).map(excerpt);
    return { total, changes, stale: kept.commits !== this.#commits };
  }

  /** Changes at some places, worked out again; one that would not be made any more is told as no change. */
  async #changes({ work, records, fields }: Kept, places: readonly number[], call: Call): Promise<readonly FieldChange[]> {
    const ids = Uint32Array.from(new Set(places.map((place) => records[place] ?? 0)));
    const found = new Map<string, FieldChange>();
    for await (const { rows, outcomes } of worked(this.#sqlite, work, ids, jobOf(quiet(call)))) {
      for (const [at, row] of rows.entries()) for (const change of changesOf(row, outcomes[at] ?? {})) found.set(`${row.id} ${change.field}`, change);
    }
    return places.map((place) => {
      const [id, field] = [records[place] ?? 0, FIELDS[fields[place] ?? 0]?.field ?? 'title'];
      return found.get(`${id} ${field}`) ?? { id, title: '', field, before: null, after: null };
    });
  }

  async #places(kept: Kept, wanted: string, call: Call): Promise<readonly number[]> {
    if (kept.found?.find === wanted) return kept.found.places;
    const holding = new Set<string>();
    const ids = Uint32Array.from(new Set(kept.records));
    for await (const { rows, outcomes } of worked(this.#sqlite, kept.work, ids, jobOf(call))) {
      for (const [at, row] of rows.entries()) {
        for (const { id, field, title, before, after } of changesOf(row, outcomes[at] ?? {})) {
          if ([title, before, after].some((text) => text !== null && fold(text).includes(wanted))) holding.add(`${id} ${placeOf(field)}`);
        }
      }
    }
    const places: number[] = [];
    kept.records.forEach((id, at) => { if (holding.has(`${id} ${kept.fields[at] ?? 0}`)) places.push(at); });
    kept.found = { find: wanted, places };
    return places;
  }
}

const placeOf = (field: FieldChange['field']): number => FIELDS.findIndex((known) => known.field === field);
const quiet = ({ signal }: Call): Call => ({ signal, progress: () => undefined });
