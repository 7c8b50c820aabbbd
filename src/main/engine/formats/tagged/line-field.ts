import type { TagCode } from './fields.ts';
import { tagOf } from './shape.ts';
import type { Shape } from './shape.ts';
import { CLOSE, CUT, UNFINISHED, brokenTag } from './tags.ts';

/** Tags looked through on a line for a closing tag: keeps a line of a hundred thousand tags linear. */
const LOOK_AHEAD = 32;

/** How a field's value ended. */
interface End {
  /** Character after the value, and after its closing tag (the same when there is none). */
  readonly value: number;
  readonly tag: number;
  /** The next tag to look at. */
  readonly next: number;
}

/**
 * Read a field that stands on a line of its own, opened by the tag `open`. Returns the next tag to look at.
 *
 * What ends it, in this order: its own closing tag, wherever it stands before the next field; another field's tag on
 * the same line (fields do not hold fields: nested and crossed ones become the record's own); the end of its line. Tags
 * that are neither closed nor crossed before its own closing tag are text that somebody quoted.
 */
export function readLineField(shape: Shape, open: number): number {
  const code = shape.codeOf(open);
  const next = open + 1;
  const closedAtOnce = next < shape.tags.count && shape.tags.flags[next] === CLOSE && shape.codeOf(next) === code;
  const end = closedAtOnce ? closedBy(shape, next) : findEnd(shape, open, code);
  const from = shape.afterBreak(shape.endOf(open), end.value);
  const to = end.tag > end.value ? shape.beforeBreak(end.value, from) : end.value;
  shape.add(code, shape.tags.names[open] ?? null, shape.startOf(open), from, to, end.tag, null);
  shape.position = end.tag;
  return end.next;
}

const closedBy = (shape: Shape, close: number): End => ({
  value: shape.startOf(close),
  tag: shape.endOf(close),
  next: close + 1,
});

function findEnd(shape: Shape, open: number, code: TagCode): End {
  const { tags } = shape;
  /** A tag in the value was taken for text: then all are, up to its closing tag, or the value would end twice. */
  let quoted = false;
  for (let tag = open + 1; tag < tags.count; tag++) {
    const flags = tags.flags[tag] ?? 0;
    const other = shape.codeOf(tag);
    if ((flags & CUT) !== 0) {
      if (other !== code || (flags & CLOSE) === 0) return unclosed(shape, open, code, tag);
      shape.problem('truncated-tag', shape.startOf(tag), shape.endOf(tag), shape.rawTag(tag));
      return closedBy(shape, tag);
    }
    if ((flags & CLOSE) !== 0 && other === code) {
      if ((flags & UNFINISHED) !== 0)
        shape.problem('unfinished-tag', shape.startOf(tag), shape.endOf(tag), shape.rawTag(tag));
      return closedBy(shape, tag);
    }
    if (other.kind === 'mark') continue;
    const own = closeOnLine(shape, code, tag);
    if ((flags & CLOSE) !== 0) {
      const end = strayClose(shape, open, code, tag, own);
      if (end !== null) return end;
      quoted = true;
      continue;
    }
    if (own < 0) return unclosed(shape, open, code, tag);
    const close = closeOnLine(shape, other, tag);
    const crossed = close > own;
    if (close < 0 || quoted || (!crossed && !nothingButFields(shape, tag, own))) {
      const last = close < 0 || crossed ? tag : close;
      shape.problem('tag-in-text', shape.startOf(tag), shape.endOf(last), shape.rawTag(tag), tagOf(code));
      quoted = true;
      tag = last;
      continue;
    }
    shape.problem(
      crossed ? 'crossed-tags' : 'nested-field',
      shape.startOf(open),
      shape.endOf(open),
      tagOf(other),
      tagOf(code),
    );
    shape.imply(code);
    const value = valueEnd(shape, shape.endOf(open), shape.startOf(tag));
    return { value, tag: value, next: tag };
  }
  shape.unsettle();
  return unclosed(shape, open, code, tags.count);
}

/** From this tag on to the closing tag `own` there are known fields with their closing tags, and nothing else. */
function nothingButFields(shape: Shape, tag: number, own: number): boolean {
  for (let at = tag; at < own; at += 2) {
    const pair =
      at + 1 < own &&
      !shape.isClose(at) &&
      shape.codeOf(at).rank >= 0 &&
      shape.isClose(at + 1) &&
      shape.codeOf(at + 1) === shape.codeOf(at);
    const behind = shape.endOf(at + 1);
    if (!pair || shape.skipBlank(behind, shape.startOf(at + 2)) < shape.startOf(at + 2)) return false;
  }
  return true;
}

/** A closing tag of another field: the other half of a crossing, a slip of the pen, or nothing. */
function strayClose(shape: Shape, open: number, code: TagCode, tag: number, own: number): End | null {
  const other = shape.codeOf(tag);
  const at = shape.startOf(tag);
  if (own >= 0 && shape.record?.implied?.delete(other) === true) {
    const nothingBetween = shape.skipBlank(shape.endOf(tag), shape.startOf(own)) === shape.startOf(own);
    return nothingBetween ? { value: at, tag: shape.endOf(own), next: own + 1 } : null;
  }
  if (own >= 0) {
    shape.problem('close-without-open', at, shape.endOf(tag), shape.rawTag(tag));
    return null;
  }
  if (shape.lineEnd(shape.endOf(open)) < at || other.kind === 'body') return unclosed(shape, open, code, tag);
  shape.problem('wrong-close-tag', at, shape.endOf(tag), tagOf(code), shape.rawTag(tag));
  return closedBy(shape, tag);
}

/** Where a value ends that no tag closes: with its line, or, when that is empty, with the text before the next tag. */
function valueEnd(shape: Shape, from: number, limit: number): number {
  const line = Math.min(shape.lineEnd(from), limit);
  if (shape.skipBlank(from, line) < line) return brokenTag(shape.text, from, line);
  return shape.trimBlank(line, brokenTag(shape.text, line, shape.trimBlank(line, limit)));
}

function unclosed(shape: Shape, open: number, code: TagCode, next: number): End {
  const from = shape.endOf(open);
  const limit = shape.startOf(next);
  const end = valueEnd(shape, from, limit);
  shape.problem('unclosed-field', shape.startOf(open), end, tagOf(code));
  shape.imply(code);
  return { value: end, tag: end, next };
}

/** The code's closing tag further on the line of `tag` and before it opens again, -1 when there is none. */
function closeOnLine(shape: Shape, code: TagCode, tag: number): number {
  const end = shape.lineEnd(shape.startOf(tag));
  const last = Math.min(shape.tags.count, tag + LOOK_AHEAD);
  for (let at = tag + 1; at < last; at++) {
    if (shape.startOf(at) >= end) return -1;
    if (shape.codeOf(at) === code) return shape.isClose(at) ? at : -1;
  }
  if (last === shape.tags.count && end === shape.text.length) shape.unsettle();
  return -1;
}
