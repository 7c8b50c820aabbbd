import { parse } from 'csv-parse/sync';

/** A row with its place in the text. */
export interface Row {
  readonly cells: readonly string[];
  /** Character index of the row's first character. */
  readonly start: number;
  /** Read without regard to quotes, since one before it is never closed. */
  readonly unquoted: boolean;
}

/**
 * The rows of a table in a text. A quote that is never closed would take the rest of the file into one cell: from the
 * row it stands in on, quotes are then letters like others.
 */
export function rowsOf(text: string, delimiter: string): readonly Row[] {
  const rows: Row[] = [];
  const bytes = Buffer.from(text, 'utf8');
  const sound = read(bytes, delimiter, true, (cells, from) => rows.push({ cells, start: from, unquoted: false }));
  if (sound < bytes.length) {
    read(bytes.subarray(sound), delimiter, false, (cells, from) =>
      rows.push({ cells, start: sound + from, unquoted: true }));
  }
  return inCharacters(text, rows);
}

/** Reads rows as far as they are sound; gives the bytes read. */
function read(
  bytes: Buffer, delimiter: string, quoted: boolean, take: (cells: readonly string[], from: number) => void,
): number {
  let at = 0;
  try {
    parse(bytes, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      quote: quoted ? '"' : null,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      // Rows are taken as they come: when the last one fails, those before it are kept.
      on_record: (cells: readonly string[], { bytes: end }) => {
        take(cells, at);
        at = end;
        return null;
      },
    });
    return bytes.length;
  } catch {
    return at;
  }
}

/** The parser counts bytes of UTF-8; the text is counted in characters. */
function inCharacters(text: string, rows: readonly Row[]): readonly Row[] {
  let char = 0;
  let byte = 0;
  return rows.map((row) => {
    for (; byte < row.start && char < text.length; char++) {
      const unit = text.codePointAt(char) ?? 0;
      byte += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit < 0x10000 ? 3 : 4;
      if (unit >= 0x10000) char++;
    }
    return { ...row, start: char };
  });
}

const DELIMITERS = [',', '\t', ';', '|'] as const;

/** The sign between the cells of a first line: the one there are most of outside quotes; null when there is none. */
export function delimiterOf(line: string): string | null {
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  let best: string | null = null;
  let most = 0;
  for (const sign of DELIMITERS) {
    const count = bare.split(sign).length - 1;
    if (count > most) {
      best = sign;
      most = count;
    }
  }
  return best;
}
