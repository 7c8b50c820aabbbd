import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from './fixture/call.ts';
import { openLibrary } from './fixture/library.ts';
import type { Library } from './fixture/library.ts';
import { asking, faultOf, SAMPLE } from './fixture/sample.ts';

let library: Library;
const { api } = asking(() => library);

beforeEach(() => {
  library = openLibrary();
  library.add(SAMPLE);
});
afterEach(() => { library.close(); });

describe('a reference', () => {
  const resolve = async (ref: string): Promise<number> => (await api().resolve({ ref }, call)).id;

  it('is an id, a whole path, a path below the root, or an end of it', async () => {
    for (const ref of ['2', '/deliveries/2011/txt/00000001.TXT#1', 'txt/00000001.TXT#1', '2011/txt/00000001.TXT#1', '00000001.TXT#1', 'deliveries/2011/txt/00000001.TXT#1', './txt/00000001.TXT#1']) {
      expect(await resolve(ref), ref).toBe(2);
    }
  });

  it('that means nothing, or several records, is a fault', async () => {
    for (const ref of ['77', 'txt/00000001.TXT#2', '0001.TXT#1', 'x#y', '#1', '']) expect((await faultOf(() => resolve(ref)))?.code, ref).toBe('not-found');
    library.add([{ title: '甲' }], { root: '/other', name: () => 'txt/00000001.TXT' });
    expect((await faultOf(() => resolve('00000001.TXT#1')))?.code).toBe('not-found');
    expect(await resolve('/other/txt/00000001.TXT#1')).toBe(6);
    expect(await resolve('other/txt/00000001.TXT#1')).toBe(6);
  });

  it('to a copy means the record that was here before', async () => {
    const { sqlite } = library.store;
    sqlite.exec(`INSERT INTO import_root (id, operation_id, path) VALUES (9, 1, '/copy');
      INSERT INTO source (id, operation_id, root_id, path, bytes, modified_at, state, sha256, hash_key)
        SELECT 90, 1, 9, 'a.TXT', bytes, 0, 'alreadyHere', sha256, hash_key FROM source WHERE id = 3;
      INSERT INTO source (id, operation_id, root_id, path, bytes, modified_at, state) VALUES (91, 1, 9, 'b.TXT', 5, 0, 'imported');
      INSERT INTO record_seen VALUES (91, 2, 4)`);
    expect(await resolve('copy/a.TXT#1')).toBe(3);
    expect(await resolve('/copy/b.TXT#2')).toBe(4);
  });
});
