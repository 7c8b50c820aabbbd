import type { LocalText } from '../../../contract/text.ts';
import { CLC_BY_NOTATION, CLC_OUTLINE } from './clc/outline.ts';
import type { OutlineClass } from './clc/outline.ts';
import { ancestors, expandRange, parseNotation } from './clc/notation.ts';

/** What a class number is in the scheme. */
export interface Standing {
  readonly kind: 'known' | 'house' | 'unknown';
  /** The class of the scheme it belongs to: itself, or the nearest above it. Null when there is none. */
  readonly nearest: string | null;
  readonly caption: LocalText | null;
}

const narrower = new Map<string | null, OutlineClass[]>();
for (const entry of CLC_OUTLINE) {
  const siblings = narrower.get(entry.broader);
  if (siblings === undefined) narrower.set(entry.broader, [entry]);
  else siblings.push(entry);
}

/** Members of a range such as D73/77, each leading to the range. */
const inRange = new Map<string, string>();
for (const { notation } of CLC_OUTLINE) {
  if (notation.includes('/')) for (const member of expandRange(notation)) inRange.set(member, notation);
}

const find = (notation: string): string | null => (CLC_BY_NOTATION.has(notation) ? notation : inRange.get(notation) ?? null);

export function captionOf(entry: OutlineClass): LocalText {
  return { zh: entry.zh, en: entry.en ?? entry.zh };
}

export function classesUnder(notation: string | null): readonly OutlineClass[] {
  return narrower.get(notation) ?? [];
}

/** The class and all above it, the nearest first. */
export function pathTo(notation: string): readonly string[] {
  const path: string[] = [];
  for (let at: string | null = notation; at !== null; at = CLC_BY_NOTATION.get(at)?.broader ?? null) path.push(at);
  return path;
}

const remembered = new Map<string, Standing>();

/** How a class number stands to the scheme. A number finer than the outline goes by the nearest class above it. */
export function standingOf(text: string): Standing {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const standing = work(text);
  if (remembered.size > 50_000) remembered.clear();
  remembered.set(text, standing);
  return standing;
}

function work(text: string): Standing {
  const { kind, base } = parseNotation(text);
  const exact = find(text) ?? find(base);
  const nearest = exact ?? ancestors(base, (notation) => find(notation))[0] ?? null;
  const entry = nearest === null ? undefined : CLC_BY_NOTATION.get(nearest);
  const caption = entry === undefined ? null : captionOf(entry);
  if (kind === 'house') return { kind: 'house', nearest: base.slice(0, 1), caption: null };
  if (kind === 'unknown' || nearest === null) return { kind: 'unknown', nearest: null, caption: null };
  // The outline ends where the full table goes on: a number below one of its classes is a finer one and not a wrong one,
  // unless nothing but the letter speaks for it.
  return exact === null && nearest.length === 1 && base.length > 1
    ? { kind: 'unknown', nearest, caption: null }
    : { kind: 'known', nearest, caption };
}
