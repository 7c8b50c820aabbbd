import type { Problem } from '../../../../contract/problem.ts';
import type { Decoded } from '../encoding.ts';
import type { TagCode } from './fields.ts';
import type { ParsedField, ParsedRecord } from './parse.ts';
import { sentence } from './sentences.ts';
import type { ShapeProblem } from './sentences.ts';
import { CLOSE } from './tags.ts';
import type { TagList } from './tags.ts';

/** How many problems may still be reported for the file, and how many were met beyond. */
export interface ProblemBudget {
  left: number;
  dropped: number;
}

/** The record that is being read. */
export interface OpenRecord {
  readonly start: number;
  readonly fields: ParsedField[];
  readonly problems: Problem[];
  /** Codes of its own fields so far: known ones as bits by rank, the others by their code. */
  seen: number;
  others: Set<string> | null;
  first: TagCode | null;
  last: TagCode | null;
  highestRank: number;
  bodyDone: boolean;
  /** Fields that were taken to end at another's tag although their closing tag may still come. */
  implied: Set<TagCode> | null;
}

const NEW_LINE = 0x0a;
const RETURN = 0x0d;

const isBreak = (unit: number): boolean => unit === NEW_LINE || unit === RETURN;

/** White space, the byte order mark, the end-of-file sign of DOS, and the zero bytes some files are padded with. */
const isBlankUnit = (unit: number): boolean =>
  unit === 0x20 ||
  (unit >= 0x09 && unit <= 0x0d) ||
  unit === 0x3000 ||
  unit === 0xfeff ||
  unit === 0xa0 ||
  unit === 0 ||
  unit === 0x1a ||
  unit === 0x200b;

export const tagOf = ({ code, name }: TagCode): string => (name === '' ? `〖${code}〗` : `〖${code}/${name}〗`);

/** A text and its tags while records are made of them: positions are characters here, bytes in what comes out. */
export class Shape {
  readonly text: string;
  readonly tags: TagList;
  /** The text goes on after what is here. */
  readonly open: boolean;
  readonly records: ParsedRecord[] = [];
  record: OpenRecord | null = null;
  /** Everything before it is dealt with. */
  position = 0;
  /** From this record on, what follows the text could change the reading. */
  unsettledFrom = Infinity;
  readonly #decoded: Decoded;
  readonly #budget: ProblemBudget;
  readonly #firstOrdinal: number;
  #lineFrom = -1;
  #lineTo = -1;
  #nextBody: Int32Array | null = null;

  constructor(decoded: Decoded, tags: TagList, budget: ProblemBudget, firstOrdinal: number, open: boolean) {
    this.text = decoded.text;
    this.tags = tags;
    this.open = open;
    this.#decoded = decoded;
    this.#budget = budget;
    this.#firstOrdinal = firstOrdinal;
  }

  byteOffset(char: number): number {
    return this.#decoded.byteOffset(char);
  }

  begin(start: number): OpenRecord {
    this.record = {
      start,
      fields: [],
      problems: [],
      seen: 0,
      others: null,
      first: null,
      last: null,
      highestRank: -1,
      bodyDone: false,
      implied: null,
    };
    return this.record;
  }

  finish(end: number): void {
    const { record } = this;
    if (record === null) return;
    this.records.push({
      ordinal: this.#firstOrdinal + this.records.length,
      // The first record has the byte order mark with it.
      start: record.start === 0 ? this.#decoded.base : this.byteOffset(record.start),
      end: this.byteOffset(end),
      fields: record.fields,
      problems: record.problems,
    });
    this.record = null;
  }

  /** The decision just made hangs on there being no more text. */
  unsettle(): void {
    if (this.open) this.unsettledFrom = Math.min(this.unsettledFrom, this.records.length);
  }

  problem(code: ShapeProblem, from: number, to: number, tag = '', other = ''): void {
    if (this.record === null) return;
    if (this.#budget.left <= 0) {
      this.#budget.dropped++;
      return;
    }
    this.#budget.left--;
    const offset = this.byteOffset(from);
    this.record.problems.push({ code, offset, length: this.byteOffset(to) - offset, text: sentence(code, tag, other) });
  }

  /** Add a field of the record that is open. `name` is what its tag says. */
  add(
    code: TagCode,
    name: string | null,
    tagStart: number,
    start: number,
    end: number,
    tagEnd: number,
    parent: string | null,
  ): void {
    this.record?.fields.push({
      code: code.code,
      name: name ?? code.name,
      value: this.value(start, end),
      parent,
      tagStart: this.byteOffset(tagStart),
      start: this.byteOffset(start),
      end: this.byteOffset(end),
      tagEnd: this.byteOffset(tagEnd),
    });
  }

  /** Remember that the field's closing tag may still come although its value has ended. */
  imply(code: TagCode): void {
    if (this.record !== null) (this.record.implied ??= new Set()).add(code);
  }

  /** Text with its line ends as "\n". */
  value(start: number, end: number): string {
    const raw = this.text.slice(start, end);
    return raw.includes('\r') ? raw.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : raw;
  }

  /** After the line break that follows an opening tag which has its line for itself. */
  afterBreak(at: number, limit: number): number {
    const unit = at < limit ? this.text.charCodeAt(at) : 0;
    if (unit === RETURN) return at + 1 < limit && this.text.charCodeAt(at + 1) === NEW_LINE ? at + 2 : at + 1;
    return unit === NEW_LINE ? at + 1 : at;
  }

  /** Before the line break that precedes a closing tag which has its line for itself. */
  beforeBreak(at: number, limit: number): number {
    const unit = at > limit ? this.text.charCodeAt(at - 1) : 0;
    if (unit === NEW_LINE) return at - 1 > limit && this.text.charCodeAt(at - 2) === RETURN ? at - 2 : at - 1;
    return unit === RETURN ? at - 1 : at;
  }

  /** Where the line that holds `at` ends: its line break or the end of the text. Cheap within one line. */
  lineEnd(at: number): number {
    if (at >= this.#lineFrom && at <= this.#lineTo) return this.#lineTo;
    let end = at;
    while (end < this.text.length && !isBreak(this.text.charCodeAt(end))) {
      // Subtle: asked for a place before the line remembered, do not walk a line of many megabytes again.
      if (++end === this.#lineFrom) end = this.#lineTo;
    }
    this.#lineFrom = at;
    this.#lineTo = end;
    return end;
  }

  startsLine(at: number): boolean {
    let before = at;
    while (before > 0 && this.text.charCodeAt(before - 1) !== NEW_LINE && isBlankUnit(this.text.charCodeAt(before - 1))
      && this.text.charCodeAt(before - 1) !== RETURN) before--;
    return before === 0 || isBreak(this.text.charCodeAt(before - 1));
  }

  /** The first character from `from` on that is not blank, `to` when there is none. */
  skipBlank(from: number, to: number): number {
    let at = from;
    while (at < to && isBlankUnit(this.text.charCodeAt(at))) at++;
    return at;
  }

  trimBlank(from: number, to: number): number {
    let at = to;
    while (at > from && isBlankUnit(this.text.charCodeAt(at - 1))) at--;
    return at;
  }

  /** An empty line lies between the two places. */
  hasBlankLine(from: number, to: number): boolean {
    let breaks = 0;
    for (let at = from; at < to; at++) {
      const unit = this.text.charCodeAt(at);
      if (unit === NEW_LINE || (unit === RETURN && this.text.charCodeAt(at + 1) !== NEW_LINE)) breaks++;
    }
    return breaks > 1;
  }

  /** Text between what is dealt with and `to` that belongs to no field is told; the place is passed. */
  passTo(to: number, code: ShapeProblem): void {
    const first = this.skipBlank(this.position, to);
    if (first < to) this.problem(code, first, this.trimBlank(first, to));
    this.position = to;
  }

  /** Subtle: the lists are used again, and hold tags of other texts from `count` on. */
  isClose(tag: number): boolean {
    return tag < this.tags.count && ((this.tags.flags[tag] ?? 0) & CLOSE) !== 0;
  }

  codeOf(tag: number): TagCode {
    return tag < this.tags.count ? this.tags.codes[tag] ?? NO_CODE : NO_CODE;
  }

  startOf(tag: number): number {
    return tag < this.tags.count ? this.tags.starts[tag] ?? 0 : this.text.length;
  }

  endOf(tag: number): number {
    return this.tags.ends[tag] ?? 0;
  }

  rawTag(tag: number): string {
    return this.text.slice(this.startOf(tag), this.endOf(tag)).trimEnd();
  }

  /** The next tag of a body after this one, opening or closing; `tags.count` when there is none. */
  nextBody(tag: number): number {
    this.#nextBody ??= this.#findBodies();
    return this.#nextBody[tag] ?? this.tags.count;
  }

  #findBodies(): Int32Array {
    const { count, codes } = this.tags;
    const next = new Int32Array(count);
    for (let tag = count - 1, found = count; tag >= 0; tag--) {
      next[tag] = found;
      if (codes[tag]?.kind === 'body') found = tag;
    }
    return next;
  }
}

const NO_CODE: TagCode = { code: '', name: '', traditional: '', kind: 'unknown', rank: -1, field: null };
