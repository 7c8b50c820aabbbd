import { inflateRawSync } from 'node:zlib';

/** What an Office file is, told by the names of its first parts; null for another archive. */
export type OfficeKind = 'workbook' | 'document' | 'slides' | 'open-document';

const KINDS: readonly { readonly kind: OfficeKind; readonly part: RegExp }[] = [
  { kind: 'workbook', part: /^xl\// },
  { kind: 'document', part: /^word\// },
  { kind: 'slides', part: /^ppt\// },
];

/**
 * Which Office file the beginning of a file belongs to, null when it is none: a plain archive, or something else. Such
 * files are archives by their bytes and must not be unpacked as deliveries. Give 64 KB, or all of it.
 */
export function officeKind(head: Uint8Array): OfficeKind | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length < 30 || bytes.readUInt32LE(0) !== LOCAL) return null;
  const names: string[] = [];
  for (let at = 0; at >= 0 && at + 30 <= bytes.length; at = bytes.indexOf(LOCAL_MARK, at + 4)) {
    const name = bytes.toString('latin1', at + 30, Math.min(bytes.length, at + 30 + bytes.readUInt16LE(at + 26)));
    if (at === 0 && name === 'mimetype' && bytes.toString('latin1', at + 38, at + 90).includes('opendocument')) return 'open-document';
    names.push(name.replaceAll('\\', '/'));
  }
  // Some writers put the list of parts first, some last; then the parts themselves tell.
  const office = names.some((name) => /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/)/.test(name));
  const found = KINDS.find(({ part }) => names.some((name) => part.test(name)));
  if (found === undefined) return null;
  return office || names.some((name) => /^(?:xl\/(?:workbook\.xml|worksheets\/|styles|theme\/)|word\/document|ppt\/presentation)/.test(name)) ? found.kind : null;
}

/** Whether a file begins as an XLSX workbook does. */
export const isWorkbook = (head: Uint8Array): boolean => officeKind(head) === 'workbook';

const LOCAL = 0x04034b50;
const LOCAL_MARK = Buffer.of(0x50, 0x4b, 0x03, 0x04);
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** The longest comment a ZIP may end with, and the record before it. */
const TAIL = 65_535 + 22;

/** Why a part of a package cannot be had. */
export type PartFailure = 'missing' | 'damaged' | 'encrypted' | 'too-long';

export class PartError extends Error {
  readonly failure: PartFailure;
  constructor(failure: PartFailure) {
    super(failure);
    this.failure = failure;
  }
}

interface Entry {
  readonly method: number;
  readonly flags: number;
  readonly packed: number;
  readonly at: number;
}

/** The parts of an Office file, each unpacked when asked for and never beyond a limit. Throws `PartError`. */
export interface OfficePackage {
  /** A part by its path, '' when there is none of that name. */
  text(name: string, most: number): string;
  has(name: string): boolean;
}

export function openPackage(file: Uint8Array): OfficePackage {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const entries = entriesOf(bytes);
  const find = (name: string): Entry | undefined => entries.get(name.replace(/^\//, '').toLowerCase());
  return {
    has: (name) => find(name) !== undefined,
    text(name, most) {
      const entry = find(name);
      return entry === undefined ? '' : unpacked(bytes, entry, most);
    },
  };
}

function unpacked(bytes: Buffer, { at, method, flags, packed }: Entry, most: number): string {
  if ((flags & 1) !== 0) throw new PartError('encrypted');
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL) throw new PartError('damaged');
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const data = bytes.subarray(start, start + packed);
  if (data.length < packed) throw new PartError('damaged');
  if (method === 0 && data.length > most) throw new PartError('too-long');
  try {
    const whole = method === 0 ? data : method === 8 ? inflateRawSync(data, { maxOutputLength: most }) : null;
    if (whole === null) throw new PartError('damaged');
    return textOf(whole);
  } catch (error) {
    if (error instanceof PartError) throw error;
    throw new PartError(error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-long' : 'damaged');
  }
}

/** Parts are UTF-8; the specification allows UTF-16 with a mark. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  return bytes.toString('utf8', bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}

/** The parts by name. Source: APPNOTE.TXT, the ZIP file format. */
function entriesOf(bytes: Buffer): ReadonlyMap<string, Entry> {
  const end = bytes.lastIndexOf(Buffer.of(0x50, 0x4b, 0x05, 0x06));
  if (end < 0 || end < bytes.length - TAIL || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END) throw new PartError('damaged');
  const entries = new Map<string, Entry>();
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw new PartError('damaged');
    const length = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + length).replaceAll('\\', '/').toLowerCase();
    entries.set(name, {
      flags: bytes.readUInt16LE(at + 8), method: bytes.readUInt16LE(at + 10), packed: bytes.readUInt32LE(at + 20), at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}
