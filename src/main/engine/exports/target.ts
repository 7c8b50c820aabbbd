import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../../contract/fault.ts';

// Nothing stands under its final name before all of it is written: work goes to a name beside it, and a rename ends it.

const partOf = (out: string): string => join(dirname(out), `.${basename(out)}.part`);

const taken = (out: string): Fault => new Fault('conflict', {
  zh: `“${out}”已经存在。请换一个名称，或选择覆盖。`, en: `"${out}" is there already. Choose another name, or choose to replace it.`,
});

export interface FileTarget {
  write(text: string): void;
  /** Close, make durable, rename. Returns size and SHA-256 in hex. */
  finish(): { readonly bytes: number; readonly sha256: string };
  /** Leave nothing behind. */
  abandon(): void;
}

export function fileTarget(out: string, overwrite: boolean): FileTarget {
  if (existsSync(out) && (!overwrite || statSync(out).isDirectory())) throw taken(out);
  mkdirSync(dirname(out), { recursive: true });
  const part = partOf(out);
  const fd = openSync(part, 'w');
  const hash = createHash('sha256');
  let held = '';
  let bytes = 0;
  const flush = (): void => {
    const buffer = Buffer.from(held, 'utf8');
    held = '';
    hash.update(buffer);
    bytes += buffer.length;
    for (let at = 0; at < buffer.length;) at += writeSync(fd, buffer, at);
  };
  return {
    write(text) {
      held += text;
      if (held.length > 256 * 1024) flush();
    },
    finish() {
      flush();
      fsyncSync(fd);
      closeSync(fd);
      renameSync(part, out);
      return { bytes, sha256: hash.digest('hex') };
    },
    abandon() {
      closeSync(fd);
      rmSync(part, { force: true });
    },
  };
}

export interface FolderTarget {
  /** Write one file; `path` is below the folder, with '/' between. */
  add(path: string, bytes: Uint8Array): void;
  /** Rename, and write the manifest of all files beside the folder, in the form `sha256sum --check` reads. */
  finish(): { readonly files: number; readonly bytes: number; readonly sha256: string; readonly manifest: string };
  abandon(): void;
}

export function folderTarget(out: string, overwrite: boolean): FolderTarget {
  const manifest = `${out}.sha256`;
  if (existsSync(out) && (!statSync(out).isDirectory() || readdirSync(out).length > 0)) {
    // Subtle: replacing a folder means deleting one. Only a folder that an export made, with its manifest beside it, is deleted.
    if (!overwrite || !existsSync(manifest)) throw taken(out);
  }
  mkdirSync(dirname(out), { recursive: true });
  const part = partOf(out);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part);
  const made = new Set<string>([part]);
  const lines: string[] = [];
  let bytes = 0;
  return {
    add(path, content) {
      const file = join(part, path);
      const folder = dirname(file);
      if (!made.has(folder)) {
        mkdirSync(folder, { recursive: true });
        made.add(folder);
      }
      writeFileSync(file, content, { flag: 'wx' });
      bytes += content.length;
      lines.push(`${createHash('sha256').update(content).digest('hex')}  ${basename(out)}/${path}\n`);
    },
    finish() {
      const text = lines.join('');
      if (existsSync(out)) {
        if (readdirSync(out).length === 0) rmdirSync(out);
        else rmSync(out, { recursive: true });
      }
      renameSync(part, out);
      writeFileSync(manifest, text);
      return { files: lines.length, bytes, sha256: createHash('sha256').update(text).digest('hex'), manifest };
    },
    abandon: () => rmSync(part, { recursive: true, force: true }),
  };
}
