import type { FileState, ImportFormat } from '../../../contract/imports.ts';
import type { LocalText } from '../../../contract/text.ts';
import { PROBLEM_SEVERITY } from '../../../contract/problem.ts';
import type { Problem } from '../../../contract/problem.ts';
import type { EncodingName } from '../formats/encoding.ts';
import type { FormatReading, ReadRequest, SourceRecord } from '../formats/format.ts';
import { formatNamed, formatOf } from '../formats/registry.ts';
import { tagged } from '../formats/tagged/reader.ts';
import { adviceFor } from '../formats/unknown.ts';
import type { TableRules } from '../formats/table/rules.ts';
import { toldIn } from './encodings.ts';
import type { ToldEncoding } from './encodings.ts';
import { pictureType } from './picture.ts';

/** What came out of looking at one file's bytes. */
export interface Examined {
  readonly state: FileState;
  /** Why, when there is something to say. */
  readonly reason: LocalText | null;
  /** The name of the reader its records came by. */
  readonly format: string | null;
  readonly encoding: string | null;
  readonly confidence: number | null;
  readonly records: readonly SourceRecord[];
  /** Problems of the file as a whole; each record has its own beside. */
  readonly problems: readonly Problem[];
}

/** Problems kept for one file; a file with more is broken in one way throughout, and says so often enough. */
export const MOST_PROBLEMS = 200;

/** How files are to be read. */
export interface Reading {
  readonly format: ImportFormat;
  readonly encoding: EncodingName | 'auto';
  readonly classFrom: 'folder' | null;
  /** Folders with an encoding of their own. */
  readonly encodings?: readonly ToldEncoding[];
  readonly tables?: TableRules;
}

/** How one file is to be read: its folder may have been told to be in another encoding. */
export function readingOf(how: Reading, path: string): Reading {
  const told = how.encodings === undefined || how.encodings.length === 0 ? undefined : toldIn(path, how.encodings);
  return told === undefined ? how : { ...how, encoding: told };
}

export function examine(bytes: Uint8Array, path: string, general: Reading): Examined {
  const how = readingOf(general, path);
  if (bytes.length === 0) return refused({ zh: '空文件，没有内容。', en: 'The file is empty.' });
  const type = pictureType(bytes, path);
  if (type !== null) {
    return { ...refused({ zh: `图片文件（${type}），留在原处，由记录引用。`, en: `A picture (${type}); it stays where it is, for the records that name it.` }), state: 'imported' };
  }
  const { encoding } = how;
  const request: ReadRequest = {
    bytes, path, encoding: encoding === 'auto' ? null : encoding, maxProblems: MOST_PROBLEMS,
    ...(how.classFrom === 'folder' ? { mapping: { folder: 'FL' } } : {}),
    ...(how.tables === undefined ? {} : { tables: how.tables }),
  };
  const { name, reading: { proof, encoding: used, records, problems } } = readAs(how.format, request);
  const confidence = used === null ? null : encoding === 'auto' ? proof?.confidence ?? null : 1;
  const all = [...problems, ...records.flatMap((record) => record.problems)];
  if (records.length === 0) {
    const first = all.find((problem) => PROBLEM_SEVERITY[problem.code] === 'refuse') ?? all[0];
    const advice = how.format === 'auto' && name === tagged.name && first?.code === 'no-record' ? adviceFor(bytes.subarray(0, HEAD), path) : null;
    return { ...refused(advice ?? first?.text ?? { zh: '没有找到带标记的记录。', en: 'No tagged record was found in it.' }), encoding: used, confidence, problems };
  }
  return { ...stateOf(all), format: name, encoding: used, confidence, records, problems };
}

/** The state of a file with records, by the worst of its problems, which is the reason as well. */
export function stateOf(problems: readonly Problem[]): Pick<Examined, 'state' | 'reason'> {
  const worst = worstOf(problems);
  return {
    state: worst === null || PROBLEM_SEVERITY[worst.code] === 'note' ? 'imported' : PROBLEM_SEVERITY[worst.code] === 'repair' ? 'repaired' : 'needsReview',
    reason: worst?.text ?? null,
  };
}

/**
 * Tagged records are what a delivery holds as a rule, so they are looked for first and at no further cost; only a file
 * without any is sniffed for another format.
 */
function readAs(format: ImportFormat, request: ReadRequest): { readonly name: string; readonly reading: FormatReading } {
  const asked = format === 'auto' ? tagged : formatNamed(format) ?? tagged;
  const reading = asked.read(request);
  if (format !== 'auto' || (reading.records.length > 0 && !hasWordsBefore(reading))) return { name: asked.name, reading };
  const other = formatOf(request.bytes.subarray(0, HEAD), request.path, request.tables);
  return other === null || other === tagged ? { name: asked.name, reading } : { name: other.name, reading: other.read(request) };
}

/** Subtle: a table or an XML file may hold bodies with tags in them, as our own exports do; then its own words come first. */
const hasWordsBefore = ({ records }: FormatReading): boolean =>
  records[0]?.problems.some(({ code }) => code === 'text-before-first-tag') === true;

/** Bytes a format is told by. */
const HEAD = 64 * 1024;

/** A file of which nothing is taken, and why. */
export function refused(reason: LocalText): Examined {
  return { state: 'refused', reason, format: null, encoding: null, confidence: null, records: [], problems: [] };
}

const RANK = { note: 0, repair: 1, review: 2, refuse: 3 } as const;

export function worstOf(problems: readonly Problem[]): Problem | null {
  let worst: Problem | null = null;
  for (const problem of problems) {
    if (worst === null || RANK[PROBLEM_SEVERITY[problem.code]] > RANK[PROBLEM_SEVERITY[worst.code]]) worst = problem;
  }
  return worst;
}
