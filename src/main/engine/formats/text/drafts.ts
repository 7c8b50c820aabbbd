import type { LocalText } from '../../../../contract/text.ts';
import type { Problem, ProblemCode } from '../../../../contract/problem.ts';
import { decode, encodingProblems, proveEncoding } from '../encoding.ts';
import type { Decoded } from '../encoding.ts';
import { lostBytes } from '../encoding/lost.ts';
import { foreignKind } from '../foreign.ts';
import type { FormatReading, ReadRequest, SourceField, SourceRecord } from '../format.ts';
import { FIELD_CODES } from '../tagged/fields.ts';
import { sentence } from '../tagged/sentences.ts';

/** A value found in a text. */
export interface DraftField {
  readonly code: string;
  readonly name: string;
  readonly value: string;
  /** Where it stands in the text, as character indices; left out where it stands in no one place. */
  readonly from?: number;
  readonly to?: number;
}

export interface DraftProblem {
  readonly code: ProblemCode;
  /** Character index. */
  readonly at: number;
  readonly text: LocalText;
}

/** A record found in a text; it reaches to the start of the next one. */
export interface Draft {
  readonly start: number;
  readonly fields: readonly DraftField[];
  readonly problems: readonly DraftProblem[];
  readonly tags?: readonly string[];
}

/** Line ends as values have them. */
export const unbroken = (text: string): string => text.replace(/\r\n?/g, '\n');

/**
 * Read a file that is text: prove and decode it, find its records by `split`, and put their places into bytes. The
 * spans tile the file; a field keeps its span only where the bytes there are the value itself, letter by letter.
 * `nothing` says what was looked for and not found.
 */
export function readText(
  { bytes, encoding, maxProblems }: ReadRequest,
  split: (text: string) => readonly Draft[],
  nothing: LocalText,
): FormatReading {
  const proof = proveEncoding(bytes);
  const used = encoding ?? proof.encoding;
  const decoded = decode(bytes, used, proof.bom);
  const refused = (problem: Problem, by: typeof used | null): FormatReading =>
    ({ proof, encoding: by, records: [], problems: [problem] });
  if (decoded.text.trim() === '')
    return refused({ code: 'empty-file', offset: 0, text: sentence('empty-file') }, used);
  const drafts = split(decoded.text);
  if (drafts.length === 0) {
    const foreign = foreignKind(bytes);
    if (foreign === null) return refused({ code: 'no-record', offset: 0, text: nothing }, used);
    const text = sentence('foreign-file', foreign.zh, foreign.en);
    return refused({ code: 'foreign-file', offset: 0, text }, null);
  }
  const met = [...damageProblems(decoded), ...lostBytes(bytes, decoded, used)].toSorted((a, b) => a.offset - b.offset);
  const { records, leftOut } = placed(decoded, met, drafts, bytes.length, maxProblems);
  const problems = encodingProblems(proof, used);
  if (leftOut > 0) {
    const text = sentence('problems-left-out', String(leftOut));
    problems.push({ code: 'problems-left-out', offset: 0, text });
  }
  return { proof, encoding: used, records, problems };
}

const KNOWN: ReadonlySet<string> = new Set(FIELD_CODES.map(({ code }) => code));

function placed(decoded: Decoded, met: readonly Problem[], drafts: readonly Draft[], length: number, maxProblems: number): {
  readonly records: readonly SourceRecord[];
  readonly leftOut: number;
} {
  let next = 0;
  let own = 0;
  let left = maxProblems;
  let leftOut = 0;
  let start = 0;
  const records = drafts.map((draft, index): SourceRecord => {
    const after = drafts[index + 1];
    const fields = draft.fields.map((field) => placedField(decoded, field));
    const end = after === undefined ? length : decoded.byteOffset(after.start);
    const problems: Problem[] = draft.problems.map(({ code, at, text }) =>
      ({ code, offset: Math.min(end, Math.max(start, decoded.byteOffset(at))), text }));
    problems.push(...repeated(fields, start));
    for (let problem = met[next]; problem !== undefined && problem.offset < end; problem = met[++next])
      problems.push(problem);
    const before = own;
    while (own < decoded.privateUse.length && decoded.byteOffset(decoded.privateUse[own] ?? 0) < end) own++;
    if (own > before) {
      const offset = decoded.byteOffset(decoded.privateUse[before] ?? 0);
      const text = sentence('private-characters', String(own - before));
      problems.push({ code: 'private-characters', offset, text });
    }
    const kept = problems.toSorted((a, b) => a.offset - b.offset).slice(0, Math.max(0, left));
    left -= kept.length;
    leftOut += problems.length - kept.length;
    const { tags } = draft;
    const record = { ordinal: index + 1, start, end, fields, problems: kept, ...(tags === undefined || tags.length === 0 ? {} : { tags }) };
    start = end;
    return record;
  });
  return { records, leftOut };
}

function placedField(decoded: Decoded, { code, name, value, from, to }: DraftField): SourceField {
  const verbatim = from !== undefined && to !== undefined && unbroken(decoded.text.slice(from, to)) === value;
  const start = verbatim ? decoded.byteOffset(from) : null;
  return { code, name, value, parent: null, start, end: verbatim ? decoded.byteOffset(to) : null };
}

/** Of a known field only the first one counts; more of a field of the file's own are nothing to speak of. */
export function repeated(fields: readonly SourceField[], start: number): Problem[] {
  const seen = new Set<string>();
  const told = new Set<string>();
  const problems: Problem[] = [];
  for (const field of fields) {
    if (seen.has(field.code) && KNOWN.has(field.code) && !told.has(field.code)) {
      told.add(field.code);
      const text = sentence('repeated-field', field.name);
      problems.push({ code: 'repeated-field', offset: field.start ?? start, text });
    }
    seen.add(field.code);
  }
  return problems;
}

/** Bytes that are no character, in runs, in the order of the file. */
export function damageProblems(decoded: Decoded): readonly Problem[] {
  const problems: Problem[] = [];
  for (let at = 0; at < decoded.damage.length;) {
    const first = decoded.damage[at];
    if (first === undefined) break;
    let { length, cut } = first;
    for (at++; decoded.damage[at]?.offset === first.offset + length; at++) {
      cut ||= decoded.damage[at]?.cut ?? false;
      length += decoded.damage[at]?.length ?? 0;
    }
    const code = cut ? 'cut-in-character' : 'undecodable-bytes';
    problems.push({ code, offset: first.offset, length, text: sentence(code, String(length)) });
  }
  return problems;
}

/** The drafts that hold a value; what is to be said of one that holds none goes to the one before it. */
export function withFields(drafts: readonly Draft[]): Draft[] {
  const kept: Draft[] = [];
  let waiting: readonly DraftProblem[] = [];
  for (const draft of drafts) {
    const last = kept.at(-1);
    if (draft.fields.length > 0) {
      kept.push(waiting.length === 0 ? draft : { ...draft, problems: [...waiting, ...draft.problems] });
      waiting = [];
    } else if (last === undefined) waiting = [...waiting, ...draft.problems];
    else if (draft.problems.length > 0)
      kept[kept.length - 1] = { ...last, problems: [...last.problems, ...draft.problems] };
  }
  return kept;
}
