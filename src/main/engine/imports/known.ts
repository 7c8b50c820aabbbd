import { createHash } from 'node:crypto';
import type { Store } from '../store/open.ts';
import type { VaultReader } from '../store/vault.ts';

// What is already here, recognised before it is stored: whole files by their SHA-256, single records by the SHA-256 of
// their bytes without surrounding white space, compared byte for byte before it is believed.

export interface Digest {
  readonly sha256: Buffer;
  /** The first 52 bits: fits a number exactly, and an index on numbers is a third of one on blobs. */
  readonly key: number;
}

export function digestOf(bytes: Uint8Array): Digest {
  const sha256 = createHash('sha256').update(bytes).digest();
  return { sha256, key: sha256.readUIntBE(0, 6) * 16 + (sha256.readUInt8(6) >> 4) };
}

/** A record's bytes without a byte order mark, white space and line breaks around them: what makes it the same record elsewhere. */
export function core(bytes: Uint8Array): Uint8Array {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let end = bytes.length;
  const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}

export interface KnownFile {
  readonly id: number;
  readonly found: number;
}

export interface Known {
  /** A file with these bytes that is kept (or a picture that is linked), from an import that was not taken back. */
  file(digest: Digest): KnownFile | undefined;
  /** A record with these bytes that is there (or merged into one that is). */
  record(key: number, bytes: Uint8Array): number | undefined;
}

export function known({ sqlite }: Store, vault: VaultReader): Known {
  const files = sqlite.prepare<[number, Buffer], KnownFile>(
    `SELECT s.id, s.found FROM source s JOIN operation o ON o.id = s.operation_id
     WHERE s.hash_key = ? AND s.sha256 = ? AND (s.vault_start IS NOT NULL OR s.state = 'imported') AND o.undone_by IS NULL LIMIT 1`);
  const records = sqlite.prepare<[number], { id: number; at: number; length: number }>(
    `SELECT r.id, s.vault_start + r.start AS at, r."end" - r.start AS length FROM record r JOIN source s ON s.id = r.source_id
     WHERE r.digest = ? AND r.hidden <> 1 AND s.vault_start IS NOT NULL`);
  return {
    file: ({ key, sha256 }) => files.get(key, sha256),
    record(key, bytes) {
      for (const row of records.all(key)) {
        if (Buffer.compare(core(vault(row.at, row.length)), bytes) === 0) return row.id;
      }
      return undefined;
    },
  };
}
