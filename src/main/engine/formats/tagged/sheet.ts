import { decode, encode } from '../encoding.ts';
import type { Decoded, EncodingName } from '../encoding.ts';
import { differingStretch } from './difference.ts';
import { FIELD_CODES, knownCode, readFieldKey } from './fields.ts';
import type { FieldKey } from './fields.ts';
import type { ParsedField, ParsedRecord } from './parse.ts';

export type LineEnd = '\r\n' | '\n' | '\r';

/** A character of a value that the target encoding lacks; `index` counts UTF-16 units of the value. */
export interface UnmappableValue {
  readonly key: FieldKey;
  readonly char: string;
  readonly index: number;
}

/** Bytes to put in place of some of the record's; offsets count from the record's start. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

export interface Change {
  readonly splices: readonly Splice[];
  readonly unmappable: readonly UnmappableValue[];
}

export const BODY_RANK = FIELD_CODES.length - 1;
/** Fields of unknown code stand before the body. */
export const rankOf = (code: string): number => {
  const rank = knownCode(code)?.rank ?? -1;
  return rank >= 0 ? rank : BODY_RANK - 0.5;
};

/** Subtle: Big5 has no 〖〗; the parser reads 【】 in their place. */
const bracketsOf = (encoding: EncodingName): readonly [string, string] =>
  encoding === 'big5' ? ['【', '】'] : ['〖', '〗'];

/**
 * The tags of a field and what stands between, the body on lines of its own; line ends are "\n", none behind. A value
 * that begins or ends with a line break gets one more there, since the parser takes the outermost for the tags'.
 */
export function fieldText(code: string, name: string, value: string, encoding: EncodingName, lines: boolean): string {
  const [open, close] = bracketsOf(encoding);
  const label = name === '' ? code : `${code}/${name}`;
  const apart = lines && knownCode(code)?.kind === 'body';
  const before = apart || value.startsWith('\n') ? '\n' : '';
  const after = apart || value.endsWith('\n') ? '\n' : '';
  return `${open}${label}${close}${before}${value}${after}${open}-${label}${close}`;
}

/**
 * What of a value the encoding lacks. U+FFFD stands for bytes that could not be read: to write it would pass damage off
 * as text, so it counts as a character no encoding has.
 */
export function unmappableIn(key: FieldKey, value: string, encoding: EncodingName, index = 0): UnmappableValue[] {
  const encoded = encode(value, encoding);
  const lacking = 'unmappable' in encoded ? encoded.unmappable : [];
  const found = lacking.map(({ char, index: at }) => ({ key, char, index: index + at }));
  for (let at = value.indexOf('\ufffd'); at >= 0; at = value.indexOf('\ufffd', at + 1)) {
    if (!lacking.some((one) => one.index === at)) found.push({ key, char: '\ufffd', index: index + at });
  }
  return found.toSorted((a, b) => a.index - b.index);
}

/** The name in a tag. One that the encoding lacks gives way to another that is read back as well. */
export function tagName(code: string, name: string | undefined, encoding: EncodingName): string {
  const known = knownCode(code);
  const wanted = known === undefined ? [name ?? '', code] : [known.name, known.traditional];
  return wanted.find((one) => one !== '' && 'bytes' in encode(one, encoding)) ?? code;
}

/** White space up to the end of a line, with its line break. */
const LINE_REST = /^[^\S\r\n]*(?:\r\n|\r|\n|$)/u;
const LONGEST_BLANK = 1000;

/** A record's bytes while changes to its fields are worked out. */
export class Sheet {
  readonly #bytes: Uint8Array;
  readonly #encoding: EncodingName;
  readonly #parsed: ParsedRecord;
  readonly #names: ReadonlyMap<string, string>;
  readonly #text: Decoded;
  readonly #lineEnd: LineEnd | '';

  constructor(bytes: Uint8Array, encoding: EncodingName, parsed: ParsedRecord, names: ReadonlyMap<string, string>) {
    this.#bytes = bytes;
    this.#encoding = encoding;
    this.#parsed = parsed;
    this.#names = names;
    this.#text = decode(bytes, encoding);
    this.#lineEnd = firstLineEnd(this.#text.text);
  }

  /** Change a value where it stands: only the stretch that differs. */
  edit(key: FieldKey, field: ParsedField, value: string): Change {
    const start = this.#local(field.start);
    const source = decode(this.#bytes.subarray(start, this.#local(field.end)), this.#encoding);
    const { from, to, newFrom, newTo } = differingStretch(source.text, value);
    const middle = value.slice(newFrom, newTo);
    const unmappable = unmappableIn(key, middle, this.#encoding, newFrom);
    if (unmappable.length > 0) return { splices: [], unmappable };
    const before =
      newFrom === 0 && value.startsWith('\n') && !this.#hasBreak(field.tagStart, field.start, 'last') ? '\n' : '';
    const after = newTo === value.length && this.#needsBreakAfter(field, value) ? '\n' : '';
    const bytes = this.#encode(before + middle + after);
    return {
      splices: [{ start: start + source.byteOffset(from), end: start + source.byteOffset(to), bytes }],
      unmappable,
    };
  }

  /** Write a field anew with both its tags, for one whose tags are broken. */
  replace(key: FieldKey, field: ParsedField, value: string): Change {
    const unmappable = unmappableIn(key, value, this.#encoding);
    if (unmappable.length > 0) return { splices: [], unmappable };
    const bytes = this.#encode(fieldText(field.code, field.name, value, this.#encoding, this.#lineEnd !== ''));
    return { splices: [{ start: this.#local(field.tagStart), end: this.#local(field.tagEnd), bytes }], unmappable };
  }

  /** Take a field out, and its line when it has one for itself. */
  remove(field: ParsedField): Splice {
    const text = this.#text.text;
    const from = this.#charAt(this.#local(field.tagStart));
    const to = this.#charAt(this.#local(field.tagEnd));
    const before = text.slice(0, from);
    // A byte order mark stays where it is.
    const line = Math.max(
      before.lastIndexOf('\n') + 1,
      before.lastIndexOf('\r') + 1,
      before.startsWith('\ufeff') ? 1 : 0,
    );
    const behind = LINE_REST.exec(text.slice(to, to + LONGEST_BLANK));
    const alone = behind !== null && before.slice(line).trim() === '';
    const first = alone ? line : from;
    return {
      start: this.#text.byteOffset(first),
      end: this.#text.byteOffset(alone ? to + behind[0].length : to),
      bytes: new Uint8Array(),
    };
  }

  /** Add a field behind those that come before it in canonical order. */
  add(key: FieldKey, value: string): Change {
    const { code } = readFieldKey(key);
    const unmappable = unmappableIn(key, value, this.#encoding);
    if (unmappable.length > 0) return { splices: [], unmappable };
    const tagged = fieldText(
      code,
      tagName(code, this.#names.get(code), this.#encoding),
      value,
      this.#encoding,
      this.#lineEnd !== '',
    );
    const own = this.#parsed.fields.filter(({ parent }) => parent === null);
    const anchor = own.findLast((field) => rankOf(field.code) <= rankOf(code));
    const place = anchor === undefined ? this.#before(own[0]) : this.#behind(anchor);
    return {
      splices: [{ start: place.at, end: place.at, bytes: this.#encode(place.first + tagged + place.last) }],
      unmappable,
    };
  }

  #before(field: ParsedField | undefined): { readonly at: number; readonly first: string; readonly last: string } {
    return {
      at: field === undefined ? this.#bytes.length : this.#local(field.tagStart),
      first: '',
      last: this.#newLine(),
    };
  }

  #behind(field: ParsedField): { readonly at: number; readonly first: string; readonly last: string } {
    const at = this.#local(field.tagEnd);
    const char = this.#charAt(at);
    const rest = this.#text.text.slice(char, char + LONGEST_BLANK);
    const line = LINE_REST.exec(rest)?.[0];
    if (line === undefined) return { at, first: '', last: '' };
    // Where the last line has no line end, the added one shall have none either.
    if (char + line.length === this.#text.text.length && line.trimEnd() === line)
      return { at, first: this.#newLine(), last: '' };
    return { at: this.#text.byteOffset(char + line.length), first: '', last: this.#newLine() };
  }

  #newLine(): string {
    return this.#lineEnd === '' ? '' : '\n';
  }

  /**
   * Whether a value that ends where its closing tag begins, or that stood empty between its tags' lines, needs a break
   * there.
   */
  #needsBreakAfter(field: ParsedField, value: string): boolean {
    if (field.tagEnd === field.end || value === '' || this.#hasBreak(field.end, field.tagEnd, 'first')) return false;
    return value.endsWith('\n') || (field.start === field.end && this.#hasBreak(field.tagStart, field.start, 'last'));
  }

  #hasBreak(start: number, end: number, where: 'first' | 'last'): boolean {
    const { text } = decode(this.#bytes.subarray(this.#local(start), this.#local(end)), this.#encoding);
    return where === 'first' ? /^[\r\n]/u.test(text) : /[\r\n]$/u.test(text);
  }

  #encode(text: string): Uint8Array {
    const encoded = encode(this.#lineEnd === '' ? text : text.replaceAll('\n', this.#lineEnd), this.#encoding);
    return 'bytes' in encoded ? encoded.bytes : new Uint8Array();
  }

  #local(offset: number): number {
    return offset - this.#parsed.start;
  }

  /** The character at a byte offset of the record. */
  #charAt(byte: number): number {
    let low = 0;
    let high = this.#text.text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#text.byteOffset(middle) < byte) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function firstLineEnd(text: string): LineEnd | '' {
  const found = /\r\n|\n|\r/.exec(text)?.[0];
  return found === '\r\n' || found === '\n' || found === '\r' ? found : '';
}
