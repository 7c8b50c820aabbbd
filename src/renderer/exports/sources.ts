import type { Selection } from '../../contract/selection.ts';
import type { RecordSet } from '../../contract/sets.ts';

/** What can be written out. */
export type SourceKind = 'marked' | 'query' | 'set' | 'all';

export interface Source {
  readonly kind: SourceKind;
  readonly selection: Selection;
  /** Exact; null until it is known. */
  readonly records: number | null;
  /** The query or the set's name; '' for the others. */
  readonly name: string;
}

export interface Known {
  readonly selection: Selection | null;
  readonly query: string;
  readonly set: RecordSet | null;
  readonly counts: { readonly query: number | null; readonly all: number | null };
}

/** What the dialog offers: what it was opened for, the query, one set, everything. An empty query is everything. */
export function sourcesOf({ selection, query, set, counts }: Known): Source[] {
  const sources: Source[] = [];
  if (selection !== null && 'ids' in selection) {
    sources.push({ kind: 'marked', selection, records: selection.ids.length, name: '' });
  }
  const text = selection !== null && 'query' in selection ? selection.query : query;
  if (text.trim() !== '') {
    sources.push({ kind: 'query', selection: { query: text }, records: counts.query, name: text });
  }
  if (set !== null) sources.push({ kind: 'set', selection: { set: set.id }, records: set.records, name: set.name });
  sources.push({ kind: 'all', selection: { query: '' }, records: counts.all, name: '' });
  return sources;
}

/** Which of them the dialog starts with: the one it was opened for. */
export function firstKind(selection: Selection | null): SourceKind {
  if (selection === null) return 'all';
  if ('ids' in selection) return 'marked';
  if ('set' in selection) return 'set';
  return selection.query.trim() === '' ? 'all' : 'query';
}

/** A name for the file or folder: the set's, else the query, else a plain one, without what a file system refuses. */
export function suggestName(source: Source, plain: string): string {
  const clean = source.name.replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim().replaceAll(/\s+/g, ' ').slice(0, 60);
  return clean === '' || source.kind === 'all' || source.kind === 'marked' ? plain : clean;
}
