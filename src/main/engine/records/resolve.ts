import type Database from 'better-sqlite3';
import { Fault } from '../../../contract/fault.ts';

/** The record `ID` or `PATH#N` means. Fault `not-found`, also when it could mean several. */
export type Resolver = (ref: string) => number;

interface Place {
  readonly root: number;
  readonly path: string;
}

const plain = (path: string): string => path.replaceAll('\\', '/').replace(/\/{2,}/gu, '/');
const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Finds records by reference. A path may be whole, below the root it was imported by, below the root's own folder name,
 * or any end of it by whole parts as long as only one record is meant. The first two are looked up by index, some 10 µs
 * each; the last makes a table of all file names once.
 */
export function createResolver(sqlite: Database.Database): Resolver {
  const exists = sqlite.prepare<[number], number>('SELECT id FROM record WHERE id = ?').pluck();
  const allRoots = sqlite.prepare<[], { id: number; path: string }>('SELECT id, path FROM import_root ORDER BY id DESC');
  const sourceAt = sqlite.prepare<[number, string], number>('SELECT id FROM source WHERE root_id = ? AND path = ?').pluck();
  const paths = sqlite.prepare<[], [number, string]>('SELECT id, path FROM source').raw();
  const pathOf = sqlite.prepare<[number], string>('SELECT r.path || \'/\' || s.path FROM source s JOIN import_root r ON r.id = s.root_id WHERE s.id = ?').pluck();
  const nth = sqlite.prepare<[number, number], number>('SELECT id FROM record WHERE source_id = ? AND ordinal = ?').pluck();
  const seen = sqlite.prepare<[number, number], number>('SELECT record_id FROM record_seen WHERE source_id = ? AND ordinal = ?').pluck();
  const twins = sqlite.prepare<[number], number>(
    `SELECT t.id FROM source s JOIN source t ON t.hash_key = s.hash_key AND t.sha256 = s.sha256 AND t.id <> s.id
     WHERE s.id = ? AND s.state = 'alreadyHere' ORDER BY t.id`).pluck();

  const ledger = sqlite.prepare<[], number>('SELECT coalesce(max(id), 0) FROM source').pluck();

  let roots: readonly { readonly id: number; readonly path: string }[] = [];
  let byName: Map<string, number[]> | null = null;
  let through = -1;

  /** Read the roots again when the ledger has grown. */
  const refresh = (): void => {
    const top = ledger.get() ?? 0;
    if (top === through) return;
    through = top;
    byName = null;
    roots = allRoots.all().map(({ id, path: root }) => ({ id, path: plain(root).replace(/\/$/u, '') }));
  };

  /** The record that is the n-th of a source, also where the source only repeated what was here. */
  const recordOf = (source: number, ordinal: number): number | undefined => {
    const direct = nth.get(source, ordinal) ?? seen.get(source, ordinal);
    if (direct !== undefined) return direct;
    for (const twin of twins.all(source)) {
      const there = nth.get(twin, ordinal) ?? seen.get(twin, ordinal);
      if (there !== undefined) return there;
    }
    return undefined;
  };

  const indexedPlaces = function* (path: string): Generator<readonly Place[]> {
    yield roots.filter((root) => path.startsWith(`${root.path}/`)).map((root) => ({ root: root.id, path: path.slice(root.path.length + 1) }));
    const below = path.replace(/^(?:\.?\/)+/u, '');
    yield roots.map((root) => ({ root: root.id, path: below }));
    yield roots.filter((root) => below.startsWith(`${baseOf(root.path)}/`)).map((root) => ({ root: root.id, path: below.slice(baseOf(root.path).length + 1) }));
  };

  const sourcesByEnd = (path: string): readonly number[] => {
    if (byName === null) {
      byName = new Map();
      for (const [id, file] of paths.iterate()) {
        const list = byName.get(baseOf(file));
        if (list === undefined) byName.set(baseOf(file), [id]);
        else list.push(id);
      }
    }
    const end = `/${path.replace(/^(?:\.?\/)+/u, '')}`;
    return (byName.get(baseOf(path)) ?? []).filter((id) => plain(pathOf.get(id) ?? '').endsWith(end));
  };

  const only = (sources: readonly number[], ordinal: number, ref: string): number | undefined => {
    const found = new Set(sources.map((source) => recordOf(source, ordinal)).filter((id) => id !== undefined));
    if (found.size > 1) {
      throw new Fault('not-found', { zh: `“${ref}”可以指 ${found.size} 条记录，请写出完整路径。`, en: `"${ref}" could be ${found.size} records. Give the whole path.` },
        { details: { records: [...found] } });
    }
    return [...found][0];
  };

  return (ref) => {
    const text = ref.trim();
    if (/^\d{1,15}$/u.test(text)) {
      const id = exists.get(Number(text));
      if (id === undefined) throw missing(text);
      return id;
    }
    const mark = text.lastIndexOf('#');
    const ordinal = mark < 0 ? 1 : Number(text.slice(mark + 1));
    const path = plain(mark < 0 ? text : text.slice(0, mark));
    if (!Number.isInteger(ordinal) || ordinal < 1 || path === '') throw missing(text);
    refresh();
    for (const places of indexedPlaces(path)) {
      const sources = places.map(({ root, path: below }) => sourceAt.get(root, below)).filter((id) => id !== undefined);
      const id = only(sources, ordinal, text);
      if (id !== undefined) return id;
    }
    const id = only(sourcesByEnd(path), ordinal, text);
    if (id === undefined) throw missing(text);
    return id;
  };
}

const missing = (ref: string): Fault => new Fault('not-found', { zh: `没有找到记录“${ref}”。`, en: `There is no record "${ref}".` });
