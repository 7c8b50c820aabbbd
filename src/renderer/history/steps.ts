import type { Operation } from '../../contract/history.ts';

/** The nouns a step can be about, as its kind begins: 'records.set' is about records. */
export const NOUNS = ['imports', 'records', 'authorities', 'recipes', 'subjects', 'duplicates', 'sets', 'searches', 'history'] as const;
export type Noun = (typeof NOUNS)[number] | 'other';

export function nounOf(operation: Pick<Operation, 'kind'>): Noun {
  const [first] = operation.kind.split('.');
  return NOUNS.find((noun) => noun === first) ?? 'other';
}

/** What can be done about a step: undo it, or do again what was undone (by the number of the undo). */
export function wayBack(operation: Operation): { readonly undo: number | null; readonly redo: number | null } {
  if (operation.state === 'running') return { undo: null, redo: null };
  if (operation.kind === 'history.undo') return { undo: null, redo: operation.undoneBy === null ? operation.id : null };
  if (operation.kind === 'history.redo') return { undo: null, redo: null };
  if (operation.undoneBy !== null) return { undo: null, redo: operation.undoneBy };
  return { undo: operation.changes > 0 ? operation.id : null, redo: null };
}

/** The first or last millisecond of a day of the date field (2011-06-14) in the machine's own time; undefined for no day. */
export function momentOf(day: string, end: boolean): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (parts === null) return undefined;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return end ? new Date(year, month - 1, date + 1).getTime() - 1 : new Date(year, month - 1, date).getTime();
}
