import { basename } from 'node:path';
import type { ExportLoss } from '../../../contract/exports.ts';
import { Fault } from '../../../contract/fault.ts';
import { isEncodingName } from '../formats/encoding.ts';
import type { EncodingName } from '../formats/encoding.ts';
import type { Store } from '../store/open.ts';
import type { VaultReader } from '../store/vault.ts';
import type { Written } from './flat.ts';
import { lossesOf, recordWriter } from './tagged-record.ts';
import type { Place } from './tagged-record.ts';
import { folderTarget } from './target.ts';

export interface FolderOptions {
  readonly overwrite: boolean;
  /** 'source' keeps each file's own encoding and every unedited byte. */
  readonly encoding: string;
}

interface SourceRow {
  readonly id: number; readonly root: string; readonly path: string; readonly bytes: number; readonly format: string | null; readonly encoding: string | null;
  readonly vault: number;
}

/**
 * Write records into a folder that mirrors the delivery: each under the path its file had below the folder that was
 * imported, in the order they stood there. A file all of whose records are written unedited comes out byte for byte.
 * What was met again in the same file stands where it stood. Yields after each file.
 */
export function* writeFolder(store: Store, vault: VaultReader, ids: Uint32Array, out: string, options: FolderOptions): Generator<number, Written, void> {
  const chosen = targetEncoding(options.encoding);
  const { sqlite } = store;
  const wanted = new Set(ids);
  const sources = sourcesOf(sqlite, ids);
  const places = placesOf(sqlite);
  const write = recordWriter(store);
  const path = pathsBelow(sources.map((row) => row.root));
  const target = folderTarget(out, options.overwrite);
  const losses: ExportLoss[] = [];
  let records = 0;
  let finished = false;
  try {
    for (const source of sources) {
      const bytes = vault(source.vault, source.bytes);
      const encoding = source.encoding !== null && isEncodingName(source.encoding) ? source.encoding : 'gb18030';
      // What came in another format has no tags whose bytes could be kept; it is written anew, in a file beside its own.
      const foreign = source.format !== 'tagged';
      const to = chosen ?? (foreign ? 'utf-8' : null);
      const parts: Uint8Array[] = [];
      for (const place of places(source.id, bytes.length)) {
        if (!wanted.has(place.record)) continue;
        const written = write(bytes.subarray(place.start, place.end), foreign ? null : encoding, place, to);
        if ('bytes' in written) {
          if (parts.length === 0 && place.start > 0 && to === null) parts.push(byteOrderMark(bytes));
          parts.push(written.bytes);
          if (place.own) records++;
        } else losses.push(...lossesOf(written, place.record, `${source.root}/${source.path}#${place.ordinal}`));
      }
      if (parts.length > 0) target.add(path(source.root, foreign ? `${source.path}.TXT` : source.path), parts.length === 1 ? parts[0] ?? bytes : Buffer.concat(parts));
      yield records;
    }
    const homeless = [...ids].filter((id) => !hasSource(sqlite, id));
    for (const id of homeless) losses.push(noSource(id));
    const written = target.finish();
    finished = true;
    return { records, ...written, losses };
  } finally {
    if (!finished) target.abandon();
  }
}

function targetEncoding(name: string): EncodingName | null {
  if (name === 'source') return null;
  if (isEncodingName(name)) return name;
  throw new Fault('bad-input', { zh: `不认识编码“${name}”。`, en: `"${name}" is no encoding known here.` });
}

type Sqlite = Store['sqlite'];

/** The files the records came in, in the order they came. */
function sourcesOf(sqlite: Sqlite, ids: Uint32Array): readonly SourceRow[] {
  const of = sqlite.prepare<[number], number | null>('SELECT source_id FROM record WHERE id = ?').pluck();
  const found = new Set<number>();
  for (const id of ids) {
    const source = of.get(id);
    if (typeof source === 'number') found.add(source);
  }
  const row = sqlite.prepare<[number], SourceRow>(
    `SELECT s.id, i.path AS root, s.path, s.bytes, s.format, s.encoding, s.vault_start AS vault
     FROM source s JOIN import_root i ON i.id = s.root_id WHERE s.id = ? AND s.vault_start IS NOT NULL`);
  return [...found].sort((a, b) => a - b).flatMap((id) => row.get(id) ?? []);
}

/** The records of a file in their order: its own, and those that were here before and only stood in it again. */
function placesOf(sqlite: Sqlite): (source: number, length: number) => readonly Place[] {
  const own = sqlite.prepare<[number], { record: number; ordinal: number; start: number; end: number }>(
    'SELECT id AS record, ordinal, start, "end" FROM record WHERE source_id = ? ORDER BY ordinal');
  const seen = sqlite.prepare<[number], { record: number; ordinal: number }>('SELECT record_id AS record, ordinal FROM record_seen WHERE source_id = ?');
  return (source, length) => {
    const places: Place[] = own.all(source).map((row) => ({ ...row, own: true }));
    const again = seen.all(source);
    if (again.length === 0) return places;
    // The spans tile the file, so a record met again fills the gap between its neighbours; several in a row share one gap
    // and come out with the first of them.
    const gaps = gapsBetween(places, length);
    for (const { start, end, after } of gaps) {
      const inGap = again.filter(({ ordinal }) => ordinal > after).sort((a, b) => a.ordinal - b.ordinal)[0];
      if (inGap !== undefined) places.push({ record: inGap.record, ordinal: inGap.ordinal, start, end, own: false });
    }
    return places.sort((a, b) => a.start - b.start);
  };
}

function gapsBetween(places: readonly Place[], length: number): readonly { readonly start: number; readonly end: number; readonly after: number }[] {
  const gaps: { start: number; end: number; after: number }[] = [];
  let at = 0;
  let after = 0;
  for (const place of places) {
    if (place.start > at) gaps.push({ start: at, end: place.start, after });
    at = place.end;
    after = place.ordinal;
  }
  if (at < length) gaps.push({ start: at, end: length, after });
  return gaps;
}

/** Below one root the paths as they were; of several roots each gets a folder of its own. A path that is taken gets a number. */
function pathsBelow(roots: readonly string[]): (root: string, path: string) => string {
  const names = new Map<string, string>();
  const used = new Set<string>();
  const distinct = [...new Set(roots)];
  for (const root of distinct) {
    let name = distinct.length === 1 ? '' : `${basename(root) || 'root'}/`;
    for (let n = 2; used.has(name); n++) name = `${basename(root) || 'root'}-${n}/`;
    used.add(name);
    names.set(root, name);
  }
  const taken = new Set<string>();
  return (root, path) => {
    const whole = (names.get(root) ?? '') + path;
    let free = whole;
    for (let n = 2; taken.has(free); n++) free = whole.replace(/(\.[^./]*)?$/, (ending) => `-${n}${ending}`);
    taken.add(free);
    return free;
  };
}

/** A file whose first record is left out still begins with the mark its encoding is told by. */
function byteOrderMark(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(0, 3);
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return bytes.subarray(0, utf16 ? 2 : 0);
}

function hasSource(sqlite: Sqlite, id: number): boolean {
  return sqlite.prepare('SELECT s.vault_start FROM record r JOIN source s ON s.id = r.source_id WHERE r.id = ?').pluck().get(id) !== undefined;
}

function noSource(id: number): ExportLoss {
  return { id, ref: String(id), field: '', text: { zh: '没有来源文件，不能按原格式导出。', en: 'No source file is kept, so it cannot be written in the source format.' } };
}
