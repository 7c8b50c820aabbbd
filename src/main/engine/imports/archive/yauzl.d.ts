// The part of yauzl that is used here; the package brings no types of its own.
declare module 'yauzl' {
  export interface Entry {
    /** A Buffer with `decodeStrings: false`. */
    readonly fileName: string;
    readonly versionMadeBy: number;
    readonly generalPurposeBitFlag: number;
    readonly compressionMethod: number;
    readonly crc32: number;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
    readonly externalFileAttributes: number;
    readonly relativeOffsetOfLocalHeader: number;
    readonly extraFields: readonly { readonly id: number; readonly data: Buffer }[];
    getLastModDate(): Date;
  }

  export interface ZipFile {
    eachEntry(): AsyncIterable<Entry>;
  }

  interface Yauzl {
    fromFdPromise(fd: number, options: { readonly autoClose: boolean; readonly lazyEntries: boolean; readonly decodeStrings: boolean }): Promise<ZipFile>;
  }
  const yauzl: Yauzl;
  export default yauzl;
}
