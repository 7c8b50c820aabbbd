import type { VersionPair } from '../../../contract/imports.ts';
import type { Store } from '../store/open.ts';

/** What two copies of one text may differ in: space and the signs around it, width, the two decodings of dot and dash. */
const plain = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}\p{S}\p{Cf}]+/gu, '');

/**
 * Notes which of the records `from` to `to`, just written, stand at a date, page and item where another text stood
 * already: the same item from another edition or another hand. One look into an index a record. Pages and items are
 * compared as numbers where they are some ("4" is "04").
 */
export function versionNotes({ sqlite }: Store): (from: number, to: number) => void {
  const pairs = sqlite.prepare<[number, number], { id: number; other: number }>(`
    SELECT n.id, o.id AS other FROM record n CROSS JOIN record o
    ON o.day = n.day AND o.page IN (n.page, ltrim(n.page, '0'), '0' || n.page) AND o.item IN (n.item, ltrim(n.item, '0'), '0' || n.item)
    WHERE n.id BETWEEN ? AND ? AND n.day IS NOT NULL AND n.page IS NOT NULL AND n.item IS NOT NULL AND o.id < n.id AND o.hidden = 0
    ORDER BY n.id, o.id`);
  const text = sqlite.prepare<[number], { title: string | null; body: string | null }>(
    'SELECT r.title, t.body FROM record r LEFT JOIN record_text t ON t.id = r.id WHERE r.id = ?');
  const insert = sqlite.prepare('INSERT OR IGNORE INTO record_version (record_id, other_id) VALUES (?, ?)');
  const words = (id: number): string => {
    const found = text.get(id);
    return plain(`${found?.title ?? ''}\n${found?.body ?? ''}`);
  };
  return (from, to) => {
    for (const { id, other } of pairs.all(from, to)) if (words(id) !== words(other)) insert.run(id, other);
  };
}

const STANDING = `FROM record_version v JOIN record r ON r.id = v.record_id JOIN source s ON s.id = r.source_id JOIN record o ON o.id = v.other_id
  WHERE s.operation_id = ? AND r.hidden = 0 AND o.hidden = 0`;

/** How many of an import's records are another version of one that is here. */
export function versionCount({ sqlite }: Store, operation: number): number {
  return sqlite.prepare<[number], number>(`SELECT count(*) ${STANDING}`).pluck().get(operation) ?? 0;
}

export function versionsOf(
  store: Store, { operation, offset = 0, limit = 200 }: { readonly operation: number; readonly offset?: number; readonly limit?: number },
): { readonly total: number; readonly rows: readonly VersionPair[] } {
  const rows = store.sqlite.prepare<[number, number, number], VersionPair>(`
    SELECT r.id AS record, o.id AS other, coalesce(r.date, '') AS date, coalesce(r.page, '') AS page, coalesce(r.item, '') AS item,
      coalesce(r.title, '') AS title, coalesce(o.title, '') AS otherTitle ${STANDING} ORDER BY r.id LIMIT ? OFFSET ?`).all(operation, limit, offset);
  return { total: versionCount(store, operation), rows };
}
