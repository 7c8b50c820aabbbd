import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import type { Sink } from '../formats/writer.ts';
import { fileSink } from './target.ts';

// A ZIP file written front to back, its directory kept on the disk until it is due: half a million entries need no
// memory. (yazl keeps every entry and looks through all of them for each.) Source: APPNOTE.TXT 6.3.9, PKWARE.

const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;
const UTF8 = 0x0800;
const STORED = 0;
const DEFLATED = 8;
const VERSION = 45;
const UNIX_FILE = (3 << 8) | VERSION;
const MODE = 0o100644;
/** What is too short to gain by packing. */
const SHORT = 128;

interface Packed {
  readonly name: Buffer;
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
  readonly method: number;
}

export interface ZipWriter {
  add(path: string, bytes: Uint8Array): void;
  addFile(path: string, file: string): Promise<void>;
  end(): void;
  abandon(): void;
}

export function zipWriter(sink: Sink, spool: string, now: Date): ZipWriter {
  const directory = fileSink(spool);
  const packing = `${spool}.packing`;
  const { date, time } = dosTime(now);
  let at = 0;
  let entries = 0;
  const put = (bytes: Uint8Array): void => {
    sink.write(bytes);
    at += bytes.length;
  };
  const begin = (entry: Packed): void => {
    directory.write(central(entry, at, date, time));
    entries++;
    put(local(entry, date, time));
  };
  return {
    add(path, bytes) {
      const packed = bytes.length < SHORT ? bytes : deflateRawSync(bytes);
      const smaller = packed.length < bytes.length;
      begin({ name: Buffer.from(path), crc: crc32(bytes), size: bytes.length, packed: smaller ? packed.length : bytes.length, method: smaller ? DEFLATED : STORED });
      put(smaller ? packed : bytes);
    },
    async addFile(path, file) {
      const deflate = createDeflateRaw();
      const target = fileSink(packing);
      let crc = 0;
      const from = createReadStream(file, { highWaterMark: 1024 * 1024 });
      from.on('data', (chunk) => { crc = crc32(chunk, crc); });
      from.on('error', (error) => deflate.destroy(error));
      from.pipe(deflate);
      try {
        for await (const chunk of deflate) target.write(chunk as Buffer);
        const { bytes } = target.close();
        begin({ name: Buffer.from(path), crc, size: statSync(file).size, packed: bytes, method: DEFLATED });
        copyInto(packing, put);
      } finally {
        target.abandon();
      }
    },
    end() {
      directory.close();
      const start = at;
      copyInto(spool, put);
      put(ending(entries, start, at - start, at));
      directory.abandon();
    },
    abandon: () => directory.abandon(),
  };
}

function copyInto(file: string, put: (bytes: Uint8Array) => void): void {
  const fd = openSync(file, 'r');
  try {
    const piece = Buffer.allocUnsafe(1024 * 1024);
    for (let read = readSync(fd, piece); read > 0; read = readSync(fd, piece)) put(piece.subarray(0, read));
  } finally {
    closeSync(fd);
  }
}

function local({ name, crc, size, packed, method }: Packed, date: number, time: number): Buffer {
  const wide = size >= MOST_32 || packed >= MOST_32;
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(UTF8, 6);
  head.writeUInt16LE(method, 8);
  head.writeUInt16LE(time, 10);
  head.writeUInt16LE(date, 12);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(wide ? MOST_32 : packed, 18);
  head.writeUInt32LE(wide ? MOST_32 : size, 22);
  head.writeUInt16LE(name.length, 26);
  const extra = wide ? wideExtra([size, packed]) : Buffer.alloc(0);
  head.writeUInt16LE(extra.length, 28);
  return Buffer.concat([head, name, extra]);
}

function central({ name, crc, size, packed, method }: Packed, at: number, date: number, time: number): Buffer {
  const head = Buffer.alloc(46);
  const wide = size >= MOST_32 || packed >= MOST_32;
  const far = at >= MOST_32;
  const extra = wide || far ? wideExtra([...(wide ? [size, packed] : []), ...(far ? [at] : [])]) : Buffer.alloc(0);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(UNIX_FILE, 4);
  head.writeUInt16LE(VERSION, 6);
  head.writeUInt16LE(UTF8, 8);
  head.writeUInt16LE(method, 10);
  head.writeUInt16LE(time, 12);
  head.writeUInt16LE(date, 14);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(wide ? MOST_32 : packed, 20);
  head.writeUInt32LE(wide ? MOST_32 : size, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE((MODE << 16) >>> 0, 38);
  head.writeUInt32LE(far ? MOST_32 : at, 42);
  return Buffer.concat([head, name, extra]);
}

function wideExtra(numbers: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + numbers.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(numbers.length * 8, 2);
  numbers.forEach((number, n) => extra.writeBigUInt64LE(BigInt(number), 4 + n * 8));
  return extra;
}

/** The end of the directory; before it the same in wide numbers where they are needed. */
function ending(entries: number, start: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, MOST_16), 8);
  end.writeUInt16LE(Math.min(entries, MOST_16), 10);
  end.writeUInt32LE(Math.min(length, MOST_32), 12);
  end.writeUInt32LE(Math.min(start, MOST_32), 16);
  if (entries < MOST_16 && start < MOST_32 && length < MOST_32) return end;
  const wide = Buffer.alloc(56);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(UNIX_FILE, 12);
  wide.writeUInt16LE(VERSION, 14);
  wide.writeBigUInt64LE(BigInt(entries), 24);
  wide.writeBigUInt64LE(BigInt(entries), 32);
  wide.writeBigUInt64LE(BigInt(length), 40);
  wide.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([wide, locator, end]);
}

function dosTime(when: Date): { readonly date: number; readonly time: number } {
  const year = Math.max(0, Math.min(127, when.getFullYear() - 1980));
  return {
    date: (year << 9) | ((when.getMonth() + 1) << 5) | when.getDate(),
    time: (when.getHours() << 11) | (when.getMinutes() << 5) | (when.getSeconds() >> 1),
  };
}
