import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';

// What a librarian would call "the same library": every value, by names and not by numbers of rows, without times.

const RECORD = "s.path || '#' || r.ordinal";
const HIDDEN = 'r.hidden = 0';

const PARTS = {
  records: `SELECT ${RECORD}, r.start, r.end, r.status, r.day, r.issue, r.date, r.page, r.item, r.kicker, r.title, r.subtitle, r.author, r.class,
      r."column", r.page_name, r.keywords, r.genre, t.body
    FROM record r JOIN source s ON s.id = r.source_id JOIN record_text t ON t.id = r.id WHERE ${HIDDEN} ORDER BY 1`,
  fields: `SELECT ${RECORD}, f.code, f.occurrence, f.name, f.value FROM record_field f JOIN record r ON r.id = f.record_id
    JOIN source s ON s.id = r.source_id WHERE ${HIDDEN} ORDER BY 1, 2, 3`,
  ledger: `SELECT s.path, s.bytes, s.state, s.reason_zh, s.format, s.encoding, hex(s.sha256), s.found, s.added FROM source s
    JOIN operation o ON o.id = s.operation_id WHERE o.undone_by IS NULL ORDER BY 1, 3`,
  seen: `SELECT s.path, n.ordinal, ${RECORD.replaceAll('s.', 'q.')} FROM record_seen n JOIN source s ON s.id = n.source_id
    JOIN operation o ON o.id = s.operation_id JOIN record r ON r.id = n.record_id JOIN source q ON q.id = r.source_id
    WHERE o.undone_by IS NULL ORDER BY 1, 2`,
  problems: `SELECT s.path, p.code, p.severity, p."offset", p.zh FROM problem p JOIN source s ON s.id = p.source_id
    JOIN operation o ON o.id = s.operation_id WHERE o.undone_by IS NULL ORDER BY 1, 4, 2, 5`,
  tags: `SELECT ${RECORD}, g.name FROM record_tag x JOIN tag g ON g.id = x.tag_id JOIN record r ON r.id = x.record_id JOIN source s ON s.id = r.source_id ORDER BY 1, 2`,
  sets: `SELECT e.name, ${RECORD} FROM set_member m JOIN record_set e ON e.id = m.set_id JOIN record r ON r.id = m.record_id JOIN source s ON s.id = r.source_id ORDER BY 1, 2`,
  merged: `SELECT ${RECORD}, ${RECORD.replaceAll('s.', 'q.').replaceAll('r.', 'k.')} FROM record r JOIN source s ON s.id = r.source_id
    JOIN record k ON k.id = r.merged_into JOIN source q ON q.id = k.source_id WHERE r.hidden = 2 ORDER BY 1`,
  groups: `SELECT d.kind, d.state, group_concat(${RECORD}, ' ' ORDER BY ${RECORD}) FROM duplicate_group d JOIN duplicate_member m ON m.group_id = d.id
    JOIN record r ON r.id = m.record_id JOIN source s ON s.id = r.source_id GROUP BY d.id ORDER BY 3, 1, 2`,
} as const;

export type Image = Readonly<Record<keyof typeof PARTS, string>>;

/** A digest for each part of a closed library. */
export function imageOf(file: string): Image {
  const sqlite = new Database(file, { readonly: true });
  try {
    const entries = Object.entries(PARTS).map(([part, sql]) => {
      const hash = createHash('sha256');
      for (const row of sqlite.prepare(sql).raw().iterate()) hash.update(JSON.stringify(row));
      return [part, hash.digest('hex')] as const;
    });
    return Object.fromEntries(entries) as unknown as Image;
  } finally {
    sqlite.close();
  }
}

/** The parts in which two libraries differ. */
export function differences(one: Image, other: Image): readonly string[] {
  return Object.keys(PARTS).filter((part) => one[part as keyof Image] !== other[part as keyof Image]).map((part) => `the ${part} differ`);
}
