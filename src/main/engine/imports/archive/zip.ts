import { closeSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import type { Entry } from 'yauzl';
import { openFile, readAt } from '../read.ts';
import { failed } from './entry.ts';
import type { ArchiveLister } from './entry.ts';
import { guard, LIMITS } from './limits.ts';
import { decodeName } from './names.ts';

const LOCAL_HEADER = 30;
const UNICODE_PATH = 0x7075;
const ENCRYPTED = 0x1;
const UTF8_NAME = 0x800;
const STORED = 0;
const DEFLATED = 8;
const UNIX = 3;
const TYPE_MASK = 0o170000;
const ORDINARY = 0o100000;
const LINK = 0o120000;
const FOLDER = 0o040000;

/**
 * The entries of a ZIP file by its own list. yauzl reads the list (with ZIP64); the bytes are unpacked here in one piece,
 * which for small records is several times quicker than a stream an entry, and with the length the list gives as the
 * most that may come out.
 */
export const listZip: ArchiveLister = async function* (path) {
  const { fd, size } = openFile(path);
  try {
    const { default: yauzl } = await import('yauzl');
    const zip = await yauzl.fromFdPromise(fd, { autoClose: false, lazyEntries: true, decodeStrings: false });
    const limits = guard(size);
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      const type = entry.versionMadeBy >> 8 === UNIX ? (entry.externalFileAttributes >>> 16) & TYPE_MASK : 0;
      if (/[/\\]$/u.test(name) || type === FOLDER) continue;
      limits.entry();
      yield {
        name, modifiedAt: entry.getLastModDate().getTime(), size: entry.uncompressedSize,
        failure: failureOf(entry, type),
        read: () => {
          limits.bytes(entry.uncompressedSize);
          return Promise.resolve(unpack(fd, entry));
        },
      };
    }
  } finally {
    closeSync(fd);
  }
};

function failureOf(entry: Entry, type: number): ReturnType<typeof failed> | null {
  if (type === LINK) return failed('archive-link');
  if (type !== 0 && type !== ORDINARY) return failed('special');
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) return failed('archive-encrypted');
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) return failed('archive-method', entry.compressionMethod);
  if (entry.uncompressedSize > LIMITS.entryBytes) return failed('archive-entry-large', entry.uncompressedSize);
  return null;
}

function unpack(fd: number, entry: Entry): Uint8Array | ReturnType<typeof failed> {
  const header = Buffer.alloc(LOCAL_HEADER);
  if (readAt(fd, header, entry.relativeOffsetOfLocalHeader) < LOCAL_HEADER || header.readUInt32LE(0) !== 0x04034b50) {
    return failed('archive-broken', 'no local header');
  }
  const from = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
  // Deflate makes nothing much longer than it was: what says so lies, and would be believed with memory.
  if (entry.compressedSize > entry.uncompressedSize * 1.01 + 1024) return failed('archive-broken', 'sizes');
  const packed = Buffer.allocUnsafe(entry.compressedSize);
  if (readAt(fd, packed, from) < packed.length) return failed('archive-broken', 'cut off');
  let bytes: Buffer = packed;
  if (entry.compressionMethod === DEFLATED) {
    try {
      bytes = entry.uncompressedSize === 0 ? Buffer.alloc(0) : inflateRawSync(packed, { maxOutputLength: entry.uncompressedSize });
    } catch (error) {
      return failed('archive-broken', error instanceof Error ? error.message : '');
    }
  }
  if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) return failed('archive-checksum');
  return bytes;
}

function nameOf(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer;
  // Info-ZIP writes the name a second time as UTF-8, with the checksum of the first.
  const unicode = entry.extraFields.find(({ id }) => id === UNICODE_PATH)?.data;
  if (unicode !== undefined && unicode.length > 5 && unicode[0] === 1 && unicode.readUInt32LE(1) === crc32(raw)) return decodeName(unicode.subarray(5), true);
  return decodeName(raw, (entry.generalPurposeBitFlag & UTF8_NAME) !== 0);
}
