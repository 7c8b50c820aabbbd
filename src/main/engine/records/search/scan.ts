import type Database from 'better-sqlite3';
import type { TextField } from '../query/fields.ts';
import { isFoldTarget } from './fold.ts';
import type { Wanted } from './search-index.ts';
import { positionOf, searchTexts, TEXT_COLUMNS } from './text.ts';

/** Which records to look through: a run of ids, or those named. */
export type Scanned = { readonly from: number; readonly to: number } | readonly number[];

const isRun = (scanned: Scanned): scanned is { readonly from: number; readonly to: number } => 'from' in scanned;
const RUN = 'r.id BETWEEN @from AND @to';
const NAMED = 'r.id IN (SELECT value FROM json_each(@ids))';

/**
 * Records among those looked through in which the text is found, by reading and folding what is stored: slow, and right
 * at any moment. `whole` asks for fields that are the text and nothing more.
 */
export function scanTexts(sqlite: Database.Database, scanned: Scanned, wanted: Wanted, whole = false): number[] {
  const must = literals(wanted.folded);
  const rows = sqlite.prepare<[object], [number, ...(string | null)[]]>(scanQuestion(scanned, wanted.field, must)).raw().iterate({
    ...(isRun(scanned) ? scanned : { ids: JSON.stringify(scanned) }),
    ...Object.fromEntries(must.map((char, at) => [`c${at}`, char])),
  });
  const found: number[] = [];
  const only = wanted.field === null ? null : positionOf(wanted.field);
  const fits = (text: string | undefined): boolean => text !== undefined && (whole ? text === wanted.folded : text.includes(wanted.folded));
  for (const [id, ...stored] of rows) {
    const texts = searchTexts(only === null ? stored : stored.map((text, at) => (at === only ? text : null)));
    if (only === null ? texts.some(fits) : fits(texts[only])) found.push(id);
  }
  return found;
}

/** SQL that reads the texts of what is looked through, sifted by characters `@c0` … that must be there. */
export function scanQuestion(scanned: Scanned, field: TextField | null, must: readonly string[]): string {
  const held = field === null
    ? TEXT_COLUMNS.split(', ').map((column) => `coalesce(${column}, '')`).join(' || ')
    : field === 'body' ? 't.body' : `r."${field}"`;
  const filter = must.map((_, at) => ` AND (instr(${held}, @c${at}) > 0 OR instr(${held}, '&#') > 0)`).join('');
  return `SELECT r.id, ${TEXT_COLUMNS} FROM record r LEFT JOIN record_text t ON t.id = r.id WHERE (${isRun(scanned) ? RUN : NAMED})${filter}`;
}

/** Han characters that must stand in the stored text just as they are (or as an entity by number), so that SQLite can sift before anything is folded. */
function literals(folded: string): readonly string[] {
  return [...new Set(folded)].filter((char) => /^[\u4e00-\u9fff]$/u.test(char) && !isFoldTarget(char)).slice(0, 3);
}
