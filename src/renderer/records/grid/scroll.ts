/**
 * Where rows stand in a list that may be higher than any element a browser can draw. Chromium cuts an element off near
 * 33.5 million pixels; two million rows of 32 pixels are 64 million. So the scrolled element gets a height of at most
 * `MAX_HEIGHT` and the place in the list is a number of its own ("offset", in list pixels), to which the scroll bar is
 * proportional. Wheel and keys move the offset pixel by pixel; only dragging the scroll bar is coarser.
 */
export interface Scale {
  /** Height of the element that gives the scroll bar its length. */
  readonly height: number;
  /** The largest offset, 0 when everything is in sight. */
  readonly maxOffset: number;
  readonly toOffset: (scrollTop: number) => number;
  readonly toScrollTop: (offset: number) => number;
}

export const MAX_HEIGHT = 8_000_000;

export function scaleFor(rows: number, rowHeight: number, viewport: number): Scale {
  const full = rows * rowHeight;
  const height = Math.min(full, MAX_HEIGHT);
  const maxOffset = Math.max(0, full - viewport);
  const maxScroll = Math.max(0, height - viewport);
  const ratio = maxScroll === 0 ? 1 : maxOffset / maxScroll;
  return {
    height,
    maxOffset,
    toOffset: (scrollTop) => clamp(scrollTop * ratio, 0, maxOffset),
    toScrollTop: (offset) => clamp(offset / ratio, 0, maxScroll),
  };
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** The rows in sight, with a few above and below: `first` inclusive, `last` exclusive. */
export function rowsInSight(offset: number, rows: number, rowHeight: number, viewport: number, beyond = 4): {
  readonly first: number; readonly last: number;
} {
  const first = clamp(Math.floor(offset / rowHeight) - beyond, 0, rows);
  const last = clamp(Math.ceil((offset + viewport) / rowHeight) + beyond, first, rows);
  return { first, last };
}

/** The offset that brings a row into sight with the least movement; the same offset when it is in sight. */
export function offsetShowing(index: number, offset: number, rowHeight: number, viewport: number): number {
  const top = index * rowHeight;
  // Before the list has been measured there is no sight to bring it into.
  if (top < offset || viewport < rowHeight) return top;
  if (top + rowHeight > offset + viewport) return top + rowHeight - viewport;
  return offset;
}
