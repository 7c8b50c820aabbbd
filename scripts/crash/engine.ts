import { resolve } from 'node:path';
import { createEngine } from '../../src/main/engine/engine.ts';
import type { Engine } from '../../src/main/engine/engine.ts';

const migrations = resolve(import.meta.dirname, '..', '..', 'migrations');

export function openLibrary(file: string, mode: 'open' | 'create' = 'open'): Engine {
  return createEngine({ file, migrations, mode });
}

/** Do something with a library and close it again. */
export async function withLibrary<T>(file: string, work: (engine: Engine) => T | Promise<T>, mode: 'open' | 'create' = 'open'): Promise<T> {
  const engine = openLibrary(file, mode);
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}
