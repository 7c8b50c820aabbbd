import { canonicalField } from './names.ts';

/**
 * The top level of a query, as far as the window needs it to show and edit filters: words, `field:value` terms, groups in
 * brackets. The engine alone decides what a query means and whether it can be read; here nothing ever fails.
 */
export interface Token {
  readonly kind: 'term' | 'group' | 'or';
  /** UTF-16 positions in the query, `end` exclusive, the minus sign included. */
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  /** The canonical name of the part before the colon; null for a plain word, phrase or group. */
  readonly field: string | null;
  /** Unquoted value, with a `=` before it when it was asked for exactly; or the inside of a group. */
  readonly value: string;
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', '＂': '＂', '“': '”', '”': '”' };

/** Cut a query into the tokens of its top level, in order. */
export function tokenise(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    if (/\s/.test(query.charAt(at))) {
      at += 1;
      continue;
    }
    const token = readToken(query, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function readToken(query: string, start: number): Token {
  const negated = query.charAt(start) === '-' && /\S/.test(query.charAt(start + 1));
  let at = negated ? start + 1 : start;
  const [prefix = '', name = ''] = /^([\p{L}_]+)[:：]/u.exec(query.slice(at, at + 40)) ?? [];
  const field = canonicalField(name);
  if (field !== null) at += prefix.length;
  if (query.charAt(at) === '(') {
    const end = groupEnd(query, at);
    return { kind: 'group', start, end, negated, field, value: query.slice(at + 1, query.charAt(end - 1) === ')' ? end - 1 : end) };
  }
  const exact = field !== null && /[=＝]/.test(query.charAt(at)) ? '=' : '';
  at += exact.length;
  const closing = CLOSING[query.charAt(at)];
  if (closing !== undefined) {
    const { end, value } = readQuoted(query, at + 1, closing);
    return { kind: 'term', start, end, negated, field, value: exact + value };
  }
  const end = Math.max(bareEnd(query, at), start + 1);
  const value = query.slice(at, end);
  const or = value === 'OR' && field === null && !negated;
  return { kind: or ? 'or' : 'term', start, end, negated, field, value: exact + value };
}

/** A quotation from behind its mark; a mark inside is written twice, and one nobody closed runs to the end. */
function readQuoted(query: string, from: number, closing: string): { readonly end: number; readonly value: string } {
  let value = '';
  for (let at = from; at < query.length; at += 1) {
    const char = query.charAt(at);
    if (char === closing) {
      if (closing !== '"' || query.charAt(at + 1) !== '"') return { end: at + 1, value };
      at += 1;
    }
    value += char;
  }
  return { end: query.length, value };
}

/** A bare word runs to the next blank, or to a closing bracket that was not opened in it. */
function bareEnd(query: string, from: number): number {
  let open = 0;
  for (let at = from; at < query.length; at += 1) {
    const char = query.charAt(at);
    if (/\s/.test(char)) return at;
    if (char === '(') open += 1;
    else if (char === ')') {
      if (open === 0) return at;
      open -= 1;
    }
  }
  return query.length;
}

function groupEnd(query: string, open: number): number {
  let depth = 0;
  for (let at = open; at < query.length; at += 1) {
    const char = query.charAt(at);
    const closing = CLOSING[char];
    if (closing !== undefined) at = readQuoted(query, at + 1, closing).end - 1;
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return query.length;
}
