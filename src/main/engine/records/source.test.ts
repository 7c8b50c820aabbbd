import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from './fixture/call.ts';
import { openLibrary } from './fixture/library.ts';
import type { Library } from './fixture/library.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
let library: Library;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jianbao-pictures-'));
  mkdirSync(join(root, 'txt'));
  writeFileSync(join(root, 'txt', '201201030411.T01'), JPEG);
  writeFileSync(join(root, 'txt', 'notes.T02'), 'no picture');
  writeFileSync(join(root, 'secret.jpg'), JPEG);
  library = openLibrary();
  library.add([{ title: '图片' }], { root, name: () => 'txt/2012.TXT' });
});
afterEach(() => {
  library.close();
  rmSync(root, { recursive: true, force: true });
});

it('a picture is taken from beside the source file, whatever the case of its name', async () => {
  const picture = await library.records.api.picture({ id: 1, file: '201201030411.t01' }, call);
  expect(picture).toEqual({ path: join(root, 'txt', '201201030411.T01'), type: 'image/jpeg', bytes: JPEG });
});

it('a file of that name that is no picture is said to be none, and its content stays where it is', async () => {
  const picture = await library.records.api.picture({ id: 1, file: 'notes.T02' }, call);
  expect(picture).toEqual({ path: join(root, 'txt', 'notes.T02'), type: '', bytes: new Uint8Array() });
});

it.each(['gone.T01', '../secret.jpg', '..\\secret.jpg', '', '..'])('a picture that is none, or elsewhere, is not given (%s)', async (file) => {
  expect(await library.records.api.picture({ id: 1, file }, call)).toBeNull();
});
