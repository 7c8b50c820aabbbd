import { closeSync, createReadStream } from 'node:fs';
import { pipeline, Transform, Writable } from 'node:stream';
import { createGunzip, constants, gunzipSync } from 'node:zlib';
import type { Header as TarHeader } from 'tar-stream';
import { openFile, readAt } from '../read.ts';
import type { Failure, FilePath } from '../read.ts';
import { failed } from './entry.ts';
import type { ArchiveEntry, ArchiveLister } from './entry.ts';
import { isTarHeader } from './kind.ts';
import { guard, LIMITS } from './limits.ts';
import { decodeName } from './names.ts';

type Header = TarHeader & { readonly pax?: { readonly path?: string } };

/** The entries of a tar archive, as it passes by. */
export const listTar: ArchiveLister = (path) => entries(path, false);

/** A gzip file: a tar archive packed, or one single file. */
export const listGzip: ArchiveLister = async function* (path, outer) {
  if (await isPackedTar(path)) yield* entries(path, true);
  else yield* single(path, outer);
};

async function* entries(path: FilePath, packed: boolean): AsyncGenerator<ArchiveEntry, void, void> {
  const { extract: open } = await import('tar-stream');
  const { fd, size } = openFile(path);
  const limits = guard(size);
  // Names are taken as bytes, one a character, and decoded afterwards: of tar it is not known what they are written in.
  const extract = open({ filenameEncoding: 'latin1', allowUnknownFormat: true } as Parameters<typeof open>[0]);
  const source = createReadStream('', { fd, autoClose: true, highWaterMark: 256 * 1024 });
  const unpacked = packed ? source.pipe(createGunzip()) : source;
  const watch = watched(limits);
  // Subtle: an error of one stream does not end the others by itself.
  for (const one of [source, unpacked, watch]) one.on('error', (error: Error) => { extract.destroy(error); source.destroy(); });
  (unpacked as typeof source).pipe(watch).pipe(extract as unknown as Writable);
  try {
    for await (const entry of extract) {
      const header = entry.header as Header;
      const failure = failureOf(header);
      let taken = false;
      if (header.type !== 'directory') {
        limits.entry();
        yield {
          name: header.pax?.path ?? decodeName(Buffer.from(header.name, 'latin1')),
          modifiedAt: header.mtime?.getTime() ?? 0, size: header.size ?? 0, failure,
          async read() {
            taken = true;
            const parts: Buffer[] = [];
            for await (const part of entry) parts.push(part as Buffer);
            return Buffer.concat(parts);
          },
        };
      }
      if (!taken) entry.resume();
    }
  } finally {
    source.destroy();
    extract.destroy();
  }
}

/** Counts what passes by, and passes on the limit that is broken as an error. */
function watched(limits: ReturnType<typeof guard>): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        limits.bytes(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

function failureOf({ type, size = 0 }: Header): Failure | null {
  if (type === 'symlink' || type === 'link') return failed('archive-link');
  if (type !== 'file' && type !== 'contiguous-file') return failed('special');
  return size > LIMITS.entryBytes ? failed('archive-entry-large', size) : null;
}

async function isPackedTar(path: FilePath): Promise<boolean> {
  const { fd } = openFile(path);
  try {
    const head = Buffer.alloc(4096);
    const got = readAt(fd, head, 0);
    return await Promise.resolve(isTarHeader(gunzipSync(head.subarray(0, got), { finishFlush: constants.Z_SYNC_FLUSH })));
  } catch {
    // Broken from the start: reading it says how.
    return false;
  } finally {
    closeSync(fd);
  }
}

async function* single(path: FilePath, outer: string): AsyncGenerator<ArchiveEntry, void, void> {
  const { fd, size, modifiedAt } = openFile(path);
  const name = outer.slice(outer.lastIndexOf('/') + 1).replace(/\.gz$/iu, '');
  const parts: Buffer[] = [];
  const limits = guard(size);
  let length = 0;
  let failure: Failure | null = null;
  await new Promise<void>((resolve, reject) => {
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        length += chunk.length;
        try {
          limits.bytes(chunk.length);
          if (length > LIMITS.entryBytes) {
            failure = failed('archive-entry-large', '');
            done(new Error('large'));
            return;
          }
          parts.push(chunk);
          done();
        } catch (error) {
          done(error as Error);
        }
      },
    });
    pipeline(createReadStream('', { fd, autoClose: true }), createGunzip(), sink, (error) => {
      if (error === null || error === undefined || failure !== null) resolve();
      else reject(error);
    });
  });
  yield { name, modifiedAt, size: length, failure, read: () => Promise.resolve(Buffer.concat(parts)) };
}
