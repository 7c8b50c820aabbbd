export type ArchiveKind = 'zip' | 'tar' | 'gzip';

/** Fill `into` from a place in the file; returns how many bytes came. */
export type ReadBytes = (into: Uint8Array, at: number) => number;

const ZIP_ENTRY = [0x50, 0x4b, 0x03, 0x04];
const ZIP_END = [0x50, 0x4b, 0x05, 0x06];
const END_RECORD = 22;
const LONGEST_COMMENT = 0xffff;
const LIST_ENTRY = 46;
const TAR_BLOCK = 512;

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);

/**
 * Whether a file is an archive that is read through, by its content. Office documents and books are ZIP files too, and
 * are no archives of records.
 */
export function archiveKind(head: Uint8Array, read: ReadBytes, size: number): ArchiveKind | null {
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gzip';
  if (startsWith(head, ZIP_ENTRY)) return isDocument(read, size) ? null : 'zip';
  if (startsWith(head, ZIP_END) && size <= END_RECORD + LONGEST_COMMENT) return 'zip';
  return isTarHeader(head) ? 'tar' : null;
}

/** A tar header by its checksum, so that archives from before the `ustar` mark are known too. */
export function isTarHeader(head: Uint8Array): boolean {
  if (head.length < TAR_BLOCK || head[0] === 0) return false;
  let sum = 8 * 0x20;
  for (let at = 0; at < TAR_BLOCK; at++) if (at < 148 || at >= 156) sum += head[at] ?? 0;
  const digits = Buffer.from(head.subarray(148, 156)).toString('latin1');
  return /^[ 0-7]{4,7}[\0 ]/u.test(digits) && Number.parseInt(digits.trim(), 8) === sum;
}

/** Office Open XML says what it holds in [Content_Types].xml, OpenDocument and EPUB in mimetype. */
function isDocument(read: ReadBytes, size: number): boolean {
  const tail = new Uint8Array(Math.min(size, END_RECORD + LONGEST_COMMENT));
  const length = read(tail, size - tail.length);
  const list = Buffer.from(tail.buffer, 0, length);
  const end = list.lastIndexOf(Buffer.from(ZIP_END));
  if (end < 0 || end + END_RECORD > length) return false;
  const entries = Buffer.alloc(Math.min(list.readUInt32LE(end + 12), 1024 * 1024));
  const got = read(entries, list.readUInt32LE(end + 16));
  for (let at = 0; at + LIST_ENTRY <= got;) {
    const name = entries.readUInt16LE(at + 28);
    const path = entries.toString('latin1', at + LIST_ENTRY, Math.min(got, at + LIST_ENTRY + name));
    if (path === '[Content_Types].xml' || (at === 0 && path === 'mimetype')) return true;
    at += LIST_ENTRY + name + entries.readUInt16LE(at + 30) + entries.readUInt16LE(at + 32);
  }
  return false;
}

/** Archives of kinds that are not read through: named in a sentence where they lie in another archive. */
export function isPacked(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x52, 0x61, 0x72, 0x21]) || startsWith(bytes, [0x37, 0x7a, 0xbc, 0xaf]) || startsWith(bytes, [0x42, 0x5a, 0x68])
    || startsWith(bytes, [0xfd, 0x37, 0x7a, 0x58, 0x5a]);
}
