import type { LocalText } from './text.ts';

/**
 * How much a problem weighs for its file.
 * `note`: worth knowing, nothing was assumed that could be wrong in an ordinary file. `repair`: something was mended
 * while reading, the assumption is nearly always right. `review`: text may be missing or misplaced, a person should
 * look. `refuse`: nothing of the file could be used.
 */
export type ProblemSeverity = 'note' | 'repair' | 'review' | 'refuse';

/** Every problem reading a file can meet, and its weight. The file's bytes are kept whatever is said here. */
export const PROBLEM_SEVERITY = {
  // The file as a whole.
  'empty-file': 'refuse',
  'foreign-file': 'refuse',
  'no-record': 'refuse',
  'unreadable-file': 'refuse',
  'encoding-uncertain': 'review',
  'encoding-overridden': 'note',
  'bom-contradicted': 'repair',
  'undecodable-bytes': 'review',
  'cut-in-character': 'review',
  'byte-lost': 'review',
  'private-characters': 'note',
  'problems-left-out': 'note',
  'record-too-long': 'review',
  // The shape of a tagged record.
  'text-before-first-tag': 'repair',
  'text-between-fields': 'repair',
  'text-after-record': 'repair',
  'record-boundary-assumed': 'repair',
  'field-after-body': 'note',
  'repeated-field': 'note',
  // Its tags.
  'unclosed-field': 'repair',
  'unclosed-body': 'review',
  'truncated-tag': 'review',
  'unfinished-tag': 'repair',
  'open-tag-missing': 'review',
  'close-without-open': 'repair',
  'wrong-close-tag': 'repair',
  'crossed-tags': 'repair',
  'nested-field': 'repair',
  'tag-in-text': 'note',
  'tag-variant': 'repair',
  'tag-brackets': 'note',
  'tag-name-differs': 'note',
  'mark-variant': 'note',
  'mark-unbalanced': 'note',
  'picture-not-closed': 'note',
  // Tables, and what is read like them.
  'row-too-wide': 'repair',
  'quote-not-closed': 'review',
  'line-not-an-object': 'review',
  'date-not-read': 'note',
  'workbook-sheets-left-out': 'note',
  'rows-before-header': 'note',
  // References and entries.
  'entry-start-assumed': 'repair',
  'entry-not-closed': 'review',
  // MARC.
  'marc-8-not-read': 'review',
  'marc-directory-wrong': 'repair',
  'marc-directory-uneven': 'review',
  'marc-not-ended': 'review',
  // XML.
  'xml-broken': 'review',
  'xml-ampersand': 'repair',
  'xml-entity-unknown': 'note',
  'xml-character': 'note',
  'xml-too-deep': 'review',
  'xml-too-long': 'review',
  'record-deleted': 'note',
} as const satisfies Readonly<Record<string, ProblemSeverity>>;

export type ProblemCode = keyof typeof PROBLEM_SEVERITY;

/** Something met while reading a file: data for the import's ledger, never an exception. */
export interface Problem {
  readonly code: ProblemCode;
  /** Byte offset in the source file. */
  readonly offset: number;
  /** Bytes concerned, when more than a place is meant. */
  readonly length?: number;
  /** What was met and what was assumed. */
  readonly text: LocalText;
}

const ORDER: readonly ProblemSeverity[] = ['note', 'repair', 'review', 'refuse'];

/** The heaviest weight among the problems, null when there are none. */
export function worstSeverity(problems: Iterable<Pick<Problem, 'code'>>): ProblemSeverity | null {
  let worst = -1;
  for (const problem of problems) worst = Math.max(worst, ORDER.indexOf(PROBLEM_SEVERITY[problem.code]));
  return ORDER[worst] ?? null;
}
