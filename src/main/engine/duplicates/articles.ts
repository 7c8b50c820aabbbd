import type Database from 'better-sqlite3';
import type { Article, PairDecision } from '../../../contract/duplicates.ts';
import { Fault } from '../../../contract/fault.ts';
import type { RecordDetail } from '../../../contract/records.ts';
import type { History } from '../history/history.ts';
import type { Writer } from '../history/writer.ts';
import type { Decider } from './decide.ts';
import { readingOrder } from './reading-order.ts';

/** Records linked as parts of one article, and in which order they are read. */
export interface Articles {
  /** The parts of the article a record is in, in reading order, without those merged away; empty when it stands alone. */
  partsOf(record: number): readonly number[];
  article(record: number): Article | null;
  /** Link records inside an operation; what they were parts of before comes along. Returns the pairs newly decided. */
  join(tx: Writer, ids: readonly number[]): number;
  reorder(ids: readonly number[]): { readonly operation: number | null };
  unlink(ids: readonly number[]): { readonly operation: number; readonly pairs: number };
}

export interface ArticlesDeps {
  readonly sqlite: Database.Database;
  readonly history: History;
  readonly decider: Decider;
  readonly detail: (id: number) => RecordDetail;
}

interface PartRow { readonly id: number; readonly record: number; readonly position: number }

export function createArticles({ sqlite, history, decider, detail }: ArticlesDeps): Articles {
  const articleOf = sqlite.prepare<[number], number>('SELECT article FROM duplicate_part WHERE record_id = ?').pluck();
  const parts = sqlite.prepare<[number], PartRow>(
    'SELECT id, record_id AS record, position FROM duplicate_part WHERE article = ? ORDER BY position, record_id');
  const live = sqlite.prepare<[number], number>(
    `SELECT p.record_id FROM duplicate_part p JOIN record r ON r.id = p.record_id WHERE p.article = ? AND r.hidden = 0
     ORDER BY p.position, p.record_id`).pluck();
  const title = sqlite.prepare<[number], string | null>('SELECT title FROM record WHERE id = ?').pluck();

  function partsOf(record: number): readonly number[] {
    const article = articleOf.get(record);
    const ids = article === undefined ? [] : live.all(article);
    return ids.length < 2 ? [] : ids;
  }

  const LINKS: readonly PairDecision[] = ['continuation', 'reprint'];

  return {
    partsOf,
    article(record) {
      const ids = partsOf(record);
      if (ids.length === 0) return null;
      return { parts: ids.map(detail).map(({ id, title: name, day, page, item, paragraphs }) => ({ id, title: name, day, page, item, paragraphs })) };
    },
    join(tx, ids) {
      const known = [...new Set(ids.flatMap((id) => articleOf.get(id) ?? []))];
      const before = known.flatMap((article) => parts.all(article));
      const all = [...new Set([...before.map(({ record }) => record), ...ids])];
      const article = Math.min(...all);
      let decided = 0;
      for (const [at, a] of all.entries()) {
        for (const b of all.slice(at + 1)) {
          // What comes along is not what was asked for: an earlier word about such a pair stands.
          const asked = ids.includes(a) && ids.includes(b);
          if ((asked || decider.of(a, b) === undefined) && decider.put(tx, a, b, 'continuation')) decided++;
        }
      }
      const order = readingOrder(sqlite, all, known.length === 1 ? before.map(({ record }) => record) : []);
      for (const [position, record] of order.entries()) {
        const row = before.find((part) => part.record === record);
        if (row === undefined) tx.insert('duplicate_part', { article, record_id: record, position });
        else {
          tx.set('duplicate_part', row.id, 'article', article);
          tx.set('duplicate_part', row.id, 'position', position);
        }
      }
      return decided;
    },
    reorder(ids) {
      const [first = 0] = ids;
      const now = partsOf(first);
      const wanted = [...new Set(ids)];
      if (now.length === 0) throw new Fault('not-found', { zh: '这条记录没有关联为续版。', en: 'This record is not linked as a part of an article.' });
      if (wanted.length !== now.length || !now.every((id) => wanted.includes(id))) {
        throw new Fault('bad-input', { zh: `请给出这篇文章的全部 ${now.length} 个部分。`, en: `Name all ${now.length} parts of the article.` });
      }
      const rows = new Map(parts.all(articleOf.get(first) ?? 0).map((row) => [row.record, row]));
      const { operation } = history.write({
        kind: 'duplicates.reorder', input: { ids: wanted },
        sentence: () => ({ zh: `调整“${title.get(first) ?? ''}”各部分的次序`, en: `Put the parts of "${title.get(first) ?? ''}" in another order` }),
      }, (tx) => {
        for (const [position, id] of wanted.entries()) {
          const row = rows.get(id);
          if (row !== undefined) tx.set('duplicate_part', row.id, 'position', position);
        }
      });
      return { operation };
    },
    unlink(given) {
      const ids = [...new Set(given)];
      const { operation, result } = history.write<number>({
        kind: 'duplicates.unlink', input: { ids },
        sentence: () => ({ zh: `解除“${title.get(ids[0] ?? 0) ?? ''}”的关联`, en: `Unlink "${title.get(ids[0] ?? 0) ?? ''}"` }),
      }, (tx) => {
        let pairs = 0;
        for (const id of ids) {
          const article = articleOf.get(id);
          const rows = article === undefined ? [] : parts.all(article);
          for (const { record } of rows) if (record !== id && decider.drop(tx, id, record, ['continuation'])) pairs++;
          const own = rows.find(({ record }) => record === id);
          if (own !== undefined) tx.remove('duplicate_part', own.id);
          const rest = rows.filter(({ record }) => record !== id);
          // One part alone is no article.
          if (rest.length === 1 && rest[0] !== undefined) tx.remove('duplicate_part', rest[0].id);
        }
        // Reprints, and links of a library that knew no parts yet.
        const others = ids.length === 1 ? ids.flatMap((id) => decider.around(id).map(({ other }) => other)) : ids;
        for (const a of ids) for (const b of others) if (a !== b && decider.drop(tx, a, b, LINKS)) pairs++;
        return pairs;
      });
      if (operation === null) throw new Fault('not-found', { zh: '这些记录没有关联。', en: 'These records are not linked.' });
      return { operation, pairs: result };
    },
  };
}
