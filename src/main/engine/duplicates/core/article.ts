/** A record made ready for comparison. */
import { cutContinuation, pageNumber } from './continuation.ts';
import { normalise, normalised, stripMarks, textHash } from './normalise.ts';

/** What duplicate detection needs of a record. Texts are as stored; missing ones are ''. */
export interface DuplicateRecord {
  /** Positive, below 2^32, unique; a higher id arrived later. */
  readonly id: number;
  readonly title: string;
  readonly subtitle: string;
  readonly kicker: string;
  readonly author: string;
  /** Date as the number yyyymmdd; null = unknown. */
  readonly day: number | null;
  readonly page: string;
  readonly item: string;
  readonly body: string;
}

/** A record folded for comparison. Immutable; holds two bytes a character of the body and nothing of the source. */
export interface Article {
  readonly id: number;
  /** Folded body without continuation marks. */
  readonly codes: Uint16Array;
  /** Hash of `codes`: equal texts, equal hashes. */
  readonly hash: number;
  /** Folded title; '' when the record has none. */
  readonly title: string;
  /** Folded kicker, title and subtitle together. */
  readonly headline: string;
  /** Folded author names. */
  readonly authors: readonly string[];
  /** Days since 1970-01-01; null = unknown or no real date. */
  readonly day: number | null;
  /** Page and item as compared (no leading zeros); '' = unknown. */
  readonly page: string;
  readonly item: string;
  /** Page named by 上接 / 下转; '' = mark without number, null = no mark. */
  readonly from: string | null;
  readonly to: string | null;
  /** Hashes of the web addresses of single pages that the body names. */
  readonly links: readonly number[];
}

/** Folds a record. Never throws: a field that cannot be read counts as unknown. */
export function prepare(record: DuplicateRecord): Article {
  const body = cutContinuation(stripMarks(record.body));
  const codes = normalise(body.text);
  const title = normalised(stripMarks(record.title));
  const around = record.kicker === '' && record.subtitle === '';
  return {
    id: record.id,
    codes,
    hash: textHash(codes),
    title,
    headline: around ? title : normalised(stripMarks(`${record.kicker}${record.title}${record.subtitle}`)),
    authors: authorNames(record.author),
    day: dayNumber(record.day),
    page: pageNumber(record.page),
    item: pageNumber(record.item),
    from: body.from,
    to: body.to,
    links: pageLinks(record.body),
  };
}

function authorNames(author: string): string[] {
  if (author === '') return [];
  const names = stripMarks(author).replace(/DW[：:].*$/s, '').split(/[/／、,，;；\n]|\s{2,}/);
  return names.map(normalised).filter((name) => name.length > 1).slice(0, 8);
}

/**
 * Addresses deep enough to name one page: the address a text was taken from identifies it. Scheme, query and case of
 * the host do not count.
 */
function pageLinks(body: string): number[] {
  if (!body.includes('://')) return [];
  const links = new Set<number>();
  for (const [, host, path] of body.matchAll(/:\/\/([\w.-]{4,80})(\/[\x21\x23-\x27\x2a-\x3b\x3d\x40-\x7e]{8,300})/g)) {
    if (host === undefined || path === undefined || !/\d/.test(path)) continue;
    const address = `${host.toLowerCase()}${path.replace(/[.,;]+$/, '')}`;
    links.add(textHash(Uint16Array.from(address, (character) => character.charCodeAt(0))));
    if (links.size === 4) break;
  }
  return [...links];
}

function dayNumber(day: number | null): number | null {
  if (day === null || !Number.isInteger(day)) return null;
  const year = Math.floor(day / 10_000);
  const month = Math.floor(day / 100) % 100;
  const date = day % 100;
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || date < 1 || date > 31) return null;
  return Math.round(Date.UTC(year, month - 1, date) / 86_400_000);
}
