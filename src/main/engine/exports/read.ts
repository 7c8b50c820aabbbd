import { FIELDS } from '../../../contract/fields.ts';
import type { FieldName, RecordStatus } from '../../../contract/records.ts';
import type { PlainRecord } from '../formats/plain-record.ts';
import type { Store } from '../store/open.ts';

const STATUS = ['new', 'review', 'done', 'rejected'] as const satisfies readonly RecordStatus[];
const COLUMNS = FIELDS.map(({ field }) => (field === 'body' ? 't.body' : field === 'pageName' ? 'r.page_name' : `r."${field}"`)).join(', ');
const FIRST_FIELD = 7;

type Raw = readonly (string | number | null)[];
export type Other = PlainRecord['others'][number] & { readonly occurrence: number };

/** Records read together: enough that a question costs little for each, few enough that long bodies do not fill the memory. */
const BATCH = 200;

export interface ReadDeps {
  readonly store: Store;
  readonly numbersOf: (text: string) => readonly string[];
}

/** Records as the writers see them, in the order of their numbers; those that are gone are passed over. */
export function recordReader({ store: { sqlite }, numbersOf }: ReadDeps): (ids: Uint32Array) => Generator<PlainRecord, void, void> {
  const rows = sqlite.prepare<[string], Raw>(
    `SELECT r.id, r.day, r.status, r.ordinal, i.path, s.path, r.source_id, ${COLUMNS}
     FROM json_each(?) j CROSS JOIN record r ON r.id = j.value JOIN record_text t ON t.id = r.id
     LEFT JOIN source s ON s.id = r.source_id LEFT JOIN import_root i ON i.id = s.root_id`).raw();
  const lists = {
    others: sqlite.prepare<[string], Raw>(
      'SELECT f.record_id, f.code, f.name, f.value, f.occurrence FROM json_each(?) j CROSS JOIN record_field f ON f.record_id = j.value WHERE f.value IS NOT NULL ORDER BY f.id').raw(),
    tags: sqlite.prepare<[string], Raw>(
      'SELECT rt.record_id, t.name FROM json_each(?) j CROSS JOIN record_tag rt ON rt.record_id = j.value JOIN tag t ON t.id = rt.tag_id ORDER BY t.name').raw(),
    sets: sqlite.prepare<[string], Raw>(
      'SELECT m.record_id, s.name FROM json_each(?) j CROSS JOIN set_member m ON m.record_id = j.value JOIN record_set s ON s.id = m.set_id ORDER BY s.name').raw(),
  };
  const byRecord = (list: readonly Raw[]): ReadonlyMap<unknown, readonly Raw[]> => (list.length === 0 ? NONE : Map.groupBy(list, ([id]) => id));
  return function* read(ids) {
    for (let from = 0; from < ids.length; from += BATCH) {
      const json = `[${ids.subarray(from, from + BATCH).join(',')}]`;
      const others = byRecord(lists.others.all(json));
      const tags = byRecord(lists.tags.all(json));
      const sets = byRecord(lists.sets.all(json));
      for (const row of rows.all(json)) {
        const id = Number(row[0]);
        const values: Partial<Record<FieldName, string>> = {};
        for (let at = 0; at < FIELDS.length; at++) {
          const value = row[FIRST_FIELD + at];
          const entry = FIELDS[at];
          if (typeof value === 'string' && entry !== undefined) values[entry.field] = value;
        }
        const path = row[5] === null ? null : `${String(row[5])}#${String(row[3])}`;
        yield {
          id, values, day: typeof row[1] === 'number' ? row[1] : null, status: STATUS[Number(row[2])] ?? 'new',
          ref: path === null ? null : `${String(row[4] ?? '')}/${path}`, path,
          others: (others.get(id) ?? EMPTY).map(otherOf),
          tags: (tags.get(id) ?? EMPTY).map(([, name]) => String(name)), sets: (sets.get(id) ?? EMPTY).map(([, name]) => String(name)),
          classes: values.class === undefined ? [] : numbersOf(values.class),
        };
      }
    }
  };
}

const EMPTY: readonly Raw[] = [];
const NONE: ReadonlyMap<unknown, readonly Raw[]> = new Map();

const otherOf = ([, code, name, value, occurrence]: Raw): Other =>
  ({ code: String(code), name: String(name), value: String(value), occurrence: Number(occurrence) });

/** One of them. */
export function oneReader(deps: ReadDeps): (id: number) => (PlainRecord & { readonly others: readonly Other[] }) | undefined {
  const read = recordReader(deps);
  return (id) => {
    const record = read(Uint32Array.of(id)).next().value;
    return record === undefined ? undefined : record as PlainRecord & { readonly others: readonly Other[] };
  };
}
