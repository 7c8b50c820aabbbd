import type { Store } from '../store/open.ts';
import type { DuplicateRecord } from './core/match.ts';

interface Row {
  readonly id: number; readonly hidden: number; readonly kicker: string | null; readonly title: string | null; readonly subtitle: string | null;
  readonly author: string | null; readonly day: number | null; readonly page: string | null; readonly item: string | null; readonly body: string | null;
}

/** Columns of `record` and `record_text` that two records are compared by. */
export const COMPARED_COLUMNS: ReadonlySet<string> = new Set(['kicker', 'title', 'subtitle', 'author', 'day', 'page', 'item', 'body']);

const COLUMNS = 'r.id, r.hidden, r.kicker, r.title, r.subtitle, r.author, r.day, r.page, r.item, t.body';

const recordOf = (row: Row): DuplicateRecord => ({
  id: row.id, kicker: row.kicker ?? '', title: row.title ?? '', subtitle: row.subtitle ?? '', author: row.author ?? '',
  day: row.day, page: row.page ?? '', item: row.item ?? '', body: row.body ?? '',
});

/** Questions of the comparison; also for the test of their plans. */
export const TEXT_QUESTIONS = {
  next: `SELECT ${COLUMNS} FROM record r JOIN record_text t ON t.id = r.id WHERE r.id > ? ORDER BY r.id LIMIT ?`,
  one: `SELECT ${COLUMNS} FROM record r JOIN record_text t ON t.id = r.id WHERE r.id = ?`,
} as const;

export interface Texts {
  /** The next records above an id, in ascending order; `record` is null for one that its import took back. */
  next(above: number, most: number): readonly { readonly id: number; readonly record: DuplicateRecord | null }[];
  /** One record, merged ones too; undefined = there is none, or its import took it back. */
  one(id: number): DuplicateRecord | undefined;
}

/** The texts to compare: of records that are there, and of those merged into one of them. */
export function textsOf({ sqlite }: Pick<Store, 'sqlite'>): Texts {
  const next = sqlite.prepare<[number, number], Row>(TEXT_QUESTIONS.next);
  const one = sqlite.prepare<[number], Row>(TEXT_QUESTIONS.one);
  return {
    next: (above, most) => next.all(above, most).map((row) => ({ id: row.id, record: row.hidden === 1 ? null : recordOf(row) })),
    one: (id) => {
      const row = one.get(id);
      return row === undefined || row.hidden === 1 ? undefined : recordOf(row);
    },
  };
}
