import { basename } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import { isEncodingName } from '../formats/encoding.ts';
import type { EncodingName } from '../formats/encoding.ts';
import { composedFields, writtenLosses } from '../formats/tagged/writer.ts';
import { composeTagged } from '../formats/tagged/write.ts';
import type { Written } from '../formats/tagged/write.ts';
import type { Store } from '../store/open.ts';
import type { VaultReader } from '../store/vault.ts';
import type { LossList } from './loss-list.ts';
import type { Pace } from './pace.ts';
import { recordReader } from './read.ts';
import type { ReadDeps } from './read.ts';
import { recordWriter } from './tagged-record.ts';
import type { Place } from './tagged-record.ts';

/** Takes a finished file: its path below the folder, its bytes, and the encoding they are in. */
export type Put = (path: string, bytes: Uint8Array, encoding: EncodingName) => void | Promise<void>;

export interface TaggedRun {
  readonly ids: Uint32Array;
  /** 'source' keeps each file's own encoding and every unedited byte. */
  readonly encoding: string;
  readonly put: Put;
  readonly losses: LossList;
  readonly pace: Pace;
}

interface SourceRow {
  readonly id: number; readonly root: string; readonly path: string; readonly bytes: number; readonly format: string | null; readonly encoding: string | null;
  readonly vault: number;
}

/**
 * Write records into files that mirror the delivery: each under the path its file had below the folder that was
 * imported, in the order they stood there. A file all of whose records are written unedited comes out byte for byte.
 * What was met again in the same file stands where it stood; a record that came from no file gets one of its own.
 */
export async function writeTaggedFiles(deps: ReadDeps & { readonly vault: VaultReader }, { ids, encoding: name, put, losses, pace }: TaggedRun): Promise<void> {
  const chosen = targetEncoding(name);
  const { store: { sqlite }, vault } = deps;
  const wanted = new Set(ids);
  const sources = keptSources(sqlite, ids);
  const places = placesOf(sqlite);
  const write = recordWriter(deps);
  const path = pathsBelow(sources.roots);
  let done = 0;
  for (const source of sources.each()) {
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
      }
      if (!place.own) continue;
      note(losses, place.record, `${source.root}/${source.path}#${place.ordinal}`, written);
      done++;
    }
    if (parts.length > 0) {
      const waits = put(path(source.root, foreign ? `${source.path}.TXT` : source.path), parts.length === 1 ? parts[0] ?? bytes : Buffer.concat(parts), to ?? encoding);
      if (waits !== undefined) await waits;
    }
    if (pace.due()) await pace.rest(done);
  }
  for (const record of recordReader(deps)(homeless(sqlite, ids))) {
    const written = composeTagged(composedFields(record), { encoding: chosen ?? 'utf-8' });
    if ('bytes' in written) await put(`new/${record.id}.TXT`, written.bytes, chosen ?? 'utf-8');
    note(losses, record.id, null, written);
    done++;
    if (pace.due()) await pace.rest(done);
  }
}

const note = (losses: LossList, id: number, ref: string | null, written: Written): void =>
  losses.add({ id, ref }, 'bytes' in written ? [] : writtenLosses(written), 'bytes' in written);

/** Null for each file's own. */
export function targetEncoding(name: string): EncodingName | null {
  if (name === 'source') return null;
  if (isEncodingName(name)) return name;
  throw new Fault('bad-input', { zh: `不认识编码“${name}”。`, en: `"${name}" is no encoding known here.` });
}

type Sqlite = Store['sqlite'];

const BATCH = 5000;

/** The kept files the records came in, in the order they came, and the folders they lay in. */
export function keptSources(sqlite: Sqlite, ids: Uint32Array): { readonly roots: readonly string[]; each(): Generator<SourceRow, void, void> } {
  const of = sqlite.prepare<[string], number>(
    'SELECT DISTINCT r.source_id FROM json_each(?) j CROSS JOIN record r ON r.id = j.value WHERE r.source_id IS NOT NULL').pluck();
  const found = new Set<number>();
  for (let from = 0; from < ids.length; from += BATCH) for (const id of of.all(`[${ids.subarray(from, from + BATCH).join(',')}]`)) found.add(id);
  const order = Uint32Array.from(found).sort();
  found.clear();
  const root = sqlite.prepare<[string], string>(
    'SELECT DISTINCT i.path FROM json_each(?) j CROSS JOIN source s ON s.id = j.value JOIN import_root i ON i.id = s.root_id').pluck();
  const roots = new Set<string>();
  for (let from = 0; from < order.length; from += BATCH) for (const path of root.all(`[${order.subarray(from, from + BATCH).join(',')}]`)) roots.add(path);
  const row = sqlite.prepare<[number], SourceRow>(
    `SELECT s.id, i.path AS root, s.path, s.bytes, s.format, s.encoding, s.vault_start AS vault
     FROM source s JOIN import_root i ON i.id = s.root_id WHERE s.id = ? AND s.vault_start IS NOT NULL`);
  return {
    roots: [...roots],
    *each() {
      for (const id of order) {
        const source = row.get(id);
        if (source !== undefined) yield source;
      }
    },
  };
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
export function pathsBelow(roots: readonly string[]): (root: string, path: string) => string {
  const names = new Map<string, string>();
  const used = new Set<string>();
  for (const root of roots) {
    let name = roots.length === 1 ? '' : `${basename(root) || 'root'}/`;
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

/** Records made here, or whose file is not kept. */
function homeless(sqlite: Sqlite, ids: Uint32Array): Uint32Array {
  const none = sqlite.prepare<[string], number>(
    'SELECT r.id FROM json_each(?) j CROSS JOIN record r ON r.id = j.value LEFT JOIN source s ON s.id = r.source_id WHERE s.vault_start IS NULL').pluck();
  const found: number[] = [];
  for (let from = 0; from < ids.length; from += BATCH) found.push(...none.all(`[${ids.subarray(from, from + BATCH).join(',')}]`));
  return Uint32Array.from(found);
}
