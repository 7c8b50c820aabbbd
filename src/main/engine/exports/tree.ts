import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, mkdirSync, openSync, readSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFolder, fileSink, partOf } from './target.ts';
import type { FileSink } from './target.ts';

/** Where files go: a folder, or an archive. Paths have "/" between and lie below it. */
export interface Tree {
  add(path: string, bytes: Uint8Array): void | Promise<void>;
  /** Takes over a finished file from beside the target. */
  addFile(path: string, file: string): void | Promise<void>;
  /** The final name. */
  finish(): Promise<void>;
  abandon(): void;
}

/** A line of the journal: what was written, in the order it was. */
export interface Entry {
  readonly sha256: string;
  readonly sha512: string;
  readonly bytes: number;
  readonly path: string;
}

const lineOf = ({ sha256, sha512, bytes, path }: Entry): string => `${sha256} ${sha512} ${bytes} ${JSON.stringify(path)}\n`;

function entryOf(line: string): Entry | null {
  const [, sha256 = '', sha512 = '', bytes = '', path = ''] = /^([0-9a-f]{64}) ([0-9a-f]{128}) (\d+) (".*")$/.exec(line) ?? [];
  return sha256 === '' ? null : { sha256, sha512, bytes: Number(bytes), path: JSON.parse(path) as string };
}

/** Lines of a file, a piece at a time; one that is cut off is left out. */
export function* linesOf(file: string): Generator<string, void, void> {
  const fd = openSync(file, 'r');
  try {
    const piece = Buffer.allocUnsafe(256 * 1024);
    let rest = Buffer.alloc(0);
    for (let read = readSync(fd, piece); read > 0; read = readSync(fd, piece)) {
      let text = Buffer.concat([rest, piece.subarray(0, read)]);
      for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
        yield text.toString('utf8', 0, end);
        text = text.subarray(end + 1);
      }
      rest = Buffer.from(text);
    }
  } finally {
    closeSync(fd);
  }
}

/** Files between two times the journal is handed to the system: so many may have to be written again after a crash. */
const NOTED = 200;

export interface Journal {
  /** Hash, write and note a file. What an earlier run wrote and noted in the same place is not written again. */
  add(path: string, bytes: Uint8Array): void | Promise<void>;
  addFile(path: string, file: string): Promise<void>;
  /** All that was noted, in its order. */
  entries(): Generator<Entry, void, void>;
  readonly files: number;
  readonly bytes: number;
  readonly resumed: number;
  close(): void;
  abandon(): void;
}

/**
 * Writes files into a tree and notes each with its checksums on the disk beside it, so that neither a manifest of half a
 * million files nor the way back after a crash needs memory. `before` is the journal of an interrupted run of the same
 * export: as long as files come as they are noted there, they stand already.
 */
export function journalOf(tree: Tree, file: string, folder: string | null): Journal {
  let earlier = folder !== null && existsSync(file) ? linesOf(file) : null;
  let kept = 0;
  let sink: FileSink | null = null;
  let files = 0;
  let total = 0;
  let resumed = 0;
  const writing = (): FileSink => {
    earlier?.return();
    earlier = null;
    if (sink === null) {
      if (existsSync(file)) truncateSync(file, kept);
      sink = fileSink(file, true);
    }
    return sink;
  };
  const stands = (entry: Entry): boolean => {
    const next = earlier?.next();
    const line = next?.done === false ? next.value : null;
    const noted = line === null ? null : entryOf(line);
    if (line === null || noted === null || lineOf(noted) !== lineOf(entry) || folder === null) return false;
    const there = statSync(join(folder, entry.path), { throwIfNoEntry: false });
    if (there?.size !== entry.bytes) return false;
    kept += Buffer.byteLength(line) + 1;
    return true;
  };
  const count = (bytes: number): void => {
    files++;
    total += bytes;
  };
  return {
    add(path, bytes) {
      const entry = { sha256: createHash('sha256').update(bytes).digest('hex'), sha512: createHash('sha512').update(bytes).digest('hex'), bytes: bytes.length, path };
      count(bytes.length);
      if (earlier !== null && stands(entry)) {
        resumed++;
        return undefined;
      }
      // Subtle: the file first, then its line. A line without its file would be believed after a crash.
      const journal = writing();
      const added = tree.add(path, bytes);
      const note = (): void => {
        journal.write(lineOf(entry));
        if (files % NOTED === 0) journal.flush();
      };
      if (added !== undefined) return added.then(note);
      note();
      return undefined;
    },
    async addFile(path, from) {
      const { sha256, sha512, bytes } = await hashFile(from);
      count(bytes);
      const journal = writing();
      await tree.addFile(path, from);
      journal.write(lineOf({ sha256, sha512, bytes, path }));
    },
    *entries() {
      writing().close();
      sink = null;
      for (const line of linesOf(file)) {
        const entry = entryOf(line);
        if (entry !== null) yield entry;
      }
    },
    get files() { return files; },
    get bytes() { return total; },
    get resumed() { return resumed; },
    close() {
      sink?.close();
      sink = null;
      rmSync(file, { force: true });
    },
    abandon() {
      earlier?.return();
      sink?.abandon();
      sink = null;
      rmSync(file, { force: true });
    },
  };
}

export async function hashFile(file: string): Promise<{ readonly sha256: string; readonly sha512: string; readonly bytes: number }> {
  const sha256 = createHash('sha256');
  const sha512 = createHash('sha512');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const piece = chunk as Buffer;
    sha256.update(piece);
    sha512.update(piece);
    bytes += piece.length;
  }
  return { sha256: sha256.digest('hex'), sha512: sha512.digest('hex'), bytes };
}

export interface FolderTree extends Tree {
  readonly part: string;
  readonly journal: string;
}

/** A folder, made beside its final place. `key` says what is written: what an interrupted run with the same key left is gone on with. */
export function folderTree(out: string, key: string): FolderTree {
  const part = partOf(out);
  const journal = partOf(out, '.journal');
  const keyFile = partOf(out, '.key');
  mkdirSync(dirname(out), { recursive: true });
  const same = existsSync(part) && existsSync(keyFile) && readFileSync(keyFile, 'utf8') === key;
  if (!same) {
    for (const left of [part, journal, keyFile]) rmSync(left, { recursive: true, force: true });
    mkdirSync(part);
    writeFileSync(keyFile, key);
  }
  const made = new Set<string>([part]);
  const place = (path: string): string => {
    const file = join(part, path);
    const folder = dirname(file);
    if (!made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      made.add(folder);
    }
    return file;
  };
  return {
    part, journal,
    add: (path, bytes) => writeFileSync(place(path), bytes),
    addFile: (path, file) => renameSync(file, place(path)),
    async finish() {
      replaceFolder(part, out);
      rmSync(keyFile, { force: true });
    },
    abandon() {
      for (const left of [part, journal, keyFile]) rmSync(left, { recursive: true, force: true });
    },
  };
}
