import type Database from 'better-sqlite3';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import { decode, isEncodingName } from '../formats/encoding.ts';
import type { EncodingName } from '../formats/encoding.ts';
import { parseTagged } from '../formats/tagged/parse.ts';
import type { ParsedRecord } from '../formats/tagged/parse.ts';
import type { VaultReader } from '../store/vault.ts';

/** Where a record came from, as stored. */
export interface Origin {
  readonly root: string;
  /** Below the root. */
  readonly path: string;
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
  readonly encoding: EncodingName;
  readonly fileBytes: number;
  readonly sha256: string;
  readonly operation: number;
  readonly vaultStart: number | null;
  /** The reader it came by; only 'tagged' has field spans. */
  readonly format: string | null;
}

export interface SourceReader {
  /** Null for a record that was made here. */
  origin(id: number): Origin | null;
  /** What the parser reads in the record's bytes, with offsets of the whole file; null when the bytes are not kept. */
  parsed(origin: Origin): ParsedRecord | null;
  text(id: number): { readonly text: string; readonly encoding: string; readonly bytes: number };
  picture(id: number, file: string): { readonly path: string; readonly type: string; readonly bytes: Uint8Array } | null;
}

/** Larger files are no pictures of a newspaper page, and would not fit through to the window. */
const LARGEST_PICTURE = 64 * 1024 * 1024;

const SIGNATURES: readonly { readonly type: string; readonly bytes: readonly number[] }[] = [
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'image/gif', bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/tiff', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { type: 'image/tiff', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { type: 'image/bmp', bytes: [0x42, 0x4d] },
];

interface OriginRow extends Omit<Origin, 'encoding' | 'sha256'> {
  readonly encoding: string | null;
  readonly sha256: Buffer | null;
}

export function sourceReader(sqlite: Database.Database, vault: VaultReader): SourceReader {
  const find = sqlite.prepare<[number], OriginRow>(
    `SELECT i.path AS root, s.path, r.ordinal, r.start, r."end", s.encoding, s.bytes AS fileBytes, s.sha256, s.operation_id AS operation,
       s.vault_start AS vaultStart, s.format
     FROM record r JOIN source s ON s.id = r.source_id JOIN import_root i ON i.id = s.root_id WHERE r.id = ?`);

  const origin = (id: number): Origin | null => {
    const row = find.get(id);
    if (row === undefined) return null;
    const encoding = row.encoding !== null && isEncodingName(row.encoding) ? row.encoding : 'gb18030';
    return { ...row, encoding, sha256: row.sha256?.toString('hex') ?? '' };
  };

  const bytesOf = ({ vaultStart, start, end }: Origin): Uint8Array | null => (vaultStart === null ? null : vault(vaultStart + start, end - start));

  return {
    origin,
    parsed(from) {
      const bytes = from.format === 'tagged' ? bytesOf(from) : null;
      if (bytes === null) return null;
      const { records } = parseTagged(decode(bytes, from.encoding, 0, from.start));
      return records[0] ?? null;
    },
    text(id) {
      const from = origin(id);
      const bytes = from === null ? null : bytesOf(from);
      if (from === null || bytes === null) {
        throw new Fault('not-found', { zh: '这条记录没有保存来源文件。', en: 'No source file is kept for this record.' });
      }
      if (from.format === 'xlsx') {
        throw new Fault('not-found', {
          zh: `这条记录来自工作簿“${from.path}”，是其中第 ${from.ordinal} 条；工作簿里没有可以逐字显示的原文。`,
          en: `The record came out of the workbook "${from.path}", as number ${from.ordinal}; a workbook has no source text to show.`,
        });
      }
      return { text: decode(bytes, from.encoding, 0, from.start).text, encoding: from.encoding, bytes: bytes.length };
    },
    picture(id, file) {
      const from = origin(id);
      // Only a name, never a way elsewhere: what a record says must not open other files.
      if (from === null || file === '' || /[\\/\0]/u.test(file) || file === '.' || file === '..') return null;
      const folder = dirname(join(from.root, from.path));
      const path = beside(folder, file);
      if (path === null) return null;
      try {
        if (statSync(path).size > LARGEST_PICTURE) return { path, type: 'too-large', bytes: new Uint8Array() };
        const bytes = readFileSync(path);
        const type = pictureType(bytes);
        return { path, type, bytes: type === '' ? new Uint8Array() : new Uint8Array(bytes) };
      } catch {
        // Gone, or not to be read: a record outlives its pictures.
        return null;
      }
    },
  };
}

/** By the first bytes; '' for what is no picture known here. */
function pictureType(bytes: Uint8Array): string {
  if (Buffer.from(bytes.subarray(0, 12)).toString('latin1').replace(/^(RIFF)....(WEBP)$/su, '$1$2') === 'RIFFWEBP') return 'image/webp';
  return SIGNATURES.find((signature) => signature.bytes.every((byte, at) => bytes[at] === byte))?.type ?? '';
}

/** The file of that name in a folder; copies from other systems often differ in case. */
function beside(folder: string, file: string): string | null {
  try {
    const names = readdirSync(folder);
    const name = names.find((one) => one === file) ?? names.find((one) => one.toLowerCase() === file.toLowerCase());
    return name === undefined ? null : join(folder, name);
  } catch {
    return null;
  }
}
