import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from './open.ts';
import type { Store } from './open.ts';
import { vaultReader, vaultWriter } from './vault.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-vault-'));
  store = openStore({ file: join(folder, 'v.jianbao'), migrations: resolve('migrations'), mode: 'create' });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the byte vault', () => {
  it('gives back every byte of small and large files, packable or not', () => {
    const files = [Buffer.from('一'.repeat(700)), Buffer.alloc(0), randomBytes(2000), Buffer.alloc(3_000_000, '剪报'), randomBytes(1_500_000), Buffer.from([0])];
    const writer = vaultWriter(store.sqlite);
    const starts = files.map((bytes) => {
      const start = writer.end;
      writer.add(bytes);
      return start;
    });
    const read = vaultReader(store.sqlite);
    for (const [at, bytes] of files.entries()) {
      expect(Buffer.compare(read(starts[at] ?? -1, bytes.length), bytes)).toBe(0);
    }
  });

  it('reads a part that crosses blocks', () => {
    const bytes = randomBytes(2_000_000);
    const writer = vaultWriter(store.sqlite);
    const start = writer.end;
    writer.add(bytes);
    const part = vaultReader(store.sqlite)(start + 600_000, 900_000);
    expect(Buffer.compare(part, bytes.subarray(600_000, 1_500_000))).toBe(0);
  });

  it('goes on where an earlier writer ended', () => {
    const first = vaultWriter(store.sqlite);
    first.add(Buffer.from('first'));
    const second = vaultWriter(store.sqlite);
    expect(second.end).toBe(5);
    second.add(Buffer.from('second'));
    expect(Buffer.from(vaultReader(store.sqlite)(0, 11)).toString()).toBe('firstsecond');
  });

  it('takes what was packed elsewhere', () => {
    const bytes = Buffer.from('〖ZQ/总期〗'.repeat(500));
    const writer = vaultWriter(store.sqlite);
    writer.add(bytes, zstdCompressSync(bytes));
    expect(store.sqlite.prepare('SELECT codec FROM source_block').pluck().all()).toEqual(['zstd']);
    expect(Buffer.compare(vaultReader(store.sqlite)(0, bytes.length), bytes)).toBe(0);
  });

  it('says so when a byte is not there', () => {
    expect(() => vaultReader(store.sqlite)(10, 5)).toThrow('no byte 10');
  });
});
