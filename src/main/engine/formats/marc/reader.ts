import { isUtf8 } from 'node:buffer';
import type { LocalText } from '../../../../contract/text.ts';
import type { Problem, ProblemCode } from '../../../../contract/problem.ts';
import { decode, proveEncoding } from '../encoding.ts';
import type { EncodingName, EncodingProof } from '../encoding.ts';
import { foreignKind } from '../foreign.ts';
import type { FormatReader, FormatReading, ReadRequest, SourceField, SourceRecord } from '../format.ts';
import { sentence } from '../tagged/sentences.ts';
import { damageProblems, repeated, unbroken } from '../text/drafts.ts';
import { dateText, listText, ownCode } from '../text/names.ts';
import { FIELD_END, recordsOf, SUBFIELD } from './iso2709.ts';
import type { RawRecord } from './iso2709.ts';
import { dialectOf, knownCode } from './mapping.ts';

/** MARC 21, UNIMARC and CNMARC as ISO 2709, in UTF-8 or a Chinese encoding; broken directories are read past. */
export const marc = {
  name: 'marc',
  label: { zh: 'MARC（ISO 2709，CNMARC、MARC21）', en: 'MARC (ISO 2709: CNMARC, MARC 21)' },
  sniff(head) {
    if (!head.includes(FIELD_END) || foreignKind(head.subarray(0, 8)) !== null) return 0;
    const leader = Buffer.from(head.subarray(0, 64)).toString('latin1').replace(/^(?:\xef\xbb\xbf)?[\s\0]*/, '');
    if (/^\d{5}[\x20-\x7e]{5}[\d ]{2}[\d ]{5}/.test(leader)) return 0.95;
    return head.includes(SUBFIELD) && /^[\x20-\x7e]{24}/.test(leader) ? 0.6 : 0;
  },
  read(request): FormatReading {
    const { bytes, maxProblems } = request;
    const proof = proveEncoding(bytes);
    const raw = recordsOf(bytes);
    if (raw.length === 0) return { proof, encoding: null, records: [], problems: [nothing(bytes)] };
    const encodings = raw.map((record) => encodingOf(bytes, record, request, proof.encoding));
    const used = mostly(encodings);
    let left = maxProblems;
    let leftOut = 0;
    const records = raw.map((record, at): SourceRecord => {
      const start = at === 0 ? 0 : raw[at - 1]?.end ?? 0;
      // Subtle: what lies behind the last terminator is the last record's, so that the spans tile the file.
      const end = at === raw.length - 1 ? bytes.length : record.end;
      const read = fieldsOf(bytes, record, encodings[at] ?? used, used, request.mapping);
      const kept = read.problems.slice(0, Math.max(0, left));
      left -= kept.length;
      leftOut += read.problems.length - kept.length;
      return { ordinal: at + 1, start, end, fields: read.fields, problems: kept };
    });
    const text = sentence('problems-left-out', String(leftOut));
    const problems: Problem[] = leftOut > 0 ? [{ code: 'problems-left-out', offset: 0, text }] : [];
    return { proof: proofOf(proof, encodings, used), encoding: used, records, problems };
  },
} satisfies FormatReader;

type RecordEncoding = EncodingName | 'marc-8';

/** What most records are in; those in MARC-8 are read as ASCII. */
function mostly(encodings: readonly RecordEncoding[]): EncodingName {
  const counts = new Map<EncodingName, number>();
  for (const one of encodings) {
    const name = one === 'marc-8' ? 'utf-8' : one;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'utf-8';
}

/** The proof of a file whose records were each looked at: as sure as the least sure of them. */
function proofOf(file: EncodingProof, encodings: readonly RecordEncoding[], used: EncodingName): EncodingProof {
  if (file.encoding === used && file.confidence > DOUBT) return file;
  const strict = encodings.every((encoding) => encoding === 'utf-8');
  return { ...file, encoding: used, confidence: strict ? 0.99 : encodings.includes('marc-8') ? DOUBT : Math.max(file.confidence, SURE) };
}

/** MARC-8 is recognised, and its letters beyond ASCII are not read. */
const DOUBT = 0.5;

function nothing(bytes: Uint8Array): Problem {
  if (Buffer.from(bytes).toString('latin1').trim() === '')
    return { code: 'empty-file', offset: 0, text: sentence('empty-file') };
  const foreign = foreignKind(bytes);
  if (foreign !== null)
    return { code: 'foreign-file', offset: 0, text: sentence('foreign-file', foreign.zh, foreign.en) };
  const text = {
    zh: '没有 ISO 2709 的字段分隔符；可能是网页或文本形式的 MARC，分隔符已丢失或被替换。',
    en: 'It has none of the separators of ISO 2709; MARC copied from a page or as text has lost them.',
  };
  return { code: 'no-record', offset: 0, text };
}

/** How sure statistics must be of Chinese before MARC-8, which has no other sign than being no UTF-8. */
const SURE = 0.6;

/** UTF-8 by what leader and bytes say; else what the librarian said, MARC-8, or a Chinese encoding. */
function encodingOf(
  bytes: Uint8Array, { start, end, leader, fields }: RawRecord, { encoding }: ReadRequest, file: EncodingName,
): RecordEncoding {
  const record = bytes.subarray(start, end);
  const escape = record.indexOf(0x1b);
  const escaped = escape >= 0 && /^[$(),\-bgps]/.test(String.fromCharCode(record[escape + 1] ?? 0));
  if (!escaped && isUtf8(record)) return 'utf-8';
  if (encoding !== null) return encoding;
  if (escaped) return 'marc-8';
  const own = proveEncoding(record);
  if (leader[9] === 'a' && own.encoding !== 'gb18030') return 'utf-8';
  if (own.encoding !== 'utf-8' && own.confidence >= SURE) return own.encoding;
  if (leader[9] === 'a') return 'utf-8';
  return dialectOf(leader, fields) === 'marc21' ? 'marc-8' : file;
}

function fieldsOf(
  bytes: Uint8Array, record: RawRecord, encoding: RecordEncoding, file: EncodingName, mapping: ReadRequest['mapping'],
): { readonly fields: readonly SourceField[]; readonly problems: readonly Problem[] } {
  const dialect = dialectOf(record.leader, record.fields);
  const problems = shapeProblems(record, encoding);
  const fields: SourceField[] = [];
  const lists = new Map<string, number>();
  const take = (tag: string, subfield: string, start: number, end: number): void => {
    const decoded = decode(bytes.subarray(start, end), encoding === 'marc-8' ? 'utf-8' : encoding, 0, start);
    if (encoding !== 'marc-8') problems.push(...damageProblems(decoded));
    const key = tag + subfield;
    const told = mapping !== undefined && Object.hasOwn(mapping, key) ? mapping[key] : undefined;
    const code = told === undefined ? knownCode(dialect, tag, subfield) ?? ownCode(key) : told;
    const verbatim = unbroken(decoded.text);
    if (code === null || verbatim.trim() === '') return;
    const value = code === 'RQ' ? dateText(verbatim) : verbatim;
    const name = subfield === '' ? tag || '字段' : `${tag}$${subfield}`;
    const before = code === 'ZZ' || code === 'GJ' ? lists.get(code) : undefined;
    const first = before === undefined ? undefined : fields[before];
    if (first !== undefined && before !== undefined) {
      fields[before] = { ...first, value: listText([first.value, value]), start: null, end: null };
      return;
    }
    lists.set(code, fields.length);
    const placed = value === verbatim && encoding === file;
    fields.push({ code, name, value, parent: null, start: placed ? start : null, end: placed ? end : null });
  };
  const leaderEnd = Math.min(record.end, record.start + record.leader.length);
  if (record.leader.trim() !== '') {
    const value = decode(bytes.subarray(record.start, leaderEnd), file, 0, record.start).text;
    const name = '头标区';
    fields.push({ code: 'leader', name, value: unbroken(value), parent: null, start: record.start, end: leaderEnd });
  }
  for (const { tag, start, end } of record.fields) {
    const marks: number[] = [];
    for (let at = start; at < end; at++) if (bytes[at] === SUBFIELD) marks.push(at);
    const [first] = marks;
    if (first === undefined) take(tag, '', start, end);
    else if (first > start + 2) take(tag, '', start + 2, first);
    marks.forEach((mark, at) => {
      const to = marks[at + 1] ?? end;
      if (mark + 1 < to) take(tag, codeOf(bytes[mark + 1] ?? 0), mark + 2, to);
    });
  }
  if (fields.length === 0) fields.push(whole(record));
  const all = [...problems, ...repeated(fields, record.start)].map((problem) => within(problem, record));
  return { fields, problems: all.toSorted((a, b) => a.offset - b.offset) };
}

/** A record in which nothing is said. */
const whole = ({ start }: RawRecord): SourceField =>
  ({ code: 'leader', name: '头标区', value: '', parent: null, start, end: start });

const codeOf = (byte: number): string => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '_');

const within = (problem: Problem, { start, end }: RawRecord): Problem =>
  ({ ...problem, offset: Math.max(start, Math.min(end, problem.offset)) });

function shapeProblems({ start, end, ended, directory }: RawRecord, encoding: RecordEncoding): Problem[] {
  const problems: Problem[] = [];
  const say = (code: ProblemCode, offset: number, text: LocalText): void => { problems.push({ code, offset, text }); };
  if (encoding === 'marc-8') {
    say('marc-8-not-read', start, {
      zh: '这条记录看来用 MARC-8 编码，只读出其中的 ASCII 字符，其他字符以“\ufffd”代替，原字节保留。',
      en: 'The record seems to be in MARC-8; only its ASCII is read, “\ufffd” stands for the rest, the bytes are kept.',
    });
  }
  if (directory === 'broken') {
    say('marc-directory-wrong', start, {
      zh: '目次区的长度或位置与内容不符，按字段分隔符读取。',
      en: 'Lengths in the directory do not agree with the fields; they were told apart by their separators.',
    });
  }
  if (directory === 'uneven') {
    say('marc-directory-uneven', start, {
      zh: '目次区与字段的数目不符，字段号可能错位。',
      en: 'The directory names another number of fields than there are; tags may be out of place.',
    });
  }
  if (!ended) {
    say('marc-not-ended', end, {
      zh: '记录没有结束符，末尾可能缺失。', en: 'The record has no terminator; its end may be missing.',
    });
  }
  return problems;
}
