import type { Store } from '../store/open.ts';
import { Articles } from './core/articles.ts';
import { isOpenKey } from './core/blocks.ts';
import { candidates } from './core/candidates.ts';
import { HOLDERS_NEEDED } from './core/index.ts';
import type { MatchPair } from './core/judge.ts';
import { Judge } from './core/judge.ts';
import { kindAt } from './core/match.ts';
import type { Prepared } from './core/prepared.ts';
import { prepareForMatching } from './core/prepared.ts';
import { packEvidence } from './evidence.ts';
import type { KeptIndex } from './kept-index.ts';
import type { Judging } from './settings.ts';
import { textsOf } from './texts.ts';

/** Copies of one text that are looked at from a later one; so many of the next ones look at it. */
const NEXT_COPIES = 9;

/** Each method takes care of at most so many records in the transaction of the caller, and returns of how many. */
export interface Comparison {
  /** Records changed since their keys were taken: new keys, and whoever was or will be compared with them waits to be compared again. */
  refresh(most: number): number;
  /** Records that were never looked at. */
  fresh(most: number): number;
  /** Records that wait to be compared again. */
  again(most: number): number;
  /** Compares two records, wherever they stand. */
  judge(a: number, b: number): MatchPair | null;
}

/**
 * Keeps the pairs of a library: for each record those with records of lower ids. A pair is found when the record of the
 * higher id is compared, so what changes with a record are its own pairs and those of later records that share a key with it.
 */
export function comparisonOf(store: Pick<Store, 'sqlite'>, index: KeptIndex, judging: Judging): Comparison {
  const { sqlite } = store;
  const texts = textsOf(store);
  const judge = new Judge(judging.model);
  const articles = new Articles((id) => {
    const record = texts.one(id);
    return record === undefined ? undefined : prepareForMatching(record).article;
  });
  const pending = sqlite.prepare<[number], number>('SELECT record_id FROM duplicate_pending ORDER BY record_id LIMIT ?').pluck();
  const settled = sqlite.prepare<[number]>('DELETE FROM duplicate_pending WHERE record_id = ?');
  const waiting = sqlite.prepare<[number], number>('SELECT record_id FROM duplicate_compare ORDER BY record_id LIMIT ?').pluck();
  const compared = sqlite.prepare<[number]>('DELETE FROM duplicate_compare WHERE record_id = ?');
  const wait = sqlite.prepare<[number]>('INSERT OR IGNORE INTO duplicate_compare (record_id) VALUES (?)');
  const regroup = sqlite.prepare<[number]>('INSERT OR IGNORE INTO duplicate_regroup (record_id) VALUES (?)');
  const through = sqlite.prepare<[], number>('SELECT through FROM duplicate_state').pluck();
  const reached = sqlite.prepare<[number]>('UPDATE duplicate_state SET through = ?');
  const earlier = sqlite.prepare<[number], { a: number; kind: string; score: number; evidence: string }>('SELECT a, kind, score, reasons AS evidence FROM duplicate_pair WHERE b = ?');
  const later = sqlite.prepare<[number], number>('SELECT b FROM duplicate_pair WHERE a = ?').pluck();
  const drop = sqlite.prepare<[number, number]>('DELETE FROM duplicate_pair WHERE a = ? AND b = ?');
  const keep = sqlite.prepare(`INSERT INTO duplicate_pair (a, b, kind, score, reasons) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (a, b) DO UPDATE SET kind = excluded.kind, score = excluded.score, reasons = excluded.reasons`);

  /** Compares one record with the earlier ones and keeps what was found in place of what was found before. */
  const compare = ({ article, sketch, blocks }: Prepared): void => {
    const found = new Map<number, MatchPair>();
    for (const { record } of candidates(article.id, sketch, blocks, index, index)) {
      const other = articles.get(record);
      const pair = other === undefined ? null : judge.judge(other, article);
      if (pair !== null) found.set(record, pair);
    }
    let changed = false;
    for (const old of earlier.all(article.id)) {
      const pair = found.get(old.a);
      if (pair === undefined) {
        drop.run(old.a, article.id);
        regroup.run(old.a);
        changed = true;
      } else if (old.score === pair.score && old.evidence === packEvidence(pair)) {
        found.delete(old.a);
      }
    }
    for (const pair of found.values()) keep.run(pair.a, pair.b, kindAt(pair, judging.review) ?? 'none', pair.score, packEvidence(pair));
    if (changed || found.size > 0) regroup.run(article.id);
  };

  /** Later records whose candidates may be others when a holder of these keys comes, goes or changes. */
  const followers = (id: number, keys: Iterable<number>): void => {
    for (const key of keys) for (const other of index.after(key, id, isOpenKey(key) ? NEXT_COPIES : HOLDERS_NEEDED + 1)) wait.run(other);
  };

  return {
    refresh(most) {
      const ids = pending.all(most);
      for (const id of ids) {
        settled.run(id);
        articles.forget(id);
        const keys = new Set(index.keys(id));
        const record = texts.one(id);
        if (record === undefined) {
          index.remove(id);
          for (const { a } of earlier.all(id)) {
            drop.run(a, id);
            regroup.run(a);
          }
          for (const b of later.all(id)) {
            drop.run(id, b);
            regroup.run(b);
          }
        } else {
          index.add(prepareForMatching(record));
          for (const key of index.keys(id)) keys.add(key);
          wait.run(id);
        }
        followers(id, keys);
        // Its text may decide whether others are joined, also where its own pairs stay as they are.
        regroup.run(id);
      }
      return ids.length;
    },
    fresh(most) {
      const rows = texts.next(through.get() ?? 0, most);
      for (const { record } of rows) {
        if (record === null) continue;
        const prepared = prepareForMatching(record);
        index.append(prepared);
        articles.set(prepared.article);
        compare(prepared);
      }
      const last = rows.at(-1);
      if (last !== undefined) reached.run(last.id);
      return rows.length;
    },
    again(most) {
      const ids = waiting.all(most);
      for (const id of ids) {
        compared.run(id);
        const record = texts.one(id);
        if (record !== undefined) compare(prepareForMatching(record));
      }
      return ids.length;
    },
    judge(a, b) {
      const one = articles.get(a);
      const two = articles.get(b);
      return one === undefined || two === undefined ? null : judge.judge(one, two);
    },
  };
}
