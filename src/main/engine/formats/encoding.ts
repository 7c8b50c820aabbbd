import type { Problem } from '../../../contract/problem.ts';
import type { LocalText } from '../../../contract/text.ts';
import { decodeDoubleByte } from './encoding/double-byte.ts';
import { encodeDoubleByte, encodeUnicode } from './encoding/encode.ts';
import type { Encoded } from './encoding/encode.ts';
import { decodeUtf16, decodeUtf8 } from './encoding/unicode.ts';
import type { Decoded } from './encoding/decoded.ts';
import { DOUBTFUL } from './encoding/proof.ts';
import type { EncodingProof } from './encoding/proof.ts';

export { proveEncoding } from './encoding/proof.ts';
export type { EncodingProof } from './encoding/proof.ts';
export type { Decoded } from './encoding/decoded.ts';
export type { Encoded, Unmappable } from './encoding/encode.ts';

export const ENCODINGS = ['gb18030', 'gbk', 'gb2312', 'utf-8', 'utf-16le', 'utf-16be', 'big5'] as const;

/**
 * Files proved to be GB are called 'gb18030', which reads the other two as well; 'gbk' and 'gb2312' are targets of an
 * export.
 */
export type EncodingName = (typeof ENCODINGS)[number];

export const isEncodingName = (name: string): name is EncodingName => (ENCODINGS as readonly string[]).includes(name);

/**
 * Decode a file, or a piece of one. `skip` bytes at the start (a byte order mark) are passed over; a byte order mark
 * that is not skipped stays in the text as U+FEFF. `base` is the offset of the first byte in its file. Never throws.
 */
export function decode(bytes: Uint8Array, encoding: EncodingName, skip = 0, base = 0): Decoded {
  const from = Math.min(skip, bytes.length);
  switch (encoding) {
    case 'utf-8': return decodeUtf8(bytes, from, base);
    case 'utf-16le': return decodeUtf16(bytes, false, from, base);
    case 'utf-16be': return decodeUtf16(bytes, true, from, base);
    case 'big5': return decodeDoubleByte(bytes, 'big5', from, base);
    default: return decodeDoubleByte(bytes, 'gb18030', from, base);
  }
}

/** Text to bytes, without a byte order mark. What the encoding lacks is listed, never replaced. */
export function encode(text: string, encoding: EncodingName): Encoded {
  switch (encoding) {
    case 'utf-8': case 'utf-16le': case 'utf-16be': return encodeUnicode(text, encoding);
    default: return encodeDoubleByte(text, encoding);
  }
}

/** What a proof or an override leaves to be said of a file. */
export function encodingProblems(proof: EncodingProof, used: EncodingName): Problem[] {
  const problems: Problem[] = [];
  const say = (code: Problem['code'], text: LocalText): void => { problems.push({ code, offset: 0, text }); };
  if (proof.evidence.some(({ code }) => code === 'byte-order-mark-contradicted')) {
    say('bom-contradicted', {
      zh: `文件开头的 UTF-8 标记与内容不符，按 ${used} 读取。`,
      en: `The UTF-8 mark at the start contradicts the content; it was read as ${used}.`,
    });
  }
  const same = used === proof.encoding || (used.startsWith('gb') && proof.encoding === 'gb18030');
  if (!same) {
    say('encoding-overridden', {
      zh: `看来是 ${proof.encoding}，按指定的 ${used} 读取。`,
      en: `It looks like ${proof.encoding}; it was read as ${used}, as told.`,
    });
  } else if (proof.confidence < DOUBTFUL && proof.evidence[0]?.code !== 'empty') {
    say('encoding-uncertain', {
      zh: `编码不能确定，按最可能的 ${used} 读取（把握 ${Math.round(proof.confidence * 100)}%）。`,
      en: `The encoding is not certain; read as ${used}, the likeliest (${Math.round(proof.confidence * 100)} % sure).`,
    });
  }
  return problems;
}
