// The part of yauzl that is used here; the package brings no types of its own.
declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  export interface Entry {
    readonly fileName: string;
    readonly uncompressedSize: number;
    readonly externalFileAttributes: number;
  }

  export interface ZipFile {
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry, options: object): Promise<Readable>;
    close(): void;
  }

  export function openPromise(file: string, options: { readonly lazyEntries: boolean; readonly autoClose: boolean }): Promise<ZipFile>;
}
