const WIDE = new RegExp(
  '[\\u1100-\\u115F\\u2E80-\\u303E\\u3041-\\uA4CF\\uA960-\\uA97C\\uAC00-\\uD7A3\\uF900-\\uFAFF' +
    '\\uFE30-\\uFE6F\\uFF01-\\uFF60\\uFFE0-\\uFFE6\\u{1F300}-\\u{1F64F}\\u{1F900}-\\u{1F9FF}\\u{20000}-\\u{3FFFD}]',
  'u',
);
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const CONTROL = /[\u0000-\u001F\u007F-\u009F]+/g;

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Gives way when the table is wider than the terminal; with 'start' it loses its beginning, as a path should. */
  readonly flexible?: boolean | 'start';
}

/** Columns a text takes on a terminal: two for a Han character or another wide one, none for marks. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += NO_WIDTH.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** The text cut to at most `columns`, with … where something is missing: at its end, or at its start. */
export function cut(text: string, columns: number, from: 'end' | 'start' = 'end'): string {
  if (widthOf(text) <= columns) return text;
  if (from === 'start') return mirror(cut(mirror(text), columns));
  let kept = '';
  let width = 0;
  for (const char of text) {
    width += widthOf(char);
    if (width > columns - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

const mirror = (text: string): string => [...text].reverse().join('');

/**
 * Text from a record made safe for one line of a terminal: what moves the cursor or changes colours becomes a blank.
 */
export const oneLine = (text: string): string => text.replaceAll(CONTROL, ' ').trim();

/** A text of several lines made safe for a terminal; line ends stay. */
export const manyLines = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.replaceAll(CONTROL, ' '))
    .join('\n');

/** No column is cut below this. */
const NARROWEST = 12;

/** Rows under their titles, two blanks between columns, aligned for wide characters and no wider than `columns`. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], terminal: number): string {
  const cells = rows.map((row) => columns.map((_, at) => oneLine(row[at] ?? '')));
  const widths = columns.map((column, at) =>
    Math.max(widthOf(column.title), ...cells.map((row) => widthOf(row[at] ?? ''))),
  );
  const gives = columns.flatMap(({ flexible }, at) => (flexible ? [at] : []));
  let over = widths.reduce((sum, width) => sum + width + 2, -2) - terminal;
  while (over > 0) {
    const widest = gives.reduce((best, at) => ((widths[at] ?? 0) > (widths[best] ?? 0) ? at : best), gives[0] ?? -1);
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }

  const line = (row: readonly string[]): string =>
    columns
      .map((column, at) => {
        const width = widths[at] ?? 0;
        const text = cut(row[at] ?? '', width, column.flexible === 'start' ? 'start' : 'end');
        const blanks = ' '.repeat(width - widthOf(text));
        return column.align === 'right' ? blanks + text : text + blanks;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(columns.map((column) => column.title)), rule, ...cells.map(line)].join('\n');
}

/** `name  value` lines, the names padded to one width. */
export function pairs(lines: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(0, ...lines.map(([name]) => widthOf(name)));
  return lines.map(([name, value]) => `${name}${' '.repeat(width - widthOf(name))}  ${value}`.trimEnd()).join('\n');
}
