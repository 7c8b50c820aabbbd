import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { EngineApi } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';
import type { Client } from '../contract/rpc.ts';
import type { RecordSet } from '../contract/sets.ts';
import { FailedError } from './exit.ts';

/**
 * The record a reference names: `ID`, or `PATH#N` with the path as imported. A path that is not known as it stands is
 * tried once more from the folder `base`, because the library may keep the whole path of what was typed short.
 * Fault `not-found`.
 */
export async function recordOf(api: Client<EngineApi>, ref: string, base: string): Promise<number> {
  try {
    return (await api.records.resolve({ ref })).id;
  } catch (thrown) {
    const [, path, ordinal] = /^(.+)#(\d+)$/.exec(ref) ?? [];
    if (!(thrown instanceof Fault) || thrown.code !== 'not-found' || path === undefined || isAbsolute(path))
      throw thrown;
    return api.records.resolve({ ref: `${resolve(base, path)}#${ordinal}` }).then(
      ({ id }) => id,
      () => {
        throw thrown;
      },
    );
  }
}

/** The records of several references, in their order. */
export async function recordsOf(
  api: Client<EngineApi>,
  refs: readonly string[],
  base: string,
): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const ref of refs) ids.push(await recordOf(api, ref, base));
  return ids;
}

/** References from a file, one a line; `-` is standard input. */
export function refsIn(file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new FailedError({ zh: `无法读取 ${file}。`, en: `Cannot read ${file}.` });
  }
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The set of this name. Fault `not-found`. */
export async function setNamed(api: Client<EngineApi>, name: string): Promise<RecordSet> {
  const found = (await api.sets.list({})).find((set) => set.name === name);
  if (found !== undefined) return found;
  throw new Fault('not-found', { zh: `没有名为“${name}”的集合。`, en: `There is no set named "${name}".` });
}
