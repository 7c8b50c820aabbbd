/** One field of a record as it lies in the file: byte places, nothing decoded. */
export interface RawField {
  /** Three characters as a rule; '' where the directory names none. */
  readonly tag: string;
  readonly start: number;
  /** The field's terminator is not part of it. */
  readonly end: number;
}

export interface RawRecord {
  /** Where the leader starts; what lies before it (line ends, zero bytes) belongs to no field. */
  readonly start: number;
  /** Behind the record's terminator, or the end of the file. */
  readonly end: number;
  readonly leader: string;
  readonly fields: readonly RawField[];
  /** The record's terminator is there. */
  readonly ended: boolean;
  /** Directory and fields agree. When not, fields were told apart by their terminators. */
  readonly directory: 'sound' | 'broken' | 'uneven';
}

export const RECORD_END = 0x1d;
export const FIELD_END = 0x1e;
export const SUBFIELD = 0x1f;

const LEADER = 24;
const ENTRY = 12;

/**
 * The records of an ISO 2709 file (MARC 21, UNIMARC, CNMARC), told apart by their terminators: lengths in leaders and
 * directories are often wrong, counted in characters or before a conversion. Source: ISO 2709:2008.
 */
export function recordsOf(bytes: Uint8Array): readonly RawRecord[] {
  const records: RawRecord[] = [];
  for (let from = 0; from < bytes.length;) {
    const mark = bytes.indexOf(RECORD_END, from);
    const end = mark < 0 ? bytes.length : mark + 1;
    const start = leaderAt(bytes, from, end);
    if (start !== null) records.push(recordOf(bytes, start, mark < 0 ? end : mark, end));
    from = end;
  }
  return records;
}

/** Behind line ends and zero bytes between records, and behind blanks before a length; null when no field follows. */
function leaderAt(bytes: Uint8Array, from: number, end: number): number | null {
  const beginning = latin(bytes, from, Math.min(end, from + 256));
  const at = from + (/^[\r\n\0\x1a]*(?:\xef\xbb\xbf)?(?:[ \r\n\0]+(?=\d{5}))?/.exec(beginning)?.[0].length ?? 0);
  return bytes.subarray(at, end).includes(FIELD_END) ? at : null;
}

function recordOf(bytes: Uint8Array, start: number, to: number, end: number): RawRecord {
  const directoryEnd = before(bytes, FIELD_END, start, to);
  const leaderEnd = Math.min(start + LEADER, directoryEnd);
  const leader = latin(bytes, start, leaderEnd);
  const ended = end > to;
  const base = start + digits(bytes, start + 12, 5);
  const entries: { readonly tag: string; readonly length: number; readonly offset: number }[] = [];
  for (let at = leaderEnd; at < directoryEnd; at += ENTRY) {
    const tag = latin(bytes, at, Math.min(at + 3, directoryEnd));
    entries.push({ tag, length: digits(bytes, at + 3, 4), offset: digits(bytes, at + 7, 5) });
  }
  const whole = (directoryEnd - leaderEnd) % ENTRY === 0;
  const pointed = entries.map(({ tag, length, offset }) =>
    ({ tag, start: base + offset, end: base + offset + length - 1 }));
  const sound = whole && pointed.every((field) => field.start > directoryEnd && field.end >= field.start
    && field.end <= to && (bytes[field.end] === FIELD_END || field.end === to)
    && bytes[field.start - 1] === FIELD_END && before(bytes, FIELD_END, field.start, to) === field.end);
  const found = piecesOf(bytes, directoryEnd + 1, to);
  if (sound && pointed.length === found.length)
    return { start, end, leader, ended, directory: 'sound', fields: pointed };
  const fields = found.map((piece, at) => ({ ...piece, tag: entries[at]?.tag ?? '' }));
  const even = whole && found.length === entries.length;
  return { start, end, leader, ended, directory: even ? 'broken' : 'uneven', fields };
}

/** The first `mark` between two places, else the end. Subtle: a search to the file's end would cost its square. */
function before(bytes: Uint8Array, mark: number, from: number, to: number): number {
  const at = bytes.subarray(from, to).indexOf(mark);
  return at < 0 ? to : from + at;
}

function piecesOf(bytes: Uint8Array, from: number, to: number): RawField[] {
  const pieces: RawField[] = [];
  for (let at = from; at < to;) {
    const end = before(bytes, FIELD_END, at, to);
    pieces.push({ tag: '', start: at, end });
    at = end + 1;
  }
  return pieces;
}

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** A number of so many digits; NaN, which agrees with nothing, when it is none. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  const words = latin(bytes, from, Math.min(bytes.length, from + count));
  return /^\d+$/.test(words) && words.length === count ? Number(words) : NaN;
}
