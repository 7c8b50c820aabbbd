/**
 * Class numbers of the Chinese Library Classification as strings: what is the class, what is an auxiliary, and what
 * only looks like a class number. Nothing here knows which classes exist; that is the scheme's business.
 */

export type NotationKind =
  /** Letter and digits in the form of the Chinese Library Classification; whether it exists is another question. */
  | 'clc'
  /** A newspaper's own number hung under military science: E and the letter of another main class, as in EI26 or EZ. */
  | 'house'
  /** No class number at all, or a letter under which there is no class. */
  | 'unknown';

/** What was mended or is wrong: the number is kept as it stands all the same. */
export type NotationProblem =
  | 'empty'
  | 'full-width'
  | 'lower-case'
  | 'blank'
  | 'dot'
  | 'unbalanced'
  | 'no-such-letter'
  | 'not-a-number'
  | 'leftover';

export interface Auxiliary {
  /**
   * `-` form, `()` place, `"` people, `=` time, `<>` common time or place, `:` another class, '' letters after digits;
   * `+` another class, or with digits behind it the finer division of a special edition (O156.2+1).
   */
  readonly sign: '-' | '()' | '"' | '=' | '<>' | '+' | ':' | '';
  readonly value: string;
}

export interface ParsedNotation {
  readonly kind: NotationKind;
  /** The number without its auxiliaries, in half-width capitals: `D822` of `D822(711)`. '' when there is none. */
  readonly base: string;
  readonly auxiliaries: readonly Auxiliary[];
  /** [D664] is an alternative number, {D518} a discontinued one. */
  readonly mark: 'alternative' | 'discontinued' | null;
  /** First and last member of a range such as D73/77; null for a single number. */
  readonly range: { readonly from: string; readonly to: string } | null;
  readonly problems: readonly NotationProblem[];
}

const MAIN_CLASSES = 'ABCDEFGHIJKNOPQRSTUVXZ';
/** Letters a T takes as its second; DF, the other order of law, is the only pair outside T. */
const SECOND_OF_T = 'BDEFGHJKLMNPQSUV';
const BASE = /^(?<letters>[A-Z]{1,2})(?<digits>[0-9][0-9.]*)?(?:\/(?<to>[A-Z]{0,2}\.?[0-9][0-9.]*))?/u;
const AUXILIARY = new RegExp(
  [
    '^(?:-(?<form>[0-9]+(?:\\.[0-9]+)*(?:/[-.]?[0-9.]+)?)',
    '\\((?<place>[0-9.]+)\\)',
    '"(?<people>[0-9.]+)"',
    '=(?<time>[0-9.]+)',
    '<(?<common>[0-9.,]+)>',
    '\\+(?<more>[0-9.]+)',
    '(?<join>[+:])(?<other>[A-Z][A-Z0-9.\\-=()"]*)',
    '(?<letters>[A-Z]+))',
  ].join('|'),
  'u',
);

/** Read one class number. Never throws: what cannot be read comes back as `unknown` with its problems. */
export function parseNotation(text: string): ParsedNotation {
  const problems: NotationProblem[] = [];
  const clean = tidy(text, problems);
  const { inner, mark } = unwrap(clean, problems);
  if (inner === '') return unknown('', mark, [...problems, 'empty']);

  const found = BASE.exec(inner);
  const letters = found?.groups?.letters;
  if (found === null || letters === undefined) return unknown(inner, mark, [...problems, 'not-a-number']);
  const kind = kindOf(letters);
  if (kind === null) return unknown(inner, mark, [...problems, 'no-such-letter']);

  const digits = found.groups?.digits ?? '';
  const behind = inner.slice(found[0].length);
  if (digits !== '' && !dotsInPlace(behind.startsWith('+') ? digits.replace(/\.$/u, '') : digits)) problems.push('dot');
  const base = letters + digits.replace(/\.+$/u, '');
  const to = found.groups?.to;
  const { auxiliaries, rest } = readAuxiliaries(behind);
  // Subtle: TEST is no TE with the letters ST after it. Letters may only follow digits.
  if (digits === '' && (rest !== '' || auxiliaries.some((part) => part.sign === ''))) {
    return unknown(inner, mark, [...problems, 'not-a-number']);
  }
  if (rest !== '') problems.push('leftover');
  return {
    kind,
    base,
    auxiliaries,
    mark,
    range: to === undefined ? null : { from: base, to: endOfRange(base, to) },
    problems,
  };
}

/** The parts of a field with several class numbers: `D822；F752` gives both. A range such as D73/77 stays whole. */
export function splitNumbers(text: string): readonly string[] {
  return text
    .split(/[;；,，、|\s\u3000]+|[/／](?=\s*[A-ZＡ-Ｚ]{1,2}[0-9０-９.．])/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/**
 * Notations above this one, the nearest first: for D822(711) those of D822, D82, D8 and D that exist.
 * `has` answers whether a notation exists; a string answer names the class that stands for it (D73 → D73/77).
 * `broader` follows the scheme's own hierarchy from the nearest class upwards, where that differs from the digits.
 */
export function ancestors(
  notation: string,
  has: (notation: string) => boolean | string | null | undefined,
  broader?: (notation: string) => string | null | undefined,
): readonly string[] {
  const problems: NotationProblem[] = [];
  const { inner } = unwrap(tidy(notation, problems), problems);
  const found: string[] = [];
  for (let length = inner.length - 1; length > 0; length -= 1) {
    const candidate = inner.slice(0, length).replace(/[.\-/=+:("<]+$/u, '');
    const answer = candidate === inner ? false : has(candidate);
    const name = typeof answer === 'string' ? answer : answer === true ? candidate : null;
    if (name === null || name === inner || found.includes(name)) continue;
    found.push(name);
    if (broader !== undefined) return climb(found, name, broader);
  }
  return found;
}

/** D73/77 → D73, D74 … D77; C829.3/.7 → C829.3 … C829.7. A single number comes back alone. */
export function expandRange(notation: string): readonly string[] {
  const { range, base } = parseNotation(notation);
  if (range === null) return [base];
  const from = /^(.*?)([0-9]+)$/u.exec(range.from);
  const to = /([0-9]+)$/u.exec(range.to);
  if (from?.[1] === undefined || from[2] === undefined || to?.[1] === undefined) return [range.from, range.to];
  const width = from[2].length;
  const members: string[] = [];
  for (let n = Number(from[2]); n <= Number(to[1]) && members.length < 1000; n += 1) {
    members.push(from[1] + String(n).padStart(width, '0'));
  }
  return members;
}

function climb(
  found: readonly string[],
  nearest: string,
  broader: (notation: string) => string | null | undefined,
): readonly string[] {
  const path = [...found];
  let up = broader(nearest);
  while (typeof up === 'string' && !path.includes(up)) {
    path.push(up);
    up = broader(up);
  }
  return path;
}

function tidy(text: string, problems: NotationProblem[]): string {
  const half = text.normalize('NFKC').replaceAll('。', '.').replaceAll('“', '"').replaceAll('”', '"');
  if (half.replace(/\s/gu, '') !== text.replace(/[\s\u3000]/gu, '')) problems.push('full-width');
  const trimmed = half.trim();
  const dense = trimmed.replace(/\s+/gu, '');
  if (dense !== trimmed) problems.push('blank');
  const upper = dense.toUpperCase();
  if (upper !== dense) problems.push('lower-case');
  return upper;
}

function unwrap(text: string, problems: NotationProblem[]): { inner: string; mark: ParsedNotation['mark'] } {
  const pair = text.startsWith('[') ? ']' : text.startsWith('{') ? '}' : '';
  if (pair === '') return { inner: text, mark: null };
  const closed = text.endsWith(pair);
  if (!closed) problems.push('unbalanced');
  return {
    inner: closed ? text.slice(1, -1) : text.slice(1),
    mark: pair === ']' ? 'alternative' : 'discontinued',
  };
}

function kindOf(letters: string): NotationKind | null {
  const first = letters.charAt(0);
  const second = letters.charAt(1);
  if (!MAIN_CLASSES.includes(first)) return null;
  if (second === '' || letters === 'DF' || (first === 'T' && SECOND_OF_T.includes(second))) return 'clc';
  return first === 'E' && MAIN_CLASSES.includes(second) ? 'house' : null;
}

/** The schedule writes a dot after the third digit and after every three more; a trailing one is a slip. */
function dotsInPlace(digits: string): boolean {
  return /^[0-9]{1,3}$|^[0-9]{3}(?:\.[0-9]{1,3})+$/u.test(digits);
}

function endOfRange(from: string, to: string): string {
  if (/^[A-Z]/u.test(to)) return to;
  if (to.startsWith('.')) return from.slice(0, from.lastIndexOf('.')) + to;
  return from.slice(0, Math.max(0, from.length - to.length)) + to;
}

function readAuxiliaries(text: string): { auxiliaries: readonly Auxiliary[]; rest: string } {
  const auxiliaries: Auxiliary[] = [];
  let rest = text;
  for (let found = AUXILIARY.exec(rest); found !== null && rest !== ''; found = AUXILIARY.exec(rest)) {
    const parts = found.groups ?? {};
    if (parts.form !== undefined) auxiliaries.push({ sign: '-', value: parts.form });
    else if (parts.place !== undefined) auxiliaries.push({ sign: '()', value: parts.place });
    else if (parts.people !== undefined) auxiliaries.push({ sign: '"', value: parts.people });
    else if (parts.time !== undefined) auxiliaries.push({ sign: '=', value: parts.time });
    else if (parts.common !== undefined) auxiliaries.push({ sign: '<>', value: parts.common });
    else if (parts.more !== undefined) auxiliaries.push({ sign: '+', value: parts.more });
    else if (parts.other !== undefined) auxiliaries.push({ sign: parts.join === '+' ? '+' : ':', value: parts.other });
    else auxiliaries.push({ sign: '', value: parts.letters ?? '' });
    rest = rest.slice(found[0].length);
  }
  return { auxiliaries, rest };
}

function unknown(base: string, mark: ParsedNotation['mark'], problems: readonly NotationProblem[]): ParsedNotation {
  return { kind: 'unknown', base, auxiliaries: [], mark, range: null, problems };
}
