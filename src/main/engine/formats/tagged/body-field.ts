import { LINE_BREAK, PICTURE, PICTURE_FILE, TITLE_RANK } from './fields.ts';
import type { TagCode } from './fields.ts';
import { tagOf } from './shape.ts';
import type { Shape } from './shape.ts';
import { CLOSE, CUT, UNFINISHED, VARIANT, brokenTag } from './tags.ts';

/** Tags looked through for the end of a picture block, or for a header between two closing tags. */
const LOOK_AHEAD = 64;

/**
 * Read the body (or a picture block outside of one), opened by the tag `open`. Returns the next tag to look at.
 *
 * It ends with its closing tag. One that goes on with text on its line, while another closing tag follows before the
 * next body opens, was quoted. A field's tag inside the body is text as long as the body is still closed after it;
 * where the next body opens first, or nothing more closes, this body was never closed and ended before that tag.
 */
export function readBodyField(shape: Shape, open: number): number {
  const code = shape.codeOf(open);
  const end = findEnd(shape, open, code);
  const closed = end.close < shape.tags.count;
  const from = shape.afterBreak(shape.endOf(open), end.value);
  const to = closed ? shape.beforeBreak(end.value, from) : Math.max(from, end.value);
  const tagEnd = closed ? shape.endOf(end.close) : end.value;
  shape.add(code, shape.tags.names[open] ?? null, shape.startOf(open), from, to, tagEnd, null);
  if (end.next > open + 1 + (closed ? 1 : 0)) readInside(shape, open + 1, closed ? end.close : end.next, code);
  shape.position = tagEnd;
  return end.next;
}

interface BodyEnd {
  readonly value: number;
  /** The closing tag, `tags.count` when there is none. */
  readonly close: number;
  readonly next: number;
}

function findEnd(shape: Shape, open: number, code: TagCode): BodyEnd {
  const { tags } = shape;
  let inPicture = code === PICTURE;
  for (let tag = open + 1; tag < tags.count; tag++) {
    const flags = tags.flags[tag] ?? 0;
    const other = shape.codeOf(tag);
    if ((flags & CUT) !== 0) {
      if (other !== code || (flags & CLOSE) === 0) return unclosed(shape, open, code, tag);
      shape.problem('truncated-tag', shape.startOf(tag), shape.endOf(tag), shape.rawTag(tag));
      return { value: shape.startOf(tag), close: tag, next: tag + 1 };
    }
    if ((flags & CLOSE) !== 0) {
      if (other === PICTURE) inPicture = false;
      if (other === code) {
        if (isEnd(shape, tag)) {
          if ((flags & UNFINISHED) !== 0)
            shape.problem('unfinished-tag', shape.startOf(tag), shape.endOf(tag), shape.rawTag(tag));
          return { value: shape.startOf(tag), close: tag, next: tag + 1 };
        }
        shape.problem('tag-in-text', shape.startOf(tag), shape.endOf(tag), shape.rawTag(tag), tagOf(code));
      } else if (code === PICTURE && other.kind === 'body') return unclosed(shape, open, code, tag);
      continue;
    }
    if (other === PICTURE) inPicture = true;
    if (other.rank < 0 || other === code || (inPicture && isPage(other))) continue;
    if (endsBody(shape, tag, code)) return unclosed(shape, open, code, tag);
    shape.problem('tag-in-text', shape.startOf(tag), shape.endOf(tag), shape.rawTag(tag), tagOf(code));
  }
  shape.unsettle();
  return unclosed(shape, open, code, tags.count);
}

const isPage = ({ field }: TagCode): boolean => field === 'page';

/** Whether the field's tag stands outside, and the body before it was never closed. */
function endsBody(shape: Shape, tag: number, code: TagCode): boolean {
  if (code === PICTURE) return true;
  const next = shape.nextBody(tag);
  if (next === shape.tags.count) shape.unsettle();
  else if (shape.isClose(next)) return false;
  // In the middle of a line only what begins the next record does, and only when that record shows its body.
  return shape.startsLine(shape.startOf(tag)) || (next < shape.tags.count && shape.codeOf(tag).rank <= TITLE_RANK);
}

/** Whether a closing tag of the body is its end, not a quotation. */
function isEnd(shape: Shape, close: number): boolean {
  const after = shape.endOf(close);
  const line = shape.lineEnd(after);
  const first = shape.skipBlank(after, line);
  if (first === line || shape.startOf(close + 1) === first || shape.codeOf(close).kind !== 'body') return true;
  const next = shape.nextBody(close);
  if (next === shape.tags.count) {
    shape.unsettle();
    return true;
  }
  // "…〖-ZW〗 and 〖ZW〗…" on one line is a quotation of both.
  const both = !shape.isClose(next) && shape.startOf(next) < line && shape.isClose(shape.nextBody(next));
  if (!shape.isClose(next) && !both) {
    if (shape.startOf(next) < line && shape.nextBody(next) === shape.tags.count) shape.unsettle();
    return true;
  }
  for (let tag = close + 1; tag < Math.min(next, close + LOOK_AHEAD); tag++) {
    const { rank } = shape.codeOf(tag);
    if (!shape.isClose(tag) && rank >= 0 && rank <= TITLE_RANK && (both || shape.startsLine(shape.startOf(tag))))
      return true;
  }
  return false;
}

function unclosed(shape: Shape, open: number, code: TagCode, next: number): BodyEnd {
  const from = shape.endOf(open);
  const limit = shape.startOf(next);
  // The same whether the text ends here or another record follows: blank lines between records are nobody's value.
  const value = shape.trimBlank(from, brokenTag(shape.text, from, shape.trimBlank(from, limit)));
  shape.problem('unclosed-body', shape.startOf(open), shape.endOf(open), tagOf(code));
  return { value, close: shape.tags.count, next };
}

/** The tags inside: pairs become fields that belong to the body, marks are counted. */
function readInside(shape: Shape, first: number, end: number, body: TagCode): void {
  const openMarks = new Map<TagCode, number[]>();
  for (let tag = first; tag < end; tag++) {
    const code = shape.codeOf(tag);
    if (code.kind === 'mark') {
      checkMark(shape, tag, code, openMarks);
      continue;
    }
    if (shape.isClose(tag)) continue;
    const close = closeWithin(shape, tag, end);
    if (close < 0) {
      if (code === PICTURE || code === PICTURE_FILE) shape.problem('picture-not-closed', shape.startOf(tag), shape.endOf(tag), tagOf(code));
      continue;
    }
    const from = shape.afterBreak(shape.endOf(tag), shape.startOf(close));
    const to = shape.beforeBreak(shape.startOf(close), from);
    shape.add(code, shape.tags.names[tag] ?? null, shape.startOf(tag), from, to, shape.endOf(close), body.code);
  }
  for (const tags of openMarks.values()) for (const tag of tags) unbalanced(shape, tag);
}

function closeWithin(shape: Shape, tag: number, end: number): number {
  const code = shape.codeOf(tag);
  const last = Math.min(end, tag + (code === PICTURE ? LOOK_AHEAD : 2));
  for (let at = tag + 1; at < last; at++) if (shape.isClose(at) && shape.codeOf(at) === code) return at;
  return -1;
}

function checkMark(shape: Shape, tag: number, code: TagCode, openMarks: Map<TagCode, number[]>): void {
  if (((shape.tags.flags[tag] ?? 0) & VARIANT) !== 0) {
    shape.problem('mark-variant', shape.startOf(tag), shape.endOf(tag), shape.rawTag(tag));
  }
  const open = openMarks.get(code) ?? [];
  if (shape.isClose(tag)) {
    if (open.pop() === undefined) unbalanced(shape, tag);
  } else if (code !== LINE_BREAK) {
    // A line break is never closed; the others are.
    open.push(tag);
    openMarks.set(code, open);
  }
}

const unbalanced = (shape: Shape, tag: number): void => {
  shape.problem('mark-unbalanced', shape.startOf(tag), shape.endOf(tag), shape.rawTag(tag));
};
