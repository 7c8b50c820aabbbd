import type { Place } from '../text/places.ts';

/** One part of a value: `{…}`, `"…"`, a number or the name of a string; the place is inside braces or quotes. */
export interface Part extends Place {
  readonly kind: 'text' | 'name';
}

export interface EntryField {
  readonly name: string;
  /** Joined by "#". */
  readonly parts: readonly Part[];
}

export interface Entry {
  /** Lower case. */
  readonly type: string;
  readonly key: string;
  /** Index of its "@". */
  readonly start: number;
  /** Whether its end was found. */
  readonly closed: boolean;
  readonly fields: readonly EntryField[];
}

const ENTRY = /@[ \t]*([A-Za-z]+)\s*[{(]/g;
/** Where an entry must have begun, whatever braces before it are open. */
const NEXT = /^[ \t]*@[ \t]*[A-Za-z]+\s*[{(][^,={}()\r\n]*,/gm;

/** The entries of a text, tolerantly: an entry that is never closed ends where the next one begins a line. */
export function entriesOf(text: string): readonly Entry[] {
  const starts = [...text.matchAll(NEXT)].map((found) => found.index);
  const entries: Entry[] = [];
  let after = 0;
  for (let next = 0; ;) {
    ENTRY.lastIndex = after;
    const found = ENTRY.exec(text);
    if (found === null) return entries;
    const from = ENTRY.lastIndex;
    while (next < starts.length && (starts[next] ?? 0) <= found.index) next++;
    const entry = new Scan(text, from, starts[next] ?? text.length).entry((found[1] ?? '').toLowerCase(), found.index);
    entries.push(entry.entry);
    after = Math.max(from, entry.end);
  }
}

class Scan {
  readonly #text: string;
  readonly #limit: number;
  #at: number;

  constructor(text: string, at: number, limit: number) {
    this.#text = text;
    this.#at = at;
    this.#limit = limit;
  }

  entry(type: string, start: number): { readonly entry: Entry; readonly end: number } {
    const fields: EntryField[] = [];
    const passed = type === 'comment' || type === 'preamble';
    const key = type === 'string' || passed ? '' : this.#until(/[,})\r\n]/).trim();
    if (passed) this.#inside('}');
    while (!passed && this.#at < this.#limit) {
      this.#skip(/[\s,]/);
      if (/[})]/.test(this.#char)) break;
      const name = this.#until(/[=,})]/).trim();
      if (this.#char !== '=') {
        if (/[})]/.test(this.#char)) break;
        this.#at++;
        continue;
      }
      this.#at++;
      fields.push({ name, parts: this.#parts() });
    }
    const closed = /[})]/.test(this.#char) && this.#at < this.#limit;
    if (closed) this.#at++;
    return { entry: { type, key, start, closed, fields }, end: this.#at };
  }

  get #char(): string { return this.#text[this.#at] ?? ''; }

  #skip(chars: RegExp): void {
    while (this.#at < this.#limit && chars.test(this.#char)) this.#at++;
  }

  #until(chars: RegExp): string {
    const from = this.#at;
    while (this.#at < this.#limit && !chars.test(this.#char)) this.#at++;
    return this.#text.slice(from, this.#at);
  }

  #parts(): Part[] {
    const parts: Part[] = [];
    for (;;) {
      this.#skip(/\s/);
      const opening = this.#char;
      if (opening === '{' || opening === '"') {
        const from = ++this.#at;
        const to = this.#inside(opening === '{' ? '}' : '"');
        parts.push({ kind: 'text', from, to });
        this.#at = Math.min(this.#limit, to + 1);
      } else {
        const from = this.#at;
        const name = this.#until(/[\s,#})]/);
        if (name !== '') parts.push({ kind: /^\d+$/.test(name) ? 'text' : 'name', from, to: this.#at });
      }
      this.#skip(/\s/);
      if (this.#char !== '#' || this.#at >= this.#limit) return parts;
      this.#at++;
    }
  }

  /** Index of the sign that closes; braces inside are balanced, and in quotes they hide quotes. */
  #inside(closing: '}' | '"'): number {
    let depth = 0;
    for (; this.#at < this.#limit; this.#at++) {
      const char = this.#char;
      if (char === '\\') this.#at++;
      else if (char === closing && depth === 0) return this.#at;
      else if (char === '{') depth++;
      else if (char === '}' && depth > 0) depth--;
    }
    this.#at = this.#limit;
    return this.#limit;
  }
}
