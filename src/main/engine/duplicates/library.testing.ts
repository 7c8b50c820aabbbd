import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RecordDetail } from '../../../contract/records.ts';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';

export const SAMPLE = resolve('fixtures/sample');
export const call: Call = { signal: new AbortController().signal, progress: () => undefined };

/** A library file in a temporary folder that can be closed and opened again; gone when the test is over. */
export interface TestLibrary {
  readonly folder: string;
  engine: Engine;
  restart(): void;
  id(ref: string): Promise<number>;
  get(id: number): Promise<RecordDetail>;
  /** A record without what says when it was looked at. */
  whole(id: number): Promise<unknown>;
  group(...ids: readonly number[]): Promise<number>;
  /** Files that come out of an export of everything otherwise than they came in. */
  changedFiles(source: string): Promise<readonly string[]>;
}

export async function testLibrary(paths: readonly string[] = [SAMPLE]): Promise<TestLibrary> {
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-duplicates-'));
  const open = (mode: 'create' | 'open'): Engine => createEngine({ file: join(folder, 'l.jianbao'), migrations: resolve('migrations'), mode, readers: 0 });
  let exports = 0;
  const library: TestLibrary = {
    folder,
    engine: open('create'),
    restart() {
      library.engine.close();
      library.engine = open('open');
    },
    id: async (ref) => (await library.engine.handlers.records.resolve({ ref }, call)).id,
    get: async (id) => library.engine.handlers.records.get({ id }, call),
    async whole(id) {
      const { fields, classes, tags, sets, status, paragraphs, mergedInto, day } = await library.get(id);
      return { fields, classes, tags, sets, status, paragraphs, mergedInto, day };
    },
    async group(...ids) {
      const { groups } = await library.engine.handlers.duplicates.list({ limit: 1000 }, call);
      return groups.find((group) => ids.every((id) => group.records.includes(id)))?.id ?? 0;
    },
    async changedFiles(source) {
      const out = join(folder, `out-${exports++}`);
      await library.engine.handlers.exports.run({ selection: { query: '' }, format: 'tagged', out }, call);
      return filesUnder(out).filter((path) => !readFileSync(join(out, path)).equals(readFileSync(join(source, path))));
    },
  };
  onTestFinished(() => {
    library.engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await library.engine.handlers.imports.run({ paths }, call);
  await library.engine.handlers.duplicates.find({}, call);
  return library;
}

function filesUnder(root: string, below = ''): string[] {
  return readdirSync(join(root, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    return statSync(join(root, path)).isDirectory() ? filesUnder(root, path) : [path];
  });
}
