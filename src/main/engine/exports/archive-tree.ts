import { createReadStream, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { checkFile, fileSink, partOf } from './target.ts';
import type { Tree } from './tree.ts';
import { zipWriter } from './zip-writer.ts';

export interface ArchiveTree extends Tree {
  readonly journal: string;
  /** Of the archive itself, once it is finished. */
  readonly written: () => { readonly bytes: number; readonly sha256: string };
}

interface Packer {
  add(path: string, bytes: Uint8Array): void | Promise<void>;
  addFile(path: string, file: string): Promise<void>;
  end(): void | Promise<void>;
  abandon(): void;
}

/** Everything below `root/` in one archive file. */
export async function archiveTree(kind: 'zip' | 'tar', out: string, overwrite: boolean, root: string, now: Date): Promise<ArchiveTree> {
  checkFile(out, overwrite);
  mkdirSync(dirname(out), { recursive: true });
  const sink = fileSink(partOf(out));
  const journal = partOf(out, '.journal');
  rmSync(journal, { force: true });
  const packer: Packer = kind === 'zip' ? zipWriter(sink, partOf(out, '.directory'), now) : await tarPacker(sink.write, now);
  let written = { bytes: 0, sha256: '' };
  const added: string[] = [];
  return {
    journal,
    add: (path, bytes) => packer.add(`${root}/${path}`, bytes),
    async addFile(path, file) {
      added.push(file);
      await packer.addFile(`${root}/${path}`, file);
      rmSync(file, { force: true });
    },
    async finish() {
      await packer.end();
      written = sink.close();
      renameSync(sink.path, out);
      rmSync(journal, { force: true });
    },
    written: () => written,
    abandon() {
      packer.abandon();
      sink.abandon();
      for (const file of [...added, journal]) rmSync(file, { force: true });
    },
  };
}

async function tarPacker(write: (chunk: Uint8Array) => void, now: Date): Promise<Packer> {
  const { pack } = await import('tar-stream');
  const tar = pack();
  let failed: unknown;
  const ended = new Promise<void>((resolve) => {
    const fail = (error: unknown): void => {
      failed ??= error;
      tar.destroy();
      resolve();
    };
    tar.on('data', (chunk) => {
      try {
        write(chunk as Buffer);
      } catch (error) {
        fail(error);
      }
    });
    tar.on('error', fail);
    tar.on('end', resolve);
  });
  /** Subtle: when the archive fails its entries never end; whoever waits for one is told as well. */
  const put = async (name: string, size: number, from: Readable): Promise<void> => {
    const work = new Promise<void>((resolve, reject) => {
      const entry = tar.entry({ name, size, mtime: now, mode: 0o644 }, (error) => {
        if (error) reject(error);
        else resolve();
      });
      from.on('error', reject);
      from.pipe(entry);
    });
    await Promise.race([work, ended]);
    if (failed !== undefined) throw failed;
  };
  return {
    add: (name, bytes) => put(name, bytes.length, Readable.from([Buffer.from(bytes)], { objectMode: false })),
    addFile: (name, file) => put(name, statSync(file).size, createReadStream(file, { highWaterMark: 1024 * 1024 })),
    async end() {
      tar.finalize();
      await ended;
      if (failed !== undefined) throw failed;
    },
    abandon: () => tar.destroy(),
  };
}
