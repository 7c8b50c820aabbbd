import { FIELDS } from '../../../contract/fields.ts';
import type { FieldName, RecordStatus } from '../../../contract/records.ts';
import type { PlainRecord } from '../formats/plain-record.ts';
import type { Store } from '../store/open.ts';

const STATUS = ['new', 'review', 'done', 'rejected'] as const satisfies readonly RecordStatus[];

type Row = Readonly<Record<FieldName, string | null>> & {
  readonly id: number; readonly day: number | null; readonly status: number; readonly root: string | null; readonly path: string | null; readonly ordinal: number;
};

export interface Other {
  readonly code: string;
  readonly occurrence: number;
  readonly name: string;
  readonly value: string;
}

/** Records as the flat writers see them, one at a time. */
export function plainReader({ sqlite }: Store): (id: number) => PlainRecord | undefined {
  const read = sqlite.prepare<[number], Row>(
    `SELECT r.id, r.day, r.status, r.issue, r.date, r.page, r.item, r.kicker, r.title, r.subtitle, r.author, r.class, r."column",
       r.page_name AS pageName, r.keywords, r.genre, t.body, i.path AS root, s.path, r.ordinal
     FROM record r JOIN record_text t ON t.id = r.id LEFT JOIN source s ON s.id = r.source_id LEFT JOIN import_root i ON i.id = s.root_id
     WHERE r.id = ?`);
  const others = otherReader(sqlite);
  const tags = sqlite.prepare<[number], string>('SELECT t.name FROM record_tag rt JOIN tag t ON t.id = rt.tag_id WHERE rt.record_id = ? ORDER BY t.name').pluck();
  const sets = sqlite.prepare<[number], string>('SELECT s.name FROM set_member m JOIN record_set s ON s.id = m.set_id WHERE m.record_id = ? ORDER BY s.name').pluck();
  return (id) => {
    const row = read.get(id);
    if (row === undefined) return undefined;
    const values: Partial<Record<FieldName, string>> = {};
    for (const { field } of FIELDS) {
      const value = row[field];
      if (value !== null) values[field] = value;
    }
    return {
      id, values, day: row.day, status: STATUS[row.status] ?? 'new', others: others(id), tags: tags.all(id), sets: sets.all(id),
      ref: row.path === null ? null : `${row.root ?? ''}/${row.path}#${row.ordinal}`,
    };
  };
}

/** Fields outside the known ones, and repeats of known ones. */
export function otherReader(sqlite: Store['sqlite']): (id: number) => readonly Other[] {
  const read = sqlite.prepare<[number], { code: string; occurrence: number; name: string; value: string | null }>(
    'SELECT code, occurrence, name, value FROM record_field WHERE record_id = ? ORDER BY id');
  return (id) => read.all(id).flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]));
}
