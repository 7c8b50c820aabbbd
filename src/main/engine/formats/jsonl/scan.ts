import type { Place } from '../text/places.ts';

/** A member of an object: its key, and where its value stands in the line, quotes included. */
export interface Member {
  readonly key: string;
  readonly value: Place;
}

const SPACE = /\s/;

/**
 * The members of an object that JSON.parse has read, in their order, with their places. Repeated keys are all listed.
 * `base` is the index of the line in its text.
 */
export function membersOf(line: string, base: number): readonly Member[] {
  const members: Member[] = [];
  let at = line.indexOf('{') + 1;
  const skip = (chars: RegExp): void => { while (at < line.length && chars.test(line[at] ?? '')) at++; };
  while (at < line.length) {
    skip(/[\s,]/);
    if (line[at] !== '"') break;
    const keyEnd = afterString(line, at);
    const key = JSON.parse(line.slice(at, keyEnd)) as string;
    at = keyEnd;
    skip(/[\s:]/);
    const from = at;
    at = afterValue(line, at);
    let to = at;
    while (to > from && SPACE.test(line[to - 1] ?? '')) to--;
    members.push({ key, value: { from: base + from, to: base + to } });
  }
  return members;
}

/** Behind the string that opens at `at`. */
function afterString(line: string, at: number): number {
  for (let index = at + 1; index < line.length; index++) {
    if (line[index] === '\\') index++;
    else if (line[index] === '"') return index + 1;
  }
  return line.length;
}

/** Behind the value that opens at `at`, with the space after it. */
function afterValue(line: string, at: number): number {
  let depth = 0;
  for (let index = at; index < line.length;) {
    const char = line[index];
    if (char === '"') {
      index = afterString(line, index);
      continue;
    }
    if (depth === 0 && (char === ',' || char === '}')) return index;
    if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    index++;
  }
  return line.length;
}
