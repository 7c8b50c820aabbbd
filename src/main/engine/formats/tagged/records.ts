import { LAST_IDENTITY_RANK, TITLE_RANK } from './fields.ts';
import type { TagCode } from './fields.ts';
import { readBodyField } from './body-field.ts';
import { readLineField } from './line-field.ts';
import { tagOf } from './shape.ts';
import type { OpenRecord, Shape } from './shape.ts';
import { CUT, OTHER_NAME, UNFINISHED, VARIANT } from './tags.ts';

/** Fields looked at to tell whether a new record begins. */
const LOOK_AHEAD = 16;

/**
 * Make records of a text's tags; they come out in `shape.records`.
 *
 * Where one record ends and the next begins, in a file of many:
 * 1. After a body, any of the fields up to the title begins a record; so does whatever the record before began with.
 * 2. Without a body, a record begins where an issue, date, page or item occurs again, or what the record began with;
 * but the
 *    same field twice in a row is one repeated field, unless an empty line lies between.
 * 3. A field out of its order (an issue after a title) begins one when the next date, page or item is a repeated one:
 * records
 *    leave fields out, so the first of a record may be one the record before lacked.
 * All other repeated fields (two authors, two class numbers) belong to the record they are in.
 */
export function readRecords(shape: Shape): void {
  const { tags } = shape;
  for (let tag = 0; tag < tags.count;) {
    const code = shape.codeOf(tag);
    if (isCut(shape, tag) && (code.code === '' || !shape.isClose(tag))) tag = cutTag(shape, tag);
    else if (code.kind === 'mark') tag++;
    else if (shape.isClose(tag)) tag = closeOutside(shape, tag);
    else tag = openField(shape, tag, code);
  }
  shape.passTo(shape.text.length, 'text-after-record');
  shape.finish(shape.text.length);
}

function openField(shape: Shape, tag: number, code: TagCode): number {
  const at = shape.startOf(tag);
  const before = shape.record;
  const boundary = before === null ? null : beginsRecord(shape, before, tag, code);
  if (before !== null && boundary !== null) {
    const start = lineStart(shape, at);
    shape.passTo(start, 'text-after-record');
    shape.finish(start);
  }
  const record = shape.record ?? shape.begin(boundary === null ? 0 : shape.position);
  if (boundary === 'assumed') shape.problem('record-boundary-assumed', at, shape.endOf(tag), tagOf(code));
  shape.passTo(at, record.first === null ? 'text-before-first-tag' : 'text-between-fields');
  tellTag(shape, tag, code);
  tellPlace(shape, record, tag, code);
  const next = code.kind === 'body' || code.kind === 'block' ? readBodyField(shape, tag) : readLineField(shape, tag);
  noteField(record, code);
  return next;
}

/** Null: the field belongs to the record before it. Otherwise a new record begins, for certain or by the look of it. */
function beginsRecord(shape: Shape, record: OpenRecord, tag: number, code: TagCode): 'certain' | 'assumed' | null {
  if (code.kind === 'block' || code.kind === 'part') return null;
  const repeated = hasField(record, code);
  if (record.bodyDone) {
    if (repeated && code === record.first) return 'certain';
    if (code.rank >= 0) return code.rank <= TITLE_RANK ? 'certain' : null;
    return !repeated && standsWithNext(shape, tag) && leadsRecord(shape, record, tag) ? 'assumed' : null;
  }
  if (!repeated) {
    if (code.rank < 0 ? !standsWithNext(shape, tag) : code.rank > record.highestRank) return null;
    return leadsRecord(shape, record, tag) ? 'assumed' : null;
  }
  if (code === record.last && !shape.hasBlankLine(shape.position, shape.startOf(tag))) return null;
  if (code.rank >= 0 && code.rank <= LAST_IDENTITY_RANK) return code === record.first ? 'certain' : 'assumed';
  return code === record.first ? 'assumed' : null;
}

/** An empty line before the field and none after it. */
function standsWithNext(shape: Shape, tag: number): boolean {
  if (!shape.hasBlankLine(shape.position, shape.startOf(tag))) return false;
  let next = tag + 1;
  while (next < shape.tags.count && shape.isClose(next)) next++;
  return !shape.hasBlankLine(shape.endOf(next - 1), shape.startOf(next));
}

/** Whether the fields from this one on, in order, come to one that only a new record can have. */
function leadsRecord(shape: Shape, record: OpenRecord, tag: number): boolean {
  let highest = -1;
  const last = Math.min(shape.tags.count, tag + 2 * LOOK_AHEAD);
  for (let at = tag; at < last; at++) {
    const code = shape.codeOf(at);
    if (shape.isClose(at) || code.rank < 0) continue;
    if (code.kind === 'body' || code.rank < highest) return false;
    highest = code.rank;
    if (record.bodyDone && code.rank <= TITLE_RANK) return true;
    if (hasField(record, code)) return code.rank <= LAST_IDENTITY_RANK || code === record.first;
  }
  if (last === shape.tags.count) shape.unsettle();
  return false;
}

/** The start of the line, when nothing else stands on it before the tag. */
function lineStart(shape: Shape, at: number): number {
  const text = shape.text;
  let start = at;
  while (
    start > shape.position &&
    (text[start - 1] === ' ' || text[start - 1] === '\t' || text[start - 1] === '　' || text[start - 1] === '\ufeff')
  )
    start--;
  return start === shape.position || text[start - 1] === '\n' || text[start - 1] === '\r' ? start : at;
}

const hasField = (record: OpenRecord, code: TagCode): boolean =>
  (code.rank >= 0 ? (record.seen >> code.rank & 1) === 1 : record.others?.has(code.code) === true);

function noteField(record: OpenRecord, code: TagCode): void {
  if (code.rank >= 0) record.seen |= 1 << code.rank;
  else (record.others ??= new Set()).add(code.code);
  record.first ??= code;
  record.last = code;
  record.highestRank = Math.max(record.highestRank, code.rank);
  if (code.kind === 'body') record.bodyDone = true;
}

/** How the tag itself is written. */
function tellTag(shape: Shape, tag: number, code: TagCode): void {
  const flags = shape.tags.flags[tag] ?? 0;
  if ((flags & (VARIANT | OTHER_NAME | UNFINISHED)) === 0) return;
  const problem =
    (flags & UNFINISHED) !== 0 ? 'unfinished-tag' : (flags & VARIANT) !== 0 ? 'tag-variant' : 'tag-name-differs';
  shape.problem(problem, shape.startOf(tag), shape.endOf(tag), shape.rawTag(tag), tagOf(code));
}

function tellPlace(shape: Shape, record: OpenRecord, tag: number, code: TagCode): void {
  const at = shape.startOf(tag);
  if (hasField(record, code)) shape.problem('repeated-field', at, shape.endOf(tag), tagOf(code));
  else if (record.bodyDone) shape.problem('field-after-body', at, shape.endOf(tag), tagOf(code));
}

const isCut = (shape: Shape, tag: number): boolean => ((shape.tags.flags[tag] ?? 0) & CUT) !== 0;

/** The text ends in a tag: nothing can be read from it, and it is no text either. */
function cutTag(shape: Shape, tag: number): number {
  const at = shape.startOf(tag);
  if (shape.record !== null) {
    shape.passTo(at, 'text-between-fields');
    shape.problem('truncated-tag', at, shape.endOf(tag), shape.rawTag(tag));
    shape.position = shape.endOf(tag);
  }
  return tag + 1;
}

/**
 * A closing tag where nothing is open. Text that stands before it, and that nothing else claims, must be its field's
 * value.
 */
function closeOutside(shape: Shape, tag: number): number {
  const code = shape.codeOf(tag);
  const at = shape.startOf(tag);
  if (shape.record?.implied?.delete(code) === true) {
    shape.passTo(at, 'text-between-fields');
    shape.position = shape.endOf(tag);
    return tag + 1;
  }
  const whole = code.kind === 'body' || code.kind === 'block';
  const limit = shape.trimBlank(shape.position, at);
  const from = startOfLine(shape, whole ? shape.skipBlank(shape.position, limit) : limit);
  const claimed = from === limit || (shape.record !== null && hasField(shape.record, code));
  if (claimed && shape.record === null) return tag + 1;
  const record = shape.record ?? shape.begin(0);
  if (claimed) {
    shape.passTo(at, 'text-between-fields');
    shape.problem(isCut(shape, tag) ? 'truncated-tag' : 'close-without-open', at, shape.endOf(tag), shape.rawTag(tag));
  } else {
    shape.passTo(from, record.first === null ? 'text-before-first-tag' : 'text-between-fields');
    shape.problem('open-tag-missing', from, shape.endOf(tag), shape.rawTag(tag));
    shape.add(code, shape.tags.names[tag] ?? null, from, from, shape.beforeBreak(at, from), shape.endOf(tag), null);
    noteField(record, code);
  }
  shape.position = shape.endOf(tag);
  return tag + 1;
}

function startOfLine(shape: Shape, at: number): number {
  let start = at;
  while (start > shape.position && shape.text[start - 1] !== '\n' && shape.text[start - 1] !== '\r') start--;
  return start;
}
