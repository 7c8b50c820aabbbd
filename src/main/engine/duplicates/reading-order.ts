import type Database from 'better-sqlite3';
import { cutContinuation, pageNumber } from './core/continuation.ts';

interface Row {
  readonly id: number; readonly day: number | null; readonly page: string | null; readonly item: string | null; readonly body: string | null;
}

interface Part {
  readonly id: number;
  readonly day: number;
  readonly page: string;
  readonly item: number;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * The order in which parts of one article are read: by the marks that carry it over (下转第三版, 上接第一版), where they
 * say nothing by day, page and item. Parts of `kept` stay in the order a person gave them.
 */
export function readingOrder(sqlite: Database.Database, ids: readonly number[], kept: readonly number[] = []): readonly number[] {
  const read = sqlite.prepare<[number], Row>('SELECT r.id, r.day, r.page, r.item, t.body FROM record r LEFT JOIN record_text t ON t.id = r.id WHERE r.id = ?');
  return orderOf(ids.flatMap((id) => read.get(id) ?? []).map(partOf), kept);
}

function partOf(row: Row): Part {
  const { from, to } = cutContinuation(row.body ?? '');
  return { id: row.id, day: row.day ?? 0, page: pageNumber(row.page ?? ''), item: Number(row.item) || 0, from, to };
}

const numberOf = (page: string): number => (/^\d+$/.test(page) ? Number(page) : Number.MAX_SAFE_INTEGER);

function orderOf(parts: readonly Part[], kept: readonly number[]): readonly number[] {
  const waiting = [...parts].sort((a, b) => a.day - b.day || numberOf(a.page) - numberOf(b.page) || a.page.localeCompare(b.page) || a.item - b.item || a.id - b.id);
  const before = new Map(waiting.map((part) => [part, predecessorsOf(part, waiting)]));
  const comesBefore = (one: Part, other: Part): boolean => {
    const [first, second] = [kept.indexOf(one.id), kept.indexOf(other.id)];
    return first !== -1 && second !== -1 ? first < second : before.get(other)?.includes(one) === true;
  };
  const order: Part[] = [];
  while (waiting.length > 0) {
    // Those that nothing else must come before; of them the one the last part goes on to, else the first by its place. In a
    // circle of marks that is all of them.
    const free = waiting.filter((part) => !waiting.some((other) => other !== part && comesBefore(other, part)));
    const last = order.at(-1);
    const among = free.length === 0 ? waiting : free;
    const next = among.find((part) => last !== undefined && before.get(part)?.includes(last) === true) ?? among[0];
    if (next === undefined) break;
    order.push(next);
    waiting.splice(waiting.indexOf(next), 1);
  }
  return order.map(({ id }) => id);
}

/** The parts a mark says come before this one: those that go on here; only where none does, those on the page it comes from. */
function predecessorsOf(part: Part, parts: readonly Part[]): readonly Part[] {
  // Of two parts on one page a mark points nowhere.
  const others = parts.filter((other) => other !== part && other.page !== part.page && other.day <= part.day);
  const going = others.filter(({ to }) => to !== null && (to === part.page || (to === '' && part.from !== null)));
  return going.length > 0 ? going : others.filter(({ page }) => part.from !== null && part.from === page);
}
