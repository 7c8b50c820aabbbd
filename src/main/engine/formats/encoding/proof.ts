import { isAscii, isUtf8 } from 'node:buffer';
import type { LocalText } from '../../../../contract/text.ts';
import type { EncodingName } from '../encoding.ts';
import { big5Likelihood, gbLikelihood, utf16Likelihood, utf8Likelihood } from './likelihood.ts';
import type { Likelihood } from './likelihood.ts';

export type EvidenceCode =
  | 'empty'
  | 'byte-order-mark'
  | 'byte-order-mark-contradicted'
  | 'ascii-only'
  | 'utf-8-strict'
  | 'utf-8-but-for-damage'
  | 'cut-at-end'
  | 'tags'
  | 'common-characters'
  | 'few-characters'
  | 'unlikely-text'
  | 'broken-places';

export interface Evidence {
  readonly code: EvidenceCode;
  readonly text: LocalText;
}

export interface EncodingProof {
  readonly encoding: EncodingName;
  /** Bytes of the byte order mark at the start of the file, 0 when there is none: what `decode` has to skip. */
  readonly bom: number;
  /** 0 … 1. Below `DOUBTFUL` a person should look. */
  readonly confidence: number;
  /** The strongest first. */
  readonly evidence: readonly Evidence[];
}

/** Confidence under which a file is sent to review. */
export const DOUBTFUL = 0.6;

/** Bytes looked at when statistics decide. */
const SAMPLE = 64 * 1024;
/** Bytes that settle the ordinary case. */
const GLANCE = 1024;

const say = (code: EvidenceCode, zh: string, en: string): Evidence => ({ code, text: { zh, en } });

const BOM = say('byte-order-mark', '文件开头有字节序标记', 'The file starts with a byte order mark');
const ASCII = say('ascii-only', '全部是 ASCII 字符，各种编码读法相同', 'Nothing but ASCII, which every encoding reads alike');
const STRICT = say('utf-8-strict', '逐字节符合 UTF-8', 'Strictly valid UTF-8');
const CUT = say('cut-at-end', '末尾一个字符不完整', 'The last character is cut off');
const FIRST_TAG = say('tags', '开头就是 GB 编码的标记 〖（A1BC）', 'It opens with a tag, 〖 as A1BC');

const sure = (encoding: EncodingName, bom: number, confidence: number, ...evidence: Evidence[]): EncodingProof =>
  ({ encoding, bom, confidence, evidence });

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

/**
 * Find the encoding of a file's bytes, with what speaks for it. Proof comes first: a byte order mark, strict UTF-8, a
 * GB tag at the start. Only then statistics: how much of the text is common Chinese in each reading. Damage (a stray
 * byte, a file cut off in mid-character) does not make another encoding. Give the first part of a long file, or the
 * whole.
 */
export function proveEncoding(bytes: Uint8Array): EncodingProof {
  if (bytes.length === 0) return sure('utf-8', 0, 0, say('empty', '文件是空的', 'The file is empty'));
  if (opensWithGbTag(bytes)) return sure('gb18030', 0, 0.99, FIRST_TAG);
  return provenByMark(bytes) ?? provenUtf8(bytes) ?? weighed(bytes, 0);
}

/** What was gathered of a file that was not held: its beginning, its first text, and what holds for the whole. */
export interface Gathered {
  readonly start: Uint8Array;
  /** Text for statistics, at an even distance from the start of the file. */
  readonly sample: Uint8Array;
  readonly ascii: boolean;
  readonly zero: boolean;
  readonly utf8: 'strict' | 'cut' | 'no';
}

/** `proveEncoding` for a long file: the same order of proofs. */
export function provenBy({ start, sample, ascii, zero, utf8 }: Gathered): EncodingProof {
  if (opensWithGbTag(start)) return sure('gb18030', 0, 0.99, FIRST_TAG);
  if (startsWith(start, [0xef, 0xbb, 0xbf])) {
    if (utf8 === 'strict') return sure('utf-8', 3, 1, BOM, STRICT);
    // By its first part, which tells whether the mark is right; the rest has damage at most.
    return provenByMark(start) ?? weighed(sample, 3);
  }
  const marked = provenByMark(start);
  if (marked !== null) return marked;
  if (!zero && ascii) return sure('utf-8', 0, 1, ASCII);
  if (!zero && utf8 !== 'no') return utf8 === 'strict' ? sure('utf-8', 0, 0.99, STRICT) : sure('utf-8', 0, 0.98, STRICT, CUT);
  return weighed(sample, 0);
}

function opensWithGbTag(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < 64 && (bytes[at] === 0x0d || bytes[at] === 0x0a || bytes[at] === 0x20)) at++;
  if (bytes[at] !== 0xa1 || bytes[at + 1] !== 0xbc) return false;
  const isUpper = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x41 && byte <= 0x5a;
  return isUpper(bytes[at + 2]) && isUpper(bytes[at + 3]) && bytes[at + 4] === 0x2f;
}

function provenByMark(bytes: Uint8Array): EncodingProof | null {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) {
    const rest = bytes.subarray(3);
    if (isUtf8(rest)) return sure('utf-8', 3, 1, BOM, STRICT);
    const found = weighed(rest, 3);
    if (found.encoding === 'utf-8')
      return { ...found, bom: 3, confidence: Math.max(found.confidence, 0.9), evidence: [BOM, ...found.evidence] };
    const contradicted = say(
      'byte-order-mark-contradicted',
      '开头有 UTF-8 标记，内容却不是 UTF-8',
      'A UTF-8 mark, but what follows is not UTF-8',
    );
    return { ...found, bom: 3, confidence: found.confidence * 0.9, evidence: [contradicted, ...found.evidence] };
  }
  if (startsWith(bytes, [0x84, 0x31, 0x95, 0x33])) return sure('gb18030', 4, 1, BOM);
  for (const bigEndian of [false, true]) {
    if (!startsWith(bytes, bigEndian ? [0xfe, 0xff] : [0xff, 0xfe])) continue;
    const likely = mean(utf16Likelihood(sampleOf(bytes.subarray(2)), bigEndian));
    return sure(bigEndian ? 'utf-16be' : 'utf-16le', 2, likely >= 1 || bytes.length === 2 ? 1 : 0.5, BOM);
  }
  return null;
}

function provenUtf8(bytes: Uint8Array): EncodingProof | null {
  // Subtle: UTF-16 text of Latin letters is valid UTF-8, zero bytes and all.
  if (bytes.includes(0)) return null;
  if (isUtf8(bytes)) {
    if (isAscii(bytes)) return sure('utf-8', 0, 1, ASCII);
    return looksLikeShortGb(bytes) ? weighed(bytes, 0) : sure('utf-8', 0, 0.99, STRICT);
  }
  for (let cut = 1; cut <= 3; cut++) {
    const whole = bytes.subarray(0, bytes.length - cut);
    // The bytes left over must be the start of a long character, and there must be others like it.
    if (isUtf8(whole) && (bytes[whole.length] ?? 0) >= 0xe0 && hasThreeByteCharacter(whole))
      return sure('utf-8', 0, 0.98, STRICT, CUT);
  }
  return null;
}

const hasThreeByteCharacter = (bytes: Uint8Array): boolean => bytes.some((byte) => byte >= 0xe0);

/**
 * Subtle: a few GB characters can be valid UTF-8 by accident, then always as two-byte Latin, Greek or Cyrillic letters.
 * Letters of such scripts stand in words with ASCII ones, or have second bytes all over 80–BF; frequent Chinese
 * characters have both bytes from A1 up, and stand in runs or by themselves.
 */
function looksLikeShortGb(bytes: Uint8Array): boolean {
  const isLetter = (byte: number | undefined): boolean =>
    byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  let pairs = 0;
  let inRuns = 0;
  let alone = 0;
  let beyondLatin = false;
  for (let at = 0, last = -2; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    if (lead >= 0xe0 || lead < 0xb0 || (bytes[at + 1] ?? 0) < 0xa1) return false;
    pairs++;
    if (at === last + 2) inRuns++;
    if (!isLetter(bytes[at - 1]) && !isLetter(bytes[at + 2])) alone++;
    // C2 and C3 are the signs and letters of Western Europe.
    if (lead > 0xc3) beyondLatin = true;
    last = at++;
  }
  return pairs > 0 && (inRuns * 2 >= pairs || (beyondLatin && alone === pairs));
}

/**
 * The part statistics look at: from the first byte beyond ASCII on, an even distance from the start for UTF-16's sake.
 */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE) return bytes;
  const first = bytes.findIndex((byte) => byte >= 0x80);
  const from = first <= SAMPLE / 2 ? 0 : first & ~1;
  return bytes.subarray(from, from + SAMPLE);
}

const mean = ({ points, characters }: Likelihood): number => (characters === 0 ? 0 : points / characters);

interface Reading extends Likelihood {
  readonly encoding: EncodingName;
}

/** The reading of Chinese newspaper text averages 5 to 8 points a character, a wrong one less than 2. */
const CONVINCING = 4.5;
const CHINESE_UTF16 = 4;
const GB_FIRST = 15;

function weighed(bytes: Uint8Array, bom: number): EncodingProof {
  const sample = sampleOf(bytes);
  const start: Reading = { encoding: 'gb18030', ...gbLikelihood(sample.subarray(0, GLANCE)) };
  if (start.characters >= 100 && mean(start) >= CONVINCING && start.broken === 0) return concluded(start, null, bom);
  const gb: Reading = { encoding: 'gb18030', ...gbLikelihood(sample) };
  const readings: readonly Reading[] = [
    gb,
    { encoding: 'utf-8', ...utf8Likelihood(sample) },
    { encoding: 'big5', ...big5Likelihood(sample) },
    // Subtle: two ASCII letters make a Han character in UTF-16, if seldom a common one.
    ...([['utf-16le', false], ['utf-16be', true]] as const)
      .map(([encoding, bigEndian]) => ({ encoding, ...utf16Likelihood(sample, bigEndian) }))
      .filter((reading) => mean(reading) >= CHINESE_UTF16),
  ];
  // Between readings of a few characters the encoding of this material goes first.
  const rank = (reading: Reading): number =>
    mean(reading) + (reading === gb ? GB_FIRST / Math.max(1, gb.characters) : 0);
  const [best = gb, second = null] = readings.toSorted((a, b) => rank(b) - rank(a));
  return concluded(best, second, bom);
}

function concluded(best: Reading, second: Reading | null, bom: number): EncodingProof {
  const average = mean(best);
  // How many common characters more than in the next best reading: each is worth a factor of several in the odds.
  const lead = best.points - (second === null ? 0 : Math.max(0, mean(second)) * best.characters);
  const certainty = 1 - 0.5 * Math.exp(-Math.max(0, lead) / 30);
  const soundness = 1 - Math.min(0.5, best.broken / Math.max(1, best.characters));
  const likely = Math.max(0.3, Math.min(1, average / 3));
  const evidence: Evidence[] = [];
  if (best.tags > 0) evidence.push(say('tags', `按此编码有 ${best.tags} 个标记`, `${best.tags} tags in this encoding`));
  if (best.encoding === 'utf-8' && best.broken > 0)
    evidence.push(say('utf-8-but-for-damage', '除损坏处外符合 UTF-8', 'UTF-8 but for damaged places'));
  if (average >= 2) {
    evidence.push(
      say(
        'common-characters',
        `${best.characters} 个字符中多为常用字`,
        `Mostly common Chinese among ${best.characters} characters`,
      ),
    );
  } else evidence.push(say('unlikely-text', '各种编码读来都不像中文', 'Hardly Chinese in any encoding'));
  if (best.characters < 10)
    evidence.push(
      say('few-characters', `只有 ${best.characters} 个字符可作依据`, `Only ${best.characters} characters to judge by`),
    );
  if (best.broken > 0)
    evidence.push(say('broken-places', `${best.broken} 处字节不成字符`, `${best.broken} places are no character`));
  return {
    encoding: best.encoding,
    bom,
    confidence: Math.round(100 * Math.min(0.99, certainty * soundness * likely)) / 100,
    evidence,
  };
}
