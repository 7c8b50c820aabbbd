import { badQuery } from './fault.ts';
import { fieldNamed } from './fields.ts';
import type { QueryField } from './fields.ts';
import type { Query } from './query.ts';
import { termOf } from './terms.ts';

/** Brackets in brackets; more is a slip of the keyboard, and the stack has an end. */
const DEEPEST = 100;

/**
 * Read a query. Terms must all be met; OR joins what stands on its two sides and binds less than their closeness
 * (`a b OR c` is `(a b) OR c`); `-` refuses the term after it. An empty query is every record.
 * Fault `bad-query` with the position, in UTF-16 units from 0.
 */
export function parseQuery(text: string): Query {
  const reader = new Reader(text);
  const query = reader.alternatives(null, 0);
  reader.expectEnd();
  return query;
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', '\uff02': '\uff02', '\u201c': '\u201d', '\u201d': '\u201d' };
const isBlank = (char: string): boolean => /\s/u.test(char);

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  alternatives(field: QueryField | null, depth: number): Query {
    const parts: Query[] = [];
    for (;;) {
      const start = this.#at;
      const part = this.#conjunction(field, depth);
      const more = this.#word('OR');
      if (part === null) {
        if (parts.length === 0 && !more && depth === 0) return { kind: 'all' };
        if (parts.length === 0 && !more) throw badQuery(start, { zh: '括号里没有内容。', en: 'there is nothing between the brackets.' });
        throw badQuery(this.#at, { zh: 'OR 的两边都要有检索词。', en: 'OR needs a term on both sides.' });
      }
      parts.push(part);
      if (!more) break;
      this.#at += 2;
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'or', parts };
  }

  expectEnd(): void {
    if (this.#at < this.#text.length) throw badQuery(this.#at, { zh: '多了一个右括号。', en: 'there is a closing bracket too many.' });
  }

  #conjunction(field: QueryField | null, depth: number): Query | null {
    const parts: Query[] = [];
    for (this.#blanks(); !this.#ended() && !this.#word('OR'); this.#blanks()) parts.push(this.#part(field, depth));
    const [only] = parts;
    if (only === undefined) return null;
    return parts.length === 1 ? only : { kind: 'and', parts };
  }

  #part(field: QueryField | null, depth: number): Query {
    if (this.#peek() !== '-') return this.#term(field, depth);
    const at = this.#at++;
    if (this.#ended() || isBlank(this.#peek())) throw badQuery(at, { zh: '减号后面要紧跟检索词。', en: 'a minus needs a term right after it.' });
    const part = this.#part(field, depth);
    return part.kind === 'not' ? part.part : { kind: 'not', part };
  }

  #term(outer: QueryField | null, depth: number): Query {
    const start = this.#at;
    const named = this.#fieldName();
    const field = named ?? outer;
    if (this.#peek() === '(') return this.#group(field, depth);
    const valueAt = this.#at;
    const exact = field !== null && (this.#peek() === '=' || this.#peek() === '\uff1d');
    if (exact) this.#at++;
    const quoted = CLOSING[this.#peek()] !== undefined;
    const value = quoted ? this.#quoted() : this.#bare();
    if (value === '') {
      throw named === null
        ? badQuery(start, { zh: '这里缺少检索词。', en: 'a term is missing here.' })
        : badQuery(valueAt, { zh: '冒号后面缺少内容。', en: 'there is nothing after the colon.' });
    }
    return termOf({ field, value, exact, quoted, at: valueAt });
  }

  #group(field: QueryField | null, depth: number): Query {
    const at = this.#at++;
    if (depth >= DEEPEST) throw badQuery(at, { zh: '括号套得太深。', en: 'the brackets are nested too deeply.' });
    const query = this.alternatives(field, depth + 1);
    if (this.#peek() !== ')') throw badQuery(at, { zh: '括号没有闭合。', en: 'the bracket is not closed.' });
    this.#at++;
    return query;
  }

  /** A field name with its colon. Other text before a colon is a mistake when the colon is ASCII, and text when it is not. */
  #fieldName(): QueryField | null {
    const match = /^([\p{L}_]+)([:：])/u.exec(this.#text.slice(this.#at, this.#at + 40));
    const [whole = '', name = '', colon] = match ?? [];
    if (match === null) return null;
    const field = fieldNamed(name);
    if (field !== undefined) {
      this.#at += whole.length;
      return field;
    }
    if (colon === ':' && !this.#text.startsWith('//', this.#at + whole.length)) {
      throw badQuery(this.#at, {
        zh: `没有名为“${name}”的字段。要查这些字，请加引号。`,
        en: `there is no field "${name}". Put it in quotes to search for the words.`,
      });
    }
    return null;
  }

  #quoted(): string {
    const at = this.#at;
    const close = CLOSING[this.#peek()] ?? '"';
    let value = '';
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      if (this.#peek() !== close) value += this.#peek();
      // A quote inside quotes is written twice.
      else if (close === '"' && this.#text[this.#at + 1] === '"') value += this.#text[this.#at++] ?? '';
      else {
        this.#at++;
        if (value === '') throw badQuery(at, { zh: '引号里没有内容。', en: 'there is nothing between the quotes.' });
        return value;
      }
    }
    throw badQuery(at, { zh: '引号没有闭合。', en: 'the quote is not closed.' });
  }

  /** Up to the next blank, or a closing bracket that was not opened in the word itself. */
  #bare(): string {
    const start = this.#at;
    let open = 0;
    for (; this.#at < this.#text.length && !isBlank(this.#peek()); this.#at++) {
      if (this.#peek() === '(') open++;
      else if (this.#peek() === ')' && open-- === 0) break;
    }
    return this.#text.slice(start, this.#at);
  }

  #word(word: string): boolean {
    const end = this.#at + word.length;
    return this.#text.startsWith(word, this.#at) && (end >= this.#text.length || /[\s()]/u.test(this.#text[end] ?? ''));
  }

  #blanks(): void {
    while (this.#at < this.#text.length && isBlank(this.#peek())) this.#at++;
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #ended(): boolean {
    return this.#at >= this.#text.length || this.#peek() === ')';
  }
}
