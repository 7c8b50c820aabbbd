import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Entry } from 'yauzl';
import { createGunzip } from 'node:zlib';
import { Fault } from '../../../../contract/fault.ts';
import type { Pace } from '../pace.ts';

/** Checksums in hex, by algorithm. */
export type Sums = Readonly<Record<string, string>>;

/** What lies in a bag, wherever the bag is. Nothing is unpacked. */
export interface BagFiles {
  readonly kind: 'folder' | 'zip' | 'tar';
  /** Size by path inside the bag, "/" between. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Things that are neither file nor folder, or lie outside the bag's folder. */
  readonly strange: readonly string[];
  /** A small file, whole. */
  read(path: string): Promise<Buffer>;
  /** Hash every file that `wanted` names algorithms for. */
  hash(wanted: (path: string) => readonly string[], got: (path: string, sums: Sums) => void, pace: Pace): Promise<void>;
  close(): void;
}

/** A tag file of more than this is none that anybody wrote for a bag. */
const MOST_TAG_BYTES = 512 * 1024 * 1024;

export async function openBag(path: string): Promise<BagFiles> {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined) throw new Fault('not-found', { zh: `没有找到“${path}”。`, en: `There is no "${path}".` });
  if (there.isDirectory()) return folderFiles(path);
  if (/\.zip$/i.test(path)) return zipFiles(path);
  if (/\.(?:tar|tar\.gz|tgz)$/i.test(path)) return tarFiles(path);
  throw new Fault('bad-input', { zh: `“${path}”不是文件夹，也不是 .zip、.tar 或 .tar.gz。`, en: `"${path}" is no folder and no .zip, .tar or .tar.gz.` });
}

const hashers = (algorithms: readonly string[]): readonly Hash[] => algorithms.map((name) => createHash(name));
const sumsOf = (algorithms: readonly string[], hashes: readonly Hash[]): Sums => Object.fromEntries(algorithms.map((name, at) => [name, hashes[at]?.digest('hex') ?? '']));

function folderFiles(root: string): BagFiles {
  const sizes = new Map<string, number>();
  const strange: string[] = [];
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) sizes.set(path, statSync(join(root, path)).size);
      // Subtle: a link may lead out of the bag; it is never followed.
      else strange.push(path);
    }
  };
  walk('');
  const piece = Buffer.allocUnsafe(1024 * 1024);
  return {
    kind: 'folder', sizes, strange,
    read: (path) => readFile(join(root, path)),
    async hash(wanted, got, pace) {
      let done = 0;
      for (const path of sizes.keys()) {
        const algorithms = wanted(path);
        if (algorithms.length > 0) {
          const hashes = hashers(algorithms);
          const fd = openSync(join(root, path), 'r');
          try {
            for (let read = readSync(fd, piece); read > 0; read = readSync(fd, piece)) {
              for (const hash of hashes) hash.update(piece.subarray(0, read));
              if (pace.due()) await pace.rest(done);
            }
          } finally {
            closeSync(fd);
          }
          got(path, sumsOf(algorithms, hashes));
        }
        done++;
        if (pace.due()) await pace.rest(done);
      }
    },
    close() {},
  };
}

async function sumStream(stream: Readable, algorithms: readonly string[]): Promise<Sums> {
  const hashes = hashers(algorithms);
  for await (const chunk of stream) for (const hash of hashes) hash.update(chunk as Buffer);
  return sumsOf(algorithms, hashes);
}

async function whole(stream: Readable, most = MOST_TAG_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes > most) throw new Fault('bad-input', { zh: '说明文件过大，不像是 BagIt 包。', en: 'A tag file is far too large for a BagIt bag.' });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** The folder that holds `bagit.txt`, with "/" behind it; '' at the top, and where there is none the one folder there is. */
function rootOf(names: Iterable<string>): string {
  let root: string | null = null;
  const tops = new Set<string>();
  for (const name of names) {
    tops.add(name.split('/')[0] ?? '');
    const found = /^(?:(.*)\/)?bagit\.txt$/.exec(name);
    if (found === null) continue;
    const folder = found[1] === undefined ? '' : `${found[1]}/`;
    if (root === null || folder.length < root.length) root = folder;
  }
  return root ?? (tops.size === 1 ? `${[...tops][0] ?? ''}/` : '');
}

/** Names as the archive has them, put below the bag's own folder. */
function below(all: ReadonlyMap<string, number>): { readonly root: string; readonly sizes: Map<string, number>; readonly strange: string[] } {
  const root = rootOf(all.keys());
  const sizes = new Map<string, number>();
  const strange: string[] = [];
  for (const [name, size] of all) {
    if (name.startsWith(root)) sizes.set(name.slice(root.length), size);
    else strange.push(name);
  }
  return { root, sizes, strange };
}

async function zipFiles(file: string): Promise<BagFiles> {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(unreadable);
  const entries = new Map<string, Entry>();
  const all = new Map<string, number>();
  const links: string[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      const type = (entry.externalFileAttributes >>> 16) & 0o170000;
      if (type !== 0 && type !== 0o100000) links.push(entry.fileName);
      else {
        entries.set(entry.fileName, entry);
        all.set(entry.fileName, entry.uncompressedSize);
      }
    }
  } catch (error) {
    zip.close();
    throw unreadable(error);
  }
  const { root, sizes, strange } = below(all);
  const open = (path: string): Promise<Readable> => {
    const entry = entries.get(root + path);
    if (entry === undefined) throw new Fault('not-found');
    return zip.openReadStreamPromise(entry, {});
  };
  return {
    kind: 'zip', sizes, strange: [...strange, ...links],
    read: async (path) => whole(await open(path)),
    async hash(wanted, got, pace) {
      let done = 0;
      for (const path of sizes.keys()) {
        const algorithms = wanted(path);
        if (algorithms.length > 0) {
          // A member that cannot be unpacked has no sum, which is told as a wrong one.
          got(path, await open(path).then((stream) => sumStream(stream, algorithms)).catch((error: unknown) => damaged(error)));
        }
        done++;
        if (pace.due()) await pace.rest(done);
      }
    },
    close: () => zip.close(),
  };
}

function damaged(error: unknown): Sums {
  if (error instanceof Fault) throw error;
  return {};
}

function unreadable(error: unknown): never {
  throw new Fault('bad-input', {
    zh: `压缩包无法读取：${error instanceof Error ? error.message : String(error)}`, en: `The archive cannot be read: ${error instanceof Error ? error.message : String(error)}`,
  }, { cause: error });
}

async function tarFiles(file: string): Promise<BagFiles> {
  const { extract } = await import('tar-stream');
  const entries = async (each: (name: string, type: string, size: number, stream: Readable) => Promise<void>): Promise<void> => {
    const tar = extract();
    const from = createReadStream(file, { highWaterMark: 1024 * 1024 });
    const plain = /gz$/i.test(file) ? from.pipe(createGunzip()) : from;
    for (const stream of [from, plain]) stream.on('error', (error: Error) => tar.destroy(error));
    plain.pipe(tar);
    try {
      for await (const entry of tar) {
        await each(entry.header.name.replace(/^\.\//, ''), entry.header.type ?? 'file', entry.header.size ?? 0, entry as unknown as Readable);
        entry.resume();
      }
    } catch (error) {
      if (error instanceof Fault) throw error;
      unreadable(error);
    }
  };
  const all = new Map<string, number>();
  const links: string[] = [];
  const tags = new Map<string, Buffer>();
  await entries(async (name, type, size, stream) => {
    if (type === 'directory' || type === 'pax-global-header') return;
    if (type !== 'file' && type !== 'contiguous-file') links.push(name);
    else {
      all.set(name, size);
      if (/(?:^|\/)(?:bagit|bag-info|package-info|fetch|(?:tag)?manifest-[\w-]+)\.txt$/.test(name) && !/(?:^|\/)data\//.test(name)) tags.set(name, await whole(stream));
    }
  });
  const { root, sizes, strange } = below(all);
  return {
    kind: 'tar', sizes, strange: [...strange, ...links],
    async read(path) {
      const bytes = tags.get(root + path);
      if (bytes === undefined) throw new Fault('not-found');
      return bytes;
    },
    async hash(wanted, got, pace) {
      let done = 0;
      await entries(async (name, type, _size, stream) => {
        if (type !== 'file' && type !== 'contiguous-file' || !name.startsWith(root)) return;
        const algorithms = wanted(name.slice(root.length));
        if (algorithms.length > 0) got(name.slice(root.length), await sumStream(stream, algorithms));
        done++;
        if (pace.due()) await pace.rest(done);
      });
    },
    close() {},
  };
}
