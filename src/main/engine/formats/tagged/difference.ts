/** The one stretch in which a new value differs from the source's text of the old one. */
export interface Stretch {
  /** In the source's text. */
  readonly from: number;
  readonly to: number;
  /** In the new value. */
  readonly newFrom: number;
  readonly newTo: number;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

/**
 * Compare the source's text of a value, whose line ends are as they came, with a new value, whose line ends are "\n".
 * What is the same before and behind the stretch keeps its bytes: other line ends, characters with several codes,
 * damage.
 */
export function differingStretch(source: string, value: string): Stretch {
  let from = 0;
  let newFrom = 0;
  while (from < source.length && newFrom < value.length) {
    const step = source.startsWith('\r\n', from) ? 2 : 1;
    const char = source[from] === '\r' ? '\n' : source[from];
    if (char !== value[newFrom]) break;
    from += step;
    newFrom++;
  }
  // Half a character is no place to cut.
  if (from > 0 && isHigh(source.charCodeAt(from - 1))) {
    from--;
    newFrom--;
  }
  let to = source.length;
  let newTo = value.length;
  while (to > from && newTo > newFrom) {
    const step = to - 2 >= from && source.startsWith('\r\n', to - 2) ? 2 : 1;
    const char = source[to - 1] === '\r' ? '\n' : source[to - 1];
    if (char !== value[newTo - 1]) break;
    to -= step;
    newTo--;
  }
  if (to < source.length && isHigh(source.charCodeAt(to - 1))) {
    to++;
    newTo++;
  }
  return { from, to, newFrom, newTo };
}
