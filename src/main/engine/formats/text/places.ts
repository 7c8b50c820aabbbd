/** A piece of a text, as character indices. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

const isSpace = (char: string | undefined): boolean => char !== undefined && /\s/.test(char);

/** The piece without the space around it. */
export function trimmed(text: string, { from, to }: Place): Place {
  let start = from;
  let end = to;
  while (start < end && isSpace(text[start])) start++;
  while (end > start && isSpace(text[end - 1])) end--;
  return { from: start, to: end };
}

/** The piece without empty lines before it and space after it; the indentation of its first line stays. */
export function paragraphs(text: string, place: Place): Place {
  const { from, to } = trimmed(text, place);
  let start = from;
  while (start > place.from && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return { from: start, to };
}

/** The lines of a text, without their ends, in order; `next` is where the following line starts. */
export function* linesOf(text: string, from = 0): Generator<Place & { readonly next: number }> {
  const ends = /\r\n?|\n/g;
  let at = from;
  while (at < text.length) {
    ends.lastIndex = at;
    const found = ends.exec(text);
    const to = found === null ? text.length : found.index;
    const next = found === null ? text.length : ends.lastIndex;
    yield { from: at, to, next };
    at = next;
  }
}
