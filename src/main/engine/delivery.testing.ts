import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FIELDS } from '../../contract/fields.ts';
import type { FieldName } from '../../contract/records.ts';
import type { Call } from '../../contract/rpc.ts';
import { createEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/open.ts';

export type Fields = Partial<Record<FieldName, string>>;

export const call: Call = { signal: new AbortController().signal, progress: () => undefined };

export interface Delivered {
  readonly engine: Engine;
  readonly file: string;
  /** Close the library and open it again. */
  reopen(): Engine;
  /** Write to the file past the engine, as an older version may have left it. */
  edit(work: (sqlite: Store['sqlite']) => void): void;
  close(): void;
}

/** A library with these records, brought in as a tagged file with many records, ids from 1 in their order. */
export async function delivered(records: readonly Fields[]): Promise<Delivered> {
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-delivered-'));
  const file = join(folder, 'library.jianbao');
  const paper = join(folder, 'delivery.txt');
  writeFileSync(paper, records.map((fields, at) => tagged({ date: '20110614', page: '01', item: String(at + 1), title: `第${at + 1}条`, ...fields })).join('\r\n'));
  let engine = createEngine({ file, migrations: resolve('migrations'), mode: 'create', readers: 0 });
  await engine.handlers.imports.run({ paths: [paper] }, call);
  return {
    get engine() { return engine; },
    file,
    reopen() {
      engine.close();
      engine = createEngine({ file, migrations: resolve('migrations'), mode: 'open', readers: 0 });
      return engine;
    },
    edit(work) {
      engine.close();
      const store = openStore({ file, migrations: resolve('migrations'), mode: 'open' });
      work(store.sqlite);
      store.close();
      engine = createEngine({ file, migrations: resolve('migrations'), mode: 'open', readers: 0 });
    },
    close() {
      engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function tagged(fields: Fields): string {
  return FIELDS.map(({ field, code, zh }) => (fields[field] === undefined ? '' : `〖${code}/${zh}〗${fields[field]}〖-${code}/${zh}〗\r\n`)).join('');
}
