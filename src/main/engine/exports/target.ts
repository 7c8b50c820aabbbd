import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import type { Sink } from '../formats/writer.ts';

// Nothing stands under its final name before all of it is written: work goes to a name beside it, and a rename ends it.

export const partOf = (out: string, more = ''): string => join(dirname(out), `.${basename(out)}.part${more}`);

export const taken = (out: string): Fault => new Fault('conflict', {
  zh: `“${out}”已经存在。请换一个名称，或选择覆盖。`, en: `"${out}" is there already. Choose another name, or choose to replace it.`,
});

const BUFFER = 1024 * 1024;

export interface FileSink extends Sink {
  readonly bytes: number;
  readonly path: string;
  /** Hand what is gathered to the system: it outlives the process. */
  flush(): void;
  /** Close and make durable. Returns size and SHA-256 in hex. */
  close(): { readonly bytes: number; readonly sha256: string };
  /** Close, and leave nothing behind. */
  abandon(): void;
}

/** A file being written: gathered in one buffer, counted and hashed on its way to the disk. `append` goes on behind what is there, unhashed. */
export function fileSink(path: string, append = false): FileSink {
  const fd = openSync(path, append ? 'a' : 'w');
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(BUFFER);
  let held = 0;
  let bytes = 0;
  let open = true;
  const put = (chunk: Uint8Array): void => {
    hash.update(chunk);
    bytes += chunk.length;
    for (let at = 0; at < chunk.length;) at += writeSync(fd, chunk, at);
  };
  const flush = (): void => {
    const full = held;
    held = 0;
    if (full > 0) put(buffer.subarray(0, full));
  };
  const shut = (): void => {
    if (open) closeSync(fd);
    open = false;
  };
  return {
    path,
    flush,
    get bytes() { return bytes + held; },
    write(chunk) {
      const most = typeof chunk === 'string' ? chunk.length * 3 : chunk.length;
      if (held + most > BUFFER) flush();
      if (most > BUFFER) put(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
      else if (typeof chunk === 'string') held += buffer.write(chunk, held);
      else {
        buffer.set(chunk, held);
        held += chunk.length;
      }
    },
    close() {
      flush();
      fsyncSync(fd);
      shut();
      return { bytes, sha256: hash.digest('hex') };
    },
    abandon() {
      shut();
      rmSync(path, { force: true });
    },
  };
}

export interface FileTarget extends Sink {
  /** Close, make durable, rename. */
  finish(): { readonly bytes: number; readonly sha256: string };
  /** Leave nothing behind. */
  abandon(): void;
}

export function fileTarget(out: string, overwrite: boolean): FileTarget {
  checkFile(out, overwrite);
  mkdirSync(dirname(out), { recursive: true });
  const sink = fileSink(partOf(out));
  return {
    write: (chunk) => sink.write(chunk),
    finish() {
      const done = sink.close();
      renameSync(sink.path, out);
      return done;
    },
    abandon: () => sink.abandon(),
  };
}

export function checkFile(out: string, overwrite: boolean): void {
  if (existsSync(out) && (!overwrite || statSync(out).isDirectory())) throw taken(out);
}

/** Subtle: replacing a folder means deleting one. Only a folder that an export made is: it has the manifest beside it, or is a bag that says so. */
export function checkFolder(out: string, overwrite: boolean, ours: () => boolean): void {
  if (existsSync(out) && (!statSync(out).isDirectory() || readdirSync(out).length > 0) && !(overwrite && statSync(out).isDirectory() && ours())) throw taken(out);
}

/** The new folder in the place of the old one, which goes only when the new one stands. */
export function replaceFolder(part: string, out: string): void {
  const old = partOf(out, '.old');
  rmSync(old, { recursive: true, force: true });
  if (existsSync(out)) renameSync(out, old);
  renameSync(part, out);
  rmSync(old, { recursive: true, force: true });
}
