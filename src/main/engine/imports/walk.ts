import { readdirSync, statSync } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import { decodeName } from './archive/names.ts';

/** A file met on the way: `path` is below the root, with '/' between. */
export interface MetFile {
  readonly root: string;
  readonly path: string;
  readonly kind: 'file' | 'link' | 'special' | 'unreadable';
  /** Where it lies, in bytes: only where its name, or that of a folder above, is no UTF-8. */
  readonly at?: Uint8Array;
  /** Why a folder is unreadable: the system's code. */
  readonly code?: string;
}

/**
 * Every file under the given folders and files, folder by folder in the order of names, so that records come in the
 * order of their dates and two walks meet the same files. Nothing is held but the names of the folders being walked.
 * Links are reported and not followed: a link to a folder above would never end.
 */
export function* walk(paths: readonly string[]): Generator<MetFile> {
  for (const root of paths) {
    const stat = statOf(root);
    if (stat.isDirectory()) yield* walkFolder(root, root, '');
    else yield { root: dirname(root), path: basename(root), kind: stat.isFile() ? 'file' : 'special' };
  }
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new Fault('not-found', {
      zh: `没有找到“${path}”。请检查它是否被移动，或者磁盘是否已取出。`,
      en: `There is nothing at "${path}". Was it moved, or the disk taken out?`,
    }, { cause: error });
  }
}

/** What stands for bytes that are no UTF-8 in a name that was read as text. */
const REPLACED = '\ufffd';

function* walkFolder(root: string, folder: string, below: string): Generator<MetFile> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    yield unreadable(root, below, error);
    return;
  }
  if (entries.some((entry) => entry.name.includes(REPLACED))) {
    yield* walkBytes(root, Buffer.from(folder), below);
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = below + entry.name;
    if (entry.isDirectory()) yield* walkFolder(root, join(folder, entry.name), `${path}/`);
    else yield { root, path, kind: kindOf(entry) };
  }
}

/**
 * A folder with names that are no UTF-8, as they are met where a GBK archive was unpacked: its files are opened by the
 * bytes of their names and called by what those most likely say.
 */
function* walkBytes(root: string, folder: Buffer, below: string): Generator<MetFile> {
  let entries: Dirent<Buffer>[];
  try {
    entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    yield unreadable(root, below, error);
    return;
  }
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  const used = new Set<string>();
  for (const entry of entries) {
    const wanted = decodeName(entry.name).replaceAll('/', '∕');
    let name = wanted;
    for (let n = 2; used.has(name); n++) name = `${wanted}~${n}`;
    used.add(name);
    const at = Buffer.concat([folder, Buffer.from(sep), entry.name]);
    if (entry.isDirectory()) yield* walkBytes(root, at, `${below}${name}/`);
    else yield { root, path: below + name, kind: kindOf(entry), at };
  }
}

const kindOf = (entry: Dirent | Dirent<Buffer>): 'file' | 'link' | 'special' =>
  entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'special';

function unreadable(root: string, below: string, error: unknown): MetFile {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return { root, path: below.slice(0, -1), kind: 'unreadable', code };
}
