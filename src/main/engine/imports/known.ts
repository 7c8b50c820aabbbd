import { hash } from 'node:crypto';
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
  return digestFrom(hash('sha256', bytes, 'buffer'));
}

export function digestFrom(sha256: Buffer): Digest {
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
  /**
   * A record with these bytes that is there (or merged into one that is). Null for one out of a packed file, which has no
   * bytes of its own: then its key is all there is to compare.
   */
  record(key: number, bytes: Uint8Array | null): number | undefined;
  /** Remember what was just written. */
  tookFile(key: number, source: number): void;
  tookRecord(key: number, record: number): void;
  /** Write what is remembered into the library, once it is enough (or `all`). To be called inside a transaction. */
  keep(all?: boolean): void;
}

/** Entries remembered before they are written, sorted: each run writes a good part of the index's pages once. */
const RUN = 8192;

export function known({ sqlite }: Store, vault: VaultReader): Known {
  catchUp(sqlite);
  const fileIds = sqlite.prepare<[number], number>('SELECT source_id FROM known_file WHERE hash_key = ?').pluck();
  const file = sqlite.prepare<[number, Buffer], KnownFile>(
    `SELECT s.id, s.found FROM source s JOIN operation o ON o.id = s.operation_id
     WHERE s.id = ? AND s.sha256 = ? AND (s.vault_start IS NOT NULL OR s.state = 'imported') AND o.undone_by IS NULL AND s.replaced_by IS NULL`);
  const recordIds = sqlite.prepare<[number], number>('SELECT record_id FROM known_record WHERE digest = ?').pluck();
  const record = sqlite.prepare<[number], { at: number; length: number; packed: 0 | 1 }>(
    `SELECT s.vault_start + r.start AS at, r."end" - r.start AS length, coalesce(s.format, '') = 'xlsx' AS packed FROM record r JOIN source s ON s.id = r.source_id
     WHERE r.id = ? AND r.hidden <> 1 AND s.vault_start IS NOT NULL`);
  const files = remembered(sqlite, 'known_file', 'hash_key', 'source_id', 'source_through');
  const records = remembered(sqlite, 'known_record', 'digest', 'record_id', 'record_through');
  return {
    file({ key, sha256 }) {
      for (const id of files.get(key, (wanted) => fileIds.all(wanted))) {
        const found = file.get(id, sha256);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    record(key, bytes) {
      for (const id of records.get(key, (wanted) => recordIds.all(wanted))) {
        const row = record.get(id);
        if (row !== undefined && bytes === null) {
          if (row.packed === 1) return id;
        } else if (row !== undefined && bytes !== null && row.packed === 0 && Buffer.compare(core(vault(row.at, row.length)), bytes) === 0) return id;
      }
      return undefined;
    },
    tookFile: files.add,
    tookRecord: records.add,
    keep(all = false) {
      // One of the two at a time: each run is some tens of milliseconds in which nothing else is answered.
      if (all || files.size() >= RUN) files.write();
      if (all || (files.size() > 0 && records.size() >= RUN)) records.write();
    },
  };
}

type Sqlite = Store['sqlite'];
type Through = 'source_through' | 'record_through';

function remembered(sqlite: Sqlite, table: 'known_file' | 'known_record', key: 'hash_key' | 'digest', id: 'source_id' | 'record_id', through: Through) {
  const entries = new Map<number, number[]>();
  const filter = keyFilter(sqlite.prepare<[], number>(`SELECT ${key} FROM ${table}`).pluck().iterate());
  const insert = sqlite.prepare(`INSERT OR IGNORE INTO ${table} (${key}, ${id}) VALUES (?, ?)`);
  const reached = sqlite.prepare(`UPDATE known_state SET ${through} = max(${through}, ?)`);
  const none: readonly number[] = [];
  return {
    size: () => entries.size,
    /** Ids under a key, those not yet written among them. */
    get: (wanted: number, stored: (key: number) => readonly number[]): readonly number[] => {
      if (!filter.mayHave(wanted)) return none;
      const fresh = entries.get(wanted);
      return fresh === undefined ? stored(wanted) : [...fresh, ...stored(wanted)];
    },
    add(wanted: number, of: number): void {
      const ids = entries.get(wanted);
      if (ids === undefined) entries.set(wanted, [of]);
      else ids.push(of);
      filter.add(wanted);
    },
    write(): void {
      let last = 0;
      for (const wanted of Float64Array.from(entries.keys()).sort()) {
        for (const of of entries.get(wanted) ?? none) {
          insert.run(wanted, of);
          last = Math.max(last, of);
        }
      }
      reached.run(last);
      entries.clear();
    },
  };
}

/** Bits of the filter: four million keys leave one in ten in doubt, and doubt costs one look-up. */
const FILTER_BITS = 2 ** 26;

/** A Bloom filter of two bits a key: nearly every file of a delivery is new, and says so without a look into the library. */
function keyFilter(keys: Iterable<number>): { add(key: number): void; mayHave(key: number): boolean } {
  const bits = new Uint32Array(FILTER_BITS / 32);
  // The keys are hashes already: two stretches of their bits serve as two hashes.
  const first = (key: number): number => key % FILTER_BITS;
  const second = (key: number): number => Math.floor(key / FILTER_BITS) % FILTER_BITS;
  const set = (bit: number): void => { bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31)); };
  const has = (bit: number): boolean => ((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  const add = (key: number): void => {
    set(first(key));
    set(second(key));
  };
  for (const key of keys) add(key);
  return { add, mayHave: (key) => has(first(key)) && has(second(key)) };
}

/** What an import that was broken off had written and not yet made known. */
function catchUp(sqlite: Sqlite): void {
  sqlite.transaction(() => {
    sqlite.exec(`INSERT OR IGNORE INTO known_file (hash_key, source_id)
      SELECT hash_key, id FROM source WHERE id > (SELECT source_through FROM known_state) AND hash_key IS NOT NULL AND (vault_start IS NOT NULL OR state = 'imported')
      ORDER BY hash_key`);
    sqlite.exec(`INSERT OR IGNORE INTO known_record (digest, record_id)
      SELECT digest, id FROM record WHERE id > (SELECT record_through FROM known_state) ORDER BY digest`);
    sqlite.exec(`UPDATE known_state SET source_through = (SELECT coalesce(max(id), 0) FROM source),
      record_through = (SELECT coalesce(max(id), 0) FROM record)`);
  }).immediate();
}
