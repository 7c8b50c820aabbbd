import type { LocalText } from '../../../contract/text.ts';
import { DOUBTFUL, proveEncoding } from './encoding/proof.ts';

interface Signature {
  readonly kind: LocalText;
  readonly bytes: readonly number[];
  /** Where the bytes stand; at the start by default. */
  readonly at?: number;
}

const kind = (zh: string, en: string): LocalText => ({ zh, en });

/** Files that lie about among records, by their first bytes. */
const SIGNATURES: readonly Signature[] = [
  { kind: kind('JPEG 图片', 'a JPEG picture'), bytes: [0xff, 0xd8, 0xff] },
  { kind: kind('PNG 图片', 'a PNG picture'), bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: kind('GIF 图片', 'a GIF picture'), bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: kind('TIFF 图片', 'a TIFF picture'), bytes: [0x49, 0x49, 0x2a, 0x00] },
  { kind: kind('TIFF 图片', 'a TIFF picture'), bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { kind: kind('PDF 文档', 'a PDF document'), bytes: [0x25, 0x50, 0x44, 0x46] },
  { kind: kind('ZIP 压缩包或 Office 文档', 'a ZIP archive or an Office document'), bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: kind('旧版 Office 文档', 'an old Office document'), bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { kind: kind('RAR 压缩包', 'a RAR archive'), bytes: [0x52, 0x61, 0x72, 0x21] },
  { kind: kind('7z 压缩包', 'a 7z archive'), bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { kind: kind('gzip 压缩文件', 'a gzip file'), bytes: [0x1f, 0x8b] },
  { kind: kind('tar 包', 'a tar archive'), bytes: [0x75, 0x73, 0x74, 0x61, 0x72], at: 257 },
  { kind: kind('RTF 文档', 'an RTF document'), bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66] },
  { kind: kind('SQLite 数据库', 'an SQLite database'), bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20] },
  { kind: kind('Windows 程序', 'a Windows program'), bytes: [0x4d, 0x5a] },
  { kind: kind('程序', 'a program'), bytes: [0x7f, 0x45, 0x4c, 0x46] },
];

/** Bytes looked at when no signature tells. */
const HEAD = 4096;

/**
 * What a file is when it is no text, in words for a sentence; null for text. To be asked when nothing was found in a
 * file: a text may begin like a program ("MZ").
 */
export function foreignKind(bytes: Uint8Array): LocalText | null {
  const known = SIGNATURES.find((signature) =>
    signature.bytes.every((byte, index) => bytes[(signature.at ?? 0) + index] === byte),
  );
  if (known !== undefined) return known.kind;
  const head = bytes.subarray(0, HEAD);
  return looksBinary(head) && proveEncoding(head).confidence < DOUBTFUL ? kind('二进制文件', 'a binary file') : null;
}

/**
 * Control characters that no text has, more than now and then. They are half of a character in UTF-16, so they are no
 * proof.
 */
function looksBinary(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head)
    if (
      (byte < 0x20 && byte !== 0 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1a) ||
      byte === 0x7f
    )
      controls++;
  return controls * 33 > head.length && controls > 3;
}
