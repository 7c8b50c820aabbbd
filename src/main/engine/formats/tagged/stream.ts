import { decode } from '../encoding.ts';
import type { EncodingName } from '../encoding.ts';
import type { StreamBatch, StreamReader } from '../format.ts';
import type { Problem } from '../../../../contract/problem.ts';
import { MOST_PROBLEMS, fileProblems, readPiece } from './parse.ts';
import type { ParsedRecord } from './parse.ts';
import { sentence } from './sentences.ts';
import type { ProblemBudget } from './shape.ts';

export interface TaggedBatch extends StreamBatch {
  readonly records: readonly ParsedRecord[];
}

export interface TaggedStream extends StreamReader {
  push(piece: Uint8Array): TaggedBatch;
  end(): TaggedBatch & { readonly problems: readonly Problem[] };
}

export interface StreamOptions {
  readonly encoding: EncodingName;
  /** Bytes of the byte order mark, from the proof. */
  readonly bom?: number;
  readonly maxProblems?: number;
  /** A record that grows beyond this is broken off: what bounds the memory. Default 64 MB. */
  readonly maxRecordBytes?: number;
  /** Bytes gathered before it is worth reading them. Default 256 KB. */
  readonly firstTry?: number;
}

/** A piece of the size reading is quick with. */
const FIRST_TRY = 256 * 1024;
const LONGEST_RECORD = 64 * 1024 * 1024;
/** More bytes than any tag has. */
const LONGEST_TAG = 512;
/** Problems made for one piece before the file's limit is applied. */
const PIECE_PROBLEMS = 10_000;

/**
 * Read a long file of tagged records piece by piece, in memory for about one piece and one record. The records are
 * those `parseTagged` would give for the whole: one is handed out as soon as nothing that follows can change it.
 */
export function streamTagged(options: StreamOptions): TaggedStream {
  const {
    encoding,
    bom = 0,
    maxProblems = MOST_PROBLEMS,
    maxRecordBytes = LONGEST_RECORD,
    firstTry = FIRST_TRY,
  } = options;
  const budget: ProblemBudget = { left: maxProblems, dropped: 0 };
  let held = new Uint8Array(2 * firstTry);
  let length = 0;
  let base = 0;
  let tryAt = firstTry;
  let ordinal = 1;
  let brackets = false;
  /** What was said of the beginning of the first record held back: read again, it is simply where the text begins. */
  let begun: readonly Problem[] = [];
  /** So much without a single tag is no file of records. */
  let hopeless = false;

  const append = (piece: Uint8Array): void => {
    if (length + piece.length > held.length) {
      const larger = new Uint8Array(Math.max(held.length * 2, length + piece.length));
      larger.set(held.subarray(0, length));
      held = larger;
    }
    held.set(piece, length);
    length += piece.length;
  };

  const read = (open: boolean): ReturnType<typeof readPiece> => {
    const decoded = decode(held.subarray(0, length), encoding, base === 0 ? bom : 0, base);
    const piece = readPiece(decoded, { left: PIECE_PROBLEMS, dropped: 0 }, ordinal, open);
    const [first, ...others] = piece.records;
    return first === undefined || begun.length === 0 ? piece
      : { ...piece, records: [{ ...first, problems: [...begun, ...first.problems] }, ...others] };
  };

  const limited = (record: ParsedRecord): ParsedRecord => {
    const kept = record.problems.slice(0, budget.left);
    budget.left -= kept.length;
    budget.dropped += record.problems.length - kept.length;
    return kept.length === record.problems.length ? record : { ...record, problems: kept };
  };

  /** Hand out the records, and keep the bytes behind them. */
  const settle = (records: readonly ParsedRecord[], next?: ParsedRecord): TaggedBatch => {
    begun = next?.problems.filter(({ code }) => code === 'record-boundary-assumed') ?? [];
    const end = records.at(-1)?.end ?? base;
    const bytes = held.slice(0, end - base);
    held.copyWithin(0, end - base, length);
    length -= end - base;
    base = end;
    ordinal += records.length;
    tryAt = Math.max(firstTry, 2 * length);
    if (held.length > 4 * tryAt) held = held.slice(0, 2 * tryAt);
    return { records: records.map(limited), bytes };
  };

  return {
    push(piece) {
      if (hopeless) return { records: [], bytes: new Uint8Array() };
      append(piece);
      if (length < tryAt) return { records: [], bytes: new Uint8Array() };
      const { records, unsettledFrom, otherBrackets } = read(true);
      brackets ||= otherBrackets;
      // Nor is a record settled by one of which hardly a tag is here yet.
      const begunLate = (records.at(-1)?.start ?? 0) > base + length - LONGEST_TAG ? 2 : 1;
      const settled = records.slice(0, Math.max(0, Math.min(unsettledFrom, records.length - begunLate)));
      if (settled.length > 0 || length < maxRecordBytes) {
        tryAt = 2 * length;
        return settled.length > 0 ? settle(settled, records[settled.length]) : { records: [], bytes: new Uint8Array() };
      }
      hopeless = records.length === 0;
      return settle(records.map((record) => tooLong(record, maxRecordBytes)));
    },
    end() {
      const { records, otherBrackets, text } = read(false);
      const batch = settle(records);
      return { ...batch, problems: fileProblems(ordinal > 1 ? null : text, brackets || otherBrackets, budget) };
    },
  };
}

function tooLong(record: ParsedRecord, limit: number): ParsedRecord {
  const text = sentence('record-too-long', String(limit));
  return { ...record, problems: [...record.problems, { code: 'record-too-long', offset: record.end, text }] };
}
