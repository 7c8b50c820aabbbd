import { readdirSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../../contract/fault.ts';

/** A file met on the way: `path` is below the root, with '/' between. */
export interface MetFile {
  readonly root: string;
  readonly path: string;
  readonly kind: 'file' | 'link' | 'special' | 'unreadable';
}

/**
 * Every file under the given folders and files, folder by folder in the order of names, so that records come in the
 * order of their dates and two walks meet the same files. Nothing is held but the names of the folders being walked.
 * Links are reported and not followed: a link to a folder above would never end.
 */
export function* walk(paths: readonly string[]): Generator<MetFile> {
  for (const root of paths) {
    if (statOf(root).isDirectory()) yield* walkFolder(root, root, '');
    else yield { root: dirname(root), path: basename(root), kind: 'file' };
  }
}

/** The root a dropped path is walked from: the folder itself, or the folder a single file lies in. */
export function rootOf(path: string): string {
  return statOf(path).isDirectory() ? path : dirname(path);
}

function statOf(path: string): { isDirectory(): boolean } {
  try {
    return statSync(path);
  } catch (error) {
    throw new Fault('not-found', {
      zh: `没有找到“${path}”。请检查它是否被移动，或者磁盘是否已取出。`,
      en: `There is nothing at "${path}". Was it moved, or the disk taken out?`,
    }, { cause: error });
  }
}

function* walkFolder(root: string, folder: string, below: string): Generator<MetFile> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    yield { root, path: below.slice(0, -1), kind: 'unreadable' };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = below + entry.name;
    if (entry.isDirectory()) yield* walkFolder(root, join(folder, entry.name), `${path}/`);
    else yield { root, path, kind: entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'special' };
  }
}
