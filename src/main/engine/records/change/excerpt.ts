import type { FieldChange } from '../../../../contract/records.ts';

/** Characters of a value that are shown, and how many of them stand before the first difference. */
const LONGEST = 400;
const AHEAD = 40;

/** A change with long values cut around their first difference. */
export function excerpt(change: FieldChange): FieldChange {
  const { before, after } = change;
  if ((before?.length ?? 0) <= LONGEST && (after?.length ?? 0) <= LONGEST) return change;
  let same = 0;
  const least = Math.min(before?.length ?? 0, after?.length ?? 0);
  while (same < least && before?.charCodeAt(same) === after?.charCodeAt(same)) same++;
  const from = Math.max(0, same - AHEAD);
  return { ...change, before: cut(before, from), after: cut(after, from) };
}

function cut(text: string | null, from: number): string | null {
  if (text === null) return null;
  const piece = text.slice(from, from + LONGEST).toWellFormed().replace(/^\ufffd|\ufffd$/gu, '');
  return `${from > 0 ? '…' : ''}${piece}${from + LONGEST < text.length ? '…' : ''}`;
}
