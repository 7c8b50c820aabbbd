import { FIELD_CODES, knownCode } from './fields.ts';
import type { TagCode } from './fields.ts';

/** Bits of a tag's `flags`. No bit at all: an opening tag exactly as it should be. */
export const CLOSE = 1;
/** Written with other signs than 〖CODE/名〗, or in small or full-width letters, or without a name. */
export const VARIANT = 2;
/** The name in the tag is not the one its code has. */
export const OTHER_NAME = 4;
/** The closing bracket is missing. */
export const UNFINISHED = 8;
/** The text ends inside the tag. */
export const CUT = 16;

/** The tags of a text in their order, as parallel lists: a record has some thirty, a delivery millions. */
export interface TagList {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  flags: Uint8Array;
  readonly codes: TagCode[];
  /** The name as written, where it is not the one the code has. */
  readonly names: (string | null)[];
  /** 【】 stand for 〖〗, as in Big5, which lacks the latter. */
  otherBrackets: boolean;
}

/** A tag's text is looked at only this far. */
const LONGEST = 80;
const MOST_BROKEN = 16;

const OPEN_BRACKET = '〖';
const CLOSE_BRACKET_UNIT = 0x3017;

/** Known two-letter codes by their letters. */
const BY_LETTERS: (TagCode | undefined)[] = [];
for (const { code } of [...FIELD_CODES, ...['TM', 'WJ', 'HH', 'JZ', 'ZI'].map((code) => ({ code }))]) {
  BY_LETTERS[(code.charCodeAt(0) - 0x41) * 26 + code.charCodeAt(1) - 0x41] = knownCode(code);
}

export const newTagList = (): TagList => ({
  count: 0,
  starts: new Int32Array(256),
  ends: new Int32Array(256),
  flags: new Uint8Array(256),
  codes: [],
  names: [],
  otherBrackets: false,
});

function add(list: TagList, start: number, end: number, flags: number, code: TagCode, name: string | null): void {
  const at = list.count++;
  if (at === list.starts.length) grow(list);
  list.starts[at] = start;
  list.ends[at] = end;
  list.flags[at] = flags;
  list.codes[at] = code;
  list.names[at] = name;
}

function grow(list: TagList): void {
  const length = list.starts.length * 2;
  const starts = new Int32Array(length);
  const ends = new Int32Array(length);
  const flags = new Uint8Array(length);
  starts.set(list.starts);
  ends.set(list.ends);
  flags.set(list.flags);
  Object.assign(list, { starts, ends, flags });
}

/** Find the tags of a text. The list is used again from call to call. */
export function scanTags(text: string, list: TagList): TagList {
  list.count = 0;
  list.otherBrackets = false;
  const unknown = new Map<string, TagCode>();
  let at = text.indexOf(OPEN_BRACKET);
  if (at < 0) return scanOtherBrackets(text, list);
  while (at >= 0) {
    const next = exactTag(text, at, list) || looseTag(text, at, list, unknown) || at + 1;
    at = text.indexOf(OPEN_BRACKET, next);
  }
  return list;
}

/**
 * The usual case without an object or a substring: 〖, perhaps "-", a known code, "/", its name of two characters, 〗.
 */
function exactTag(text: string, start: number, list: TagList): number {
  const closes = text.charCodeAt(start + 1) === 0x2d ? 1 : 0;
  const at = start + 1 + closes;
  const first = text.charCodeAt(at) - 0x41;
  const second = text.charCodeAt(at + 1) - 0x41;
  if (!(first >= 0 && first < 26 && second >= 0 && second < 26)) return 0;
  const code = BY_LETTERS[first * 26 + second];
  if (code === undefined || text.charCodeAt(at + 2) !== 0x2f || text.charCodeAt(at + 3) !== code.name.charCodeAt(0)
    || text.charCodeAt(at + 4) !== code.name.charCodeAt(1) || text.charCodeAt(at + 5) !== CLOSE_BRACKET_UNIT) return 0;
  add(list, start, at + 6, closes, code, null);
  return at + 6;
}

const WHOLE =
  /^[〖【]\s*([-－–—−‐﹣]?)\s*([A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9Ａ-Ｚａ-ｚ０-９]{0,15})\s*([/／∕;；:：\\＼|｜]?)\s*([^〖〗【】\r\n]{0,32}?)\s*[〗】]/;
const BEGUN = /^〖([-－]?)([A-Z]{2})(?:[/／]([^〖〗\r\n]{0,32}))?/;
const CUT_SHORT = /^〖[-－]?(?:([A-Za-z]{1,2})(?:[/／；;]([^〖〗\r\n]{0,8}))?)?\s*$/;

/** Nothing but the beginning of a tag, and white space. */
function isCutShort(piece: string): boolean {
  const match = CUT_SHORT.exec(piece);
  const code = knownCode(match?.[1] ?? '');
  const name = match?.[2]?.trimEnd() ?? '';
  return match !== null && (code === undefined || code.name.startsWith(name) || code.traditional.startsWith(name));
}

const plainLetters = (code: string): string =>
  code.replace(/[\uff10-\uff5a]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).toUpperCase();

/** Where the tags that were broken off at the end of this stretch of text begin; `to` when there are none. */
export function brokenTag(text: string, from: number, to: number): number {
  let end = to;
  for (let turn = 0; turn < MOST_BROKEN; turn++) {
    const start = Math.max(from, end - LONGEST);
    const tail = text.slice(start, end);
    const at = tail.lastIndexOf(OPEN_BRACKET);
    if (at < 0 || !isCutShort(tail.slice(at))) break;
    end = start + at;
  }
  return end;
}

/** Everything else that is a tag all the same. Returns where it ends, 0 when it is none. */
function looseTag(text: string, start: number, list: TagList, unknown: Map<string, TagCode>): number {
  const piece = text.slice(start, start + LONGEST);
  const whole = WHOLE.exec(piece);
  if (whole !== null) return wholeTag(whole, start, list, unknown);
  const begun = BEGUN.exec(piece);
  const code = knownCode(begun?.[2] ?? '');
  const end = begun === null || code === undefined ? 0 : unfinishedEnd(begun, code, piece);
  const atEnd = text.length - start < LONGEST && isCutShort(piece);
  if (atEnd && (end === 0 || end === piece.trimEnd().length)) {
    add(
      list,
      start,
      start + piece.trimEnd().length,
      CUT | (/^〖[-－]/.test(piece) ? CLOSE : 0),
      code ?? unknownCode('', unknown),
      null,
    );
    return start + piece.trimEnd().length;
  }
  if (end === 0 || code === undefined) return 0;
  add(list, start, start + end, UNFINISHED | (begun?.[1] === '' ? 0 : CLOSE), code, null);
  return start + end;
}

/**
 * Where a tag without its 〗 ends: a closing one after its name, or broken off at the end of a line; an opening one
 * after its name when a value follows. An opening tag broken off with nothing behind it says nothing and is no tag.
 */
function unfinishedEnd([raw, dash, , rest = '']: RegExpExecArray, code: TagCode, piece: string): number {
  const name = [code.name, code.traditional].find((one) => rest.startsWith(one));
  const named = raw.length - rest.length + (name?.length ?? 0);
  if (name !== undefined) return dash !== '' || /^[^\S\r\n]*[^\s〖]/u.test(piece.slice(named)) ? named : 0;
  const begun = code.name.startsWith(rest) || code.traditional.startsWith(rest);
  return dash !== '' && begun && /^(?:[\r\n〖]|$)/u.test(piece.slice(raw.length)) ? raw.length : 0;
}

function wholeTag(match: RegExpExecArray, start: number, list: TagList, unknown: Map<string, TagCode>): number {
  const [raw, dash = '', letters = '', separator = '', name = ''] = match;
  const code = plainLetters(letters);
  const known = knownCode(code);
  const end = start + raw.length;
  const closes = dash === '' ? 0 : CLOSE;
  const variant = raw === `〖${dash === '' ? '' : '-'}${code}/${name}〗` ? 0 : VARIANT;
  if (known === undefined) {
    if ((separator !== '/' && separator !== '／') || name === '') return 0;
    add(list, start, end, closes | variant, unknownCode(code, unknown), name);
    return end;
  }
  const named = name === '' || name === known.name || name === known.traditional;
  if (!named && separator === '') return 0;
  add(
    list,
    start,
    end,
    closes | variant | (named ? 0 : OTHER_NAME),
    known,
    name === '' || name === known.name ? null : name,
  );
  return end;
}

function unknownCode(code: string, unknown: Map<string, TagCode>): TagCode {
  const met = unknown.get(code);
  if (met !== undefined) return met;
  const made: TagCode = { code, name: '', traditional: '', kind: 'unknown', rank: -1, field: null };
  unknown.set(code, made);
  return made;
}

/**
 * Subtle: Big5 has no 〖〗, so its copies of such records can only be written with 【】. Known codes with their names alone
 * count.
 */
function scanOtherBrackets(text: string, list: TagList): TagList {
  for (let at = text.indexOf('【'); at >= 0; at = text.indexOf('【', at + 1)) {
    const match = WHOLE.exec(text.slice(at, at + LONGEST));
    if (match === null) continue;
    const [raw, dash = '', code = '', , name = ''] = match;
    const known = knownCode(code);
    if (known === undefined || (name !== known.name && name !== known.traditional)) continue;
    add(list, at, at + raw.length, dash === '' ? 0 : CLOSE, known, name === known.name ? null : name);
    list.otherBrackets = true;
  }
  return list;
}
