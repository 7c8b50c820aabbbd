import type { Operation } from '../../contract/history.ts';

/** The nouns a step can be about, as its kind begins: 'records.set' is about records. */
export const NOUNS = ['imports', 'records', 'subjects', 'duplicates', 'sets', 'history'] as const;
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
