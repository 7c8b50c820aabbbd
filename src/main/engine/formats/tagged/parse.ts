import type { Problem } from '../../../../contract/problem.ts';
import type { Decoded } from '../encoding.ts';
import type { SourceField, SourceRecord } from '../format.ts';
import { readRecords } from './records.ts';
import { sentence } from './sentences.ts';
import { Shape } from './shape.ts';
import type { ProblemBudget } from './shape.ts';
import { newTagList, scanTags } from './tags.ts';

export interface ParsedField extends SourceField {
  /** Two capital letters as a rule; `FIELD_CODES` knows fourteen of them. */
  readonly code: string;
  /** As the tag says. */
  readonly name: string;
  /**
   * Verbatim, but every line end is "\n". The line break after an opening tag and the one before a closing tag are not
   * part of it; the marks nested in a body are.
   */
  readonly value: string;
  /** 'ZW' for tags nested in the body ('TM' in a picture block outside of one): never the record's own field. */
  readonly parent: string | null;
  /** Byte span of the value in the file. */
  readonly start: number;
  readonly end: number;
  /** Byte span with the tags. */
  readonly tagStart: number;
  readonly tagEnd: number;
}

export interface ParsedRecord extends SourceRecord {
  /** In the order of their opening tags, those nested in a field after it. */
  readonly fields: readonly ParsedField[];
}

export interface Parsed {
  /** Their spans tile the file from 0 to its end. None, when there is no tag in it. */
  readonly records: readonly ParsedRecord[];
  /** Problems of the file as a whole. */
  readonly problems: readonly Problem[];
}

export interface ParseOptions {
  /** Problems reported for the file; those beyond are counted in one more. Default 200. */
  readonly maxProblems?: number;
}

export const MOST_PROBLEMS = 200;

/** Found tags are listed here, from call to call: one list a thread, given back after a very long text. */
let tagList = newTagList();
const KEEP_TAGS = 1 << 16;

/**
 * Read the records of a text with 〖CODE/名〗value〖-CODE/名〗 tags. Never throws, and takes time in proportion to the text.
 * What is not as it should be is told in the problems, with what was assumed.
 */
export function parseTagged(decoded: Decoded, options: ParseOptions = {}): Parsed {
  const budget: ProblemBudget = { left: options.maxProblems ?? MOST_PROBLEMS, dropped: 0 };
  const piece = readPiece(decoded, budget, 1, false);
  return {
    records: piece.records,
    problems: fileProblems(piece.records.length === 0 ? decoded.text : null, piece.otherBrackets, budget),
  };
}

/** Read part of a file. `open`: more text follows, so that the records from `unsettledFrom` on may still change. */
export function readPiece(
  decoded: Decoded,
  budget: ProblemBudget,
  ordinal: number,
  open: boolean,
): {
  readonly records: readonly ParsedRecord[];
  readonly unsettledFrom: number;
  readonly otherBrackets: boolean;
  readonly text: string;
} {
  const tags = scanTags(decoded.text, tagList);
  const shape = new Shape(decoded, tags, budget, ordinal, open);
  readRecords(shape);
  if (tags.starts.length > KEEP_TAGS) tagList = newTagList();
  const told = decoded.damage.length > 0 || decoded.privateUse.length > 0;
  const records = told ? withDecoding(decoded, shape.records, budget) : shape.records;
  return { records, unsettledFrom: shape.unsettledFrom, otherBrackets: tags.otherBrackets, text: decoded.text };
}

/** What is to be said of the file; `without` is its text when it holds no record. */
export function fileProblems(without: string | null, otherBrackets: boolean, budget: ProblemBudget): Problem[] {
  const problems: Problem[] = [];
  const nothing = without?.trim() === '' ? 'empty-file' : 'no-record';
  if (without !== null) problems.push({ code: nothing, offset: 0, text: sentence(nothing) });
  if (otherBrackets) problems.push({ code: 'tag-brackets', offset: 0, text: sentence('tag-brackets') });
  if (budget.dropped > 0)
    problems.push({
      code: 'problems-left-out',
      offset: 0,
      text: sentence('problems-left-out', String(budget.dropped)),
    });
  return problems;
}

/** The records with what decoding met in each: bytes that are no character, and user-defined characters. */
function withDecoding(decoded: Decoded, records: readonly ParsedRecord[], budget: ProblemBudget): ParsedRecord[] {
  let damaged = 0;
  let own = 0;
  return records.map((record) => {
    const found: Problem[] = [];
    for (
      let damage = decoded.damage[damaged];
      damage !== undefined && damage.offset < record.end;
      damage = decoded.damage[damaged]
    ) {
      const { offset } = damage;
      let { length, cut } = damage;
      for (damaged++; decoded.damage[damaged]?.offset === offset + length; damaged++) {
        length += decoded.damage[damaged]?.length ?? 0;
        cut ||= decoded.damage[damaged]?.cut ?? false;
      }
      const code = cut ? 'cut-in-character' : 'undecodable-bytes';
      found.push({ code, offset, length, text: sentence(code, String(length)) });
    }
    let count = 0;
    const first = decoded.privateUse[own];
    for (let at = first; at !== undefined && decoded.byteOffset(at) < record.end; at = decoded.privateUse[own]) {
      own++;
      count++;
    }
    if (count > 0 && first !== undefined) {
      found.push({
        code: 'private-characters',
        offset: decoded.byteOffset(first),
        text: sentence('private-characters', String(count)),
      });
    }
    if (found.length === 0) return record;
    const kept = found.slice(0, Math.max(0, budget.left));
    budget.left -= kept.length;
    budget.dropped += found.length - kept.length;
    return { ...record, problems: [...record.problems, ...kept].toSorted((a, b) => a.offset - b.offset) };
  });
}
